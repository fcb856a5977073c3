import pytest

from burden.domain.blocks import APPS, ATTITUDE, GROUPS, MINUTES
from burden.reports import build_overview, build_public_report, front_page
from burden.reports.types import Row, Table
from tests.reports.world import (
    COUNTY,
    COUNTY_SUPERVISOR,
    EMPTY_TOWNSHIP,
    LONELY_TOWNSHIP,
    OTHER_COUNTY,
    PROVINCE,
    PROVINCE_SUPERVISOR,
    TOWNSHIP,
    World,
    alike,
    make_world,
)

pytestmark = pytest.mark.django_db


def row(table: Table, label: str) -> Row:
    return next(found for found in table.rows if found.label_zh == label)


def county_of_eighty() -> World:
    world = make_world()
    world.add(APPS, COUNTY, 50, alike(40, app_count=4, account_count=2))
    world.add(APPS, TOWNSHIP, 60, alike(30, app_count=7, account_count=4))
    world.add(APPS, COUNTY, 0, alike(10, app_count=6, account_count=3))
    world.add(GROUPS, COUNTY, 50, alike(20, group_count=8))
    world.add(MINUTES, COUNTY, 50, alike(20, app_minutes_per_day=30, group_minutes_per_day=15))
    world.add(ATTITUDE, COUNTY, 50, [*alike(6, attitude_5=1), *alike(2, attitude_4=1), *alike(12, attitude_2=1)])
    return world


def test_the_overview_shows_four_headline_numbers_of_the_viewers_region() -> None:
    county_of_eighty().save()

    report = build_overview(viewer=COUNTY_SUPERVISOR)

    assert report.frame.region.name == "丙县"
    assert [region.name for region in report.frame.breadcrumb] == ["云汀省", "甲市", "丙县"]
    shown = {indicator.code: (value.value, value.n) for indicator, value in report.headline}
    assert shown == {"I03": (8.2, 80), "I04": (8.0, 20), "I07": (45.0, 20), "I09": (40.0, 20)}


def test_departments_of_city_and_county_are_a_row_of_their_own() -> None:
    world = county_of_eighty()
    world.add(APPS, "990100000000", 40, alike(20, app_count=9, account_count=0))
    world.save()

    apps = build_overview(viewer=PROVINCE_SUPERVISOR).by_level[0]

    departments = row(apps, "市县部门")
    assert (departments.kind, departments.levels, departments.estimate.n) == ("group", (40, 50), 60)
    assert departments.estimate.value == 7.0
    assert row(apps, "全部层级").estimate.n == 100
    assert [line.value for line in apps.reference_lines] == [6.8, 10.8]
    assert "含层级：市直部门、县直部门、乡镇街道、全部层级合计（人数不足单列的部分）。" in apps.notes_zh


def test_reference_lines_stand_beside_apps_plus_accounts_only() -> None:
    county_of_eighty().save()

    tables = build_overview(viewer=COUNTY_SUPERVISOR).by_level

    assert [bool(table.reference_lines) for table in tables] == [True, False, False, False]


def test_the_heatmap_has_a_cell_for_every_child_and_level() -> None:
    county_of_eighty().save()

    report = build_overview(viewer=COUNTY_SUPERVISOR, indicator="I03")

    assert report.heatmap_levels == (50, 60)
    assert [found.label_zh for found in report.heatmap.rows] == ["戊镇", "己乡", "庚乡", "其余（并入本级）"]
    assert [found.cells for found in report.heatmap.rows[1:3]] == [("样本不足或无数据", "样本不足或无数据")] * 2
    assert report.heatmap.rows[0].cells == ("样本不足或无数据", 11.0)
    assert [[value.value for value in line] for line in report.heatmap_estimates][3] == [6.0, None]


def test_a_county_of_eighty_gets_an_honest_page_and_one_of_a_hundred_does_not() -> None:
    world = county_of_eighty()
    world.add(APPS, OTHER_COUNTY, 50, alike(100, app_count=1))
    world.save()

    honest = build_overview(viewer=PROVINCE_SUPERVISOR, region=COUNTY).honest

    assert honest is not None
    assert honest.n_text == "80"
    assert honest.more_needed == (
        (
            "再有20份（满100份），可看可靠性为A的数，完整的总览。",
            "20 more answers (100 in all): grade A numbers and the whole overview.",
        ),
    )
    assert build_overview(viewer=PROVINCE_SUPERVISOR, region=OTHER_COUNTY).honest is None


def test_the_honest_page_of_nine_people_is_that_of_nobody() -> None:
    county_of_eighty().save()

    nobody = build_overview(viewer=COUNTY_SUPERVISOR, region=EMPTY_TOWNSHIP)
    few = build_overview(viewer=COUNTY_SUPERVISOR, region=LONELY_TOWNSHIP)

    assert nobody.honest == few.honest
    assert nobody.headline == few.headline
    assert nobody.honest is not None
    assert nobody.honest.n_text == "样本不足或无数据"
    assert nobody.honest.more_needed[0][0] == "满10份，可看平均数和它的区间，中位数。"


def test_an_unverified_wave_needs_thirty_and_says_so() -> None:
    world = make_world(assurance="link", smallest_group=30)
    world.add(GROUPS, COUNTY, 50, alike(30, group_count=8))
    world.save()

    report = build_overview(viewer=COUNTY_SUPERVISOR)

    assert {i.code: v.value for i, v in report.headline}["I04"] == 8.0
    assert report.frame.wave.is_unverified
    assert any(note.startswith("未核验") for note in report.frame.notes_zh)


def test_a_demo_says_that_nothing_in_it_is_real() -> None:
    make_world(is_demo=True, assurance="link")

    report = build_public_report()

    assert report.frame.notes_zh == (
        "自愿填报，不是随机抽样；区间只反映填的人多少，不反映“谁愿意填”带来的偏差。",
        "演示数据，非真实。",
    )


def test_the_public_report_is_the_same_for_everybody() -> None:
    county_of_eighty().save()

    public = build_public_report(region=COUNTY)

    assert build_public_report(viewer=COUNTY_SUPERVISOR, region=COUNTY) == public
    assert public.children == ()
    assert [indicator.code for indicator, _ in public.headline] == ["I03", "I04", "I07", "I09"]
    assert [child.name for child in build_public_report().children] == ["甲市", "乙市"]


def test_the_front_page_shows_what_was_found_last() -> None:
    assert front_page().newest is None
    county_of_eighty().save()

    newest = front_page().newest

    assert newest is not None
    assert newest.frame.region.code == PROVINCE
    assert newest.frame.wave.code == "2026Q3"
