"""Random region trees, groups and published cells for the tests of safe atoms."""

from collections.abc import Iterable, Sequence

from hypothesis import strategies as st

from burden.domain.atoms import Group, PlannedAtom
from burden.domain.levels import Level, RegionKind
from burden.domain.region_tree import RegionTree
from burden.domain.rules import Rules
from tests.attackers import Cell, Unit
from tests.domain.slow_walk import is_safe

LEVELS = (Level.CITY, Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE)
K10 = Rules(smallest_group=10)
SIZES = (0, 0, 1, 2, 3, 5, 8, 9, 10, 11, 12, 15, 20, 30)


def province(counties: Sequence[int], *, cities: int = 1) -> RegionTree:
    """Return a province whose counties have that many townships each, dealt to the cities in turn."""
    rows = [("990000000000", "", "province")]
    rows += [(f"99{city + 1:02d}00000000", "990000000000", "city") for city in range(cities)]
    for number, townships in enumerate(counties):
        city = f"99{number % cities + 1:02d}"
        county = f"{city}{number + 1:02d}"
        rows.append((f"{county}000000", f"{city}00000000", "county"))
        rows += [(f"{county}{town + 1:03d}000", f"{county}000000", "township") for town in range(townships)]
    return RegionTree.from_rows(rows)


@st.composite
def trees(draw: st.DrawFn) -> RegionTree:
    """Provinces of one to three cities, one to six counties, none to five townships each."""
    counties = draw(st.lists(st.integers(0, 5), min_size=1, max_size=6))
    return province(counties, cities=draw(st.integers(1, 3)))


@st.composite
def magnitudes(draw: st.DrawFn, n: int) -> tuple[int, int, int]:
    """(sum, largest, second) of n whole numbers, some of them dominated by one person."""
    values = draw(st.lists(st.sampled_from((0, 1, 2, 5, 10, 60)), min_size=n, max_size=n))
    if draw(st.integers(0, 19)) == 0:
        values[0] = 960
    tops = sorted([*values, 0, 0], reverse=True)
    return sum(values), tops[0], tops[1]


@st.composite
def filled_trees(draw: st.DrawFn) -> tuple[RegionTree, list[Group]]:
    """A tree and the groups that answered in it."""
    tree = draw(trees())
    groups = []
    for code, kind in zip(tree.codes, tree.kinds, strict=True):
        for level in LEVELS:
            if kind is RegionKind.PROVINCE or (kind is RegionKind.CITY and level is not Level.CITY):
                continue
            n = draw(st.sampled_from(SIZES))
            if n:
                people = draw(st.sampled_from((None, None, n, n + 3, 4 * n)))
                groups.append(Group(code=code, level=level, n=n, people=people, magnitudes=(draw(magnitudes(n)),)))
    return tree, groups


def people_of(groups: Iterable[Group]) -> dict[Unit, int]:
    """Return how many people each unit has."""
    return {(group.code, int(group.level)): group.n for group in groups}


def cells_of(tree: RegionTree, atoms: Iterable[PlannedAtom]) -> list[Cell]:
    """Return every cell that a release publishes: region x level, region x all levels, rest rows of each."""
    atoms = list(atoms)
    cells = []
    for code in tree.codes:
        within = set(tree.subtree(code).codes)
        here = [atom for atom in atoms if atom.span in within]
        cells += [
            _cell((code, str(level)), [atom for atom in here if atom.level == level])
            for level in sorted({atom.level for atom in here})
        ]
        cells.append(_cell((code, "all"), here))
        cells.append(_cell((code, "rest"), [atom for atom in here if atom.span == code]))
    return [cell for cell in cells if cell.units]


def _cell(name: tuple[str, ...], atoms: Iterable[PlannedAtom]) -> Cell:
    return Cell(name, frozenset((code, int(level)) for atom in atoms for code, level in atom.groups))


def threshold_only(tree: RegionTree, groups: Sequence[Group], *, hide_one_more: bool = False) -> list[Cell]:
    """Publish each region x level with at least K people and nothing else: what naive dashboards do.

    With ``hide_one_more``, where a region hides exactly one child, the smallest shown one is hidden too.
    """
    cells = []
    for level in sorted({group.level for group in groups}):
        totals = {code: _members(tree, groups, code, level) for code in tree.codes}
        shown = {code for code, members in totals.items() if sum(group.n for group in members) >= K10.smallest_group}
        if hide_one_more:
            shown -= _second_hidden(tree, totals, shown)
        cells += [
            Cell((code, str(level)), frozenset((group.code, int(level)) for group in totals[code]))
            for code in sorted(shown)
        ]
    return cells


def _members(tree: RegionTree, groups: Sequence[Group], code: str, level: int) -> list[Group]:
    within = set(tree.subtree(code).codes)
    return [group for group in groups if group.level == level and group.code in within]


def _second_hidden(tree: RegionTree, totals: dict[str, list[Group]], shown: set[str]) -> set[str]:
    hidden = set()
    for node, code in enumerate(tree.codes):
        children = [tree.codes[child] for child in tree.children[node] if totals[tree.codes[child]]]
        visible = [child for child in children if child in shown]
        if code in shown and len(children) - len(visible) == 1 and visible:
            hidden.add(min(visible, key=lambda child: (sum(group.n for group in totals[child]), child)))
    return hidden


def is_still_safe(groups: Sequence[Group]) -> bool:
    """Whether the groups together would be published under the rules of the tests."""
    return is_safe(groups, K10)
