"""Published totals: the tally of a region and level is the sum of the atoms whose span lies in its subtree."""

from dataclasses import dataclass

import numpy as np

from burden.aggregation.fat_rows import IntArray
from burden.aggregation.units import look_up, tree_codes
from burden.domain.region_tree import NO_PARENT, RegionTree


@dataclass(frozen=True, kw_only=True)
class Totals:
    """Tallies of one block: region codes as numbers, levels, and ``rows`` in step."""

    code: IntArray
    level: IntArray
    rows: IntArray

    def take(self, chosen: IntArray) -> "Totals":
        """Return the chosen ones."""
        return Totals(code=self.code[chosen], level=self.level[chosen], rows=self.rows[chosen])


def sum_up(tree: RegionTree, code: IntArray, level: IntArray, rows: IntArray) -> Totals:
    """Return the totals of every region with at least one atom of a level in its subtree, by level, depth first.

    The rows may be atoms or totals of whole subtrees that hang on the tree as leaves.
    """
    codes, last = tree_codes(tree), np.array(tree.last, dtype=np.int64)
    place = look_up(codes, code)
    found: list[Totals] = [Totals(code=code[:0], level=level[:0], rows=rows[:0])]
    for of_level in np.unique(level).tolist():
        chosen = np.flatnonzero(level == of_level)
        chosen = chosen[np.argsort(place[chosen], kind="stable")]
        nodes = _with_ancestors(tree, place[chosen])
        sums = _subtree_sums(nodes, last[nodes], place[chosen], rows[chosen])
        found.append(Totals(code=codes[nodes], level=np.full(len(nodes), of_level), rows=sums))
    return Totals(
        code=np.concatenate([one.code for one in found]),
        level=np.concatenate([one.level for one in found]),
        rows=np.concatenate([one.rows for one in found]),
    )


def _subtree_sums(nodes: IntArray, last: IntArray, place: IntArray, rows: IntArray) -> IntArray:
    """Sum the rows, ordered by place, over each node's range of places: differences of running totals."""
    running = np.concatenate([np.zeros((1, rows.shape[1]), dtype=np.int64), np.cumsum(rows, axis=0)])
    sums: IntArray = (
        running[np.searchsorted(place, last, side="right")] - running[np.searchsorted(place, nodes, side="left")]
    )
    return sums


def _with_ancestors(tree: RegionTree, nodes: IntArray) -> IntArray:
    """Return the nodes and all above them, each once, in order."""
    parent = np.array(tree.parent, dtype=np.int64)
    found = front = np.unique(nodes)
    while len(front):
        front = np.unique(parent[front])
        front = front[front != NO_PARENT]
        found = np.union1d(found, front)
    return found
