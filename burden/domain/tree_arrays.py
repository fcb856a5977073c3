"""What the walk must know of a region tree, as arrays, and the places of levels in arrays."""

import numpy as np

from burden.domain.levels import KIND_DEPTH, RESPONDENT_LEVELS, RegionKind, may_name
from burden.domain.region_tree import NO_PARENT, RegionTree
from burden.domain.walk_arrays import IntArray, TreeArrays

# Pooling levels starts at the county: below it a sum over levels would tell who of a handful of offices spoke.
POOLING_FROM = KIND_DEPTH[RegionKind.COUNTY]

LEVELS: IntArray = np.array([int(level) for level in RESPONDENT_LEVELS], dtype=np.int64)
PLACE_OF_LEVEL: IntArray = np.full(100, -1, dtype=np.int64)  # by the level's number
PLACE_OF_LEVEL[LEVELS] = np.arange(len(LEVELS))

# Levels as bits: 1 stands for all levels together, 2 << place for a level by its place.
_NAMED = np.array(
    [sum(2 << place for place, level in enumerate(RESPONDENT_LEVELS) if may_name(level, kind)) for kind in KIND_DEPTH],
    dtype=np.uint8,
)
_EVERY_LEVEL = np.uint8(sum(2 << place for place in range(len(RESPONDENT_LEVELS))))


def tree_arrays(tree: RegionTree) -> TreeArrays:
    """Return a region tree as the walk takes it."""
    parent, depth = tree.parent, tree.depth
    below, pools = parent != NO_PARENT, depth <= POOLING_FROM
    children = np.bincount(parent[below], minlength=len(tree))
    is_low = below & ~pools & (children == 0)
    inner = np.flatnonzero(~is_low)
    region = inner[np.argsort(depth[inner], kind="stable")]
    stands_at = np.empty(len(tree), dtype=np.int64)
    stands_at[region] = np.arange(len(region))
    stands_at[is_low] = stands_at[parent[is_low]]
    pooling = np.flatnonzero(below & pools)
    pooling = pooling[np.argsort(stands_at[parent[pooling]], kind="stable")]
    return TreeArrays(
        children=children,
        level_children=np.bincount(parent[below & ~pools], minlength=len(tree)),
        pools=pools,
        named=_NAMED[depth],
        unnamed=_EVERY_LEVEL & ~_NAMED[tree.deepest],
        is_low=is_low,
        inner=inner,
        stands_at=stands_at,
        region=region,
        kind_first=np.searchsorted(depth[region], [*np.unique(depth[region]), len(KIND_DEPTH)]),
        above=np.where(below[region], stands_at[parent[region]], len(region)),
        pooling=pooling,
        pooling_first=np.searchsorted(stands_at[parent[pooling]], np.arange(len(region) + 1)),
    )
