"""Families of blocks: the blocks of one layout, and the people in them.

What people say of single apps makes families of one block an app; every other family - those of page 1 and page 2, and
the app-usage report - is a single block.  All blocks of a family are counted in one go.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from burden.aggregation.facts import magnitude_values
from burden.aggregation.fat_rows import IntArray
from burden.domain.blocks import USAGE_PREFIX, Block
from burden.domain.tree_arrays import LEVELS, PLACE_OF_LEVEL
from burden.domain.walking_sets import run_starts, two_largest


def unit_of(node: IntArray, level: IntArray) -> IntArray:
    """Return one number for the people of a level who name a region of the part's tree."""
    return node * len(LEVELS) + PLACE_OF_LEVEL[level]


def nobody_by_level() -> IntArray:
    """Return a count of nobody for each level."""
    return np.zeros(len(LEVELS), dtype=np.int64)


@dataclass(frozen=True, kw_only=True)
class Marks:
    """What of a catalogue people hold: each mark counts one person of a ``group`` at a ``place`` of rounded counts."""

    group: IntArray
    place: IntArray


@dataclass(frozen=True, kw_only=True)
class Family:
    """Some blocks of one layout; block i is ``names[i]``.

    A group is the people of one block, region and level: ``block`` and ``unit`` (:func:`unit_of`) name it, ascending,
    and ``n`` counts them.  ``values`` holds a line for each person, group after group; it is empty for the usage
    report, which has ``marks`` instead.  ``accepted`` counts everybody by level (of apps: once an app) before
    anybody was left out, ``excluded`` those left out for a quality flag.
    """

    key: str
    layout: Block
    names: tuple[str, ...]
    block: IntArray
    unit: IntArray
    n: IntArray
    values: Mapping[str, IntArray] = field(default_factory=dict)
    marks: Marks | None = None
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
        return LEVELS[self.unit % len(LEVELS)]

    @cached_property
    def magnitudes(self) -> tuple[IntArray, ...]:
        """Magnitudes of each line, top-coded."""
        return tuple(magnitude_values(magnitude, self.values) for magnitude in self.layout.magnitudes)

    @property
    def numbers(self) -> dict[str, IntArray]:
        """Answers of each line by column, and magnitudes by name."""
        names = [magnitude.name for magnitude in self.layout.magnitudes]
        return {**self.values, **dict(zip(names, self.magnitudes, strict=True))}

    @cached_property
    def group(self) -> IntArray:
        """The group of each line."""
        return np.repeat(np.arange(len(self.n)), self.n)

    @cached_property
    def largest(self) -> IntArray:
        """Groups x magnitudes x 3: sum, largest and second largest value, 0 where there is no second."""
        found = np.zeros((len(self.n), len(self.magnitudes), 3), dtype=np.int64)
        starts = np.cumsum(self.n) - self.n
        for place, value in enumerate(self.magnitudes if len(self.n) else ()):
            found[:, place, 0] = np.add.reduceat(value, starts)
            found[:, place, 1:] = two_largest(value, np.zeros_like(value), self.group, len(self.n))
        return found

    def people_by_level(self, chosen: IntArray | slice = slice(None)) -> IntArray:
        """Return the people of some groups by level."""
        place = self.unit[chosen] % len(LEVELS)
        return np.bincount(place, weights=self.n[chosen], minlength=len(LEVELS)).astype(np.int64)


def grouped(key: IntArray) -> tuple[IntArray, IntArray]:
    """Return each ascending key once, and how many lines have it."""
    starts = run_starts(key)
    return key[starts], np.diff(starts, append=len(key))
