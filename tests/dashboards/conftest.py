"""A small released wave for the pages, made by the real release code."""

import pytest
from django.test import Client

from burden.access.scopes import Role
from burden.aggregation.release import start_release, work_on
from burden.models import Release, Scope, User, Wave
from tests.aggregation.world import PROVINCE, make_world

PASSWORD = "correct horse battery staple"


def publish_world(*, people: int = 900) -> Release:
    """Store a made-up province with this many answers and publish its wave."""
    world = make_world(people=people, assurance=Wave.Assurance.CODED, is_demo=True)
    release = start_release(wave=world.wave, most_rows=10**9)
    work_on(release.pk)
    release.refresh_from_db()
    return release


def account(role: Role, *, region: str = PROVINCE, is_demo: bool = True) -> User:
    """Store an account of this role that reads this region."""
    user = User.objects.create_user(f"{role.value}@example.invalid", PASSWORD, role=role.value)
    Scope.objects.create(user=user, is_demo=is_demo, region_code=region)
    return user


@pytest.fixture
def release(db: None) -> Release:
    return publish_world()


@pytest.fixture
def supervisor(client: Client, release: Release) -> Client:
    client.force_login(account(Role.SUPERVISOR))
    return client
