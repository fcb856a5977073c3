"""Published totals: the tally of a region and level is the sum of the atoms whose span lies in its subtree."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from burden.aggregation.fat_rows import IntArray
from burden.domain.region_tree import NO_PARENT, RegionTree


@dataclass(frozen=True, kw_only=True)
class Totals:
    """Tallies of one block: ``keys`` (region code, level), ``rows`` in step."""

    keys: tuple[tuple[str, int], ...]
    rows: IntArray


def sum_up(tree: RegionTree, spans: list[str], levels: list[int], rows: IntArray) -> Totals:
    """Return the totals of every region with at least one atom of a level in its subtree, by level, depth first.

    The rows may be atoms or totals of whole subtrees that hang on the tree as leaves.
    """
    place = np.array([tree.index(span) for span in spans], dtype=np.int64)
    of_level = np.array(levels, dtype=np.int64)
    keys: list[tuple[str, int]] = []
    parts = [np.zeros((0, rows.shape[1]), dtype=np.int64)]
    for level in sorted(set(levels)):
        chosen = np.flatnonzero(of_level == level)
        chosen = chosen[np.argsort(place[chosen], kind="stable")]
        nodes = sorted(_with_ancestors(tree, place[chosen].tolist()))
        parts.append(_subtree_sums(tree, nodes, place[chosen], rows[chosen]))
        keys += [(tree.codes[node], level) for node in nodes]
    return Totals(keys=tuple(keys), rows=np.concatenate(parts))


def _subtree_sums(tree: RegionTree, nodes: list[int], place: IntArray, rows: IntArray) -> IntArray:
    """Sum the rows, ordered by place, over each node's range of places: differences of running totals."""
    running = np.concatenate([np.zeros((1, rows.shape[1]), dtype=np.int64), np.cumsum(rows, axis=0)])
    first = np.searchsorted(place, nodes, side="left")
    behind = np.searchsorted(place, [tree.last[node] for node in nodes], side="right")
    sums: IntArray = running[behind] - running[first]
    return sums


def _with_ancestors(tree: RegionTree, nodes: list[int]) -> Iterator[int]:
    seen: set[int] = set()
    for start in nodes:
        node = start
        while node != NO_PARENT and node not in seen:
            seen.add(node)
            yield node
            node = tree.parent[node]
