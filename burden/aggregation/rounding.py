"""Rounding the counts of the app-usage report over a whole wave, before anything of it is written.

Cumulative rounding runs through the atoms of one level in depth-first order, so it needs those of all shards at once.
"""

from collections.abc import Iterable

import numpy as np
from django.conf import settings

from burden.aggregation.part import BlockAtoms
from burden.domain.rounding import round_counts
from burden.models import Wave


def with_rounded_counts(wave: Wave, parts: Iterable[BlockAtoms]) -> BlockAtoms:
    """Return the atoms of all parts of one block, depth first, with every count rounded; people stay exact."""
    found = list(parts)
    block = found[0].block
    span, level, kind, rows = (
        np.concatenate([getattr(part, name) for part in found]) for name in ("span", "level", "kind", "rows")
    )
    order = np.lexsort((kind, level, span))
    span, level, kind, rows = span[order], level[order], kind[order], rows[order]
    for of_level in np.unique(level).tolist():
        chosen = level == of_level
        rows[chosen, 1:] = round_counts(
            rows[chosen, 1:],
            key=settings.ROUNDING_KEY,
            labels=[f"{wave.code}|{of_level}|{count}" for count in block.counts],
        )
    return BlockAtoms(block=block, rows=rows, span=span, level=level, kind=kind, carried_rows=rows[:0])
