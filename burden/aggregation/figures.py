"""Published totals: the tally of a region and level is the sum of the atoms whose span lies in its subtree."""

from dataclasses import dataclass

import numpy as np

from burden.aggregation.cells import joined
from burden.aggregation.fat_rows import IntArray
from burden.aggregation.tallies import Tallies, add_tallies, no_tallies
from burden.aggregation.tree_index import TreeIndex
from burden.domain.blocks import Block
from burden.domain.levels import Level
from burden.domain.region_tree import NO_PARENT
from burden.domain.tree_arrays import LEVELS, PLACE_OF_LEVEL
from burden.domain.walking_sets import runs

_PLACES = len(LEVELS) + 1  # the pooled level stands before the others
_LEVEL_AT: IntArray = np.append(int(Level.POOLED), LEVELS)
_PLACE_OF: IntArray = PLACE_OF_LEVEL + 1  # the pooled level has no place of its own, and finds 0


@dataclass(frozen=True, kw_only=True)
class Totals:
    """Tallies that stand at regions: block of the family, position in the part's tree, level, and the tally."""

    block: IntArray
    node: IntArray
    level: IntArray
    tallies: Tallies

    def __len__(self) -> int:
        return len(self.block)

    def take(self, chosen: IntArray) -> "Totals":
        """Return the ones at these places, which ascend and do not repeat."""
        if len(chosen) == len(self):
            return self
        return Totals(
            block=self.block[chosen],
            node=self.node[chosen],
            level=self.level[chosen],
            tallies=self.tallies.of(chosen),
        )


def joined_totals(layout: Block, parts: list[Totals]) -> Totals:
    """Return all of them, one part behind the other."""
    none = np.zeros(0, dtype=np.int64)
    found = [part for part in parts if len(part)]
    if len(found) == 1:
        return found[0]
    found = [Totals(block=none, node=none, level=none, tallies=no_tallies(layout)), *found]
    firsts = np.cumsum([0, *map(len, found)])[:-1].tolist()
    return Totals(
        block=np.concatenate([part.block for part in found]),
        node=np.concatenate([part.node for part in found]),
        level=np.concatenate([part.level for part in found]),
        tallies=Tallies(
            heads=np.concatenate([part.tallies.heads for part in found]),
            cells=joined([part.tallies.cells.shifted(first) for part, first in zip(found, firsts, strict=True)]),
        ),
    )


def sum_up(tree: TreeIndex, layout: Block, standing: Totals) -> Totals:
    """Return the totals of every region with at least one atom of a level in its subtree.

    What stands at the regions may be atoms, or totals of whole subtrees that hang on the tree as leaves.
    """
    if not len(standing):
        return standing
    parent, depth = tree.parent, tree.depth
    found: list[Totals] = []
    rising = joined_totals(layout, [])
    for here in np.flatnonzero(np.bincount(depth))[::-1].tolist():
        waits = depth[rising.node] != here
        parts = [rising.take(np.flatnonzero(~waits)), standing.take(np.flatnonzero(depth[standing.node] == here))]
        totals = _added(layout, [part for part in parts if len(part)], nodes=tree.size)
        found.append(totals)
        climbs = np.flatnonzero(parent[totals.node] != NO_PARENT)
        above = totals.take(climbs)
        above = Totals(block=above.block, node=parent[above.node], level=above.level, tallies=above.tallies)
        rising = joined_totals(layout, [rising.take(np.flatnonzero(waits)), above])
    return joined_totals(layout, found)


def _added(layout: Block, parts: list[Totals], *, nodes: int) -> Totals:
    """Add what stands at the same region, of the same block and level."""
    if not parts:
        return joined_totals(layout, [])
    keys = [(part.block * nodes + part.node) * _PLACES + _PLACE_OF[part.level] for part in parts]
    key = np.concatenate(keys)
    known, target = runs(key, size=int(key.max(initial=-1)) + 1)
    if len(parts) == 1 and len(known) == len(parts[0]) and (target[1:] > target[:-1]).all():
        return parts[0]
    targets = np.split(target, np.cumsum([len(key) for key in keys])[:-1])
    place, level = np.divmod(known, _PLACES)
    return Totals(
        block=place // nodes,
        node=place % nodes,
        level=_LEVEL_AT[level],
        tallies=add_tallies(
            layout, list(zip([part.tallies for part in parts], targets, strict=True)), targets=len(known)
        ),
    )
