"""A cast with names: people of each role, signed in, in a province with a released wave."""

import pytest
from django.test import Client

from burden.access.scopes import Role
from burden.domain.blocks import APPS, GROUPS
from burden.models import Scope, User
from tests.reports.world import COUNTY, FOREIGN_TOWNSHIP, OTHER_COUNTY, PROVINCE, TOWNSHIP, alike, make_world

PEOPLE = {
    "public": None,
    "county supervisor": (Role.SUPERVISOR, COUNTY),
    "county inspector": (Role.INSPECTOR, COUNTY),
    "neighbour": (Role.SUPERVISOR, OTHER_COUNTY),
    "province supervisor": (Role.SUPERVISOR, PROVINCE),
    "operator": (Role.OPERATOR, None),
}


@pytest.fixture
def people(db: None) -> dict[str, Client]:
    world = make_world()
    world.add(GROUPS, TOWNSHIP, 60, alike(12, group_count=23))
    world.add(GROUPS, FOREIGN_TOWNSHIP, 60, alike(120, group_count=31))
    world.add(APPS, TOWNSHIP, 60, alike(120, app_count=9, account_count=4))
    world.save()
    clients = {}
    for name, account in PEOPLE.items():
        clients[name] = Client()
        if account:
            role, region = account
            user = User.objects.create_user(f"{name.replace(' ', '-')}@example.org", "x", role=role.value)
            if region:
                Scope.objects.create(user=user, region_code=region)
            clients[name].force_login(user)
    return clients
