"""What-if through the reading door: released sums in, minutes and hours saved by level out."""

import pytest

from burden.domain.blocks import GROUPS, MINUTES, app_use_block, heaviest_block, usage_block
from burden.reports import BadFilterError, NothingToShow, table_for
from burden.reports.question import Question
from burden.reports.types import Row, Table
from burden.reports.what_if.choices import Choices, choices_of_text, read_choices
from burden.reports.what_if.page import WhatIfReport, build_what_if_report
from tests.reports.world import (
    COUNTY,
    COUNTY_SUPERVISOR,
    NEIGHBOUR,
    OTHER_COUNTY,
    PROVINCE,
    PROVINCE_SUPERVISOR,
    TOWNSHIP,
    alike,
    make_world,
)

APPS = ("A1", "A2", "A3", "A4")

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> None:
    """Hundred reports of townships and forty of county departments; A3 is used by nobody who may be shown."""
    world = make_world(app_codes=APPS)
    usage = usage_block(APPS)
    for code in (COUNTY, OTHER_COUNTY):
        world.add(usage, code, 60, alike(100))
        world.add(usage, code, 50, alike(40))
        world.add(app_use_block("A1"), code, 60, alike(30, minutes_per_day=10) + alike(20, minutes_per_day=20))
        world.add(app_use_block("A1"), code, 50, alike(20, minutes_per_day=30))
        world.add(app_use_block("A2"), code, 60, alike(40, minutes_per_day=50))
        world.add(app_use_block("A4"), code, 60, alike(40, minutes_per_day=25))
        world.add(heaviest_block("A4"), code, 60, alike(60, has_checkin=1))
        world.add(heaviest_block("A1"), code, 60, alike(30, minutes_per_day=10, has_checkin=1) + alike(30))
        world.add(heaviest_block("A2"), code, 60, alike(50, minutes_per_day=10))
        for level in (50, 60):
            spent = alike(60, app_minutes_per_day=20, group_minutes_per_day=40)
            spent += alike(60, app_minutes_per_day=16, group_minutes_per_day=20)
            world.add(MINUTES, code, level, spent)
            world.add(GROUPS, code, level, alike(60, group_count=8) + alike(60, group_count=12))
    world.save()


def ask(question: str, **filters: object) -> WhatIfReport:
    wanted = {"viewer": COUNTY_SUPERVISOR, "region": COUNTY} | filters
    return build_what_if_report(choices=choices_of_text(question), **wanted)  # type: ignore[arg-type]


def cells(table: Table, row: Row) -> dict[str, object]:
    return dict(zip((column.key for column in table.columns), row.cells, strict=True))


def row_of(report: WhatIfReport, level: int | None) -> dict[str, object]:
    rows = [row for row in report.changes.rows if (row.kind == "total") == (level is None) and row.level == level]
    return cells(report.changes, rows[0])


def test_a_stopped_app_saves_the_minutes_of_its_users_over_all_who_reported(world: None) -> None:
    report = ask("stop=A1")

    # Townships: (30 * 10 + 20 * 20) / 100 = 7 of 18 app minutes; 7 * 21 / 60 * 100 = 245 hours.
    township = row_of(report, 60)
    assert (township["saved"], township["now"], township["after"], township["hours"]) == (7.0, 48.0, 41.0, 245.0)
    assert (township["n"], township["grade"], township["left_out"]) == (100, "A", 0)
    # s = 7.85, se = 0.785, t(99) = 1.984: 7 / 1.249 to 7 * 1.249.
    assert (township["low"], township["high"]) == (5.6, 8.7)
    # County departments: 20 * 30 / 40 = 15; all together (700 + 600) / 140 = 9.29.
    assert row_of(report, 50)["saved"] == 15.0
    assert row_of(report, None)["saved"] == 9.3


def test_a_stated_share_goes_elsewhere(world: None) -> None:
    assert row_of(ask("stop=A1&transfer=50"), 60)["saved"] == 3.5
    assert row_of(ask("merge=A1&transfer=100"), 60)["saved"] == 0.0


def test_stopping_and_merging_save_the_same(world: None) -> None:
    assert row_of(ask("merge=A1"), 60) == row_of(ask("stop=A1"), 60)


def test_nobody_saves_more_than_all_app_minutes(world: None) -> None:
    # 7 + 40 * 50 / 100 = 27 minutes of the usage reports, but 18 minutes on all apps.
    report = ask("stop=A1,A2")

    assert row_of(report, 60)["saved"] == 18.0
    assert [row.estimate.value for row in report.parts.rows] == [9.3, 14.3]
    # Of 18 minutes at most, half goes elsewhere; a third fewer are a third fewer.
    assert row_of(ask("stop=A1,A2&transfer=50"), 60)["saved"] == 9.0
    assert row_of(ask("stop=A1,A2&transfer=33"), 60)["saved"] == 12.1


def test_check_ins_are_the_minutes_of_those_who_have_to(world: None) -> None:
    # 30 of 60 who named the app have to check in: half of 7 minutes; of that a stated share.
    assert row_of(ask("checkin=A1"), 60)["saved"] == 3.5
    assert row_of(ask("checkin=A1&checkin_share=20"), 60)["saved"] == 0.7
    # The transfer share speaks of stopped and merged apps only.
    assert row_of(ask("checkin=A1&transfer=100"), 60)["saved"] == 3.5


def test_where_nearly_everybody_has_to_check_in_the_printed_bound_counts(world: None) -> None:
    # 60 of 60, printed as ">95 %": 95 in 100 of 40 * 25 / 100 = 10 minutes.
    report = ask("checkin=A4")

    assert (row_of(report, 60)["saved"], row_of(report, 60)["left_out"]) == (9.5, 0)


def test_where_hardly_anybody_has_to_check_in_nothing_is_computed(world: None) -> None:
    report = ask("checkin=A2&groups=1")

    assert [row.kind for row in report.parts.rows] == ["suppressed", "plain"]
    assert row_of(report, 60)["left_out"] == 1


def test_closed_groups_save_their_share_of_the_minutes_on_groups(world: None) -> None:
    # 30 minutes in 10 groups: 3 minutes a group.
    report = ask("groups=2")

    assert row_of(report, 60)["saved"] == 6.0
    assert row_of(ask("groups=300"), 60)["saved"] == 30.0
    assert report.parts.rows[0].label_zh == "每人少2个群：假设各群相当"
    assert any("假设各群相当" in note for note in report.changes.notes_zh)


def test_what_has_too_few_answers_is_named_not_guessed(world: None) -> None:
    report = ask("stop=A1,A3")

    assert (row_of(report, 60)["saved"], row_of(report, 60)["left_out"]) == (7.0, 1)
    assert [row.kind for row in report.parts.rows] == ["plain", "suppressed"]
    village = row_of(report, 70)
    assert (village["saved"], village["now"], village["left_out"]) == ("样本不足或无数据", None, None)


def test_a_choice_of_levels_narrows_rows_and_total(world: None) -> None:
    report = ask("stop=A1", levels=(50,))

    assert [(row.kind, row.levels) for row in report.changes.rows] == [("plain", (50,)), ("total", (50,))]
    assert [row.estimate.value for row in report.changes.rows] == [15.0, 15.0]


def test_apps_that_take_most_are_offered_first(world: None) -> None:
    offers = ask("").offers

    assert [offer.code for offer in offers] == ["A2", "A1", "A4", "A3"]
    assert [offer.checkin.value for offer in offers] == [5.0, 50.0, 95.0, None]
    assert [offer.can_strip for offer in offers] == [False, True, True, False]
    assert [offer.minutes.is_shown for offer in offers] == [True, True, True, False]


def test_without_a_question_there_is_no_answer(world: None) -> None:
    report = ask("transfer=20")

    assert (report.changes.rows, report.parts.rows) == ((), ())


def test_an_app_from_elsewhere_is_counted_not_computed(world: None) -> None:
    report = ask("stop=A1,ZZ9")

    assert (report.unlisted, row_of(report, 60)["saved"], row_of(report, 60)["left_out"]) == (1, 7.0, 0)


def test_no_assumption_speaks_of_aversion_as_a_figure(world: None) -> None:
    report = ask("stop=A1&checkin=A2&groups=1")

    assert any("反感率" in note and "这里不给" in note for note in report.changes.notes_zh)
    assert not any("反感" in column.title_zh for table in (report.changes, report.parts) for column in table.columns)


def test_numbers_of_people_are_bands_below_county(db: None) -> None:
    world = make_world(app_codes=APPS)
    world.add(usage_block(APPS), TOWNSHIP, 60, alike(30))
    world.add(app_use_block("A1"), TOWNSHIP, 60, alike(12, minutes_per_day=10))
    world.add(MINUTES, TOWNSHIP, 60, alike(30, app_minutes_per_day=30))
    world.save()

    assert row_of(ask("stop=A1", region=TOWNSHIP), 60)["n"] == "20–49"


def test_foreign_regions_are_not_there(world: None) -> None:
    for viewer in (NEIGHBOUR, COUNTY_SUPERVISOR):
        with pytest.raises(NothingToShow):
            ask("stop=A1", viewer=viewer, region=PROVINCE if viewer is COUNTY_SUPERVISOR else COUNTY)


def test_files_print_the_tables_of_the_page(world: None) -> None:
    report = ask("stop=A1&groups=2", viewer=PROVINCE_SUPERVISOR)
    page = table_for(Question(viewer=PROVINCE_SUPERVISOR, page="what-if", region=COUNTY, what_if="stop=A1&groups=2"))

    assert page.tables == (report.changes, report.parts)


def test_a_question_has_one_spelling() -> None:
    asked = read_choices({"stop": ["A2", "A1,A2"], "merge": ["A1", "A3"], "checkin": ["A3", "A4"], "groups": [""]})

    assert asked == Choices(stop=("A1", "A2"), merge=("A3",), checkin=("A4",))
    assert asked.text() == "stop=A1,A2&merge=A3&checkin=A4"
    assert choices_of_text(asked.text()) == asked


@pytest.mark.parametrize(
    ("question", "parameter"),
    [
        ("transfer=101", "transfer"),
        ("transfer=-1", "transfer"),
        ("checkin_share=1e2", "checkin_share"),
        ("groups=301", "groups"),
        ("groups=٣", "groups"),
        ("stop=<b>", "stop"),
        ("merge=" + ",".join(f"A{number}" for number in range(201)), "stop"),
    ],
)
def test_what_cannot_be_meant_is_named(question: str, parameter: str) -> None:
    with pytest.raises(BadFilterError) as refused:
        choices_of_text(question)

    assert refused.value.parameter == parameter
