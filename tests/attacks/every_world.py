"""T4 (b): an attacker who knows K and the whole method, taken to its end.

Whoever knows the method can play it through for every number of people that each unit may have, and keep the worlds
that publish what was published.  What all of these agree on is what can be known; nothing else can.  Trees are small
and K is 3 or 4 here, so that all worlds can be played: the method is the same for every K.
"""

import itertools
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from burden import domain
from burden.domain import levels
from burden.domain.levels import Level, RegionKind, may_name
from burden.domain.region_tree import RegionTree
from burden.domain.rules import Rules
from tests.attacks.worlds import RegionLine

IntArray = NDArray[np.int64]
WALK = ("burden.domain.tree_arrays", "burden.domain.array_walk")
P = "990000000000"

_PROVINCE: RegionLine = (P, "", "province")
_COUNTY: RegionLine = ("990101000000", "990100000000", "county")


def _cities(*numbers: int) -> list[RegionLine]:
    return [(f"99{number:02d}00000000", P, "city") for number in numbers]


def _counties(city: int, count: int) -> list[RegionLine]:
    return [(f"99{city:02d}{n:02d}000000", f"99{city:02d}00000000", "county") for n in range(1, count + 1)]


def _townships(count: int) -> list[RegionLine]:
    return [(f"990101{n:03d}000", "990101000000", "township") for n in range(1, count + 1)]


TREES: dict[str, list[RegionLine]] = {
    "county and 1 township": [_COUNTY, *_townships(1)],
    "county and 2 townships": [_COUNTY, *_townships(2)],
    "county and 3 townships": [_COUNTY, *_townships(3)],
    "county and 5 townships": [_COUNTY, *_townships(5)],
    "city of 2 counties": [*_cities(1), *_counties(1, 2)],
    "city of 3 counties": [*_cities(1), *_counties(1, 3)],
    "city of 4 counties": [*_cities(1), *_counties(1, 4)],
    "city of 1 county, 3 townships": [*_cities(1), _COUNTY, *_townships(3)],
    "province, city, 3 counties": [_PROVINCE, *_cities(1), *_counties(1, 3)],
    "province, 2 cities of 2 counties": [_PROVINCE, *_cities(1, 2), *_counties(1, 2), *_counties(2, 2)],
    "province, cities of 3 and 1": [_PROVINCE, *_cities(1, 2), *_counties(1, 3), *_counties(2, 1)],
    "province, city with nothing below, city of 3": [_PROVINCE, *_cities(1, 2), *_counties(1, 3)],
    "county right below the province": [
        _PROVINCE,
        ("999001000000", P, "county"),
        *_cities(1),
        *_counties(1, 2),
    ],
    "township right below the city": [
        *_cities(1),
        ("990100001000", "990100000000", "township"),
        _COUNTY,
        *_townships(1),
    ],
    "one child each": [_PROVINCE, *_cities(1), _COUNTY, *_townships(1)],
}


@dataclass(frozen=True, kw_only=True)
class Known:
    """What follows from some release of a tree, over all its worlds.

    ``forced`` counts releases that prove that a unit of fewer than K spoke, ``silent`` that nobody of a unit did,
    ``narrow`` that leave a small unit fewer than K possible numbers; ``isolated`` counts releases and sets of units
    whose people are known to be one to K-1.
    """

    worlds: int
    releases: int
    forced: int
    silent: int
    narrow: int
    isolated: int

    @property
    def breaches(self) -> int:
        """How often something follows that should not."""
        return self.forced + self.silent + self.narrow + self.isolated


@contextmanager
def walk_of_levels(*kept: int) -> Iterator[ModuleType]:
    """Give the walk of the product in a world in which there are only these levels of units."""
    everything = levels.RESPONDENT_LEVELS
    usual = [import_module(name) for name in WALK]
    for name in WALK:
        del sys.modules[name]
    levels.RESPONDENT_LEVELS = tuple(Level(level) for level in kept)
    try:
        yield [import_module(name) for name in WALK][-1]
    finally:
        levels.RESPONDENT_LEVELS = everything
        for module in usual:
            sys.modules[module.__name__] = module
            setattr(domain, module.__name__.rpartition(".")[2], module)


def what_follows(walk: ModuleType, tree_name: str, *, kept: tuple[int, ...], smallest_group: int, most: int) -> Known:
    """Play every world in which each unit has 0 to ``most`` people, and return what the releases give away."""
    tree = RegionTree.from_rows(TREES[tree_name])
    units = units_of(tree, kept)
    worlds = np.array(list(itertools.product(range(most + 1), repeat=len(units))), dtype=np.int64)
    release = _releases(walk, tree, units, worlds, smallest_group)
    order = np.argsort(release, kind="stable")
    starts = np.flatnonzero(np.diff(release[order], prepend=-1))
    people = worlds[order]
    low, high = np.minimum.reduceat(people, starts), np.maximum.reduceat(people, starts)
    is_small = low < smallest_group
    return Known(
        worlds=len(worlds),
        releases=len(starts),
        forced=int(((low > 0) & is_small).any(axis=1).sum()),
        silent=int((high == 0).any(axis=1).sum()),
        narrow=int((is_small & (high - low < smallest_group - 1)).any(axis=1).sum()),
        isolated=sum(_isolated(people, starts, chosen, smallest_group) for chosen in _sets(len(units))),
    )


def units_of(tree: RegionTree, kept: tuple[int, ...]) -> list[tuple[str, int]]:
    """Return everybody who could have answered."""
    named = zip(tree.codes, tree.kinds, strict=True)
    return [(code, level) for code, kind in named for level in kept if may_name(Level(level), RegionKind(kind))]


def _sets(size: int) -> Iterator[tuple[int, ...]]:
    for count in range(1, size + 1):
        yield from itertools.combinations(range(size), count)


def _isolated(people: IntArray, starts: IntArray, chosen: tuple[int, ...], smallest_group: int) -> int:
    total = people[:, chosen].sum(axis=1)
    low, high = np.minimum.reduceat(total, starts), np.maximum.reduceat(total, starts)
    return int(((low == high) & (low > 0) & (low < smallest_group)).sum())


def _releases(
    walk: ModuleType, tree: RegionTree, units: list[tuple[str, int]], worlds: IntArray, smallest_group: int
) -> IntArray:
    """Return a number for what each world publishes: the people of each region and level, as readers can tell."""
    world, unit = np.nonzero(worlds)
    level = np.array([level for _, level in units])
    columns = {
        "block": world,
        "code": np.array([int(code) for code, _ in units])[unit],
        "level": level[unit],
        "node": np.array([tree.index(code) for code, _ in units])[unit],
        "has_climbed": np.zeros(len(unit), dtype=bool),
        "n": worlds[world, unit],
        "people": np.full(len(unit), -1),
        "magnitudes": np.zeros((len(unit), 0, 3), dtype=np.int64),
    }
    wanted = walk.Groups.__dataclass_fields__
    groups = walk.Groups(**{name: column for name, column in columns.items() if name in wanted})
    arrays = sys.modules["burden.domain.tree_arrays"].tree_arrays(tree)
    atoms = walk.walk(arrays, groups, blocks=len(worlds), rules=Rules(smallest_group=smallest_group))
    size = np.zeros(len(atoms), dtype=np.int64)
    inside = atoms.target < len(atoms)
    np.add.at(size, atoms.target[inside], groups.n[inside])
    seen = np.zeros((len(worlds), len(tree) * 100), dtype=np.int16)
    np.add.at(seen, (atoms.block, atoms.node * 100 + atoms.level), size)
    _, release = np.unique(seen[:, seen.any(axis=0)], axis=0, return_inverse=True)
    return release.ravel()
