"""What climbs out of a shard: sets of groups too small to publish, and what the trunk must know beside them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from burden.aggregation.fat_rows import IntArray
from burden.aggregation.tallies import Tallies
from burden.domain.walking_sets import added_runs


def no_numbers() -> IntArray:
    """Return an empty column."""
    return np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, kw_only=True)
class Climbed:
    """Sets of people of one family, one a block and level, in that order.

    ``people`` is the head count of the units or UNKNOWN, ``magnitudes`` is sets x magnitudes x 3 (sum and the two
    largest values).
    """

    block: IntArray
    level: IntArray
    n: IntArray
    people: IntArray
    magnitudes: IntArray

    def __len__(self) -> int:
        return len(self.block)

    def with_magnitudes(self, count: int) -> "Climbed":
        """Return the sets with so many magnitudes, those that they lack as zeros."""
        lacking = count - self.magnitudes.shape[1]
        if not lacking:
            return self
        return replace(self, magnitudes=np.pad(self.magnitudes, ((0, 0), (0, lacking), (0, 0))))


def no_sets(magnitudes: int) -> Climbed:
    """Return no sets of a family with so many magnitudes."""
    nothing = no_numbers()
    none = np.zeros((0, magnitudes, 3), dtype=np.int64)
    return Climbed(block=nothing, level=nothing, n=nothing, people=nothing, magnitudes=none)


@dataclass(frozen=True, kw_only=True)
class FamilyCarry:
    """One family in what a shard leaves to the trunk.

    ``climbed`` comes with its tallies and its recounted people and sums (sets x 1 + magnitudes).  ``settled_bits`` are
    those of the shard's tops, by block and code.  ``total_*`` are the totals of the shard's tops by block, code and
    level, with what was recounted of them.  ``atom_*`` are the atoms whose counts are still to be rounded.  ``counts``
    are people by level: accepted, excluded, members of a block, published.
    """

    climbed: Climbed
    climbed_tallies: Tallies
    climbed_recount: IntArray
    settled_block: IntArray = field(default_factory=no_numbers)
    settled_code: IntArray = field(default_factory=no_numbers)
    settled_bits: IntArray = field(default_factory=no_numbers)
    total_block: IntArray = field(default_factory=no_numbers)
    total_code: IntArray = field(default_factory=no_numbers)
    total_level: IntArray = field(default_factory=no_numbers)
    total_tallies: Tallies
    total_recount: IntArray
    atom_code: IntArray = field(default_factory=no_numbers)
    atom_level: IntArray = field(default_factory=no_numbers)
    atom_kind: IntArray = field(default_factory=no_numbers)
    atom_tallies: Tallies
    atom_recount: IntArray
    counts: IntArray


Below = Mapping[str, Mapping[str, FamilyCarry]]  # by the code of the shard's first top, then by family


def gathered(groups: Climbed) -> tuple[Climbed, IntArray]:
    """Make one set of all groups of a block and level; return the sets, and the set of each group."""
    key, of_group = np.unique(groups.block * 100 + groups.level, return_inverse=True)
    n, people, magnitudes = added_runs(groups.n, groups.people, groups.magnitudes, of_group, len(key))
    return Climbed(block=key // 100, level=key % 100, n=n, people=people, magnitudes=magnitudes), of_group
