"""Notes on a region's data: what is seen, said without blame, and to nobody else."""

import pytest

from burden.access.scopes import Viewer
from burden.domain.blocks import GROUPS, MINUTES, MINUTES_SOURCE
from burden.reports import NothingToShow
from burden.reports.quality.page import build_quality_report
from burden.reports.quality.types import QualityReport
from tests.reports.test_profile import count_people, uneven
from tests.reports.test_trends import add_regions
from tests.reports.world import (
    COUNTY,
    COUNTY_SUPERVISOR,
    NEIGHBOUR,
    OPERATOR,
    PROVINCE_SUPERVISOR,
    TOWNSHIP,
    World,
    make_world,
)

pytestmark = pytest.mark.django_db


def seen(report: QualityReport) -> list[str]:
    return [row.label_zh for row in report.notes.rows]


def test_uneven_answers_are_noted_with_both_numbers_and_what_they_are_worth() -> None:
    count_people(uneven().save(), {(COUNTY, 50): 100, (TOWNSHIP, 60): 300})

    report = build_quality_report(viewer=COUNTY_SUPERVISOR, region=COUNTY)

    assert seen(report) == ["加权前后相差10%以上：人均工作群数"]
    row = next(row for row in report.weighting.rows if row.cells[0] == "I04")
    assert (row.cells[1], row.cells[2], row.cells[6]) == (100, 18.0, 25.0)
    # 60 people of weight 100 / 60, 40 of weight 7.5: 400^2 / (60 * 1.667^2 + 40 * 7.5^2) = 66.2
    assert row.cells[-1] == 66


def test_without_head_counts_nothing_is_weighted_or_noted() -> None:
    uneven().save()
    report = build_quality_report(viewer=COUNTY_SUPERVISOR, region=COUNTY)
    assert seen(report) == []
    assert "quality-notes" not in [table.key for table in report.tables]


def test_round_minutes_are_counted_and_noted_where_most_gave_them() -> None:
    world = make_world()
    round_ones = [{"app_minutes_per_day": 30 * (1 + number % 3), "group_minutes_per_day": 7} for number in range(40)]
    others = [{"app_minutes_per_day": 25, "group_minutes_per_day": 60} for _ in range(10)]
    world.add(MINUTES, COUNTY, 50, [*round_ones, *others])
    world.save()

    report = build_quality_report(viewer=COUNTY_SUPERVISOR, region=COUNTY)

    assert [line.share.value for line in report.heaped] == [80.0, 20.0]
    assert seen(report) == ["多数人填的是整半小时：人均每日APP用时"]


def test_the_page_says_how_many_read_their_minutes_from_the_phone() -> None:
    world = make_world()
    world.add(MINUTES_SOURCE, COUNTY, 50, [{"screen_time": 1}] * 10 + [{"estimate": 1}] * 30)
    world.save()

    report = build_quality_report(viewer=COUNTY_SUPERVISOR, region=COUNTY)

    assert [(row.label_zh, row.cells[:2]) for row in report.sources.rows] == [
        ("凭估计", (40, 75.0)),
        ("看了屏幕使用时间", (40, 25.0)),
    ]


def test_releases_from_before_say_nothing_of_it() -> None:
    uneven().save()
    report = build_quality_report(viewer=COUNTY_SUPERVISOR, region=COUNTY)
    assert [line.share.is_shown for line in report.sourced] == [False, False]


def alike_and_others(own: list[int]) -> World:
    """The county's groups a person, beside twelve counties where they scatter."""
    world = make_world()
    codes = [f"9903{number:02d}000000" for number in range(1, 13)]
    add_regions(world, codes, kind="county")
    for number, code in enumerate(codes):
        world.add(GROUPS, code, 60, [{"group_count": (7 * person + number) % (40 + number)} for person in range(60)])
    world.add(GROUPS, COUNTY, 50, [{"group_count": groups} for groups in own])
    return world.save()


def test_answers_much_more_alike_than_at_peers_are_noted_without_blame() -> None:
    alike_and_others([10, 11] * 30)

    report = build_quality_report(viewer=PROVINCE_SUPERVISOR, region=COUNTY)

    assert seen(report) == ["大家填的数比同级整齐得多：人均工作群数"]
    (note,) = report.notes.rows
    assert all("可能" in str(note.cells[0]) for note in report.notes.rows)
    assert "违规" not in str(note.cells)
    row = next(row for row in report.evenness.rows if row.cells[0] == "I04")
    assert (row.cells[1], row.cells[2], row.cells[4]) == (60, 0.05, "明显更整齐")


def test_answers_that_scatter_like_those_of_peers_are_not() -> None:
    alike_and_others([person % 40 for person in range(60)])
    assert seen(build_quality_report(viewer=PROVINCE_SUPERVISOR, region=COUNTY)) == []


@pytest.mark.parametrize(("viewer", "region"), [(NEIGHBOUR, COUNTY), (OPERATOR, COUNTY), (COUNTY_SUPERVISOR, TOWNSHIP)])
def test_nobody_else_reads_it_and_no_township_has_it(viewer: Viewer, region: str) -> None:
    uneven().save()
    with pytest.raises(NothingToShow):
        build_quality_report(viewer=viewer, region=region)
