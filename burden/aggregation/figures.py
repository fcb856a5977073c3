"""Published totals: the tally of a region and level is the sum of the atoms whose span lies in its subtree."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from burden.aggregation.cells import Cells, joined
from burden.aggregation.fat_rows import IntArray
from burden.aggregation.figure_loops import standing_alone, sums_above
from burden.aggregation.tallies import Tallies, behind, no_tallies
from burden.aggregation.tree_index import TreeIndex
from burden.domain.blocks import Block
from burden.domain.levels import Level
from burden.domain.tree_arrays import LEVELS, PLACE_OF_LEVEL

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
    """Return the totals of every region with at least one atom of a level in its subtree.

    What stands at the regions may be atoms, or totals of whole subtrees that hang on the tree as leaves.  Where nothing
    is to be added, as in most townships, the totals are what stands there; the others are totals of their own.  Raises
    IndexError for what stands at no region, for cells that are not sorted or lie behind the end of a tally, and for a
    region that is not below its parent.
    """
    if not len(standing):
        return []
    if not len(standing.block) == len(standing.node) == len(standing.level) == len(standing.tallies):
        raise IndexError("Totals without a region, a level or their tallies.")
    if standing.block.min() < 0 or standing.node.min() < 0 or standing.node.max() >= tree.size:
        raise IndexError("A total that stands at no region.")
    key = (standing.block * tree.size + standing.node) * _PLACES + _PLACE_OF[standing.level]
    order, tallies, width = np.argsort(key, kind="stable"), standing.tallies, behind(layout)
    bounds = tallies.cell_bounds
    alone, sums, cells = standing_alone(key, order, bounds, tree.parent, tree.depth, _PLACES, width)
    known, heads, target, place, count = sums_above(
        key,
        order,
        tallies.heads,
        bounds,
        tallies.cells.place,
        tallies.cells.count,
        tree.parent,
        tree.depth,
        _PLACES,
        width,
        alone,
        sums,
        cells,
    )
    station, level = np.divmod(known, _PLACES)
    added = Totals(
        block=station // tree.size,
        node=station % tree.size,
        level=_LEVEL_AT[level],
        tallies=Tallies(heads=heads, cells=Cells(target=target, place=place, count=count)),
    )
    return [Some(totals=standing, at=np.flatnonzero(alone)), Some(totals=added, at=np.arange(sums))]
