"""The picker of question A11: every local app, the ten most used at the level first."""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from burden.domain.blocks import USAGE_PREFIX, usage_block
from burden.domain.levels import Level
from burden.models import CatalogueItem, Release, Wave
from tests.intake.small_world import CITY, COUNTY, OTHER_COUNTY, PROVINCE
from tests.published import store

PAGE = f"/s/2026Q4/{COUNTY}/"
APPS = tuple(f"B{number:02}" for number in range(40))


@pytest.fixture
def many_apps(tree: object) -> None:
    CatalogueItem.objects.bulk_create(
        CatalogueItem(
            tree_id="test",
            app_code=code,
            name_zh=f"测试{code}",
            initials=f"cs{code.lower()}",
            kind="app",
            region_code=CITY,
            sponsor_level=40,
            audience="mixed",
        )
        for code in APPS
    )


@pytest.fixture
def publish(make_wave: Callable[..., Wave]) -> Callable[..., None]:
    """Publish usage figures of an earlier wave: people, and how many of them use each app, by region and level."""
    today = timezone.localdate()
    wave = make_wave(
        code="2026Q1", state="released", opens_on=today - timedelta(days=200), closes_on=today - timedelta(days=140)
    )
    block = usage_block(APPS)
    release = Release.objects.create(
        wave=wave,
        state="published",
        is_current=True,
        parameters={"app_codes": list(APPS)},
        content_hash="0" * 64,
        published_on=today,
    )

    def publish(region: str, level: Level, people: int, users: Mapping[str, int]) -> None:
        tally = [0] * block.width
        tally[0] = people
        for code, number in users.items():
            tally[block.offsets[f"count:users:{code}"]] = number
        store(release, {(USAGE_PREFIX, region, level): tally}, {USAGE_PREFIX: block})

    return publish


def select(page: str) -> str:
    found = re.search(r'<select name="app_0_code".*?</select>', page, re.DOTALL)
    assert found is not None
    return found[0]


def groups(page: str) -> list[list[str]]:
    return [
        re.findall(r'<option value="(\w+)"', group) for group in re.findall(r"<optgroup.*?</optgroup>", page, re.DOTALL)
    ]


def top(page: str, level: Level) -> list[str]:
    found = re.search(rf'data-top-{int(level)}="([^"]*)"', page)
    assert found is not None
    return found[1].split()


def drawn(**fields: str) -> str:
    """The picker on a fresh page, or on one that came back with these fields."""
    reply = Client().post(PAGE, {"region_code": COUNTY, "rotation": "0", "preview": "1", **fields}) if fields else None
    return select((reply or Client().get(PAGE)).content.decode())


@pytest.mark.usefixtures("wave", "many_apps")
def test_every_local_app_is_listed_and_the_widest_first_while_nothing_is_published() -> None:
    page = drawn()
    first, rest = groups(page)
    assert (first, rest) == (list(APPS[:10]), list(APPS[10:]))
    assert top(page, Level.TOWNSHIP) == list(APPS[:10])
    assert 'data-initials="csb07"' in page


@pytest.mark.usefixtures("wave", "many_apps")
def test_the_ten_most_used_at_the_level_stand_first_in_the_order_of_the_list(publish: Callable[..., None]) -> None:
    used = dict(zip(APPS[20:32], range(120, 0, -10), strict=True))
    publish(COUNTY, Level.TOWNSHIP, 200, used)
    publish(COUNTY, Level.VILLAGE, 200, {APPS[39]: 150})
    page = drawn(level_code="60")
    assert groups(page)[0] == list(APPS[20:30])
    assert top(page, Level.TOWNSHIP) == list(APPS[20:30])
    # One app alone was used in villages; the widest fill the other nine places.
    assert top(page, Level.VILLAGE) == [*APPS[:9], APPS[39]]
    assert groups(drawn(level_code="70"))[0] == [*APPS[:9], APPS[39]]


@pytest.mark.usefixtures("wave", "many_apps")
def test_fewer_than_fifty_reports_say_nothing_and_the_larger_region_speaks(publish: Callable[..., None]) -> None:
    publish(COUNTY, Level.TOWNSHIP, 45, {APPS[39]: 45})
    publish(PROVINCE, Level.TOWNSHIP, 500, {APPS[38]: 300})
    assert top(drawn(), Level.TOWNSHIP) == [*APPS[:9], APPS[38]]
    assert top(drawn(), Level.VILLAGE) == [*APPS[:9], APPS[38]]


@pytest.mark.usefixtures("wave", "many_apps")
def test_what_another_county_uses_is_its_own(publish: Callable[..., None]) -> None:
    publish(OTHER_COUNTY, Level.TOWNSHIP, 500, {APPS[39]: 300})
    assert top(drawn(), Level.TOWNSHIP) == list(APPS[:10])


@pytest.mark.usefixtures("wave", "many_apps")
def test_an_app_that_may_be_a_double_is_looked_for_among_those_of_its_kind() -> None:
    CatalogueItem.objects.filter(app_code__in=APPS[30:33]).update(function_category="党建")
    page = Client().post(PAGE, {"region_code": COUNTY, "rotation": "0", "preview": "1", "app_0_code": APPS[31]})
    found = re.search(r'<select name="app_0_duplicate_of".*?</select>', page.content.decode(), re.DOTALL)
    assert found is not None
    assert groups(found[0])[0] == list(APPS[30:33])
