"""The arrays that the loops of the walk share: what they are told, the room that they work in, what they find."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from burden.domain.rules import Rules

IntArray = NDArray[np.int64]
BitArray = NDArray[np.uint8]
BoolArray = NDArray[np.bool_]


class TreeArrays(NamedTuple):
    """What the walk must know of a region tree, by the region's position unless something else is said.

    ``children`` counts the regions right below, ``level_children`` those of them that hand up each level apart
    (townships); ``pools`` tells of regions that pool their levels.  ``named`` holds the bits of levels that may name
    the region, ``unnamed`` those that nobody in its subtree can belong to.

    ``is_low`` tells of regions with nothing below and a region above, which do not pool their levels: what is left
    there only climbs.  The others (``inner``, ascending) are numbered by kind, larger kinds first, then in their order;
    ``region`` is the position by number, ``kind_first`` the first number of each kind that there is, then how many
    numbers there are.
    ``stands_at`` is the number of the region where what is left at a region waits for others: its own, of low ones that
    of the region above.  ``above`` is, by number, the number of the region above, of tops how many numbers there are.
    The regions right below that pool their levels are ``pooling[pooling_first[number]:pooling_first[number + 1]]``.
    """

    children: IntArray
    level_children: IntArray
    pools: BoolArray
    named: BitArray
    unnamed: BitArray
    is_low: BoolArray
    inner: IntArray
    stands_at: IntArray
    region: IntArray
    kind_first: IntArray
    above: IntArray
    pooling: IntArray
    pooling_first: IntArray


class Bars(NamedTuple):
    """What makes a set safe to publish, as in :class:`burden.domain.rules.Rules`."""

    smallest_group: int
    nearly_all_smallest: int
    nearly_all_share: float
    dominance_percent: int


class Sets(NamedTuple):
    """Sets of people, one a row: how many, the head count of their units or UNKNOWN, and rows x magnitudes x 3."""

    n: IntArray
    people: IntArray
    magnitudes: IntArray


class Places(NamedTuple):
    """Where each group stands: its block, region and level, and whether it came up from below.

    ``levels`` are the levels by their places, ``place_of_level`` the place of each by its number, -1 where none is.
    """

    block: IntArray
    node: IntArray
    level: IntArray
    has_climbed: BoolArray
    levels: IntArray
    place_of_level: IntArray


class Standing(NamedTuple):
    """What is known of the block under way, beside the sets that are left.

    These have a row for each numbered region of the tree and level, then one a level for what left the tree, then one
    for each numbered region to add its levels up in.  ``rows`` are the numbers of all rows; ``is_safe`` tells which may
    be published, ``kind`` is that of the atom that each became or _CLIMBS, ``part_of`` the row that it was added to or
    _NOTHING, ``target`` the number of its atom.

    ``shown`` are, by region, the bits of levels of which it published its own group; all else is by number and level.
    ``silent`` counts the children that hand levels up apart and of which readers can see that they hand up nobody of
    the level, ``single`` the sources of one level only (the region's own answers, and children that hand levels up
    apart), ``feeding`` by set of levels the children that pool their levels and may hand up somebody of the set;
    ``is_open`` tells which levels without a remainder of their own somebody may have handed up.
    """

    rows: IntArray
    is_safe: BoolArray
    kind: IntArray
    part_of: IntArray
    target: IntArray
    shown: BitArray
    silent: IntArray
    single: IntArray
    feeding: IntArray
    is_open: BoolArray


class Found(NamedTuple):
    """What a walk finds: atoms, one a row; the target of each group; and the sets that climb, one a row.

    Of atoms and of sets only the first rows are filled.
    """

    block: IntArray
    node: IntArray
    level: IntArray
    kind: IntArray
    target: IntArray
    climbed_block: IntArray
    climbed_level: IntArray
    climbed: Sets


def bars_of(rules: Rules) -> Bars:
    """Return the rules of a release as the loops take them."""
    return Bars(
        smallest_group=rules.smallest_group,
        nearly_all_smallest=rules.nearly_all_smallest,
        nearly_all_share=rules.nearly_all_share,
        dominance_percent=rules.dominance_percent,
    )


def no_sets(rows: int, magnitudes: int) -> Sets:
    """Return rows of empty sets."""
    return Sets(
        n=np.zeros(rows, dtype=np.int64),
        people=np.zeros(rows, dtype=np.int64),
        magnitudes=np.zeros((rows, magnitudes, 3), dtype=np.int64),
    )


def nothing_found(groups: int, sets: int, magnitudes: int) -> Found:
    """Return the room for what a walk finds; each atom has a group of its own at least."""
    return Found(
        block=np.empty(groups, dtype=np.int64),
        node=np.empty(groups, dtype=np.int64),
        level=np.empty(groups, dtype=np.int64),
        kind=np.empty(groups, dtype=np.int64),
        target=np.empty(groups, dtype=np.int64),
        climbed_block=np.empty(sets, dtype=np.int64),
        climbed_level=np.empty(sets, dtype=np.int64),
        climbed=no_sets(sets, magnitudes),
    )


def nothing_standing(tree: TreeArrays, places: int) -> Standing:
    """Return the room for what is known of one block at a time, where there are so many levels."""
    numbers = len(tree.region)
    rows = (numbers + 1) * places + numbers
    return Standing(
        rows=np.arange(rows),
        is_safe=np.zeros(rows, dtype=np.bool_),
        kind=np.zeros(rows, dtype=np.int64),
        part_of=np.zeros(rows, dtype=np.int64),
        target=np.zeros(rows, dtype=np.int64),
        shown=np.zeros(len(tree.is_low), dtype=np.uint8),
        silent=np.zeros((numbers, places), dtype=np.int64),
        single=np.zeros((numbers, places), dtype=np.int64),
        feeding=np.zeros((numbers, 1 << places), dtype=np.int64),
        is_open=np.zeros((numbers, places), dtype=np.bool_),
    )
