"""Distributions: what each number of people carries, and for whom they are."""

import pytest

from burden.access.scopes import Viewer
from burden.domain.blocks import ATTITUDE, GROUPS
from burden.reports import NothingToShow, table_for
from burden.reports.distribution.page import build_distribution_report
from burden.reports.question import Question
from burden.reports.types import SUPPRESSED_ZH
from tests.reports.world import (
    COUNTY,
    COUNTY_SUPERVISOR,
    FOREIGN_TOWNSHIP,
    NEIGHBOUR,
    OPERATOR,
    TOWNSHIP,
    make_world,
)

pytestmark = pytest.mark.django_db

KEYS = ["n", "value", "low", "high", "p10", "p25", "median", "p75", "p90", "grade"]


def spread(n: int) -> list[dict[str, int]]:
    """People with 1, 2, ... n groups."""
    return [{"group_count": number} for number in range(1, n + 1)]


def test_quantiles_are_those_that_the_number_of_people_carries() -> None:
    world = make_world()
    for level, n in ((50, 100), (60, 25), (70, 12), (90, 9)):
        world.add(GROUPS, COUNTY, level, spread(n))
    world.save()

    table = build_distribution_report(viewer=COUNTY_SUPERVISOR, region=COUNTY, indicator="I04").by_level

    assert [column.key for column in table.columns] == KEYS
    cells = {row.levels[0]: row.cells for row in table.rows if len(row.levels) == 1}
    # Type 1: the value at rank ceil(q * n).
    assert cells[50][4:9] == (10.0, 25.0, 50.0, 75.0, 90.0)
    assert cells[60][4:9] == (None, 7.0, 13.0, 19.0, None)
    assert cells[70][4:9] == (None, None, 6.0, None, None)
    assert cells[90] == (None, SUPPRESSED_ZH, *[None] * 8)


def test_bars_hold_five_people_each_and_no_more_than_a_phone_can_label() -> None:
    world = make_world()
    world.add(GROUPS, COUNTY, 50, spread(100))
    world.save()

    report = build_distribution_report(viewer=COUNTY_SUPERVISOR, region=COUNTY, indicator="I04")

    assert 1 < len(report.bars) <= 16
    assert report.bars[-1].high is None
    assert [row.cells for row in report.histogram.rows] == [(bar.percent,) for bar in report.bars]
    assert sum(bar.people or 0 for bar in report.bars) == 100
    assert min(bar.people or 0 for bar in report.bars) >= 5


@pytest.mark.parametrize(("n", "has_bars"), [(29, False), (30, True)])
def test_a_histogram_needs_thirty_people(n: int, has_bars: bool) -> None:  # noqa: FBT001  # a parametrised case
    world = make_world()
    world.add(GROUPS, TOWNSHIP, 60, spread(n))
    world.save()

    report = build_distribution_report(viewer=COUNTY_SUPERVISOR, region=TOWNSHIP, indicator="I04")

    assert bool(report.bars) is has_bars
    assert {bar.people for bar in report.bars} <= {None}  # below county no number of people
    assert [table.key for table in report.tables] == ["quantiles:I04", "histogram:I04"][: 1 + has_bars]


def test_a_share_has_no_distribution_and_says_so() -> None:
    world = make_world()
    world.add(ATTITUDE, COUNTY, 50, [{"attitude_5": number % 2} for number in range(60)])
    world.save()

    page = table_for(Question(viewer=COUNTY_SUPERVISOR, page="distribution", region=COUNTY, indicator="I09"))

    (table,) = page.tables
    assert "这个指标是占比，每人只有是或不是，没有分布。" in table.notes_zh
    assert {row.cells[4:9] for row in table.rows} == {(None,) * 5}


@pytest.mark.parametrize(
    ("viewer", "region"), [(NEIGHBOUR, COUNTY), (OPERATOR, COUNTY), (COUNTY_SUPERVISOR, FOREIGN_TOWNSHIP)]
)
def test_distributions_belong_to_those_who_read_all_of_the_region(viewer: Viewer, region: str) -> None:
    world = make_world()
    world.add(GROUPS, COUNTY, 50, spread(100))
    world.save()

    with pytest.raises(NothingToShow):
        build_distribution_report(viewer=viewer, region=region, indicator="I04")
