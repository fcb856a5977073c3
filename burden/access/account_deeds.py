"""What an operator does to somebody's account besides giving it role and regions: suspend, restore, help back in."""

from django.db import transaction

from burden.access.account_links import make_link
from burden.access.account_log import note_change
from burden.access.ending_sessions import end_sessions_of
from burden.access.keeping import AccountRefusedError, check_keeps, one_at_a_time
from burden.access.second_factor import drop_factors, has_second_factor
from burden.domain.sentences import Sentence
from burden.models import AccountChange, AccountLink, User


@transaction.atomic
def suspend(*, by: User, user: User) -> None:
    """Let nobody sign in with the account, at once; its link works no more.  Raises AccountRefusedError."""
    _set_active(by=by, user=user, is_active=False)


@transaction.atomic
def restore(*, by: User, user: User) -> None:
    """Let the account sign in again, with the password and regions that it had.  Raises AccountRefusedError."""
    _set_active(by=by, user=user, is_active=True)


@transaction.atomic
def give_link(*, by: User, user: User, days: int) -> str:
    """Return the path of a new link by which the person chooses a password; the old one works until then.

    Raises AccountRefusedError.
    """
    one_at_a_time()
    check_keeps(by, user)
    if not user.is_active:
        raise AccountRefusedError(Sentence("账号停用着，请先恢复。"))
    note_change(user, AccountChange.Kind.LINK_MADE, by=by.email)
    return make_link(user, days=days)


@transaction.atomic
def renew_second_factor(*, by: User | None, user: User) -> None:
    """Forget the account's second factor, so that its owner sets up a new one at the next sign-in, and sign it out.

    ``by`` is None at the terminal, for the only operator who lost theirs.  Raises AccountRefusedError.
    """
    one_at_a_time()
    if by is not None:
        check_keeps(by, user)
    if not has_second_factor(user):
        raise AccountRefusedError(Sentence("这个账号没有第二道验证。"))
    drop_factors(user)
    end_sessions_of(user)
    note_change(user, AccountChange.Kind.FACTORS_RENEWED, by=by.email if by else "")


@transaction.atomic
def end_sessions(*, by: User, user: User) -> None:
    """Sign the account out everywhere.  Raises AccountRefusedError."""
    one_at_a_time()
    check_keeps(by, user)
    end_sessions_of(user)
    note_change(user, AccountChange.Kind.SESSIONS_ENDED, by=by.email)


def _set_active(*, by: User, user: User, is_active: bool) -> None:
    one_at_a_time()
    check_keeps(by, user)
    if user.is_active == is_active:
        return
    user.is_active = is_active
    user.save(update_fields=["is_active"])
    end_sessions_of(user)  # at the restoring, too: nothing from before it goes on
    if not is_active:
        AccountLink.objects.filter(user=user).delete()
    note_change(user, AccountChange.Kind.RESTORED if is_active else AccountChange.Kind.SUSPENDED, by=by.email)
