"""Published totals: the tally of a region and level is the sum of the atoms whose span lies in its subtree."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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


@dataclass(frozen=True, kw_only=True)
class Some:
    """Some of the totals by their places, not cut out: most of a release is not copied before it is written."""

    totals: Totals
    at: IntArray

    def __len__(self) -> int:
        return len(self.at)

    @property
    def node(self) -> IntArray:
        """The region of each."""
        found: IntArray = self.totals.node[self.at]
        return found

    def where(self, chosen: NDArray[np.bool_]) -> "Some":
        """Return the chosen ones."""
        return Some(totals=self.totals, at=self.at[chosen])

    def cut_out(self) -> Totals:
        """Return them as totals of their own."""
        return self.totals.take(self.at)


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


def sum_up(tree: TreeIndex, layout: Block, standing: Totals) -> list[Some]:
    """Return the totals of every region with at least one atom of a level in its subtree, from the deepest kind up.

    What stands at the regions may be atoms, or totals of whole subtrees that hang on the tree as leaves.  Where nothing
    is to be added, as in most townships, the totals are what stands there.
    """
    depth = tree.depth[standing.node]
    found: list[Some] = []
    rising: list[_Rising] = []
    for here in np.flatnonzero(np.bincount(tree.depth))[::-1].tolist() if len(standing) else ():
        own = np.flatnonzero(depth == here)
        climbed = [part.where(tree.depth[part.node] == here) for part in rising]
        rising = [part.where(tree.depth[part.node] != here) for part in rising]
        total = _added(layout, Some(totals=standing, at=own), climbed, nodes=tree.size)
        if len(total):
            found.append(total)
            above = tree.parent[total.node]
            climbs = above != NO_PARENT
            rising.append(_Rising(totals=total.totals, at=total.at[climbs], node=above[climbs]))
    return found


@dataclass(frozen=True, kw_only=True)
class _Rising:
    """Some totals as parts of the totals of ``node``."""

    totals: Totals
    at: IntArray
    node: IntArray

    def where(self, chosen: NDArray[np.bool_]) -> "_Rising":
        return self if chosen.all() else _Rising(totals=self.totals, at=self.at[chosen], node=self.node[chosen])

    def keys(self, nodes: int) -> IntArray:
        """Return one number for the block, region and level of each."""
        found: IntArray = (self.totals.block[self.at] * nodes + self.node) * _PLACES
        return found + _PLACE_OF[self.totals.level[self.at]]

    @property
    def tallies(self) -> Tallies:
        return self.totals.tallies if len(self.at) == len(self.totals) else self.totals.tallies.of(self.at)


def _added(layout: Block, own: Some, climbed: list[_Rising], *, nodes: int) -> Some:
    """Add what stands at the same region, of the same block and level, and what has climbed there."""
    parts = [_Rising(totals=own.totals, at=own.at, node=own.node), *climbed]
    parts = [part for part in parts if len(part.at)]
    keys = [part.keys(nodes) for part in parts]
    if len(own) == sum(map(len, keys)) and (len(own) == 0 or (keys[0][1:] > keys[0][:-1]).all()):
        return own
    key = np.concatenate(keys)
    known, target = runs(key, size=int(key.max()) + 1)
    targets = np.split(target, np.cumsum([len(key) for key in keys])[:-1])
    place, level = np.divmod(known, _PLACES)
    tallies = [part.tallies for part in parts]
    totals = Totals(
        block=place // nodes,
        node=place % nodes,
        level=_LEVEL_AT[level],
        tallies=add_tallies(layout, list(zip(tallies, targets, strict=True)), targets=len(known)),
    )
    return Some(totals=totals, at=np.arange(len(known)))
