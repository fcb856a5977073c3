"""The log of accounts: every change with who made it, and every sign-in; written here, never changed."""

from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from burden.access.grants import Grant
from burden.models import AccountChange, SignInRecord, User
from burden.models.whole_minutes import whole_minute

DAYS_KEPT: Final = 366  # sign-ins; the law asks for six months
MOST_FAILURES: Final = 5
LOCKED_FOR: Final = timedelta(minutes=15)


def note_change(
    user: User, kind: AccountChange.Kind, *, by: str, before: Grant | None = None, after: Grant | None = None
) -> None:
    """Write what was done to an account; call it in the transaction of the change.

    ``by`` is the address of whoever did it, "" for the terminal.
    """
    detail = {name: grant.as_detail() for name, grant in (("before", before), ("after", after)) if grant is not None}
    AccountChange.objects.create(email=user.email, kind=kind, detail=detail, by=by, is_demo=user.is_demo)


def last_change_of(user: User) -> int:
    """Return the number of the last line about this account, 0 where there is none.

    Whatever was begun before that line, with an account as it then was, can be told from what was begun after it.
    """
    changes = AccountChange.objects.filter(email=user.email)
    return changes.values_list("pk", flat=True).first() or 0


def note_sign_in(user: User, outcome: SignInRecord.Outcome) -> None:
    """Write a sign-in or a failure, to the minute."""
    SignInRecord.objects.create(
        email=user.email, role=user.role, outcome=outcome, is_demo=user.is_demo, at=this_minute()
    )


def is_locked_out(email: str) -> bool:
    """Whether so many tries for this account failed lately that no more are taken for a while.

    Counted in the database, so it holds for all processes and machines of the site; an address without an account is
    never locked here, as there is nothing to guess.
    """
    since = timezone.now() - LOCKED_FOR
    failed = SignInRecord.objects.filter(email=email.lower(), at__gt=since).exclude(outcome=SignInRecord.Outcome.IN)
    return failed.count() >= MOST_FAILURES


def this_minute() -> datetime:
    """Return the present moment without its seconds."""
    return whole_minute(timezone.now())


def drop_old_sign_ins() -> int:
    """Forget sign-ins older than a year and return how many."""
    dropped, _ = SignInRecord.objects.filter(at__lt=timezone.now() - timedelta(days=DAYS_KEPT)).delete()
    return dropped


def forget_demo_log() -> None:
    """Forget what the log says of demo accounts; the database lets no other change be deleted."""
    AccountChange.objects.filter(is_demo=True).delete()
    SignInRecord.objects.filter(is_demo=True).delete()
