"""The walk that forms safe atoms, over arrays: all groups of many blocks at once.

What is published where, and why that is safe, is told in :mod:`burden.domain.atoms`.  A country has hundreds of
thousands of groups in dozens of blocks; compiled loops (:mod:`burden.domain.walk_loops`) walk them in the time that a
few thousand objects take.
"""

from dataclasses import dataclass

import numpy as np

from burden.domain.rules import Rules
from burden.domain.tree_arrays import LEVELS, PLACE_OF_LEVEL
from burden.domain.walk_arrays import (
    BitArray,
    BoolArray,
    IntArray,
    Places,
    Sets,
    TreeArrays,
    bars_of,
    no_sets,
    nothing_found,
    nothing_standing,
)
from burden.domain.walk_loops import OWN, POOLED_LEVELS, REST, UNKNOWN, in_order, walk_blocks

__all__ = ["KIND_NAMES", "OWN", "POOLED_LEVELS", "REST", "UNKNOWN", "Atoms", "Climbed", "Groups", "walk"]

KIND_NAMES = ("own", "rest", "pooled")


@dataclass(frozen=True, kw_only=True)
class Groups:
    """Groups of some blocks, one position a group, in any order.

    ``block`` numbers the blocks from 0, ``level`` is that of the people; ``node`` is where the group stands in the
    tree, and ``has_climbed`` whether it came up from below that place; ``n`` counts its people, at least one;
    ``people`` is the head count of its unit or UNKNOWN; ``magnitudes`` is groups x magnitudes x 3: sum, largest and
    second largest value after top-coding, none below 0.
    """

    block: IntArray
    level: IntArray
    node: IntArray
    has_climbed: BoolArray
    n: IntArray
    people: IntArray
    magnitudes: IntArray

    def __len__(self) -> int:
        return len(self.block)


@dataclass(frozen=True, kw_only=True)
class Climbed:
    """Sets of people that climb out of a tree, one a block and level, in that order.

    ``n`` counts their people, ``people`` is the head count of their units or UNKNOWN, ``magnitudes`` is sets x
    magnitudes x 3 (sum and the two largest values).
    """

    block: IntArray
    level: IntArray
    n: IntArray
    people: IntArray
    magnitudes: IntArray

    def __len__(self) -> int:
        return len(self.block)


@dataclass(frozen=True, kw_only=True)
class Atoms:
    """Atoms of a walk by block, then depth first, then own before rest before pooled, then level.

    ``node`` is the region of the tree that they span, ``level`` 0 where levels are pooled.  ``target`` gives the atom
    of each group, or, counted on behind the atoms, the set among ``climbed``; ``settled`` is blocks x regions bits of
    the levels of which readers can see that a region hands nobody up, for blocks with anybody in them.
    """

    block: IntArray
    node: IntArray
    level: IntArray
    kind: IntArray
    target: IntArray
    climbed: Climbed
    settled: BitArray

    def __len__(self) -> int:
        return len(self.block)


def walk(tree: TreeArrays, groups: Groups, *, blocks: int, below: BitArray | None = None, rules: Rules) -> Atoms:
    """Partition the groups into safe atoms, each block on its own.

    ``tree`` is a whole tree, a shard of it (a subtree, or some side by side), or the trunk above shards; ``below``
    (blocks x nodes) then holds the settled bits of the shards' tops, which are leaves of the trunk, and what climbed
    out of them stands at their parents.  The atoms of shards and trunk are those of one walk over the whole tree.

    Raises IndexError for a group of no such block, region or level, ValueError for one without people, for columns of
    several lengths, and for rules by which nobody at all may be published.
    """
    if rules.smallest_group < 1:
        raise ValueError("The smallest group has nobody in it.")
    where, sets, order = _as_loops_take(tree, groups, blocks)
    standing = nothing_standing(tree, len(LEVELS))
    settled = np.tile(tree.unnamed, (blocks, 1))
    if below is not None:
        settled |= below
    magnitudes = sets.magnitudes.shape[1]
    found = nothing_found(len(groups), blocks * len(LEVELS), magnitudes)
    left = no_sets(len(standing.rows), magnitudes)
    atoms, climbed = walk_blocks(tree, where, sets, order, bars_of(rules), settled, left, standing, found)
    return Atoms(
        block=found.block[:atoms],
        node=found.node[:atoms],
        level=found.level[:atoms],
        kind=found.kind[:atoms],
        target=found.target,
        climbed=Climbed(
            block=found.climbed_block[:climbed],
            level=found.climbed_level[:climbed],
            n=found.climbed.n[:climbed],
            people=found.climbed.people[:climbed],
            magnitudes=found.climbed.magnitudes[:climbed],
        ),
        settled=settled,
    )


def _as_loops_take(tree: TreeArrays, groups: Groups, blocks: int) -> tuple[Places, Sets, IntArray]:
    """Return the groups as the loops take them, which check no index, and their order by block, region and level."""
    columns = {
        name: np.ascontiguousarray(getattr(groups, name), dtype=np.int64)
        for name in ("block", "node", "level", "n", "people", "magnitudes")
    }
    if {len(column) for column in (*columns.values(), groups.has_climbed)} != {len(groups)}:
        raise ValueError("Columns of groups are of several lengths.")
    if len(groups) and columns["n"].min() < 1:
        raise ValueError("A group has nobody in it.")
    where = Places(
        block=columns["block"],
        node=columns["node"],
        level=columns["level"],
        has_climbed=groups.has_climbed,
        levels=LEVELS,
        place_of_level=PLACE_OF_LEVEL,
    )
    if in_order(where, blocks, len(tree.is_low)):
        order = np.arange(len(groups))
    else:
        order = np.lexsort((where.level, where.node, where.block))
    return where, Sets(n=columns["n"], people=columns["people"], magnitudes=columns["magnitudes"]), order
