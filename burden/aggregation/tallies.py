"""Tallies: all that is kept of some people, by target - an atom, a set that climbs, a region's figure.

The part of a tally that nearly everybody fills is a row of ``heads``; histograms and counts of a catalogue, mostly
zero, are cells.  Whole numbers all through, so nothing depends on the order of people or parts.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from burden.aggregation import cells
from burden.aggregation.cells import Cells
from burden.aggregation.facts import facts
from burden.aggregation.families import Family
from burden.aggregation.fat_rows import IntArray
from burden.domain.blocks import Block
from burden.domain.histograms import bins_of
from burden.domain.walking_sets import added


@dataclass(frozen=True, kw_only=True)
class Tallies:
    """One tally a target: ``heads`` is targets x layout.filled, ``cells`` hold what lies behind."""

    heads: IntArray
    cells: Cells

    def __len__(self) -> int:
        return len(self.heads)

    def before(self, targets: int) -> "Tallies":
        """Return the tallies of the first so many targets."""
        return Tallies(heads=self.heads[:targets], cells=self.cells.before(targets))

    def behind(self, targets: int) -> "Tallies":
        """Return the tallies of all targets but the first so many, as targets 0, 1, 2..."""
        return Tallies(heads=self.heads[targets:], cells=self.cells.behind(targets))

    def of(self, targets: IntArray) -> "Tallies":
        """Return the tallies of some targets, which ascend, as targets 0, 1, 2..."""
        return Tallies(heads=self.heads[targets], cells=self.cells.of(targets))


def no_tallies(layout: Block) -> Tallies:
    """Return the tallies of no target."""
    return Tallies(heads=np.zeros((0, layout.filled), dtype=np.int64), cells=cells.no_cells())


def tally(family: Family, target: IntArray, *, targets: int) -> Tallies:
    """Return the tallies of the family's people; ``target`` is that of each group."""
    layout = family.layout
    of_line = target[family.group] if family.values else target[:0]
    columns = [added(family.n, target, targets)]
    columns += [added(family.largest[:, at, 0], target, targets) for at in range(len(family.magnitudes))]
    columns += [added(value * value, of_line, targets) for value in family.magnitudes]
    columns += [
        np.bincount(of_line[np.flatnonzero(holds)], minlength=targets)
        for holds in facts(layout, family.numbers).values()
    ]
    heads = np.column_stack(columns)
    return Tallies(heads=heads, cells=_behind(family, target, of_line, targets=targets))


def _behind(family: Family, target: IntArray, of_line: IntArray, *, targets: int) -> Cells:
    """Count the histograms, or what people hold of the catalogue."""
    width = behind(family.layout)
    if family.marks is not None:
        marks = family.marks
        return cells.add_up(target[marks.group], marks.place, None, targets=targets, width=width)
    if not family.magnitudes:
        return cells.no_cells()
    first = np.cumsum([0, *(magnitude.bins for magnitude in family.layout.magnitudes)])
    places = [
        bins_of(value, magnitude=magnitude) + start
        for magnitude, value, start in zip(family.layout.magnitudes, family.magnitudes, first, strict=False)
    ]
    return cells.count_up(of_line, places, targets=targets, width=width)


def behind(layout: Block) -> int:
    """Return how many numbers of a tally lie behind its filled part."""
    return layout.width - layout.filled


def add_tallies(layout: Block, parts: Sequence[tuple[Tallies, IntArray]], *, targets: int) -> Tallies:
    """Add tallies; each part comes with the new target of each of its own."""
    heads = np.zeros(targets * layout.filled, dtype=np.int64)
    for part, target in parts:
        place = target[:, None] * layout.filled + np.arange(layout.filled)
        np.add.at(heads, place.ravel(), part.heads.ravel())
    found = [(target[part.cells.target], part.cells.place, part.cells.count) for part, target in parts]
    target, place, count = (np.concatenate(column) for column in zip(*found, strict=True))
    return Tallies(
        heads=heads.reshape(targets, layout.filled),
        cells=cells.add_up(target, place, count, targets=targets, width=behind(layout)),
    )
