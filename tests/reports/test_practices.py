"""Practices and official classes: by level, by region, and where each comes from."""

import pytest

from burden.access.scopes import Viewer
from burden.domain.blocks import APPS, PRACTICES
from burden.domain.practices import PRACTICE_SOURCES
from burden.domain.practices import PRACTICES as PRACTICE_RECORDS
from burden.reports import NothingToShow, build_practices_report
from burden.reports.types import SUPPRESSED_ZH, Table
from tests.reports.world import (
    COUNTY,
    COUNTY_SUPERVISOR,
    EMPTY_TOWNSHIP,
    LONELY_TOWNSHIP,
    NEIGHBOUR,
    OPERATOR,
    TOWNSHIP,
    World,
    make_world,
)

pytestmark = pytest.mark.django_db


def met(times: int, of: int, *names: str) -> list[dict[str, int]]:
    return [dict.fromkeys(names, 1) if number < times else {"p_none": 1} for number in range(of)]


def published() -> World:
    world = make_world()
    world.add(PRACTICES, COUNTY, 50, met(20, 100, "p_checkin", "class_compulsory"))
    world.add(PRACTICES, TOWNSHIP, 60, met(30, 40, "p_checkin", "class_compulsory"))
    world.add(APPS, COUNTY, 50, [{"app_count": 10, "idle_app_count": 3}] * 50)
    return world.save()


def cell_of(table: Table, label: str, column: str) -> object:
    place = [found.key for found in table.columns].index(column)
    return next(row.cells[place] for row in table.rows if row.label_zh == label)


def test_each_level_stands_with_its_people_and_interval() -> None:
    published()

    table = build_practices_report(viewer=COUNTY_SUPERVISOR, region=COUNTY).practices

    assert [cell_of(table, "打卡签到", key) for key in ("n", "share")] == [140, 35.7]
    of_departments = [cell_of(table, "打卡签到", f"level_50{part}") for part in ("_n", "", "_low", "_high")]
    assert of_departments == [100, 20.0, 13.3, 28.9]  # Wilson, 20 of 100
    assert cell_of(table, "打卡签到", "level_60") == 75.0
    assert cell_of(table, "都没有", "level_50") == 80.0
    assert cell_of(table, "定位轨迹", "share") == "<5 %"


def test_each_practice_says_in_a_plain_sentence_where_it_comes_from() -> None:
    published()

    notes = build_practices_report(viewer=COUNTY_SUPERVISOR, region=COUNTY).practices.notes_zh

    assert set(PRACTICE_SOURCES) == {practice.code for practice in PRACTICE_RECORDS}
    for practice in PRACTICE_RECORDS:
        assert any(note.startswith(f"{practice.zh}：出自") for note in notes)


def test_the_five_classes_are_those_of_the_authorities_and_the_fifth_is_of_apps() -> None:
    published()

    table = build_practices_report(viewer=COUNTY_SUPERVISOR, region=COUNTY).classes

    assert [row.label_zh[:4] for row in table.rows] == ["强制使用", "过度留痕", "滥用排名", "多头填报", "空壳僵尸"]
    assert table.rows[0].cells[1] == 35.7
    assert table.rows[4].cells[:4] == (50, 30.0, None, None)


def test_regions_and_the_rest_are_listed_and_too_few_look_like_none() -> None:
    published()

    table = build_practices_report(viewer=COUNTY_SUPERVISOR, region=COUNTY).regions

    rows = {row.region.code if row.region else row.kind: row for row in table.rows}
    assert dict(rows[TOWNSHIP].estimates)["p_checkin"].value == 75.0
    assert dict(rows["rest"].estimates)["p_checkin"].value == 20.0
    assert rows[LONELY_TOWNSHIP].cells[1:] == rows[EMPTY_TOWNSHIP].cells[1:]
    assert set(rows[EMPTY_TOWNSHIP].cells[2:]) == {SUPPRESSED_ZH}


def test_a_township_has_no_regions_below() -> None:
    published()

    report = build_practices_report(viewer=COUNTY_SUPERVISOR, region=TOWNSHIP)

    assert [table.key for table in report.tables] == ["practices", "classes"]


@pytest.mark.parametrize("viewer", [NEIGHBOUR, OPERATOR])
def test_practices_belong_to_those_who_read_all_of_the_region(viewer: Viewer) -> None:
    published()

    with pytest.raises(NothingToShow):
        build_practices_report(viewer=viewer, region=COUNTY)
