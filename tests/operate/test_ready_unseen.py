"""What is computed and waits to be published changes no byte of what readers get."""

import pytest
from django.test import Client

from burden.access.scopes import Role
from burden.aggregation.release import start_release, work_on
from burden.models import Release, Scope, User, Wave
from burden.operate.closing.publishing import publish_release
from tests.access.test_roles import GET
from tests.aggregation.world import PROVINCE, make_world
from tests.attacks.presence_on_pages import without_tokens
from tests.reports.world import COUNTY

WAVE = "2026Q4"
READERS = (Role.PUBLIC, Role.SUPERVISOR, Role.INSPECTOR)
OF_THE_DESK = ("operate:", "exports:job", "exports:file", "exports:api-job")


def client_of(role: Role) -> Client:
    client = Client()
    if role is not Role.PUBLIC:
        user = User.objects.create_user(f"{role.value}@example.org", "x", role=role.value)
        Scope.objects.create(user=user, region_code=PROVINCE)
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def addresses(release: Release) -> list[str]:
    plain = [address for name, (address, _) in GET.items() if not name.startswith(OF_THE_DESK)]
    of_wave = [f"{address}{'&' if '?' in address else '?'}wave={WAVE}" for address in plain]
    return [*plain, *of_wave, f"/s/{WAVE}/", f"/s/{WAVE}/{COUNTY}/", f"/api/v1/releases/{release.pk}/", "/metrics"]


def read(clients: list[Client], of: list[str]) -> dict[str, list[tuple[int, bytes]]]:
    found: dict[str, list[tuple[int, bytes]]] = {}
    for address in of:
        answers = [client.get(address) for client in clients]
        found[address] = [(answer.status_code, without_tokens(answer.getvalue())) for answer in answers]
    return found


@pytest.mark.django_db
def test_no_reader_gets_another_byte_when_a_wave_is_computed_and_waits_to_be_published() -> None:
    earlier = make_world(people=300, code="2026Q3", shape=(1, 2, 2)).wave
    work_on(start_release(wave=earlier).pk)
    wave = make_world(people=300, code=WAVE, seed=2, shape=(1, 2, 2), waits_for_a_look=True).wave
    release = start_release(wave=wave)
    clients = [client_of(role) for role in READERS]
    of = addresses(release)

    before = read(clients, of)
    work_on(release.pk)
    waiting = read(clients, of)

    assert Release.objects.get(wave=wave).state == "ready"
    assert [address for address in of if waiting[address] != before[address]] == []
    publish_release(wave=Wave.objects.get(pk=wave.pk), by="ann@example.org")
    of_release = ["/", "/self-check/", "/api/v1/releases/", f"/api/v1/figures/?region={COUNTY}&wave={WAVE}"]
    published = read(clients, of_release)
    assert [address for address in of_release if published[address] == before[address]] == []
