"""Recurring work of signing in."""

from celery import shared_task
from django.contrib.sessions.backends.db import SessionStore


@shared_task(name="access.drop_old_sessions")
def drop_old_sessions() -> None:
    """Delete the rows of sessions that are over; Django only stops honouring them."""
    SessionStore.clear_expired()
