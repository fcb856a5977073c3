from datetime import timedelta

import pytest
from django.utils import timezone

from burden.access.tasks import drop_old_sessions
from burden.models import AccountLink, SignInSession, User


@pytest.mark.django_db
def test_rows_of_sessions_that_are_over_are_deleted_at_night() -> None:
    now = timezone.now()
    for key, hours in (("over", -1), ("running", 1)):
        SignInSession.objects.create(session_key=key, session_data="", expire_date=now + timedelta(hours=hours))
    drop_old_sessions()
    assert [session.session_key for session in SignInSession.objects.all()] == ["running"]


@pytest.mark.django_db
def test_links_that_ran_out_are_deleted_at_night() -> None:
    now = timezone.now()
    for name, hours in (("late", -1), ("waiting", 1)):
        user = User.objects.create_user(f"{name}@site.example", role="supervisor")
        AccountLink.objects.create(user=user, token_hash=name, expires_at=now + timedelta(hours=hours))
    drop_old_sessions()
    assert [link.token_hash for link in AccountLink.objects.all()] == ["waiting"]
