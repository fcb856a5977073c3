"""What the steps of a release ask of a region tree beside its own arrays: to climb it and to name its regions."""

import numpy as np

from burden.aggregation.fat_rows import IntArray
from burden.aggregation.units import look_up
from burden.domain.region_tree import NO_PARENT, RegionTree, code_text


class TreeIndex:
    """Positions in a part's tree by code, their parents and kinds, where subtrees end, and who has children.

    Regions without children have no pack.  ``is_top`` tells of regions without a region above, whose positions are
    ``tops``; a shard may have some.
    """

    def __init__(self, tree: RegionTree) -> None:
        self.number, self.parent, self.last, self.depth = tree.number, tree.parent, tree.last, tree.depth
        self.size = len(tree)
        self.is_top = self.parent == NO_PARENT
        self.tops = np.flatnonzero(self.is_top)
        self.has_children = np.bincount(self.parent[~self.is_top], minlength=self.size) > 0

    def positions(self, code: IntArray) -> IntArray:
        """Return the positions of codes, -1 for those that are not in the tree."""
        return look_up(self.number, code)

    def name(self, node: int, level: int) -> str:
        """Return a region and level as people read them, e.g. ``330522102000/60``."""
        return f"{code_text(int(self.number[node]))}/{level}"
