"""A region tree as arrays, to climb and to name."""

from collections.abc import Iterator

import numpy as np

from burden.aggregation.fat_rows import IntArray
from burden.aggregation.units import code_text, has_children, look_up, tree_codes
from burden.domain.region_tree import NO_PARENT, RegionTree


class TreeIndex:
    """Positions in a part's tree by code, their parents, where subtrees end, and who has children."""

    def __init__(self, tree: RegionTree) -> None:
        self.codes = tree_codes(tree)
        self.parent = np.array(tree.parent, dtype=np.int64)
        self.last = np.array(tree.last, dtype=np.int64)
        self.has_children = has_children(tree)
        self.size = len(tree)

    def positions(self, code: IntArray) -> IntArray:
        """Return the positions of codes, -1 for those that are not in the tree."""
        return look_up(self.codes, code)

    def upwards(self, node: IntArray) -> Iterator[tuple[IntArray, IntArray]]:
        """Yield places in ``node`` and the position that stands there, then the one above it, up to the top."""
        place = np.arange(len(node))
        while len(place):
            yield place, node
            node = self.parent[node]
            place, node = place[node != NO_PARENT], node[node != NO_PARENT]

    def name(self, node: int, level: int) -> str:
        """Return a region and level as people read them, e.g. ``330522102000/60``."""
        return f"{code_text(int(self.codes[node]))}/{level}"
