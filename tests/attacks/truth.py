"""What a release must say, found anew from the answers: the slow walk over the tree, and loops over people."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from burden.domain.atoms import Group, PlannedAtom
from burden.domain.region_tree import RegionTree
from burden.domain.rules import Rules
from tests.attackers import Cell
from tests.attacks.worlds import MadeUp, Person, Unit, within
from tests.domain.slow_walk import plan_atoms
from tests.oracles import rows_of

K = 10
# Fields that make up each block, and the magnitudes that dominance is judged by, with their tops.
FIELDS = {
    "apps": ("app_count", "idle_app_count", "account_count"),
    "groups": ("group_count",),
    "minutes": ("app_minutes_per_day", "group_minutes_per_day"),
    "attitude": ("attitude_5",),
    "practices": ("practices_3m",),
}
MINUTES_A_DAY = 960


@dataclass(frozen=True, eq=False)
class Truth:
    """A made-up wave with the people of each unit and the atoms of each block."""

    made_up: MadeUp

    def units(self, block: str) -> dict[Unit, list[Person]]:
        """Return the people of each unit who belong to the block."""
        return _units(self.made_up, block)

    def people(self, block: str) -> dict[Unit, int]:
        """Return how many people of the block each unit has."""
        return {unit: len(persons) for unit, persons in self.units(block).items()}

    def cell(self, block: str, region: str, levels: Collection[int] = (), *, without: Collection[str] = ()) -> Cell:
        """Return whom a number speaks of: a region and levels, less the regions ``without``."""
        inside = _within(self.made_up, region)
        for code in without:
            inside = inside - _within(self.made_up, code)
        chosen = [atom for atom in _atoms(self.made_up, block) if atom.span in inside]
        units = [unit for atom in chosen if not levels or atom.level in levels for unit in atom.groups]
        return Cell(name=(block, region, ",".join(map(str, levels))), units=frozenset(units))

    def persons(self, block: str, cell: Cell) -> list[Person]:
        """Return the people of a cell."""
        units = self.units(block)
        return [person for unit in sorted(cell.units) for person in units[unit]]

    def atoms(self, block: str) -> tuple[PlannedAtom, ...]:
        """Return the atoms of a block."""
        return _atoms(self.made_up, block)


@cache
def _within(made_up: MadeUp, region: str) -> frozenset[str]:
    return frozenset(within(made_up.regions, region))


@cache
def _units(made_up: MadeUp, block: str) -> dict[Unit, list[Person]]:
    found: dict[Unit, list[Person]] = defaultdict(list)
    for person in made_up.people:
        if _belongs(person, block):
            found[person["region_code"], person["level_code"]].append(person)
    return dict(found)


def _belongs(person: Person, block: str) -> bool:
    if block == "practices":
        return bool(person.get("practices_3m"))
    return bool(rows_of([person], FIELDS[block]))


@cache
def _atoms(made_up: MadeUp, block: str) -> tuple[PlannedAtom, ...]:
    tree = RegionTree.from_rows(made_up.regions)
    groups = [
        Group(
            code=unit[0],
            level=unit[1],
            n=len(persons),
            people=made_up.headcounts.get(unit),
            magnitudes=tuple(_top(values) for values in zip(*(_magnitudes(p, block) for p in persons), strict=True)),
        )
        for unit, persons in _units(made_up, block).items()
    ]
    return plan_atoms(tree, groups, rules=Rules(smallest_group=K)).atoms


def _magnitudes(person: Person, block: str) -> tuple[int, ...]:
    if block in {"attitude", "practices"}:
        return ()
    [row] = rows_of([person], FIELDS[block])
    if block == "apps":
        return row[0], row[1], row[2], row[0] + row[2]
    if block == "minutes":
        return row[0], row[1], min(sum(row), MINUTES_A_DAY)
    return tuple(row)


def _top(values: tuple[int, ...]) -> tuple[int, int, int]:
    largest, second, *_ = sorted([*values, 0], reverse=True)
    return sum(values), largest, second
