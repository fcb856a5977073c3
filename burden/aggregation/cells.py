"""Numbers that are mostly zero, by target and place: kept as cells, added up by counting."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from burden.aggregation.fat_rows import IntArray
from burden.domain.walking_sets import run_starts

# Numbers are counted place by place where there are at most so many places for each, or else sorted.  Measured: 12
# places of a number take 20 ns, sorting one 20 to 30.
_DENSE = 12
_MOST_BITS = 63


@dataclass(frozen=True, kw_only=True)
class Cells:
    """Numbers other than zero, sorted by target, then place, each pair once."""

    target: IntArray
    place: IntArray
    count: IntArray

    def of(self, targets: IntArray) -> "Cells":
        """Return the cells of some targets, renumbered from 0."""
        sizes = self.sizes(int(targets.max(initial=-1)) + 1)
        starts, sizes = (np.cumsum(sizes) - sizes)[targets], sizes[targets]
        chosen = np.repeat(starts - (np.cumsum(sizes) - sizes), sizes) + np.arange(int(sizes.sum()))
        return Cells(
            target=np.repeat(np.arange(len(targets)), sizes),
            place=self.place[chosen],
            count=self.count[chosen],
        )

    def before(self, targets: int) -> "Cells":
        """Return the cells of the first so many targets."""
        behind = int(np.searchsorted(self.target, targets))
        return Cells(target=self.target[:behind], place=self.place[:behind], count=self.count[:behind])

    def behind(self, targets: int) -> "Cells":
        """Return the cells of all targets but the first so many, renumbered from 0."""
        first = int(np.searchsorted(self.target, targets))
        return Cells(target=self.target[first:] - targets, place=self.place[first:], count=self.count[first:])

    def shifted(self, first: int) -> "Cells":
        """Return the same cells of targets that are numbered from ``first`` on."""
        return Cells(target=self.target + first, place=self.place, count=self.count)

    def sizes(self, targets: int) -> IntArray:
        """Return how many cells each of so many targets has, and of any behind them."""
        return np.bincount(self.target, minlength=targets)


def no_cells() -> Cells:
    """Return nothing."""
    nothing = np.zeros(0, dtype=np.int64)
    return Cells(target=nothing, place=nothing, count=nothing)


def add_up(target: IntArray, place: IntArray, count: IntArray | None, *, targets: int, width: int) -> Cells:
    """Add numbers at the same target (0 to targets - 1) and place (0 to width - 1); ``count`` is 1 each if None.

    Numbers are at least 1.
    """
    return _added(target * width + place, count, targets=targets, width=width)


def count_up(target: IntArray, places: Sequence[IntArray], *, targets: int, width: int) -> Cells:
    """Count at the same target and place; each of ``places`` gives every target one more place."""
    first = target * width
    return _added(np.concatenate([first + place for place in places]), None, targets=targets, width=width)


def _added(key: IntArray, count: IntArray | None, *, targets: int, width: int) -> Cells:
    """Add numbers at the same key, which is target * width + place."""
    if targets * width <= _DENSE * len(key):
        sums = np.bincount(key, minlength=targets * width) if count is None else _placed(key, count, targets * width)
        known = np.flatnonzero(sums != 0)  # four times as fast as looking for what is not zero
        counted = sums[known]
    else:
        known, counted = _sorted(key, count, places=targets * width)
    of = known // width
    return Cells(target=of, place=known - of * width, count=counted)


def _placed(key: IntArray, count: IntArray, places: int) -> IntArray:
    sums = np.zeros(places, dtype=np.int64)
    np.add.at(sums, key, count)
    return sums


def _sorted(key: IntArray, count: IntArray | None, *, places: int) -> tuple[IntArray, IntArray]:
    """Return the different keys, ascending, and the sum of the counts of each.

    Sorting numbers is much faster than finding their order, so a count is sorted as the lower bits of its key.  Keys
    come nearly in order, which a stable sort makes use of.
    """
    if count is None:
        ordered: NDArray[Any] = np.sort(key.astype(np.int32) if places < 1 << 31 else key, kind="stable")
        starts = run_starts(ordered)
        return ordered[starts].astype(np.int64), np.diff(starts, append=len(key))
    bits = int(count.max(initial=0)).bit_length()
    if places.bit_length() + bits > _MOST_BITS:
        order = np.argsort(key, kind="stable")
        ordered, counts = key[order], count[order]
    else:
        both = np.sort(key << bits | count, kind="stable")
        ordered, counts = both >> bits, both & ((1 << bits) - 1)
    starts = run_starts(ordered)
    return ordered[starts], np.add.reduceat(counts, starts) if len(starts) else counts


def joined(parts: list[Cells]) -> Cells:
    """Return all cells, whose targets ascend from part to part."""
    return Cells(
        target=np.concatenate([part.target for part in parts]),
        place=np.concatenate([part.place for part in parts]),
        count=np.concatenate([part.count for part in parts]),
    )
