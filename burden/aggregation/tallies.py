"""Tallies: all that is kept of some people, by target - an atom, a set that climbs, a region's figure.

The part of a tally that nearly everybody fills is a row of ``heads``; histograms and counts of a catalogue, mostly
zero, are cells.  Whole numbers all through, so nothing depends on the order of people or parts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from burden.aggregation import cells
from burden.aggregation.cells import Cells
from burden.aggregation.facts import facts_of, places_of_values
from burden.aggregation.families import Family
from burden.aggregation.fat_rows import IntArray
from burden.aggregation.figure_loops import cell_bounds
from burden.aggregation.tally_loops import Counted, tallied
from burden.domain.blocks import Block


@dataclass(frozen=True, kw_only=True)
class Tallies:
    """One tally a target: ``heads`` is targets x layout.filled, ``cells`` hold what lies behind."""

    heads: IntArray
    cells: Cells

    def __len__(self) -> int:
        return len(self.heads)

    @cached_property
    def cell_bounds(self) -> IntArray:
        """Where the cells of each target begin, and behind them where the last ones end.

        Raises IndexError for cells that are not sorted by target, or of another target.
        """
        if not len(self.cells.target) == len(self.cells.place) == len(self.cells.count):
            raise IndexError("Cells without a place or a count.")
        return cell_bounds(self.cells.target, len(self))

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
    """Return the tallies of the family's people; ``target`` is that of each group.

    Raises IndexError for a target that is not 0 to targets - 1.
    """
    if ((target < 0) | (target >= targets)).any():
        raise IndexError(f"targets are 0 to {targets - 1}")
    layout = family.layout
    of, holds = facts_of(layout, int(family.lines.max(initial=0)) if layout.facts else 0)
    counted = Counted(magnitudes=len(layout.magnitudes), place_of=places_of_values(layout), of=of, holds=holds)
    heads, sizes, place, count = tallied(family.n, family.first, family.lines, counted, target, targets)
    return Tallies(heads=heads, cells=Cells(target=np.repeat(np.arange(targets), sizes), place=place, count=count))


def behind(layout: Block) -> int:
    """Return how many numbers of a tally lie behind its filled part."""
    return layout.width - layout.filled


def add_tallies(layout: Block, parts: Sequence[tuple[Tallies, IntArray]], *, targets: int) -> Tallies:
    """Add tallies; each part comes with the new target of each of its own."""
    heads = np.zeros((targets, layout.filled), dtype=np.int64)
    for part, target in parts:
        np.add.at(heads, target, part.heads)
    found = [(target[part.cells.target], part.cells.place, part.cells.count) for part, target in parts]
    target, place, count = (np.concatenate(column) for column in zip(*found, strict=True))
    return Tallies(
        heads=heads,
        cells=cells.add_up(target, place, count, width=behind(layout)),
    )
