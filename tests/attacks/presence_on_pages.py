"""T7: what a township's page says when nobody, three or nine people of it answered."""

import re
from dataclasses import replace

from django.test import Client

from tests.attacks.stage import WAVE
from tests.attacks.worlds import MadeUp, Person

RELEASE = re.compile(rb"[0-9a-f]{64}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{8}(?=[^0-9a-f])")
INDICATORS = ("I01", "I03", "I04", "I07", "I09", "I10")


def with_township(made_up: MadeUp, code: str, people: int) -> MadeUp:
    """Return the wave with so many people of one level in a township, and nobody else there."""
    others = tuple(person for person in made_up.people if person["region_code"] != code)
    answer: Person = {
        "region_code": code,
        "level_code": 60,
        "app_count": 7,
        "idle_app_count": 2,
        "account_count": 4,
        "group_count": 9,
        "app_minutes_per_day": 30,
        "group_minutes_per_day": 20,
        "attitude_5": 4,
        "practices_3m": ["p_checkin"],
    }
    return replace(made_up, people=(*others, *(dict(answer) for _ in range(people))))


def answers_of_a_township(client: Client, code: str) -> bytes:
    """Return everything that the site says of the township, but for the names of the release."""
    addresses = [f"/api/v1/figures/?wave={WAVE}&region={code}&indicator={one}" for one in INDICATORS]
    doors = ("apps", "practices", "board", "profile", "trends", "what-if", "compare", "distribution")
    addresses += [f"/api/v1/{page}/?wave={WAVE}&region={code}" for page in doors]
    addresses += [f"/d/regions/{code}/?wave={WAVE}", f"/d/?wave={WAVE}&region={code}"]
    pages = (
        "apps",
        "board",
        "compare",
        "distribution",
        "practices",
        "further",
        "notices",
        "profile",
        "trends",
        "what-if",
    )
    addresses += [f"/d/{page}/?wave={WAVE}&region={code}" for page in pages]
    found = [client.get(address) for address in addresses]
    if any(answer.status_code != 200 for answer in found):
        raise AssertionError([answer.status_code for answer in found])
    return b"\n".join(RELEASE.sub(b"", without_tokens(answer.content)) for answer in found)


def without_tokens(page: bytes) -> bytes:
    """Take out what differs from one request to the next: the token of forms and the nonce of scripts."""
    page = re.sub(rb'name="csrfmiddlewaretoken" value="[^"]*"', b"", page)
    return re.sub(rb'nonce="[^"]*"', b"", page)
