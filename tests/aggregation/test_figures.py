"""Totals of regions are the sums of what stands there and below."""

from collections import Counter
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from burden.aggregation.cells import Cells
from burden.aggregation.figures import Some, Totals, sum_up
from burden.aggregation.tallies import Tallies
from burden.aggregation.tree_index import TreeIndex
from burden.domain.region_tree import RegionTree
from burden.domain.tally_layout import Block, Magnitude
from tests.aggregation.world import region_rows

LAYOUT = Block(name="groups", columns=("groups",), magnitudes=(Magnitude(name="groups", top=40),))
WIDTH = LAYOUT.width - LAYOUT.filled
Key = tuple[int, int, int]  # block, region, level
Named = tuple[Key, list[int], dict[int, int]]  # a total with its head, and its cells by their places
COUNTIES = RegionTree.from_rows(region_rows(cities=2, counties=2, townships=3))
SIDE_BY_SIDE = RegionTree.from_rows(region_rows(cities=2, counties=2, townships=3)[3:])


def totals(named: list[Named]) -> Totals:
    columns = np.array([key for key, _, _ in named], dtype=np.int64).reshape(-1, 3)
    cells = [(at, *cell) for at, (_, _, of) in enumerate(named) for cell in sorted(of.items())]
    target, place, count = np.array(cells, dtype=np.int64).reshape(-1, 3).T.copy()
    heads = np.array([head for _, head, _ in named], dtype=np.int64).reshape(-1, LAYOUT.filled)
    return Totals(
        block=columns[:, 0],
        node=columns[:, 1],
        level=columns[:, 2],
        tallies=Tallies(heads=heads, cells=Cells(target=target, place=place, count=count)),
    )


def named(found: list[Some]) -> list[Named]:
    told: list[Named] = []
    for some in found:
        of = some.cut_out()
        cells = list(zip(*(column.tolist() for column in vars(of.tallies.cells).values()), strict=True))
        assert cells == sorted(cells)
        for at, key in enumerate(zip(of.block.tolist(), of.node.tolist(), of.level.tolist(), strict=True)):
            own = {place: count for target, place, count in cells if target == at}
            told.append((key, of.tallies.heads[at].tolist(), own))
    return sorted(told)


def added(tree: RegionTree, standing: list[Named]) -> list[Named]:
    """Add every tally to its region and to each one above, one after the other."""
    heads: dict[Key, Counter[int]] = {}
    cells: dict[Key, Counter[int]] = {}
    for (block, node, level), head, of in standing:
        region = node
        while region != -1:
            heads.setdefault((block, region, level), Counter()).update(dict(enumerate(head)))
            cells.setdefault((block, region, level), Counter()).update(of)
            region = tree.parent[region]
    return sorted((key, [heads[key][at] for at in range(LAYOUT.filled)], dict(cells[key])) for key in heads)


def some_standing(tree: RegionTree, seed: int, *, count: int) -> list[Named]:
    random = Random(seed)
    return [
        (
            (random.randrange(3), random.randrange(len(tree)), random.choice([0, 20, 60, 90])),
            [random.randrange(1, 1 << random.choice([3, 50])) for _ in range(LAYOUT.filled)],
            {random.randrange(WIDTH): random.randrange(1, 1 << 50) for _ in range(random.choice([0, 1, 30]))},
        )
        for _ in range(count)
    ]


@pytest.mark.parametrize("tree", [COUNTIES, SIDE_BY_SIDE], ids=["one top", "regions side by side"])
@pytest.mark.parametrize("count", [1, 7, 200])
@pytest.mark.parametrize("seed", range(4))
def test_every_region_sums_up_what_stands_there_and_below(tree: RegionTree, count: int, seed: int) -> None:
    standing = some_standing(tree, seed, count=count)
    assert named(sum_up(TreeIndex(tree), LAYOUT, totals(standing))) == added(tree, standing)


def test_nothing_sums_up_to_nothing() -> None:
    assert named(sum_up(TreeIndex(COUNTIES), LAYOUT, totals([]))) == []


def test_what_stands_alone_is_its_regions_total_without_a_copy() -> None:
    standing = totals([((0, 4, 60), [12, 30, 90], {3: 12}), ((0, 5, 60), [10, 10, 10], {1: 10})])
    alone, above = sum_up(TreeIndex(COUNTIES), LAYOUT, standing)
    assert alone.totals is standing
    assert [alone.at.tolist(), alone.node.tolist()] == [[0, 1], [4, 5]]
    assert sorted(above.node.tolist()) == [0, 1, 2, 3]


def damaged(**cells: list[int]) -> Totals:
    sound: Named = ((0, 4, 60), [12, 30, 90], {1: 5, 3: 7})
    found = totals([sound, sound])
    changed = {
        name: np.array(cells.get(name, column), dtype=np.int64) for name, column in vars(found.tallies.cells).items()
    }
    return Totals(
        block=found.block,
        node=found.node,
        level=found.level,
        tallies=Tallies(heads=found.tallies.heads, cells=Cells(**changed)),
    )


@pytest.mark.parametrize(
    "cells",
    [
        {"place": [1, WIDTH, 1, 3]},
        {"place": [1, 3, -1, 3]},
        {"target": [0, 0, 1, 2]},
        {"target": [-1, 0, 1, 1]},
        {"target": [1, 1, 0, 0]},
    ],
)
def test_cells_that_no_tally_has_are_refused(cells: dict[str, list[int]]) -> None:
    with pytest.raises(IndexError):
        sum_up(TreeIndex(COUNTIES), LAYOUT, damaged(**cells))


@pytest.mark.parametrize("key", [(0, -1, 60), (0, len(COUNTIES), 60), (-1, 0, 60)])
def test_a_total_at_no_region_is_refused(key: Key) -> None:
    with pytest.raises(IndexError):
        sum_up(TreeIndex(COUNTIES), LAYOUT, totals([(key, [12, 30, 90], {})]))


def test_a_region_that_is_no_smaller_than_the_one_above_is_refused() -> None:
    tree = RegionTree.from_rows([("990000000000", "", "county"), ("990100000000", "990000000000", "county")])
    with pytest.raises(IndexError):
        sum_up(TreeIndex(tree), LAYOUT, totals([((0, 1, 60), [12, 30, 90], {})]))


@pytest.mark.parametrize("short", ["block", "node", "level"])
def test_totals_whose_columns_differ_in_length_are_refused(short: str) -> None:
    three = totals([((0, node, 60), [12] * LAYOUT.filled, {0: 12}) for node in (4, 5, 6)])
    with pytest.raises(IndexError):
        sum_up(TreeIndex(COUNTIES), LAYOUT, replace(three, **{short: getattr(three, short)[:1]}))
