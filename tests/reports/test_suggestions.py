"""Shown suggestions are read in one's own regions, county and above, and only where K people stand behind them."""

from uuid import uuid4

import pytest
from django.test import Client

from burden.access.scopes import Role, Viewer
from burden.domain.blocks import APPS, GROUPS
from burden.models import Suggestion, User
from burden.reports import NothingToShow
from burden.reports.suggestions import MOST_LISTED, homes_of, shown_suggestions
from tests.reports.world import (
    CITY,
    COUNTY,
    COUNTY_SUPERVISOR,
    NEIGHBOUR,
    OPERATOR,
    OTHER_COUNTY,
    PROVINCE,
    PROVINCE_SUPERVISOR,
    TOWNSHIP,
    World,
    alike,
    make_world,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    """丙县 has 12 people, 丁县 none of its own; 14 more count for 甲市 and 4 for the province."""
    world = make_world()
    world.wave.asks_for_text = True
    world.wave.save()
    world.add(GROUPS, TOWNSHIP, 60, alike(12, group_count=20))
    world.add(GROUPS, CITY, 0, alike(14, group_count=10))
    world.add(GROUPS, PROVINCE, 0, alike(4, group_count=10))
    world.add(APPS, TOWNSHIP, 60, alike(10, app_count=9))
    return world.save()


def suggest(world: World, code: str, text: str, state: str = "shown") -> None:
    Suggestion.objects.create(id=uuid4(), wave=world.wave, region_code=code, text=text, state=state)


def read(viewer: Viewer, region: str) -> set[str]:
    shown = shown_suggestions(viewer=viewer, region=region)
    return set(shown.texts) if shown else set()


def test_a_county_reads_its_own_and_those_above_read_all_below(world: World) -> None:
    suggest(world, COUNTY, "丙县的话")
    suggest(world, OTHER_COUNTY, "丁县的话")
    suggest(world, CITY, "甲市的话")

    assert read(COUNTY_SUPERVISOR, COUNTY) == {"丙县的话"}
    assert read(PROVINCE_SUPERVISOR, CITY) == {"丙县的话", "丁县的话", "甲市的话"}
    assert read(PROVINCE_SUPERVISOR, PROVINCE) == {"丙县的话", "丁县的话", "甲市的话"}


def test_where_fewer_than_k_people_answered_nothing_is_read_but_higher_up(world: World) -> None:
    suggest(world, OTHER_COUNTY, "丁县的话")
    suggest(world, PROVINCE, "省里的话")

    assert read(NEIGHBOUR, OTHER_COUNTY) == set()
    assert read(PROVINCE_SUPERVISOR, CITY) == {"丁县的话"}
    assert "省里的话" not in read(PROVINCE_SUPERVISOR, PROVINCE)


def test_only_what_a_person_has_shown_is_read(world: World) -> None:
    suggest(world, COUNTY, "待看的", "waiting")
    suggest(world, COUNTY, "不公开的", "hidden")

    assert read(COUNTY_SUPERVISOR, COUNTY) == set()


def test_a_county_falls_below_k_of_open_links_and_is_read_no_more(world: World) -> None:
    world.release.parameters["rules"]["smallest_group"] = 30
    world.release.save()
    suggest(world, COUNTY, "丙县的话")

    assert read(COUNTY_SUPERVISOR, COUNTY) == set()
    assert read(PROVINCE_SUPERVISOR, PROVINCE) == {"丙县的话"}


@pytest.mark.parametrize("viewer", [Viewer(role=Role.PUBLIC), OPERATOR, NEIGHBOUR])
def test_outside_ones_own_regions_nothing_is_read(world: World, viewer: Viewer) -> None:
    suggest(world, COUNTY, "丙县的话")

    assert read(viewer, COUNTY) == set()


def test_below_county_nothing_is_read(world: World) -> None:
    suggest(world, COUNTY, "丙县的话")

    assert read(COUNTY_SUPERVISOR, TOWNSHIP) == set()
    with pytest.raises(NothingToShow):
        read(NEIGHBOUR, TOWNSHIP)


def test_a_wave_that_asked_for_no_words_shows_none(world: World) -> None:
    suggest(world, COUNTY, "丙县的话")
    world.wave.asks_for_text = False
    world.wave.save()

    assert read(COUNTY_SUPERVISOR, COUNTY) == set()


def test_a_long_list_is_cut_and_says_so(world: World) -> None:
    for number in range(MOST_LISTED + 1):
        suggest(world, COUNTY, f"建议{number}")

    shown = shown_suggestions(viewer=COUNTY_SUPERVISOR, region=COUNTY)

    assert shown is not None
    assert (len(shown.texts), shown.is_cut) == (MOST_LISTED, True)


@pytest.mark.parametrize(
    ("people", "homes"),
    [
        ({"33": 9, "3305": 9, "330521": 9}, set()),
        ({"33": 10, "3305": 10, "330521": 10}, {"330521"}),
        ({"33": 19, "3305": 19, "330521": 10}, {"330521"}),
        ({"33": 20, "3305": 19, "330521": 10}, {"33", "330521"}),
        ({"33": 30, "3305": 20, "330521": 10}, {"33", "3305", "330521"}),
        ({"": 25, "33": 14, "3305": 9, "34": 11}, {"33", "34"}),
        ({"11": 12, "110101": 12}, {"110101"}),
    ],
)
def test_each_home_holds_k_people_besides_those_of_homes_within_it(people: dict[str, int], homes: set[str]) -> None:
    assert homes_of(people, smallest=10) == homes


def test_the_page_of_a_region_prints_them_and_the_public_page_does_not(world: World) -> None:
    suggest(world, COUNTY, "把<三张>表并成一张")
    user = User.objects.create_user("s@example.org", "x", role="supervisor")
    user.scopes.create(region_code=COUNTY)
    supervisor, operator = Client(), Client()
    supervisor.force_login(user)
    operator.force_login(User.objects.create_user("o@example.org", "x", role="operator"))

    assert "把&lt;三张&gt;表并成一张" in supervisor.get(f"/d/regions/{COUNTY}/").content.decode()
    for page in (
        operator.get(f"/d/regions/{COUNTY}/"),
        supervisor.get(f"/d/regions/{OTHER_COUNTY}/"),
        supervisor.get(f"/d/regions/{TOWNSHIP}/"),
        Client().get(f"/results/?region={COUNTY}"),
    ):
        text = page.content.decode()
        assert "三张" not in text
        assert "大家的建议" not in text
