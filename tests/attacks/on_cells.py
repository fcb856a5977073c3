"""T1-T4 on random trees: what all published cells together tell of groups of one to nine people.

The attackers (tests/attackers.py) see which people feed which cell, which is more than any reader is told.
"""

from collections.abc import Iterator
from random import Random

from burden.domain.atoms import Group, plan_atoms
from burden.domain.region_tree import RegionTree
from burden.domain.rules import Rules
from tests.attackers import Cell, Unit, derivable_units, feasible_widths, nested_differences, signature_classes
from tests.attacks.finding import Finding
from tests.attacks.worlds import LEVELS_AT, SHAPES, UNIT_SIZES, make_up
from tests.domain.trees import cells_of

K = 10
TARGETS = 12  # linear programs a tree: two for each small unit


def classes(chance: Random, rounds: int) -> Finding:
    """T1: the smallest class of people that no cell tells apart."""
    sizes = [size for cells, people in _walked(chance, rounds) for size in signature_classes(cells, people)]
    return _smallest("classes of people told apart", sizes)


def pairs(chance: Random, rounds: int) -> Finding:
    """T2: the smallest difference of one cell and another within it."""
    sizes = [size for cells, people in _walked(chance, rounds) for size in nested_differences(cells, people)]
    return _smallest("differences of nested cells", sizes)


def rank(chance: Random, rounds: int) -> Finding:
    """T3: small units whose total is a combination of cells."""
    found = [unit for cells, people in _walked(chance, rounds) for unit in derivable_units(cells, people, below=K)]
    return Finding(
        tried=f"{rounds} trees, every unit of 1-9 people against the span of all cells",
        best=f"{len(found)} units derived",
        breaches=tuple(f"{unit} is a combination of cells" for unit in found),
    )


def programs(chance: Random, rounds: int) -> Finding:
    """T4 (a): the narrowest interval of a small unit, told which units are empty."""
    widths: list[float] = []
    for cells, people in _walked(chance, rounds):
        small = [unit for unit, n in people.items() if n < K]
        chosen = chance.sample(small, min(TARGETS, len(small)))
        ranges = feasible_widths(cells, people, chosen, most=None)
        widths += [high - low for low, high in ranges.values()]
    narrow = [width for width in widths if width < K]
    return Finding(
        tried=f"{2 * len(widths)} linear programs on {rounds} trees, empty units known",
        best=f"narrowest interval {min(widths, default=0):.0f} people wide",
        breaches=tuple(f"an interval {width} wide" for width in narrow),
    )


def _smallest(what: str, sizes: list[int]) -> Finding:
    return Finding(
        tried=f"{len(sizes)} {what}",
        best=f"smallest {min(sizes, default=0)} people",
        breaches=tuple(f"{size} people" for size in sizes if size < K),
    )


def _walked(chance: Random, rounds: int) -> Iterator[tuple[list[Cell], dict[Unit, int]]]:
    """Yield the cells of random trees as the walk of the product forms them, and the people of their units."""
    shapes = sorted(SHAPES)
    for turn in range(rounds):
        tree, groups = random_groups(chance, shape=shapes[turn % len(shapes)])
        people = {(group.code, group.level): group.n for group in groups}
        yield cells_of(tree, plan_atoms(tree, groups, rules=Rules(smallest_group=K)).atoms), people


def random_groups(chance: Random, *, shape: str) -> tuple[RegionTree, list[Group]]:
    """Return a tree of this shape and the groups that answered in it; now and then one person towers."""
    regions = make_up(shape=shape, seed=0, crowd=0).regions
    groups = []
    for code, _, kind in regions:
        for level in LEVELS_AT[kind]:
            n = chance.choice(UNIT_SIZES)
            if n:
                top = 900 if chance.random() < 0.05 else 20
                people = chance.choice((None, None, n, n + 3, 4 * n))
                magnitude = (top + 20 * (n - 1), top, 20 if n > 1 else 0)
                groups.append(Group(code=code, level=level, n=n, people=people, magnitudes=(magnitude,)))
    return RegionTree.from_rows(regions), groups
