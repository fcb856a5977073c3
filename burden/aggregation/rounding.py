"""Rounding the counts of the app-usage report over a whole wave, before anything of it is written.

Cumulative rounding runs through the atoms of one level in depth-first order, so it needs those of all shards at once.
A count that is zero leaves the running sum as it is, so only the others are looked at.
"""

import numpy as np
from django.conf import settings

from burden.aggregation.cells import Cells
from burden.aggregation.figures import Totals
from burden.aggregation.tallies import Tallies
from burden.domain.blocks import Block
from burden.domain.rounding import round_counts
from burden.models import Wave


def with_rounded_counts(wave: Wave, layout: Block, atoms: Totals) -> Totals:
    """Return the atoms of a whole wave, which stand depth first, with every count rounded; people stay exact."""
    cells = atoms.tallies.cells
    levels = np.unique(atoms.level)
    first_item = np.searchsorted(levels, atoms.level) * len(layout.rounded_counts)
    rounded = round_counts(
        cells.count,
        first_item[cells.target] + cells.place,
        key=settings.ROUNDING_KEY,
        labels=[f"{wave.code}|{level}|{count}" for level in levels.tolist() for count in layout.rounded_counts],
    )
    kept = np.flatnonzero(rounded > 0)
    return Totals(
        block=atoms.block,
        node=atoms.node,
        level=atoms.level,
        tallies=Tallies(
            heads=atoms.tallies.heads,
            cells=Cells(target=cells.target[kept], place=cells.place[kept], count=rounded[kept]),
        ),
    )
