"""Every address of the site x every role x regions of one's own, of others, and that do not exist."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from burden.access.decorators import DOOR
from config.permissions import DenyAll
from tests.reports.world import (
    COUNTY,
    EMPTY_TOWNSHIP,
    FOREIGN_TOWNSHIP,
    LONELY_TOWNSHIP,
    TOWNSHIP,
)

NO_SUCH_REGION = "990999999000"
# Addresses that answer everybody without knowing the viewer: health, signing in, answering the survey, what a form
# needs, and the description of the interface.  Whatever shows figures is not among them.
OPEN_WITHOUT_A_DOOR = {
    "healthz",
    "readyz",
    "metrics",
    "first_operator",
    "set_language",
    "intake:further",
    "intake:place",
    "intake:survey",
    "intake:thanks",
    "intake:usage",
    "dashboards:api-schema",
}
SIGNING_IN = ("account_", "mfa_")


def addresses(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from addresses(pattern.url_patterns, inner)
        else:
            yield f"{space}{pattern.name}", pattern


def says_whom_it_serves(pattern: URLPattern) -> bool:
    if hasattr(pattern.callback, DOOR):
        return True
    permissions = getattr(getattr(pattern.callback, "cls", None), "permission_classes", ())
    return bool(permissions) and DenyAll not in permissions


def test_every_address_says_whom_it_serves() -> None:
    silent = [
        name
        for name, pattern in addresses(get_resolver().url_patterns)
        if not says_whom_it_serves(pattern) and name not in OPEN_WITHOUT_A_DOOR and not name.startswith(SIGNING_IN)
    ]

    assert silent == []


def pages_of(region: str) -> list[str]:
    return [
        f"/d/?region={region}",
        f"/d/regions/{region}/?indicator=I04",
        f"/d/apps/?region={region}",
        f"/d/notices/?region={region}",
        f"/d/trends/?region={region}",
        f"/d/profile/?region={region}",
        f"/d/before-after/?region={region}",
        f"/d/compare/?region={region}",
        f"/d/distribution/?region={region}",
        f"/results/?region={region}",
    ]


@pytest.mark.parametrize("name", ["county supervisor", "county inspector", "neighbour", "operator"])
def test_a_township_of_others_is_answered_like_one_that_does_not_exist(people: dict[str, Client], name: str) -> None:
    foreign = TOWNSHIP if name == "neighbour" else FOREIGN_TOWNSHIP

    for mine, missing in zip(pages_of(foreign), pages_of(NO_SUCH_REGION), strict=True):
        answer, nothing = people[name].get(mine), people[name].get(missing)
        assert (answer.status_code, nothing.status_code) == (404, 404), mine
        assert same(answer.content, foreign) == same(nothing.content, NO_SUCH_REGION), mine


def test_people_who_have_not_signed_in_are_asked_to(people: dict[str, Client]) -> None:
    for address in pages_of(TOWNSHIP)[:-1]:
        answer = people["public"].get(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("county supervisor", 200), ("county inspector", 200), ("province supervisor", 200), ("neighbour", 404)],
)
def test_a_township_opens_to_those_whose_subtree_holds_it(people: dict[str, Client], name: str, expected: int) -> None:
    statuses = [people[name].get(address).status_code for address in pages_of(TOWNSHIP)[:-1]]

    assert set(statuses) == {expected}


@pytest.mark.parametrize("name", ["neighbour", "operator"])
def test_a_county_of_others_shows_what_is_public_and_no_more(people: dict[str, Client], name: str) -> None:
    statuses = {
        "overview": people[name].get(f"/d/?region={COUNTY}").status_code,
        "public indicator": people[name].get(f"/d/regions/{COUNTY}/?indicator=I04").status_code,
        "other indicator": people[name].get(f"/d/regions/{COUNTY}/?indicator=I01").status_code,
        "apps": people[name].get(f"/d/apps/?region={COUNTY}").status_code,
    }

    assert statuses == {"overview": 200, "public indicator": 200, "other indicator": 404, "apps": 404}


def test_a_warm_page_of_one_viewer_never_reaches_another(people: dict[str, Client]) -> None:
    address = f"/d/regions/{TOWNSHIP}/?indicator=I04"

    assert people["county supervisor"].get(address).status_code == 200
    assert people["neighbour"].get(address).status_code == 404
    assert people["county supervisor"].get(address).status_code == 200


def test_nine_and_none_are_the_same_page_but_for_name_and_code(people: dict[str, Client]) -> None:
    few, none = (
        same(people["county supervisor"].get(f"/d/regions/{code}/?indicator=I04").content, code)
        for code in (LONELY_TOWNSHIP, EMPTY_TOWNSHIP)
    )

    assert few.replace("己乡".encode(), b"-") == none.replace("庚乡".encode(), b"-")


def same(page: bytes, code: str) -> bytes:
    """The page without what the visitor typed and without the token that differs at every request."""
    return re.sub(rb'(csrfmiddlewaretoken" value=)"[^"]*"', rb"\1", page).replace(code.encode(), b"-")
