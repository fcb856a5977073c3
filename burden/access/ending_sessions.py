"""Seeing who is signed in, and ending it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from burden.models import SignInSession, User


@dataclass(frozen=True, kw_only=True)
class OwnSession:
    """One browser in which an account is signed in; ``is_here`` is the one that asks."""

    begun_at: datetime | None
    is_here: bool


def sessions_of(user: User, *, here: str | None) -> tuple[OwnSession, ...]:
    """Return the account's sign-ins that are not over, the newest first; ``here`` is the key of the present one."""
    rows = SignInSession.objects.filter(user=user, expire_date__gt=timezone.now())
    return tuple(OwnSession(begun_at=row.begun_at, is_here=row.session_key == here) for row in rows)


def end_sessions_of(user: User, *, but: str | None = None) -> None:
    """Sign the account out everywhere, but for the session of this key."""
    SignInSession.objects.filter(user=user).exclude(session_key=but or "").delete()
