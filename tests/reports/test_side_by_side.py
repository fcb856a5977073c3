"""Hundreds of regions at once, in arrays, are printed and compared as one at a time is."""

from random import Random

import numpy as np
import pytest

from burden.domain.blocks import GROUPS, MINUTES
from burden.domain.indicators import INDICATORS, Indicator, Statistic
from burden.domain.levels import RegionKind
from burden.domain.side_by_side import SideBySide, side_by_side
from burden.domain.totals import LEVELS
from burden.models import FigurePack
from burden.reports.estimates import Showing, estimate, peer_sums
from burden.reports.figures import Tally, read_figures
from tests.reports.world import COUNTY, EMPTY_TOWNSHIP, LONELY_TOWNSHIP, TOWNSHIP, alike, make_world, tally_of

SIZES = (0, 1, 9, 10, 19, 20, 21, 29, 30, 31, 40, 60, 100, 200)
PLACES = ((30, RegionKind.COUNTY), (10, RegionKind.COUNTY), (10, RegionKind.TOWNSHIP))


def some_people(n: int, indicator: Indicator, random: Random) -> list[dict[str, int]]:
    """Return people of whom few, some or all fit the indicator."""
    often = random.choice((0.0, 0.02, 0.05, 0.5, 0.95, 0.99, 1.0))
    if indicator.statistic is Statistic.SHARE:
        others = [name for name in indicator.base if name not in indicator.sums]
        return [
            {random.choice(indicator.sums): 1} if random.random() < often else {random.choice([*others, "n"]): 1}
            for _ in range(n)
        ]
    if indicator.statistic is Statistic.RATIO:
        part, whole = indicator.sums
        return [{whole: size, part: size if random.random() < often else 0} for size in sizes(n, random)]
    columns = [column for name in indicator.sums for column in indicator.block.magnitude(name).columns]
    return [dict.fromkeys(columns, size) for size in sizes(n, random)]


def sizes(n: int, random: Random) -> list[int]:
    most = random.choice((0, 1, 7, 60))
    return [random.randint(0, most) for _ in range(n)]


def both_ways(indicator: Indicator, *, smallest_group: int, kind: str) -> tuple[SideBySide, list[Tally], Showing]:
    random = Random(f"{indicator.code} {smallest_group} {kind}")  # reproducible
    block = indicator.block
    tallies = [
        Tally(block=block, vector=np.array(tally_of(block, some_people(n, indicator, random)), dtype=np.int64))
        for n in SIZES * 2
    ]
    heads = np.array([tally.vector[: block.filled] for tally in tallies])
    found = side_by_side(heads, indicator=indicator, smallest_group=smallest_group, kind=kind)
    return found, tallies, Showing(smallest_group=smallest_group, is_n_exact=True, kind=kind)


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.code)
def test_values_side_by_side_are_those_of_each_region_alone(indicator: Indicator) -> None:
    for smallest_group, kind in PLACES:
        found, tallies, showing = both_ways(indicator, smallest_group=smallest_group, kind=kind)
        alone = [estimate(tally, indicator=indicator, showing=showing) for tally in tallies]

        assert [None if np.isnan(value) else value for value in found.value] == [one.value for one in alone]
        assert found.is_shown.tolist() == [one.is_shown for one in alone]
        assert found.is_bound.tolist() == [bool(one.text) for one in alone]
        assert [found.sums(place) for place in range(len(tallies))] == [
            peer_sums(tally, indicator=indicator) for tally in tallies
        ]


def test_a_share_that_is_printed_as_a_bound_is_judged_by_the_bound() -> None:
    shares = [indicator for indicator in INDICATORS if indicator.statistic is Statistic.SHARE]
    seen = set()
    for indicator in shares:
        found, _, _ = both_ways(indicator, smallest_group=10, kind=RegionKind.COUNTY)
        seen |= {found.told_mean(int(place)) for place in np.flatnonzero(found.is_bound)}

    assert seen == {0.05, 0.95}


@pytest.mark.django_db
@pytest.mark.parametrize("levels", [(), (60,), (50, 60)])
def test_totals_of_many_regions_are_the_figures_of_each(levels: tuple[int, ...]) -> None:
    world = make_world()
    world.add(GROUPS, TOWNSHIP, 60, alike(31, group_count=7))
    world.add(GROUPS, LONELY_TOWNSHIP, 50, alike(12, group_count=3))
    world.add(GROUPS, LONELY_TOWNSHIP, 0, alike(11, group_count=2))
    world.add(MINUTES, TOWNSHIP, 60, alike(20, app_minutes_per_day=30, group_minutes_per_day=45))
    release = world.save().release
    codes = (LONELY_TOWNSHIP, COUNTY, EMPTY_TOWNSHIP, TOWNSHIP)

    read = FigurePack.objects.totals_of([release], codes=codes, blocks=(GROUPS, MINUTES), whole=levels)

    figures = read_figures(release, blocks=(GROUPS, MINUTES), codes=codes)
    for block in (GROUPS, MINUTES):
        totals = read[release, block.name]
        for place, code in enumerate(codes):
            expected = figures.tally(block, code, levels).vector
            assert totals.tallies[place].tolist() == expected.tolist()
            assert totals.of_levels(levels)[place].tolist() == expected[: block.filled].tolist()
            apart = [int(n) for n in totals.heads[place, :, 0]]
            assert apart == [figures.tally(block, code, (level,)).n for level in LEVELS]
