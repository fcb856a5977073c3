"""The promise as properties: no combination of published cells isolates one to nine people.

T1 classes, T2 pairs, T3 rank, T4 linear programs, T5 waves; T8 shows that the tests have teeth.
"""

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from burden.domain.atoms import Group, PlannedAtom, plan_atoms
from burden.domain.levels import RESPONDENT_LEVELS, Level, RegionKind, may_name
from burden.domain.region_tree import RegionTree
from tests.attackers import Cell, derivable_units, feasible_widths, nested_differences, signature_classes
from tests.domain.trees import K10, cells_of, filled_trees, is_still_safe, people_of, province, threshold_only

K = 10
few = settings(max_examples=40)


@few
@given(filled_trees())
def test_no_class_of_people_that_cells_tell_apart_is_small(filled: tuple[RegionTree, list[Group]]) -> None:
    tree, groups = filled
    cells = cells_of(tree, plan_atoms(tree, groups, rules=K10).atoms)

    assert all(size >= K for size in signature_classes(cells, people_of(groups)))


@few
@given(filled_trees())
def test_no_two_cells_differ_by_a_few_people(filled: tuple[RegionTree, list[Group]]) -> None:
    tree, groups = filled
    cells = cells_of(tree, plan_atoms(tree, groups, rules=K10).atoms)

    assert all(difference >= K for difference in nested_differences(cells, people_of(groups)))


@few
@given(filled_trees())
def test_no_small_unit_is_a_combination_of_cells(filled: tuple[RegionTree, list[Group]]) -> None:
    tree, groups = filled
    cells = cells_of(tree, plan_atoms(tree, groups, rules=K10).atoms)

    assert derivable_units(cells, people_of(groups), below=K) == []


@few
@given(filled_trees())
def test_every_atom_passes_the_value_rules_by_itself(filled: tuple[RegionTree, list[Group]]) -> None:
    tree, groups = filled
    by_unit = {(group.code, group.level): group for group in groups}

    for atom in plan_atoms(tree, groups, rules=K10).atoms:
        assert is_still_safe([by_unit[unit] for unit in atom.groups])


def possible_units(tree: RegionTree) -> list[tuple[str, int]]:
    """Everybody who could have answered, silent ones too: the attacker does not know which units are silent."""
    return [
        (code, int(level))
        for code, kind in zip(tree.codes, tree.kinds, strict=True)
        for level in RESPONDENT_LEVELS
        if may_name(level, kind)
    ]


def remainder_cells(tree: RegionTree, atoms: Sequence[PlannedAtom]) -> list[tuple[PlannedAtom, Cell]]:
    """Each remainder as the attacker sees it: all units that, for all they know, may be among its people."""
    shown = {unit for atom in atoms if atom.kind == "own" for unit in atom.groups}
    taken: set[tuple[str, int]] = set()
    cells = []
    deepest_first = sorted(atoms, key=lambda atom: (-tree.index(atom.span), atom.level == 0))
    for atom in deepest_first:
        if atom.kind == "own":
            continue
        within = set(tree.subtree(atom.span).codes)
        units = {
            unit
            for unit in possible_units(tree)
            if unit[0] in within and unit not in shown | taken and atom.level in {unit[1], 0}
        }
        taken |= units
        cells.append((atom, Cell((atom.span, str(atom.level)), frozenset(units))))
    return cells


@pytest.mark.parametrize("seed", range(12))
def test_an_attacker_who_knows_the_method_cannot_tell_silence_from_nine(seed: int) -> None:
    """T4: unshown means at most nine; under all remainders each unshown unit may still have any of 0 to 9 people."""
    chance = random.Random(seed)
    tree = province([chance.randint(1, 4) for _ in range(3)])
    groups = [
        Group(code=code, level=level, n=n, people=None)
        for code, level in possible_units(tree)
        if level in {40, 60, 70} and (n := chance.choice((0, 0, 1, 4, 7, 9, 10, 14, 25)))
    ]
    atoms = plan_atoms(tree, groups, rules=K10).atoms
    seen = remainder_cells(tree, atoms)
    people = dict.fromkeys(possible_units(tree), 0) | people_of(groups)
    suspects = {unit for _, cell in seen for unit in cell.units}

    ranges = feasible_widths([cell for _, cell in seen], people, suspects, most=K - 1)

    assert suspects
    for atom, cell in seen:
        assert sum(people[unit] for unit in cell.units) == sum(people[unit] for unit in atom.groups)
    assert all(low == pytest.approx(0) and high == pytest.approx(K - 1) for low, high in ranges.values())


@few
@given(filled_trees(), st.integers(0, 10_000))
def test_several_waves_over_a_changing_tree_isolate_nobody(filled: tuple[RegionTree, list[Group]], seed: int) -> None:
    """T5: each wave's answers are new people; a merged township must not let the old wave be subtracted."""
    tree, groups = filled
    chance = random.Random(seed)
    cells: list[Cell] = []
    people: dict[tuple[str, int], int] = {}
    for wave in range(3):
        now = [group for group in groups if chance.random() < 0.8]
        rename = {unit: (f"{wave}/{unit[0]}", unit[1]) for unit in people_of(now)}
        cells += [
            Cell((str(wave), *cell.name), frozenset(rename[unit] for unit in cell.units))
            for cell in cells_of(tree, plan_atoms(tree, now, rules=K10).atoms)
        ]
        people |= {rename[unit]: n for unit, n in people_of(now).items()}

    assert all(size >= K for size in signature_classes(cells, people))


def sample_waves(count: int) -> list[tuple[RegionTree, list[Group]]]:
    """Seeded trees with small and large townships, the usual prey of differencing."""
    found = []
    for seed in range(count):
        chance = random.Random(seed)
        tree = province([chance.randint(1, 4) for _ in range(6)], cities=2)
        groups = [
            Group(code=code, level=Level.TOWNSHIP, n=chance.choice((3, 12, 14, 20, 25)), people=None)
            for code, kind in zip(tree.codes, tree.kinds, strict=True)
            if kind is RegionKind.TOWNSHIP
        ]
        found.append((tree, groups))
    return found


@pytest.mark.parametrize("hide_one_more", [False, True], ids=["threshold only", "one more sibling"])
def test_the_attacks_break_weaker_methods(*, hide_one_more: bool) -> None:
    """T8: what naive dashboards do leaks under T1, T2 and T3, so those tests can fail."""
    leaks = {"classes": 0, "pairs": 0, "rank": 0}
    for tree, groups in sample_waves(20):
        cells = threshold_only(tree, groups, hide_one_more=hide_one_more)
        people = people_of(groups)
        leaks["classes"] += sum(size < K for size in signature_classes(cells, people))
        leaks["pairs"] += sum(difference < K for difference in nested_differences(cells, people))
        leaks["rank"] += len(derivable_units(cells, people, below=K))

    assert leaks["classes"] > 0
    assert leaks["rank"] > 0
    assert leaks["pairs"] > 0 or hide_one_more
