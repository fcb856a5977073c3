"""Published totals of many regions side by side, in arrays: for whoever compares hundreds and prints none of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from burden.domain.figure_packs import Entries
from burden.domain.levels import Level
from burden.domain.tally_layout import Block

IntArray = NDArray[np.int64]
LEVELS = tuple(sorted(int(level) for level in Level))
_AXIS = np.zeros(LEVELS[-1] + 1, dtype=np.int64)
_AXIS[list(LEVELS)] = np.arange(len(LEVELS))


class PlacesOf:
    """Where regions stand in a list, by the numbers that their codes are."""

    def __init__(self, codes: Sequence[str]) -> None:
        numbers = np.array([int(code) for code in codes], dtype=np.int64)
        self._order = np.argsort(numbers)
        self._sorted = numbers[self._order]

    def of(self, numbers: IntArray) -> IntArray:
        """Return the place of each code, all of which are in the list."""
        found: IntArray = self._order[np.searchsorted(self._sorted, numbers)]
        return found


@dataclass(frozen=True, kw_only=True)
class Totals:
    """Totals of some regions in one block; noughts where nothing is published.

    ``heads`` is regions x ``LEVELS`` x numbers, as tallies begin: people, sums, sums of squares, counts of facts.
    ``tallies`` is regions x numbers, with histograms, the levels ``whole`` added (all where it is empty); no numbers
    where ``whole`` is None.
    """

    block: Block
    whole: Collection[int] | None
    heads: IntArray
    tallies: IntArray

    @classmethod
    def of_nobody(cls, block: Block, places: int, *, whole: Collection[int] | None) -> "Totals":
        """Return the totals before anything is added."""
        return cls(
            block=block,
            whole=whole,
            heads=np.zeros((places, len(LEVELS), block.filled), dtype=np.int64),
            tallies=np.zeros((places, 0 if whole is None else block.width), dtype=np.int64),
        )

    def add(self, entries: Entries, chosen: IntArray, *, places: IntArray) -> None:
        """Add the chosen entries, all of the block, to the regions at these places."""
        heads = entries.heads_of(chosen, self.block.filled)
        np.add.at(self.heads, (places, _AXIS[entries.level[chosen]]), heads)
        if self.whole is None:
            return
        is_added = np.isin(entries.level[chosen], [*self.whole]) | (not self.whole)
        np.add.at(self.tallies[:, : self.block.filled], places[is_added], heads[is_added])
        owner, place, count = entries.cells_of(chosen[is_added])
        np.add.at(self.tallies, (places[is_added][owner], self.block.filled + place), count)

    def of_levels(self, levels: Collection[int]) -> IntArray:
        """Return what all of these levels together are, of all where none is named: regions x numbers of the head."""
        at = [place for place, level in enumerate(LEVELS) if not levels or level in levels]
        found: IntArray = self.heads[:, at].sum(axis=1)
        return found
