"""One app in one region: facts, use, minutes, demands, opinions, places, waves; and the weight of all apps."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from burden.domain.blocks import app_use_block, heaviest_block, opinion_block, usage_block
from burden.models import CatalogueDecision, CatalogueItem
from burden.reports import NothingToShow, build_apps_report, table_for
from burden.reports.apps.balance import middles
from burden.reports.apps.portrait import AppReport, build_app_report
from burden.reports.question import Question
from burden.reports.types import Row, Table
from tests.reports.world import (
    CITY,
    COUNTY,
    COUNTY_SUPERVISOR,
    NEIGHBOUR,
    OTHER_COUNTY,
    PROVINCE,
    PROVINCE_SUPERVISOR,
    World,
    alike,
    make_world,
)

APPS = ("A1", "A2")
pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    """Hundred reports a county; everybody holds A1, sixty use it, some name it and say what they think of it."""
    world = make_world(app_codes=APPS)
    for code in (COUNTY, OTHER_COUNTY):
        people = [{"holders:A1": 1, "users:A1": int(n < 60), "holders:A2": int(n < 50)} for n in range(100)]
        world.add(usage_block(APPS), code, 60, people)
        world.add(app_use_block("A1"), code, 60, alike(20, minutes_per_day=10) + alike(40, minutes_per_day=25))
        world.add(app_use_block("A2"), code, 60, alike(40, minutes_per_day=5))
        world.add(heaviest_block("A1"), code, 60, alike(30, has_checkin=1) + alike(10, is_required=1))
        world.add(opinion_block("useful:", "A1"), code, 60, alike(10, usefulness_5_4=1) + alike(30, usefulness_5_1=1))
        world.add(opinion_block("useful:", "A2"), code, 60, alike(30, usefulness_5_5=1) + alike(10, usefulness_5_1=1))
    world.add(app_use_block("A1"), COUNTY, 50, alike(30, minutes_per_day=40))
    return world.save()


def ask(app: str = "A1", **filters: object) -> AppReport:
    wanted = {"viewer": PROVINCE_SUPERVISOR, "region": CITY} | filters
    return build_app_report(app=app, **wanted)  # type: ignore[arg-type]


def cells(table: Table, row: Row) -> dict[str, object]:
    return dict(zip((column.key for column in table.columns), row.cells, strict=True))


def named(table: Table) -> dict[str, dict[str, object]]:
    return {row.label_zh: cells(table, row) for row in table.rows}


def test_minutes_stand_by_level_with_quartiles(world: World) -> None:
    levels = named(ask().levels)

    # Two counties of 20 at 10 and 40 at 25 minutes; thirty county officials at 40.
    assert (levels["乡镇街道"]["minutes"], levels["乡镇街道"]["n"], levels["乡镇街道"]["median"]) == (20.0, 120, 25.0)
    assert (levels["乡镇街道"]["p25"], levels["乡镇街道"]["p75"]) == (10.0, 25.0)
    assert (levels["县直部门"]["minutes"], levels["县直部门"]["held"]) == (40.0, "样本不足或无数据")
    assert (levels["全部层级"]["n"], levels["全部层级"]["active"]) == (150, 60.0)
    assert levels["村社区"]["minutes"] == "样本不足或无数据"


def test_demands_are_shares_of_those_who_name_it(world: World) -> None:
    flags = named(ask().flags)

    assert (flags["打卡"]["n"], flags["打卡"]["share"]) == (80, 75.0)
    assert flags["积分排名"]["share"] == "<5 %"


def test_every_answer_about_the_app_has_its_share(world: World) -> None:
    answers = named(ask().answers)

    assert answers["有用吗？较有用"]["share"] == 25.0
    assert answers["有用吗？没用"]["share"] == 75.0
    assert answers["该怎么办？停用"]["share"] == "样本不足或无数据"
    assert len(answers) == 16


def test_counties_below_stand_by_code_and_townships_not_at_all(world: World) -> None:
    assert [row.label_zh for row in ask().regions.rows] == ["丙县", "丁县"]
    assert named(ask().regions)["丙县"]["n"] == 90
    assert ask(region=COUNTY).regions.rows == ()


def test_an_app_of_one_county_lists_no_other(world: World) -> None:
    CatalogueItem.objects.filter(app_code="A1").update(region_code=COUNTY)

    assert [row.label_zh for row in ask().regions.rows] == ["丙县"]
    with pytest.raises(NothingToShow):
        ask(region=OTHER_COUNTY)


def test_each_released_wave_has_its_row(world: World) -> None:
    later = make_world(code="2026Q4", closes_on=date(2026, 12, 30))
    later.release.parameters["app_codes"] = list(APPS)
    later.release.save()
    later.add(usage_block(APPS), COUNTY, 60, [{"holders:A1": 1, "users:A1": int(n < 20)} for n in range(100)])
    later.save()

    waves = named(ask().waves)

    assert [(code, line["active"], line["minutes"]) for code, line in waves.items()] == [
        ("2026Q3", 60.0, 24.0),
        ("2026Q4", 20.0, "样本不足或无数据"),
    ]


def test_facts_leads_and_decisions_stand_together(world: World) -> None:
    item = CatalogueItem.objects.get(app_code="A2")
    for state, day in (("stop", "2026-10-01"), ("keep", "2026-10-20")):
        CatalogueDecision.objects.create(
            item=item,
            about="other",
            state=state,
            decided_on=date.fromisoformat(day),
            decided_by="省减负办",
            note="",
            email="operator@example.org",
        )

    report = ask("A2")

    assert named(report.facts)["哪一级要求用"]["value"] == "省直部门"
    assert named(report.facts)["主办方报的近3个月使用人数"]["value"] == "没有写明"
    assert [(row.label_zh, row.cells[0]) for row in report.history.rows] == [
        ("2026-10-20", "保留"),
        ("2026-10-01", "停用"),
    ]
    # Nobody of the fifty holders opened it: "<5 %" of 200 holders in two counties, so that it is also a lead.
    assert [line["decision"] for line in (cells(report.leads, row) for row in report.leads.rows)] == ["保留"]
    assert ask("A1").history.rows == ()


def test_a_portrait_does_not_exist_outside_ones_own_regions_nor_for_codes_that_are_none(world: World) -> None:
    for viewer, region, app in (
        (NEIGHBOUR, COUNTY, "A1"),
        (COUNTY_SUPERVISOR, PROVINCE, "A1"),
        (PROVINCE_SUPERVISOR, PROVINCE, "ZZ"),
    ):
        with pytest.raises(NothingToShow):
            ask(app, viewer=viewer, region=region)


def test_files_print_the_tables_of_the_portrait(world: World) -> None:
    report = ask()

    assert table_for(Question(viewer=PROVINCE_SUPERVISOR, page="app", region=CITY, app="A1")).tables == report.tables
    assert [table.key for table in report.tables] == [
        "facts",
        "app_levels",
        "app_flags",
        "app_answers",
        "app_regions",
        "app_waves",
    ]


def test_a_portrait_takes_as_many_queries_whatever_the_app(world: World) -> None:
    for app in APPS:
        ask(app)  # what is kept of a release is kept from now on
    with CaptureQueriesContext(connection) as first:
        ask("A1")
    with CaptureQueriesContext(connection) as second:
        ask("A2")

    assert len(first) == len(second) <= 16


def test_the_apps_that_take_most_come_first_and_shares_add_up(world: World) -> None:
    weights = build_apps_report(viewer=PROVINCE_SUPERVISOR, region=OTHER_COUNTY).weights

    # A1: (20 * 10 + 40 * 25) / 100 = 12; A2: 40 * 5 / 100 = 2: 86 and 14 % of 14 minutes.
    assert [(row.label_zh, row.cells[2], row.cells[5], row.cells[8]) for row in weights.rows] == [
        ("应用A1", 12.0, 86.0, 86.0),
        ("应用A2", 2.0, 14.0, 100.0),
    ]
    assert all(row.cells[6] <= row.cells[5] <= row.cells[7] for row in weights.rows)  # type: ignore[operator]  # numbers


def test_from_the_twenty_first_app_on_all_stand_in_one_row(db: None) -> None:
    codes = tuple(f"B{n:02}" for n in range(23))
    world = make_world(app_codes=codes)
    world.add(usage_block(codes), COUNTY, 60, alike(100))
    for n, code in enumerate(codes):
        world.add(app_use_block(code), COUNTY, 60, alike(50, minutes_per_day=60 - n))
    world.save()

    rows = build_apps_report(viewer=COUNTY_SUPERVISOR).weights.rows

    assert (len(rows), rows[-1].label_zh, rows[-1].cells[0], rows[-1].kind) == (21, "其余3个应用", None, "rest")
    assert (rows[-1].cells[2], rows[-1].cells[8]) == (58.5, 100.0)  # (40 + 39 + 38) * 50 / 100


def test_minutes_stand_beside_usefulness_with_the_middle_of_both(world: World) -> None:
    balance = build_apps_report(viewer=PROVINCE_SUPERVISOR, region=OTHER_COUNTY).balance

    assert [(row.cells[0], row.cells[2], row.cells[6]) for row in balance.rows] == [
        ("A1", 20.0, 25.0),
        ("A2", 5.0, 75.0),
    ]
    assert middles(balance) == (5.0, 25.0)
