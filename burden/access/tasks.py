"""Recurring work of signing in."""

from celery import shared_task
from django.utils import timezone

from burden.access.account_log import drop_old_sign_ins
from burden.models import AccountLink
from burden.models.sign_in_session import SessionStore


@shared_task(name="access.drop_old_sessions")
def drop_old_sessions() -> None:
    """Delete the rows of sessions that are over, of links that nobody used, and of sign-ins past their year."""
    SessionStore.clear_expired()
    AccountLink.objects.filter(expires_at__lt=timezone.now()).delete()
    drop_old_sign_ins()
