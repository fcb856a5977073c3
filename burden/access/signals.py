"""What is written down when people sign in, fail to, or change what they sign in with."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import password_changed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.http import HttpRequest

from burden.access.account_log import note_change, note_sign_in, this_minute
from burden.access.ending_sessions import end_sessions_of
from burden.models import AccountChange, SignInRecord, User
from burden.models.sign_in_session import BEGUN
from burden.models.whole_minutes import whole_minute


@receiver(user_logged_in)
def on_sign_in(request: HttpRequest, user: User, **_: Any) -> None:
    """Write the sign-in, and in the session since when it lasts."""
    request.session[BEGUN] = this_minute().isoformat()
    note_sign_in(user, SignInRecord.Outcome.IN)


@receiver(user_login_failed)
def on_failure(credentials: dict[str, Any], **_: Any) -> None:
    """Write a wrong password of a known account."""
    user = User.objects.filter(email=str(credentials.get("email", "")).lower()).first()
    if user is not None:
        note_sign_in(user, SignInRecord.Outcome.WRONG_PASSWORD)


@receiver(password_changed)
def on_own_password(request: HttpRequest, user: User, **_: Any) -> None:
    """Write that somebody changed their password; it ends their other sign-ins."""
    end_sessions_of(user, but=request.session.session_key)
    note_change(user, AccountChange.Kind.PASSWORD_CHOSEN, by=user.email)


@receiver(authenticator_added)
def on_factor_added(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    """Write that somebody set up a second factor; whoever just did need not prove themselves to read their codes.

    Other sign-ins of the account, by the password alone perhaps, end: with the factor they would get in everywhere.
    """
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        return
    record_authentication(request, user, method="mfa", type=authenticator.type, reauthenticated=True)
    _end_other_sessions(request, user)
    note_change(user, AccountChange.Kind.FACTOR_ADDED, by=user.email)


@receiver(authenticator_removed)
def on_factor_removed(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    """Write that somebody took a second factor away, lost perhaps; what signed in with it ends."""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        return
    _end_other_sessions(request, user)
    note_change(user, AccountChange.Kind.FACTOR_REMOVED, by=user.email)


def _end_other_sessions(request: HttpRequest, user: User) -> None:
    """End the account's sign-ins but this one; those of a demo account belong to strangers."""
    if not user.is_demo:
        end_sessions_of(user, but=request.session.session_key)


@receiver(pre_save, sender=Authenticator)
def before_factor_is_stored(instance: Authenticator, **_: Any) -> None:
    """Keep when it was set up and last used to the minute, as any sign-in; allauth writes the microsecond."""
    instance.created_at = whole_minute(instance.created_at)
    if instance.last_used_at is not None:
        instance.last_used_at = whole_minute(instance.last_used_at)
