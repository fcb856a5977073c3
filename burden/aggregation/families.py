"""Families of blocks: the blocks of one layout, and the people in them.

What people say of single apps makes families of one block an app; every other family - those of page 1 and page 2, and
the app-usage report - is a single block.  All blocks of a family are counted in one go.
"""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from burden.aggregation.fat_rows import IntArray
from burden.domain.blocks import USAGE_PREFIX, Block
from burden.domain.tree_arrays import LEVELS, PLACE_OF_LEVEL


def unit_of(node: IntArray, level: IntArray) -> IntArray:
    """Return one number for the people of a level who name a region of the part's tree."""
    return node * len(LEVELS) + PLACE_OF_LEVEL[level]


def nobody_by_level() -> IntArray:
    """Return a count of nobody for each level."""
    return np.zeros(len(LEVELS), dtype=np.int64)


@dataclass(frozen=True, kw_only=True)
class Family:
    """Some blocks of one layout; block i is ``names[i]``.

    A group is the people of one block, region and level: ``block`` and ``unit`` (:func:`unit_of`) name it, ascending,
    ``n`` counts them, and ``largest`` is groups x magnitudes x 3: sum, largest and second largest value, 0 where there
    is no second.  ``lines`` is numbers (:func:`burden.aggregation.facts.numbers_of`) x people, magnitudes top-coded;
    those of a group stand from ``first`` of it to ``first`` of the next.  In the usage report a line is no person but
    an app: twice its number in the catalogue for who holds it, and one more for who uses it.  ``accepted`` counts
    everybody by level (of apps: once an app) before anybody was left out, ``excluded`` those left out for a quality
    flag.
    """

    key: str
    layout: Block
    names: tuple[str, ...]
    block: IntArray
    unit: IntArray
    n: IntArray
    largest: IntArray
    first: IntArray
    lines: NDArray[np.uint32]
    accepted: IntArray = field(default_factory=nobody_by_level)
    excluded: IntArray = field(default_factory=nobody_by_level)

    @property
    def is_rounded(self) -> bool:
        """Whether counts are rounded over the whole wave before anything is written."""
        return self.key == USAGE_PREFIX

    @cached_property
    def node(self) -> IntArray:
        """The region of each group, as a position in the part's tree."""
        return self.unit // len(LEVELS)

    @cached_property
    def level(self) -> IntArray:
        """The level of each group."""
        return LEVELS[self._place_of_level]

    @cached_property
    def _place_of_level(self) -> IntArray:
        return self.unit - self.node * len(LEVELS)  # four times as fast as the remainder

    def people_by_level(self, chosen: IntArray | slice = slice(None)) -> IntArray:
        """Return the people of some groups by level."""
        place = self._place_of_level[chosen]
        return np.bincount(place, weights=self.n[chosen], minlength=len(LEVELS)).astype(np.int64)
