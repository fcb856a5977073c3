"""The board of a region: leads with evidence, decisions beside them, and who sends what down."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from burden.domain.blocks import app_use_block, opinion_block, usage_block
from burden.models import CatalogueDecision, CatalogueItem, Headcount, Release
from burden.reports import NothingToShow, table_for
from burden.reports.apps.board_page import BoardReport, build_board_report
from burden.reports.question import Question
from burden.reports.types import Row, Table
from burden.reports.wording import Wording
from tests.reports.world import (
    COUNTY,
    COUNTY_SUPERVISOR,
    NEIGHBOUR,
    PROVINCE,
    PROVINCE_SUPERVISOR,
    TOWNSHIP,
    World,
    alike,
    make_world,
)

APPS = ("A1", "A2", "A3", "A4")
pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    """Four hundred reports of a county: everybody holds A1, four use it; A2 is the county's own and in use.

    A3 and A4 do the same; A3 is used by few in full, A4 is nobody's but its sponsor's nine users.
    """
    world = make_world(app_codes=APPS)
    CatalogueItem.objects.filter(app_code="A2").update(region_code=COUNTY, sponsor_level=50, sponsor_dept="县农业局")
    CatalogueItem.objects.filter(app_code__in=("A3", "A4")).update(duplicate_group="走访", sponsor_dept="省民政厅")
    CatalogueItem.objects.filter(app_code="A4").update(active_users_3m=9)
    Headcount.objects.create(
        wave=world.wave, region_code=TOWNSHIP, level=60, people=900, source="编制", as_of_on=date(2026, 1, 1)
    )
    people = [{"holders:A1": 1, "users:A1": int(n < 5), "holders:A2": 1, "users:A2": 1} for n in range(400)]
    world.add(usage_block(APPS), COUNTY, 60, people)
    world.add(app_use_block("A2"), COUNTY, 60, alike(200, minutes_per_day=20) + alike(200, minutes_per_day=10))
    world.add(app_use_block("A3"), COUNTY, 60, alike(40, minutes_per_day=30))
    said = alike(32, modules_used_few=1) + alike(8, modules_used_all=1)
    world.add(opinion_block("modules:", "A3"), COUNTY, 60, said)
    return world.save()


def ask(**filters: object) -> BoardReport:
    wanted = {"viewer": COUNTY_SUPERVISOR, "region": COUNTY} | filters
    return build_board_report(**wanted)  # type: ignore[arg-type]


def cells(table: Table, row: Row) -> dict[str, object]:
    return dict(zip((column.key for column in table.columns), row.cells, strict=True))


def lines(report: BoardReport) -> list[dict[str, object]]:
    return [cells(report.board, row) for row in report.board.rows]


def decide(code: str, state: str, *, into: str = "") -> None:
    CatalogueDecision.objects.create(
        item=CatalogueItem.objects.get(app_code=code),
        about="zombie",
        state=state,
        merge_into=CatalogueItem.objects.get(app_code=into) if into else None,
        decided_on=date(2026, 10, 10),
        decided_by="县减负办",
        note="功能重复",
        email="operator@example.org",
    )


def test_each_lead_has_its_evidence_in_words_and_numbers(world: World) -> None:
    report = ask()

    assert [(line["code"], line["lead"], line["grade"]) for line in lines(report)] == [
        ("A1", "疑似僵尸", "较强线索"),
        ("A4", "疑似僵尸", "台账事实"),
        ("A3", "疑似低效", "线索"),
        ("A3", "疑似重复", "台账事实"),
        ("A4", "疑似重复", "台账事实"),
    ]
    first, second, third, fourth, _ = lines(report)
    # 5 of 400 is printed as "<5 %"; the interval is that of 19 + 4 of 400 - 4, Wilson.
    assert (first["n"], first["share"], first["low"], first["high"]) == (400, "<5 %", 0.0, 9.0)
    assert first["evidence"] == "装了的人里，近3个月打开过的占<5 %（95%区间0–9%）"
    assert second["evidence"] == "主办方报的近3个月使用人数为9，不超过当地在岗人数的1%"
    assert (second["n"], second["share"]) == (None, None)
    assert (third["n"], third["share"]) == (40, 80.0)
    assert fourth["evidence"] == "目录把它与应用A4列为功能相近的一组"
    assert (report.apps, report.with_lead, report.decided) == (4, 3, 0)


def test_nothing_but_a_person_settles_a_lead(world: World) -> None:
    assert {line["decision"] for line in lines(ask())} == {"待核实"}
    decide("A1", "stop")
    decide("A3", "merge", into="A4")
    decide("A2", "keep")

    found = lines(ask())

    settled = {(line["code"], line["lead"], line["decision"], line["merge_into"]) for line in found}
    assert settled == {
        ("A1", "疑似僵尸", "停用", None),
        ("A4", "疑似僵尸", "待核实", None),
        ("A3", "疑似低效", "合并", "应用A4"),
        ("A3", "疑似重复", "合并", "应用A4"),
        ("A4", "疑似重复", "待核实", None),
        ("A2", "没有线索，另有依据", "保留", None),
    }
    assert (found[0]["decided_on"], found[0]["decided_by"], found[0]["note"]) == ("2026-10-10", "县减负办", "功能重复")
    assert (ask().with_lead, ask().decided) == (3, 2)


def test_a_decision_taken_back_waits_again(world: World) -> None:
    decide("A1", "stop")
    decide("A1", "waiting")

    assert (lines(ask())[0]["decision"], ask().decided) == ("待核实", 0)


def test_what_is_out_of_use_gives_no_lead_and_keeps_its_decision(world: World) -> None:
    decide("A4", "stop")
    CatalogueItem.objects.filter(app_code="A4").update(is_retired=True)

    assert [(line["code"], line["lead"]) for line in lines(ask())] == [
        ("A1", "疑似僵尸"),
        ("A3", "疑似低效"),
        ("A4", "没有线索，另有依据"),
    ]


def test_too_few_answers_make_no_lead_and_the_board_says_so(world: World) -> None:
    world = make_world(code="2026Q4", closes_on=date(2026, 12, 30), app_codes=("B1",))
    world.release.parameters["app_codes"] = [*APPS, "B1"]
    world.release.save()
    world.add(usage_block((*APPS, "B1")), COUNTY, 60, [{"holders:A1": int(n < 29)} for n in range(60)])
    world.save()

    report = ask(wave="2026Q4")

    assert [line["lead"] for line in lines(report)] == ["疑似重复", "疑似重复"]


def test_below_county_a_base_printed_as_a_band_counts_as_its_smallest(world: World) -> None:
    world = make_world(code="2026Q4", closes_on=date(2026, 12, 30))
    world.release.parameters["app_codes"] = list(APPS)
    world.release.save()
    said = alike(49, modules_used_none=1)
    world.add(opinion_block("modules:", "A1"), TOWNSHIP, 60, said)
    world.add(opinion_block("modules:", "A2"), TOWNSHIP, 60, alike(50, modules_used_none=1))
    world.save()

    found = lines(ask(wave="2026Q4", region=TOWNSHIP))

    assert [(line["code"], line["n"]) for line in found if line["lead"] == "疑似低效"] == [("A2", "50+")]


def test_minutes_stand_by_level_and_office_of_the_sponsor(world: World) -> None:
    report = ask()

    by_level = [(row.label_zh, cells(report.by_level, row)) for row in report.by_level.rows]
    # A2: (200 * 20 + 200 * 10) / 400 = 15; A3: 40 * 30 / 400 = 3: 83 and 17 % of all.
    assert [(name, line["apps"], line["counted"], line["minutes"], line["share"]) for name, line in by_level] == [
        ("县直部门", 1, 1, 15.0, 83.0),
        ("省直部门", 3, 1, 3.0, 17.0),
    ]
    # A2 is printed ">95 %": 0.95; A1 likewise, A3 and A4 "<5 %": 1.05.
    assert [line["carried"] for _, line in by_level] == [1.0, 1.0]
    assert [row.label_zh for row in report.by_office.rows] == ["县农业局", "省民政厅", "没有写明"]
    assert report.by_office.rows[-1].kind == "suppressed"


def test_the_board_of_a_county_does_not_exist_for_its_neighbour(world: World) -> None:
    for viewer, region in ((NEIGHBOUR, COUNTY), (COUNTY_SUPERVISOR, PROVINCE)):
        with pytest.raises(NothingToShow):
            ask(viewer=viewer, region=region)


def test_files_print_the_tables_of_the_board(world: World) -> None:
    decide("A1", "stop")

    assert (
        table_for(Question(viewer=PROVINCE_SUPERVISOR, page="board", region=COUNTY)).tables
        == ask(viewer=PROVINCE_SUPERVISOR).tables
    )


def test_words_stand_in_both_languages(world: World) -> None:
    words = [cell for row in ask().board.rows for cell in row.cells if isinstance(cell, Wording)]

    assert len(words) == 20
    assert not any("一" <= sign <= "鿿" for cell in words for sign in cell.en.replace("应用A", ""))


def test_decisions_change_no_release(world: World) -> None:
    before = Release.objects.values().get()
    decide("A1", "merge", into="A3")
    ask()

    assert Release.objects.values().get() == before


def test_many_apps_take_as_many_queries_as_few(world: World) -> None:
    ask()  # whoever asks first reads the levels of the release for everybody
    with CaptureQueriesContext(connection) as few:
        ask()
    for number in range(10):
        CatalogueItem.objects.create(
            tree_id="made-up",
            app_code=f"C{number}",
            name_zh=f"某{number}",
            kind="app",
            region_code=PROVINCE,
            sponsor_level=20,
            audience="public",
            active_users_3m=number,
        )
        decide(f"C{number}", "keep")
    with CaptureQueriesContext(connection) as many:
        ask()

    assert len(many) == len(few) <= 14
