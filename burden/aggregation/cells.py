"""Numbers that are mostly zero, by target and place: kept as cells, added up by counting."""

from dataclasses import dataclass

import numpy as np

from burden.aggregation.fat_rows import IntArray

_MOST_AT_ONCE = 1 << 23  # numbers counted in one go: 64 MB


@dataclass(frozen=True, kw_only=True)
class Cells:
    """Numbers other than zero, sorted by target, then place, each pair once."""

    target: IntArray
    place: IntArray
    count: IntArray

    def of(self, targets: IntArray) -> "Cells":
        """Return the cells of some targets, renumbered from 0."""
        starts, behind = np.searchsorted(self.target, targets), np.searchsorted(self.target, targets, side="right")
        sizes = behind - starts
        chosen = np.repeat(starts - (np.cumsum(sizes) - sizes), sizes) + np.arange(int(sizes.sum()))
        return Cells(
            target=np.repeat(np.arange(len(targets)), sizes),
            place=self.place[chosen],
            count=self.count[chosen],
        )

    def shifted(self, first: int) -> "Cells":
        """Return the same cells of targets that are numbered from ``first`` on."""
        return Cells(target=self.target + first, place=self.place, count=self.count)

    def sizes(self, targets: int) -> IntArray:
        """Return how many cells each of so many targets has."""
        return np.bincount(self.target, minlength=targets)


def no_cells() -> Cells:
    """Return nothing."""
    nothing = np.zeros(0, dtype=np.int64)
    return Cells(target=nothing, place=nothing, count=nothing)


def add_up(target: IntArray, place: IntArray, count: IntArray | None, *, targets: int, width: int) -> Cells:
    """Add numbers at the same target (0 to targets - 1) and place (0 to width - 1); ``count`` is 1 each if None.

    The sums must be below 2^53.
    """
    found = [no_cells()]
    at_once = max(1, _MOST_AT_ONCE // max(1, width))
    for first in range(0, targets, at_once):
        size = min(at_once, targets - first)
        inside = slice(None) if size == targets else (target >= first) & (target < first + size)
        weights = None if count is None else count[inside]
        sums = np.bincount((target[inside] - first) * width + place[inside], weights, minlength=size * width)
        filled = np.flatnonzero(sums)
        of, at = np.divmod(filled, width)
        found.append(Cells(target=of + first, place=at, count=sums[filled].astype(np.int64)))
    return joined(found)


def joined(parts: list[Cells]) -> Cells:
    """Return all cells, whose targets ascend from part to part."""
    return Cells(
        target=np.concatenate([part.target for part in parts]),
        place=np.concatenate([part.place for part in parts]),
        count=np.concatenate([part.count for part in parts]),
    )
