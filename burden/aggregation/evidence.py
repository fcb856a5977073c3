"""What the answers themselves say of the atoms of one family: the recounted people and sums of their groups.

Which groups make up an atom is the one thing taken from the walk.  That every group with people is in exactly one atom
or climbs, and only in atoms of its level and subtree, is checked here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from burden.aggregation.climbing import FamilyCarry
from burden.aggregation.families import Family, unit_of
from burden.aggregation.fat_rows import IntArray
from burden.aggregation.part import FamilyAtoms
from burden.aggregation.recount import Recounts
from burden.aggregation.tree_index import TreeIndex
from burden.aggregation.units import look_up, unit_parts
from burden.domain.levels import Level
from burden.domain.tree_arrays import LEVELS


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """Recounted people and sums, one row an atom, then one a set that climbs; ``published`` counts people by level."""

    numbers: IntArray
    published: IntArray
    findings: list[str]


@dataclass(frozen=True, kw_only=True)
class FamilyRecount:
    """The recounted groups of one family: ``key`` is block x units of the tree + unit, ascending, with its numbers."""

    key: IntArray
    numbers: IntArray

    def of(self, wanted: IntArray) -> IntArray:
        """Return the numbers of some groups, zeros for those without people."""
        if np.array_equal(wanted, self.key):
            return self.numbers
        none = np.zeros((1, self.numbers.shape[1]), dtype=np.int64)
        found: IntArray = np.concatenate([self.numbers, none])[look_up(self.key, wanted)]
        return found


def recount_of(family: Family, counts: Recounts, tree: TreeIndex) -> FamilyRecount:
    """Return the recount of one family by the units of the part's tree."""
    found = counts.families[family.key]
    code, level = unit_parts(found.units)
    unit = unit_of(tree.positions(code), level)
    return FamilyRecount(key=found.block * (tree.size * len(LEVELS)) + unit[found.place], numbers=found.numbers)


def evidence_of(
    atoms: FamilyAtoms, recount: FamilyRecount, carries: Sequence[tuple[int, FamilyCarry]], tree: TreeIndex
) -> Evidence:
    """Return the evidence on one family; ``carries`` are what shards left, with the positions of their first tops."""
    family = atoms.family
    units = tree.size * len(LEVELS)
    claimed = family.block * units + family.unit
    numbers = np.concatenate([recount.of(claimed), *(carry.climbed_recount for _, carry in carries)])
    node = np.concatenate([family.node, *(np.full(len(c.climbed), tree.parent[top]) for top, c in carries)])
    level = np.concatenate([family.level, *(carry.climbed.level for _, carry in carries)])
    block = np.concatenate([family.block, *(carry.climbed.block for _, carry in carries)])
    targets = len(atoms) + len(atoms.climbed)
    sums = np.column_stack([np.bincount(atoms.target, column, minlength=targets) for column in numbers.T])
    is_published = atoms.target < len(atoms)
    people = np.bincount(np.searchsorted(LEVELS, level), numbers[:, 0] * is_published, minlength=len(LEVELS))
    return Evidence(
        numbers=sums.astype(np.int64),
        published=people.astype(np.int64),
        findings=[
            *_check_groups(atoms, claimed, recount, tree),
            *_check_places(atoms, block, node, level, tree),
            *_check_climbed(atoms, sums[len(atoms) :, 0]),
        ],
    )


def findings_of(evidence: Mapping[str, Evidence], counts: Recounts) -> list[str]:
    """Return all findings, also that somebody was forgotten in families that nobody was thought to be in."""
    forgotten = [key for key, found in counts.families.items() if len(found.place) and key not in evidence]
    return [
        *(finding for of_family in evidence.values() for finding in of_family.findings),
        *(f"区块 {key}：有人作答，却全部被漏掉。" for key in forgotten),
    ]


def _check_groups(atoms: FamilyAtoms, claimed: IntArray, recount: FamilyRecount, tree: TreeIndex) -> list[str]:
    """Every group with people is counted once, and no other group is."""
    if np.array_equal(claimed, recount.key):
        return []
    used, uses = np.unique(claimed, return_counts=True)
    found = [(key, "被重复计算") for key in used[uses > 1].tolist()]
    found += [(key, "没有任何人作答") for key in np.setdiff1d(used, recount.key).tolist()]
    found += [(key, "被漏掉") for key in np.setdiff1d(recount.key, used).tolist()]
    units = tree.size * len(LEVELS)
    return [
        f"区块 {atoms.family.names[key // units]}：{tree.name(key % units // len(LEVELS), level)} {what}。"
        for key, what in found
        for level in LEVELS[[key % len(LEVELS)]].tolist()
    ]


def _check_places(atoms: FamilyAtoms, block: IntArray, node: IntArray, level: IntArray, tree: TreeIndex) -> list[str]:
    """Atoms hold only groups of their block, their level and their subtree."""
    inside = np.flatnonzero(atoms.target < len(atoms))
    atom = atoms.target[inside]
    span = atoms.node[atom]
    is_outside = (node[inside] < span) | (node[inside] > tree.last[span]) | (block[inside] != atoms.block[atom])
    is_outside |= (atoms.level[atom] != Level.POOLED) & (atoms.level[atom] != level[inside])
    return [
        f"区块 {atoms.family.names[block[at]]}：{tree.name(node[at], level[at])} 被计入不属于它的一组。"
        for at in inside[is_outside].tolist()
    ]


def _check_climbed(atoms: FamilyAtoms, recounted: IntArray) -> list[str]:
    wrong = np.flatnonzero(atoms.climbed.n != recounted)
    return [
        f"区块 {atoms.family.names[atoms.climbed.block[at]]}：未发布的人数与重新计数不符。" for at in wrong.tolist()
    ]
