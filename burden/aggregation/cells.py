"""Numbers that are mostly zero, by target and place: kept as cells."""

from dataclasses import dataclass

import numpy as np

from burden.aggregation.fat_rows import IntArray


@dataclass(frozen=True, kw_only=True)
class Cells:
    """Numbers other than zero, sorted by target, then place, each pair once."""

    target: IntArray
    place: IntArray
    count: IntArray

    def of(self, targets: IntArray) -> "Cells":
        """Return the cells of some targets, renumbered from 0."""
        sizes = np.bincount(self.target, minlength=int(targets.max(initial=-1)) + 1)
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


def no_cells() -> Cells:
    """Return nothing."""
    nothing = np.zeros(0, dtype=np.int64)
    return Cells(target=nothing, place=nothing, count=nothing)


def add_up(target: IntArray, place: IntArray, count: IntArray, *, width: int) -> Cells:
    """Add numbers, none of them zero or below, at the same target and place (0 to width - 1), else IndexError."""
    if place.min(initial=0) < 0 or place.max(initial=-1) >= width:
        raise IndexError("A number at no place of a tally.")
    known, of = np.unique(target * width + place, return_inverse=True)
    sums = np.zeros(len(known), dtype=np.int64)
    np.add.at(sums, of, count)
    return Cells(target=known // width, place=known % width, count=sums)


def joined(parts: list[Cells]) -> Cells:
    """Return all cells, whose targets ascend from part to part."""
    return Cells(
        target=np.concatenate([part.target for part in parts]),
        place=np.concatenate([part.place for part in parts]),
        count=np.concatenate([part.count for part in parts]),
    )
