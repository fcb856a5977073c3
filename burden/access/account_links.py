"""One-time links by which people choose a password; the site sends no mail, so an operator hands them on."""

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import Final

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from burden.access.account_log import note_change
from burden.access.ending_sessions import end_sessions_of
from burden.access.keeping import one_at_a_time
from burden.models import AccountChange, AccountLink, User

DAYS_OFFERED: Final = (1, 3, 7)
_SECRET_BYTES: Final = 32


class LinkOverError(LookupError):
    """The link was used, replaced or has run out, or never was one."""


def make_link(user: User, *, days: int) -> str:
    """Return the path of a fresh link for this account, e.g. ``/accounts/link/x1Y…/``; earlier ones work no more.

    It is nowhere afterwards: the database keeps its hash.
    """
    token = secrets.token_urlsafe(_SECRET_BYTES)
    expires_at = timezone.now() + timedelta(days=days)
    AccountLink.objects.update_or_create(user=user, defaults={"token_hash": _hash(token), "expires_at": expires_at})
    return reverse("access:link", args=[token])


def account_behind(token: str) -> User:
    """Return the account whose password the link lets somebody choose; raises LinkOverError."""
    link = AccountLink.objects.select_related("user").filter(token_hash=_hash(token)).first()
    if link is None or link.expires_at <= timezone.now() or not link.user.is_active:
        raise LinkOverError
    return link.user


@transaction.atomic
def use_link(token: str, *, password: str) -> User:
    """Set the password, end the account's sign-ins and use the link up; of two at once the second finds it used.

    Raises LinkOverError.
    """
    one_at_a_time()
    user = account_behind(token)
    user.set_password(password)
    user.save(update_fields=["password"])
    AccountLink.objects.filter(user=user).delete()
    end_sessions_of(user)
    note_change(user, AccountChange.Kind.PASSWORD_CHOSEN, by=user.email)
    return user


def _hash(token: str) -> str:
    """Return what is stored of a link's secret: 256 bits of chance need no slow hash."""
    return sha256(token.encode()).hexdigest()
