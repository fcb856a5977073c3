import uuid
from datetime import date

import pytest

from burden.access.refusals import RefusalError
from burden.access.scopes import PUBLIC_VIEWER, Role, Subtree, Viewer
from burden.models import BatchItem, InboxItem, Wave
from burden.reports import NothingToShow, build_public_report, count_open_wave, find_release, list_releases, list_waves
from burden.reports.selection import select
from tests.answers import store
from tests.reports.world import COUNTY_SUPERVISOR, OPERATOR, PROVINCE, TOWNSHIP, World, make_world

pytestmark = pytest.mark.django_db


def open_wave(world: World, *, answers: int, waiting: int) -> Wave:
    wave = Wave.objects.create(
        code="2026Q4",
        tree=world.wave.tree,
        region_code=PROVINCE,
        opens_on=date(2026, 10, 1),
        closes_on=date(2026, 12, 31),
        state=Wave.State.OPEN,
    )
    store(wave, "response", [{"region_code": TOWNSHIP, "level": 60}] * answers)
    said = {"region_code": "990200000000", "level": 40}
    InboxItem.objects.bulk_create(InboxItem(wave=wave, kind="response", answers=said) for _ in range(waiting // 2))
    # Those that a promotion has taken out and not packed yet.
    BatchItem.objects.bulk_create(
        BatchItem(wave=wave, kind="response", answers=said) for _ in range(waiting - waiting // 2)
    )
    return wave


def test_an_open_wave_is_counted_in_steps_of_fifty() -> None:
    open_wave(make_world(), answers=60, waiting=49)

    counted = {wave.code: wave.count_text for wave in list_waves(COUNTY_SUPERVISOR)}

    assert counted == {"2026Q4": "100份以上", "2026Q3": ""}


def test_provinces_and_cities_of_an_open_wave_are_counted_too() -> None:
    open_wave(make_world(), answers=60, waiting=49)

    counts = {count.region.name: count.count_text for count in count_open_wave(OPERATOR, "2026Q4")}

    assert counts == {"云汀省": "100份以上", "甲市": "50份以上", "乙市": "不足50份"}


def test_the_public_sees_dates_but_no_count() -> None:
    open_wave(make_world(), answers=60, waiting=0)

    assert [wave.count_text for wave in list_waves(PUBLIC_VIEWER)] == ["", ""]
    with pytest.raises(RefusalError, match="请先登录"):
        count_open_wave(PUBLIC_VIEWER, "2026Q4")


def test_only_open_waves_are_counted() -> None:
    make_world()

    with pytest.raises(NothingToShow):
        count_open_wave(OPERATOR, "2026Q3")


def test_the_newest_wave_is_the_default_and_a_demo_comes_last() -> None:
    make_world(code="2025Q4", closes_on=date(2025, 12, 31))
    make_world(code="2026Q2", closes_on=date(2026, 6, 30))
    make_world(code="D2026Q3", closes_on=date(2026, 9, 30), is_demo=True, version="demo")

    assert build_public_report().frame.wave.code == "2026Q2"
    demo_supervisor = Viewer(role=Role.SUPERVISOR, subtrees=(Subtree(path="99", is_demo=True),))
    assert select(viewer=demo_supervisor).wave.code == "D2026Q3"


def test_somebody_whose_region_the_tree_has_lost_starts_at_the_waves_region() -> None:
    make_world()
    lost = Viewer(role=Role.SUPERVISOR, subtrees=(Subtree(path="990177", is_demo=False),))

    assert select(viewer=lost).region.code == PROVINCE


def test_without_a_release_there_is_nothing_to_show() -> None:
    with pytest.raises(NothingToShow):
        build_public_report()


def test_releases_are_found_by_their_id_and_by_nothing_else() -> None:
    world = make_world()

    assert [release.wave_code for release in list_releases()] == ["2026Q3"]
    assert find_release(world.release.pk).short_id == world.release.short_id
    for wrong in (uuid.uuid4(), "not an id"):
        with pytest.raises(NothingToShow):
            find_release(wrong)
