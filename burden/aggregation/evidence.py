"""What the answers themselves say of the atoms of one family: the recounted people and sums of their groups.

Which groups make up an atom is the one thing taken from the walk.  That every group with people is in exactly one atom
or climbs, and only in atoms of its level and subtree, is checked here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from burden.aggregation.climbing import FamilyCarry
from burden.aggregation.evidence_loops import Claimed, Spans, added_up
from burden.aggregation.fat_rows import IntArray
from burden.aggregation.part import FamilyAtoms
from burden.aggregation.recount import Recount, Recounts
from burden.aggregation.tree_index import TreeIndex
from burden.aggregation.units import look_up
from burden.domain.tree_arrays import LEVELS


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """Recounted people and sums, one row an atom, then one a set that climbs; ``published`` counts people by level."""

    numbers: IntArray
    published: IntArray
    findings: list[str]


def evidence_of(
    atoms: FamilyAtoms, recount: Recount, carries: Sequence[tuple[int, FamilyCarry]], tree: TreeIndex
) -> Evidence:
    """Return the evidence on one family; ``carries`` are what shards left, with the positions of their first tops.

    Raises ValueError where the walk has more or fewer targets than there are groups and sets.
    """
    family = atoms.family
    claimed = family.block * (tree.size * len(LEVELS)) + family.unit
    groups = Claimed(
        block=_joined(family.block, [carry.climbed.block for _, carry in carries]),
        node=_joined(family.node, [np.full(len(carry.climbed), tree.parent[top]) for top, carry in carries]),
        level=_joined(family.level, [carry.climbed.level for _, carry in carries]),
        numbers=_joined(_numbers_of(recount, claimed), [carry.climbed_recount for _, carry in carries]),
        target=atoms.target,
    )
    if len({len(column) for column in groups}) > 1:
        raise ValueError(f"{family.key}: not a target for each group")
    # A compiled loop is made anew for columns cut out of a table.
    block, node, level = (np.ascontiguousarray(column) for column in (atoms.block, atoms.node, atoms.level))
    spans = Spans(block=block, first=node, last=tree.last[node], level=level)
    numbers, published, astray = added_up(groups, spans, len(atoms) + len(atoms.climbed), LEVELS)
    return Evidence(
        numbers=numbers,
        published=published,
        findings=[
            *_check_groups(atoms, claimed, recount, tree),
            *(
                f"区块 {family.names[groups.block[at]]}："
                f"{tree.name(groups.node[at], groups.level[at])} 被计入不属于它的一组。"
                for at in astray.tolist()
            ),
            *_check_climbed(atoms, numbers[len(atoms) :, 0]),
        ],
    )


def findings_of(evidence: Mapping[str, Evidence], counts: Recounts) -> list[str]:
    """Return all findings, also that somebody was forgotten in families that nobody was thought to be in."""
    forgotten = [key for key, found in counts.families.items() if len(found.key) and key not in evidence]
    return [
        *(finding for of_family in evidence.values() for finding in of_family.findings),
        *(f"区块 {key}：有人作答，却全部被漏掉。" for key in forgotten),
    ]


def _joined(own: IntArray, climbed: Sequence[IntArray]) -> IntArray:
    """Return the own groups, then the sets that climbed out of shards."""
    return np.concatenate([own, *climbed]) if climbed else own


def _numbers_of(recount: Recount, wanted: IntArray) -> IntArray:
    """Return the recounted numbers of some groups, zeros for those without people."""
    if np.array_equal(wanted, recount.key):
        return recount.numbers
    none = np.zeros((1, recount.numbers.shape[1]), dtype=np.int64)
    found: IntArray = np.concatenate([recount.numbers, none])[look_up(recount.key, wanted)]
    return found


def _check_groups(atoms: FamilyAtoms, claimed: IntArray, recount: Recount, tree: TreeIndex) -> list[str]:
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


def _check_climbed(atoms: FamilyAtoms, recounted: IntArray) -> list[str]:
    wrong = np.flatnonzero(atoms.climbed.n != recounted)
    return [
        f"区块 {atoms.family.names[atoms.climbed.block[at]]}：未发布的人数与重新计数不符。" for at in wrong.tolist()
    ]
