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

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from burden.domain.levels import KIND_DEPTH, RESPONDENT_LEVELS, may_name
from burden.domain.region_tree import NO_PARENT
from burden.domain.tree_arrays import ALL_LEVELS_BIT, BitArray, IntArray, TreeArrays, level_bit

BoolArray = NDArray[np.bool_]

_PLACES = range(len(RESPONDENT_LEVELS))
_MAY_NAME = np.array([[may_name(level, kind) for level in RESPONDENT_LEVELS] for kind in KIND_DEPTH])


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
        sources = self._single_sources(block, node, place) + self._pooling_sources(block, node, place)
        hides: BoolArray = n <= (sources - 1) * self._most
        parent = self._tree.pooling_parent[node]
        # Children that pool their levels hand up K-1 people for all levels together, so levels compete.
        competes = hides & (parent >= 0)
        for turn in _PLACES:
            here = np.flatnonzero(competes & (place == turn))
            self._rests[block[here], parent[here], turn] = n[here]
            fits = self._fit(block[here], node[here], pooled=np.zeros(len(here), dtype=np.int64))
            self._rests[block[here[~fits]], parent[here[~fits]], turn] = 0
            hides[here] = fits
        np.bitwise_or.at(self.settled, (block[hides], node[hides]), level_bit(place[hides]))
        return hides

    def settle_pooled(self, block: IntArray, node: IntArray, n: IntArray) -> BoolArray:
        """Tell which remainders of all levels may be published, and count those as published."""
        hides: BoolArray = n <= (self._open_levels(block, node).sum(axis=1) - 1) * self._most
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
        block, position = np.nonzero(self.settled[:, nodes])
        node = nodes[position]
        bits = self.settled[block, node]
        everything = bits & ALL_LEVELS_BIT != 0
        inner = self._tree.inner[self._tree.parent[node]]
        for place in _PLACES:
            tells = everything | (bits & level_bit(place) != 0)
            np.add.at(self._settled_children[pools], (block[tells], inner[tells], place), 1)

    def _close_inner(self, nodes: IntArray) -> None:
        """Settle levels whose own group is shown, or cannot be, and of which no child hands anybody up."""
        inner = self._tree.inner[nodes]
        for place in _PLACES:
            settled = sum(of_kind[:, inner, place] for of_kind in self._settled_children.values())
            owns = (self.shown[:, nodes] & level_bit(place) == 0) & _MAY_NAME[self._tree.depth[nodes], place]
            is_closed = (settled == self._tree.children[nodes]) & ~owns
            self.settled[:, nodes] |= np.where(is_closed, level_bit(place), np.uint8(0))

    def _single_sources(self, block: IntArray, node: IntArray, place: IntArray | int) -> IntArray:
        """Count the sources of one level only: the region's own answers, and children that hand levels up apart."""
        owns = (self.shown[block, node] & level_bit(place) == 0) & _MAY_NAME[self._tree.depth[node], place]
        found: IntArray = owns + self._open_children(block, node, place, pools=False)
        return found

    def _pooling_sources(self, block: IntArray, node: IntArray, place: IntArray | int) -> IntArray:
        return self._open_children(block, node, place, pools=True)

    def _open_children(self, block: IntArray, node: IntArray, place: IntArray | int, *, pools: bool) -> IntArray:
        apart = self._tree.level_children[node]
        count = self._tree.children[node] - apart if pools else apart
        inner = self._tree.inner[node]
        settled = self._settled_children[pools][block, inner, place]
        found: IntArray = np.where(inner < 0, 0, count - settled)
        return found

    def _open_levels(self, block: IntArray, node: IntArray) -> BoolArray:
        """Tell, regions x levels, which levels without a remainder of their own somebody may have handed up."""
        is_open = np.zeros((len(node), len(_PLACES)), dtype=bool)
        for place in _PLACES:
            sources = self._single_sources(block, node, place) + self._pooling_sources(block, node, place)
            is_open[:, place] = (sources > 0) & (self.settled[block, node] & level_bit(place) == 0)
        return is_open

    def _fit(self, block: IntArray, node: IntArray, *, pooled: IntArray) -> BoolArray:
        """Tell whether the remainders of regions whose children pool fit through their sources with one empty."""
        rests = self._rests[block, self._tree.pooling_parent[node]]
        is_open = self._open_levels(block, node)
        fits = np.ones(len(node), dtype=bool)
        for chosen, sources in self._sources_of_sets(block, node):
            people = rests[:, chosen].sum(axis=1) + pooled
            # Where nothing is pooled, what the other levels might carry does not count.
            others = np.where(pooled > 0, is_open[:, ~chosen].sum(axis=1), 0)
            fits &= (people == 0) | (people <= self._most * (sources + others - 1))
        return fits

    def _sources_of_sets(self, block: IntArray, node: IntArray) -> Iterator[tuple[BoolArray, IntArray]]:
        """Yield every set of levels, as a mask by place, with the sources that feed it at each region."""
        single = np.column_stack([self._single_sources(block, node, place) for place in _PLACES])
        parent, child = self._tree.pooling_children(node)
        bits = self.settled[block[parent], child]
        closed = np.where(bits & ALL_LEVELS_BIT != 0, np.uint8(0xFF), bits) >> 1
        for mask in range(1, 1 << len(_PLACES)):
            chosen = np.array([bool(mask >> place & 1) for place in _PLACES])
            feeds = ~closed & np.uint8(mask) != 0
            yield chosen, single[:, chosen].sum(axis=1) + np.bincount(parent[feeds], minlength=len(node))
