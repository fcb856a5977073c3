"""What climbs out of a shard: sets of groups too small to publish, and what the trunk must know beside them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from burden.aggregation.fat_rows import IntArray
from burden.aggregation.tallies import Tallies
from burden.domain.array_walk import Climbed


def no_numbers() -> IntArray:
    """Return an empty column."""
    return np.zeros(0, dtype=np.int64)


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
