"""Whether a code was used is told to whoever sends it in a whole answer, and to nobody else."""

import json
import re
from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import get_resolver

from burden.access.scopes import Role
from burden.domain.levels import Level
from burden.intake.codes import issue_codes
from burden.models import InvitationCode, Scope, User, Wave
from tests.access.test_matrix import addresses
from tests.intake.small_world import CITY, COUNTY, OTHER_COUNTY, TOWNSHIP

VALUES = {
    "code": "2026Q4",
    "wave_code": "2026Q4",
    "region_code": TOWNSHIP,
    "key": "operator",
    "release_id": "11111111-1111-1111-1111-111111111111",
    "job_id": "11111111-1111-1111-1111-111111111111",
    "indicator": "I04",
}
# Says how many requests there were; ends the session; describes the interface, which knows no codes, and slowly; asks
# disk and workers, who answer differently each time.
ELSEWHERE = ("/metrics", "logout", "/schema/", "/operate/health/")
ROLES = ("public", "supervisor", "inspector", "operator")


@pytest.fixture
def codes(make_wave: Callable[..., Wave], catalogue: None) -> list[str]:
    wave = make_wave(assurance="coded")
    return list(issue_codes(wave=wave, region_code=TOWNSHIP, level=Level.TOWNSHIP, number=30))


@pytest.fixture
def clients(db: None) -> dict[str, Client]:
    return {role: _client(role) for role in ROLES}


def _client(role: str) -> Client:
    client = Client()
    if role != "public":
        user = User.objects.create(email=f"{role}@example.org", role=Role(role).value)
        Scope.objects.create(user=user, region_code=CITY)
        client.force_login(user)
    return client


def every_address(code: str) -> Iterator[str]:
    """Every address of the site, filled in, plain and then with a code in its query."""
    for _, pattern in addresses(get_resolver().url_patterns):
        path = re.sub(r"\(\?P<(\w+)>[^)]*\)|<(?:\w+:)?(\w+)>", _value, str(pattern.pattern)).strip("^$")
        yield f"/{path}"
        yield f"/{path}?wave=2026Q4&region={COUNTY}&code={code}&level=60"


def _value(match: re.Match[str]) -> str:
    return VALUES.get(match[1] or match[2], "x")


def said(client: Client, address: str, code: str) -> tuple[int, list[str]]:
    """What a page says, without what differs at every request: keys, and the order of options that chance decides."""
    reply = client.get(address)
    text = (b"".join(reply) if reply.streaming else reply.content).decode(errors="replace")
    return reply.status_code, sorted(re.sub(r"<[^>]*>", "\n", text.replace(code, "CODE")).split())


def test_no_address_says_more_once_a_code_is_spent(codes: list[str], clients: dict[str, Client]) -> None:
    asked = list(every_address(codes[0]))
    assert len(asked) > 60

    def everything() -> dict[tuple[str, str], tuple[int, list[str]]]:
        return {
            (role, address): said(client, address, codes[0])
            for role, client in clients.items()
            # Who has signed in asks with the code alone: there are more than a hundred addresses.
            for address in (asked if role == "public" else asked[1::2])
            if not any(part in address for part in ELSEWHERE)
        }

    before = everything()
    InvitationCode.objects.update(is_spent=True)
    after = everything()
    assert [where for where in before if before[where] != after[where]] == []


WHOLE = {"wave": "2026Q4", "region_code": TOWNSHIP, "level_code": 60, "app_count": 11, "apps": []}


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("responses", {"region_code": OTHER_COUNTY}),
        ("responses", {"region_code": "110101001000"}),
        ("responses", {"region_code": None}),
        ("responses", {"level_code": None}),
        ("responses", {"level_code": 61}),
        ("responses", {"app_count": "many"}),
        ("responses", {"apps": [{"app_code": "A02"}]}),
        ("responses", {"wave": "nowhere"}),
        ("responses", {"idempotency_key": "short"}),
        ("responses", {"unknown": 1}),
        ("usage-reports", {}),
        ("further-responses", {}),
        ("regions", {}),
        ("catalogue", {}),
    ],
)
def test_what_is_no_whole_answer_is_refused_alike_with_spent_and_with_fresh_codes(
    codes: list[str], path: str, change: dict[str, object]
) -> None:
    spent, fresh = codes[:2]
    assert post("responses", WHOLE | {"code": spent})[0] == 201
    replies = [post(path, WHOLE | change | {"code": code}) for code in (spent, fresh)]
    assert replies[0] == replies[1]
    assert replies[0][0] >= 400
    assert InvitationCode.objects.filter(is_spent=True).count() == 1


def test_whoever_sends_a_spent_code_is_told(codes: list[str]) -> None:
    assert post("responses", WHOLE | {"code": codes[0]})[0] == 201
    assert post("responses", WHOLE | {"code": codes[0]})[0] == 409


def post(path: str, body: dict[str, object]) -> tuple[int, str]:
    reply = Client().post(f"/api/v1/{path}/", json.dumps(body), content_type="application/json")
    text = re.sub(r'"one_time_pass": ?"[^"]*"', "", reply.content.decode())
    return reply.status_code, text


@pytest.mark.parametrize("change", [{"find_region": "1"}, {"preview": "1"}, {"level_code": ""}, {"app_count": "many"}])
def test_pages_that_do_not_send_say_nothing_of_the_code(codes: list[str], change: dict[str, str]) -> None:
    spent, fresh = codes[:2]
    assert post("responses", WHOLE | {"code": spent})[0] == 201
    fixed = {"idempotency_key": "0123456789abcdef", "scale_reversed": "0", "rotation": "0"}
    form = fixed | {"region_code": TOWNSHIP, "level_code": "60", "app_count": "11"}
    pages = []
    for code in (spent, fresh):
        reply = Client().post(f"/s/2026Q4/{TOWNSHIP}/", form | change | {"code": code})
        pages.append((reply.status_code, reply.content.decode().replace(code, "CODE")))
    assert pages[0] == pages[1]
    assert InvitationCode.objects.filter(is_spent=True).count() == 1
