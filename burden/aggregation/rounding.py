"""Rounding the counts of the app-usage report over a whole wave, before anything of it is written.

Cumulative rounding runs through the atoms of one level in depth-first order, so it needs those of all shards at once.
A count that is zero leaves the running sum as it is, so only the others are looked at.
"""

from collections.abc import Sequence

import numpy as np
from django.conf import settings

from burden.aggregation.cells import Cells
from burden.aggregation.fat_rows import IntArray
from burden.aggregation.figures import Totals
from burden.aggregation.tallies import Tallies
from burden.domain.blocks import Block
from burden.domain.rounding import Rounding
from burden.models import Wave


def with_rounded_counts(wave: Wave, layout: Block, pieces: Sequence[Totals]) -> list[Totals]:
    """Return the atoms of a whole wave with every count rounded; people stay exact.

    They come in pieces, one behind the other depth first.
    """
    levels = np.unique(np.concatenate([piece.level for piece in pieces]))
    rounding = Rounding(
        key=settings.ROUNDING_KEY,
        labels=[f"{wave.code}|{level}|{count}" for level in levels.tolist() for count in layout.rounded_counts],
    )
    return [
        _rounded(piece, rounding, np.searchsorted(levels, piece.level) * len(layout.rounded_counts)) for piece in pieces
    ]


def _rounded(atoms: Totals, rounding: Rounding, first_item: IntArray) -> Totals:
    """Return some atoms with their counts rounded; ``first_item`` is that of each atom's level."""
    cells = atoms.tallies.cells
    rounded = rounding.of(cells.count, first_item[cells.target] + cells.place)
    kept = np.flatnonzero(rounded)
    return Totals(
        block=atoms.block,
        node=atoms.node,
        level=atoms.level,
        tallies=Tallies(
            heads=atoms.tallies.heads,
            cells=Cells(target=cells.target[kept], place=cells.place[kept], count=rounded[kept]),
        ),
    )
