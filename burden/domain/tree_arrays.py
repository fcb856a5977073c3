"""A region tree as arrays, for computations over all regions of one kind at once."""

import numpy as np
from numpy.typing import NDArray

from burden.domain.levels import KIND_DEPTH, RESPONDENT_LEVELS, RegionKind, may_name
from burden.domain.region_tree import NO_PARENT, RegionTree

IntArray = NDArray[np.int64]
BitArray = NDArray[np.uint8]

# Pooling levels starts at the county: below it a sum over levels would tell who of a handful of offices spoke.
POOLING_FROM = KIND_DEPTH[RegionKind.COUNTY]

LEVELS: IntArray = np.array([int(level) for level in RESPONDENT_LEVELS], dtype=np.int64)
PLACE_OF_LEVEL: IntArray = np.full(100, -1, dtype=np.int64)  # by the level's number
PLACE_OF_LEVEL[LEVELS] = np.arange(len(LEVELS))

# A level as a bit: 1 stands for all levels together, 1 << (1 + place) for a level by its place.
ALL_LEVELS_BIT = 1
_UNNAMED = np.array(
    [
        sum(2 << place for place, level in enumerate(RESPONDENT_LEVELS) if not may_name(level, kind))
        for kind in KIND_DEPTH
    ],
    dtype=np.uint8,
)


class TreeArrays:
    """A region tree as arrays.

    ``inner`` numbers the regions with children (others -1); ``level_children`` counts the children that hand up each
    level apart (townships), ``pooling_parent`` numbers the regions with children that pool their levels (others -1);
    ``unnamed`` holds the bits of levels that nobody in the subtree can belong to; ``is_low`` tells of regions with
    nothing below and a region above, which do not pool their levels.
    """

    def __init__(self, tree: RegionTree) -> None:
        self.parent = np.array(tree.parent, dtype=np.int64)
        self.depth = np.array([KIND_DEPTH[kind] for kind in tree.kinds], dtype=np.int64)
        self.unnamed = _UNNAMED[np.array(tree.deepest, dtype=np.int64)]
        size, below = len(tree), self.parent != NO_PARENT
        self.children = np.bincount(self.parent[below], minlength=size)
        apart = below & (self.depth > POOLING_FROM)
        self.is_low = apart & (self.children == 0)
        self.level_children = np.bincount(self.parent[apart], minlength=size)
        self.inner, self.inner_count = _numbered(self.children > 0)
        self.pooling_parent, self.pooling_parents = _numbered(self.children > self.level_children)
        pooling = np.flatnonzero(below & (self.depth <= POOLING_FROM))
        self._pooling = pooling[np.argsort(self.parent[pooling], kind="stable")]
        self._pooling_first = np.searchsorted(self.parent[self._pooling], np.arange(size + 1))

    def pooling_children(self, node: IntArray) -> tuple[IntArray, IntArray]:
        """Return, for each child of the regions that pools its levels, the place of its parent in ``node``, and it."""
        first, behind = self._pooling_first[node], self._pooling_first[node + 1]
        count = behind - first
        parent = np.repeat(np.arange(len(node)), count)
        within = np.arange(len(parent)) - np.repeat(np.cumsum(count) - count, count)
        return parent, self._pooling[np.repeat(first, count) + within]


def level_bit(place: IntArray | int) -> BitArray:
    """Return the bit of the level at this place of RESPONDENT_LEVELS."""
    return np.left_shift(np.uint8(2), np.asarray(place).astype(np.uint8))


def _numbered(chosen: NDArray[np.bool_]) -> tuple[IntArray, int]:
    """Return the chosen positions numbered from 0, -1 elsewhere, and how many there are, at least 1."""
    return np.where(chosen, np.cumsum(chosen) - 1, -1), max(1, int(chosen.sum()))
