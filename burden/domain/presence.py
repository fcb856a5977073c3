"""The presence guard: no remainder may prove that somebody in particular spoke.

A reader who knows the method knows what it did *not* publish: a unit that is not shown has at most K-1 people, a level
that stands in no remainder of its own has at most K-1 people left in all, and so has a region that pools its levels.  A
remainder is therefore published only where any one of those who may be behind it could have handed up nobody.

Seen from one region, people flow from *sources* (its own answers of a level, a township's of a level, a whole child
that pools its levels) through levels into the remainders published there.  Each source carries at most K-1 people, and
so does each level without a remainder of its own on its way into the pooled one.  By the theorem of the smallest cut
the remainders fit, with any one source or level empty, if for every set of levels

    people in the remainders that the set feeds  <=  (K-1) * (sources of the set + open levels outside it - 1)
"""

import numpy as np
from numpy.typing import NDArray

from burden.domain.levels import KIND_DEPTH, RESPONDENT_LEVELS, may_name
from burden.domain.region_tree import NO_PARENT
from burden.domain.tree_arrays import ALL_LEVELS_BIT, BitArray, IntArray, TreeArrays, level_bit
from burden.domain.walking_sets import run_starts

BoolArray = NDArray[np.bool_]

_PLACES = range(len(RESPONDENT_LEVELS))
_BITS = np.array([2 << place for place in _PLACES], dtype=np.uint8)
_MAY_NAME = np.array([[may_name(level, kind) for level in RESPONDENT_LEVELS] for kind in KIND_DEPTH])
# Sets of levels: levels x sets, 1 where the level is in the set; and by the bits of open levels, which sets they feed.
_IN_SET = np.array([[mask >> place & 1 for mask in range(1, 1 << len(_PLACES))] for place in _PLACES])
_FEEDS = np.array([[bits & mask != 0 for mask in range(1, 1 << len(_PLACES))] for bits in range(1 << len(_PLACES))])


class Presence:
    """What readers can see of a walk under way.

    ``shown`` (blocks x regions) are the levels of which a region published its own group, ``settled`` those of which it
    visibly hands nobody up; both as bits.
    """

    def __init__(self, tree: TreeArrays, *, blocks: int, below: BitArray | None, smallest_group: int) -> None:
        self._tree = tree
        self._most = smallest_group - 1
        size = (blocks, len(tree.parent))
        self.shown = np.zeros(size, dtype=np.uint8)
        self.settled = (np.zeros(size, dtype=np.uint8) if below is None else below) | tree.unnamed
        # Of how many children of a region readers can see that nobody of a level climbs.  Those that pool their levels
        # stand apart: they hand up one remainder of all levels together.
        of_inner = (blocks, tree.inner_count, len(_PLACES))
        self._settled_children = {pools: np.zeros(of_inner, dtype=np.int16) for pools in (False, True)}
        self._rests = np.zeros((blocks, tree.pooling_parents, len(_PLACES)), dtype=np.int64)

    def show_own(self, block: IntArray, node: IntArray, place: IntArray) -> None:
        """Note that these regions published their own groups."""
        np.bitwise_or.at(self.shown, (block, node), level_bit(place))

    def settle_rests(self, block: IntArray, node: IntArray, place: IntArray, n: IntArray) -> BoolArray:
        """Tell which remainders of one level may be published, and count those as published."""
        sources = self._single_sources(block, node) + self._open_children(block, node, pools=True)
        hides: BoolArray = n <= (sources[np.arange(len(n)), place] - 1) * self._most
        parent = self._tree.pooling_parent[node]
        # Children that pool their levels hand up K-1 people for all levels together, so levels compete.
        competes = hides & (parent >= 0)
        for turn in _PLACES:
            here = np.flatnonzero(competes & (place == turn))
            if not len(here):
                continue
            self._rests[block[here], parent[here], turn] = n[here]
            fits = self._fit(block[here], node[here], pooled=np.zeros(len(here), dtype=np.int64))
            self._rests[block[here[~fits]], parent[here[~fits]], turn] = 0
            hides[here] = fits
        np.bitwise_or.at(self.settled, (block[hides], node[hides]), level_bit(place[hides]))
        return hides

    def settle_pooled(self, block: IntArray, node: IntArray, n: IntArray) -> BoolArray:
        """Tell which remainders of all levels may be published, and count those as published."""
        single = self._single_sources(block, node)
        hides: BoolArray = n <= (self._open_levels(block, node, single).sum(axis=1) - 1) * self._most
        competes = np.flatnonzero(hides & (self._tree.pooling_parent[node] >= 0))
        hides[competes] = self._fit(block[competes], node[competes], pooled=n[competes])
        self.settled[block[hides], node[hides]] |= np.uint8(ALL_LEVELS_BIT)
        return hides

    def close(self, nodes: IntArray, *, pools: bool) -> None:
        """Settle what nobody is left to hand up at these regions, and tell their parents."""
        leaves = nodes[self._tree.children[nodes] == 0]
        self.settled[:, leaves] |= self.shown[:, leaves]
        self._close_inner(nodes[self._tree.children[nodes] > 0])
        nodes = nodes[self._tree.parent[nodes] != NO_PARENT]
        inner = self._tree.inner[self._tree.parent[nodes]]
        order = np.argsort(inner, kind="stable")
        starts = run_starts(inner[order])
        bits, parents = self.settled[:, nodes[order]], inner[order][starts]
        for place in _PLACES if len(starts) else ():
            tells = bits & (ALL_LEVELS_BIT | _BITS[place]) != 0
            self._settled_children[pools][:, parents, place] += np.add.reduceat(tells, starts, axis=1, dtype=np.int16)

    def _close_inner(self, nodes: IntArray) -> None:
        """Settle levels whose own group is shown, or cannot be, and of which no child hands anybody up."""
        inner = self._tree.inner[nodes]
        settled = sum(of_kind[:, inner] for of_kind in self._settled_children.values())
        owns = (self.shown[:, nodes, None] & _BITS == 0) & _MAY_NAME[self._tree.depth[nodes]]
        is_closed = (settled == self._tree.children[nodes][:, None]) & ~owns
        self.settled[:, nodes] |= np.bitwise_or.reduce(np.where(is_closed, _BITS, np.uint8(0)), axis=2)

    def _single_sources(self, block: IntArray, node: IntArray) -> IntArray:
        """Count, regions x levels, the sources of one level only.

        These are the region's own answers, and children that hand levels up apart.
        """
        owns = (self.shown[block, node][:, None] & _BITS == 0) & _MAY_NAME[self._tree.depth[node]]
        found: IntArray = owns + self._open_children(block, node, pools=False)
        return found

    def _open_children(self, block: IntArray, node: IntArray, *, pools: bool) -> IntArray:
        """Count, regions x levels, the children that may hand somebody up: those that pool their levels, or others."""
        apart = self._tree.level_children[node]
        count = self._tree.children[node] - apart if pools else apart
        inner = self._tree.inner[node]
        settled = self._settled_children[pools][block, inner]
        found: IntArray = np.where(inner[:, None] < 0, 0, count[:, None] - settled)
        return found

    def _open_levels(self, block: IntArray, node: IntArray, single: IntArray) -> BoolArray:
        """Tell, regions x levels, which levels without a remainder of their own somebody may have handed up."""
        sources = single + self._open_children(block, node, pools=True)
        is_open: BoolArray = (sources > 0) & (self.settled[block, node][:, None] & _BITS == 0)
        return is_open

    def _fit(self, block: IntArray, node: IntArray, *, pooled: IntArray) -> BoolArray:
        """Tell whether the remainders of regions whose children pool fit through their sources with one empty."""
        people = self._rests[block, self._tree.pooling_parent[node]] @ _IN_SET + pooled[:, None]
        single = self._single_sources(block, node)
        # Where nothing is pooled, what the other levels might carry does not count.
        others = (self._open_levels(block, node, single) & (pooled > 0)[:, None]) @ (1 - _IN_SET)
        sources = single @ _IN_SET + self._pooling_sources(block, node)
        fits: BoolArray = ((people == 0) | (people <= self._most * (sources + others - 1))).all(axis=1)
        return fits

    def _pooling_sources(self, block: IntArray, node: IntArray) -> IntArray:
        """Count, regions x sets of levels, the children that pool their levels and feed a set; each region has some."""
        parent, child = self._tree.pooling_children(node)
        bits = self.settled[block[parent], child]
        is_open = np.where(bits & ALL_LEVELS_BIT != 0, 0, ~bits >> 1 & (len(_FEEDS) - 1))
        starts = run_starts(parent)
        if not len(starts):
            return np.zeros((len(node), _IN_SET.shape[1]), dtype=np.int64)
        found: IntArray = np.add.reduceat(_FEEDS[is_open], starts, dtype=np.int64)
        return found
