"""The evidence adds up what was recounted, atom by atom, and says which group is where it does not belong."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

import numpy as np
import pytest

from burden.aggregation.climbing import FamilyCarry
from burden.aggregation.evidence import Evidence, evidence_of, findings_of
from burden.aggregation.families import Family
from burden.aggregation.fat_rows import IntArray
from burden.aggregation.part import FamilyAtoms
from burden.aggregation.recount import Recount, Recounts
from burden.aggregation.tallies import no_tallies
from burden.aggregation.tree_index import TreeIndex
from burden.domain.array_walk import Climbed
from burden.domain.blocks import GROUPS, opinion_block
from burden.domain.region_tree import RegionTree

# Positions: 0 the county, 1 and 2 its townships, 3 another county, 4 its township.
TREE = TreeIndex(
    RegionTree.from_rows(
        [
            ("990101000000", "990100000000", "county"),
            ("990101001000", "990101000000", "township"),
            ("990101002000", "990101000000", "township"),
            ("990102000000", "990100000000", "county"),
            ("990102001000", "990102000000", "township"),
        ]
    )
)
UNITS = 5 * 6
PLACE = {50: 2, 60: 3, 70: 4}
OF_GROUPS = Family(
    key="groups",
    layout=GROUPS,
    names=("groups",),
    block=np.zeros(0, dtype=np.int64),
    unit=np.zeros(0, dtype=np.int64),
    n=np.zeros(0, dtype=np.int64),
    largest=np.zeros((0, 1, 3), dtype=np.int64),
    first=np.zeros(1, dtype=np.int64),
    lines=np.zeros((1, 0), dtype=np.uint32),
)
OF_APPS = replace(OF_GROUPS, key="keep:", layout=opinion_block("keep:", ""), names=("keep:A1", "keep:A2"))

Group: TypeAlias = tuple[int, int, int]  # block, position, level


def numbers(*rows: Sequence[int]) -> IntArray:
    return np.array(rows, dtype=np.int64)


def column(*values: int) -> IntArray:
    return np.array(values, dtype=np.int64)


def keys(groups: Sequence[Group]) -> IntArray:
    return column(*(block * UNITS + node * 6 + PLACE[level] for block, node, level in groups))


def climbed(*sets: tuple[int, int, int]) -> Climbed:
    """Return sets by block, level and people."""
    block, level, n = numbers(*sets).reshape(-1, 3).T.copy()
    return Climbed(block=block, level=level, n=n, people=n, magnitudes=np.zeros((len(n), 0, 3), dtype=np.int64))


def walked(
    groups: Sequence[Group],
    atoms: Sequence[Group],
    target: Sequence[int],
    sets: Climbed | None = None,
    family: Family = OF_GROUPS,
) -> FamilyAtoms:
    block, node, level = numbers(*atoms).reshape(-1, 3).T.copy()
    key = keys(groups)
    return FamilyAtoms(
        family=replace(family, block=key // UNITS, unit=key % UNITS, n=np.ones_like(key)),
        block=block,
        node=node,
        level=level,
        kind=np.zeros_like(block),
        target=column(*target),
        climbed=sets or climbed(),
        settled_block=block[:0],
        settled_node=block[:0],
        settled_bits=block[:0],
        tallies=no_tallies(family.layout),
    )


def evidence(atoms: FamilyAtoms, counted: Sequence[Group], *of_groups: Sequence[int]) -> Evidence:
    return evidence_of(atoms, Recount(key=keys(counted), numbers=numbers(*of_groups)), (), TREE)


TWO_TOWNS = ((0, 1, 60), (0, 2, 60), (0, 2, 70), (0, 4, 70))
PEOPLE_AND_SUMS = ((12, 120), (3, 9), (7, 70), (15, 30))


def test_atoms_and_what_climbs_have_the_sums_of_their_groups() -> None:
    atoms = walked(TWO_TOWNS, [(0, 0, 60), (0, 4, 70)], [0, 0, 2, 1], climbed((0, 70, 7)))
    found = evidence(atoms, TWO_TOWNS, *PEOPLE_AND_SUMS)
    assert found.numbers.tolist() == [[15, 129], [15, 30], [7, 70]]
    assert found.published.tolist() == [0, 0, 0, 15, 15, 0]
    assert found.findings == []


def test_an_atom_of_pooled_levels_takes_any_level_of_its_subtree() -> None:
    atoms = walked(TWO_TOWNS, [(0, 0, 0), (0, 4, 70)], [0, 0, 0, 1])
    found = evidence(atoms, TWO_TOWNS, *PEOPLE_AND_SUMS)
    assert (found.numbers[0].tolist(), found.findings) == ([22, 199], [])


@pytest.mark.parametrize("atom", [(0, 0, 70), (0, 1, 60), (0, 3, 60), (0, 4, 60)])
def test_a_group_of_another_level_or_subtree_is_told(atom: Group) -> None:
    atoms = walked([(0, 2, 60)], [atom], [0])
    told = ["区块 groups：990101002000/60 被计入不属于它的一组。"]
    assert evidence(atoms, [(0, 2, 60)], (12, 1)).findings == told


def test_a_group_of_another_app_is_told() -> None:
    groups = [(0, 1, 60), (1, 1, 60)]
    atoms = walked(groups, [(0, 1, 60)], [0, 0], family=OF_APPS)
    assert evidence(atoms, groups, (12,), (12,)).findings == ["区块 keep:A2：990101001000/60 被计入不属于它的一组。"]


@pytest.mark.parametrize("target", [-1, 1, 1 << 40])
def test_a_group_of_no_atom_is_told(target: int) -> None:
    atoms = walked([(0, 1, 60), (0, 2, 60)], [(0, 0, 60)], [0, target])
    found = evidence(atoms, [(0, 1, 60), (0, 2, 60)], (12, 1), (9, 1))
    assert found.findings == ["区块 groups：990101002000/60 被计入不属于它的一组。"]
    assert found.numbers.tolist() == [[12, 1]]


def test_groups_twice_made_up_and_forgotten_are_told() -> None:
    groups = [(0, 1, 60), (0, 1, 60), (0, 2, 60)]
    atoms = walked(groups, [(0, 0, 60)], [0, 0, 0])
    found = evidence(atoms, [(0, 1, 60), (0, 2, 70)], (12, 1), (9, 1))
    assert found.findings == [
        "区块 groups：990101001000/60 被重复计算。",
        "区块 groups：990101002000/60 没有任何人作答。",
        "区块 groups：990101002000/70 被漏掉。",
    ]
    assert found.numbers.tolist() == [[24, 2]]


def test_other_people_than_climb_are_told() -> None:
    atoms = walked([(0, 1, 60)], [], [0], climbed((0, 60, 4)))
    assert evidence(atoms, [(0, 1, 60)], (5, 1)).findings == ["区块 groups：未发布的人数与重新计数不符。"]


def test_a_walk_that_left_a_group_without_a_target_is_refused() -> None:
    atoms = walked([(0, 1, 60), (0, 2, 60)], [(0, 0, 60)], [0])
    with pytest.raises(ValueError, match="groups: not a target for each group"):
        evidence(atoms, [(0, 1, 60), (0, 2, 60)], (12, 1), (9, 1))


def test_what_climbed_out_of_shards_stands_at_the_region_above_them() -> None:
    """The county's townships are shards: their sets end in the county."""
    left = [
        FamilyCarry(
            climbed=climbed((0, level, people)),
            climbed_tallies=no_tallies(GROUPS),
            climbed_recount=numbers((people, people * 2)),
            total_tallies=no_tallies(GROUPS),
            total_recount=numbers(),
            atom_tallies=no_tallies(GROUPS),
            atom_recount=numbers(),
            counts=numbers(),
        )
        for level, people in ((60, 5), (70, 8))
    ]
    atoms = walked([(0, 0, 60)], [(0, 0, 60), (0, 3, 70)], [0, 0, 1])
    recounted = Recount(key=keys([(0, 0, 60)]), numbers=numbers((10, 30)))
    found = evidence_of(atoms, recounted, [(1, left[0]), (2, left[1])], TREE)
    assert found.numbers.tolist() == [[15, 40], [8, 16]]
    assert found.published.tolist() == [0, 0, 0, 15, 8, 0]
    assert found.findings == ["区块 groups：990101000000/70 被计入不属于它的一组。"]


def test_a_family_that_nobody_was_thought_to_be_in_is_told() -> None:
    families = {"groups": Recount(key=keys([(0, 1, 60)]), numbers=numbers((1, 1)))}
    assert findings_of({}, Recounts(families=families, flags={})) == ["区块 groups：有人作答，却全部被漏掉。"]
