"""Rounding the counts of the app-usage report over a whole wave, before anything of it is written.

Cumulative rounding runs through the atoms of one level in depth-first order, so it needs those of all shards at once.
"""

from collections.abc import Iterable

import numpy as np
from django.conf import settings

from burden.aggregation.part import BlockAtoms
from burden.domain.region_tree import RegionTree
from burden.domain.rounding import round_counts
from burden.models import Wave


def with_rounded_counts(wave: Wave, tree: RegionTree, parts: Iterable[BlockAtoms]) -> BlockAtoms:
    """Return the atoms of all parts of one block, depth first, with every count rounded; people stay exact."""
    found = list(parts)
    atoms = [atom for part in found for atom in part.atoms]
    order = sorted(
        range(len(atoms)), key=lambda place: (tree.index(atoms[place].span), atoms[place].level, atoms[place].kind)
    )
    block = found[0].block
    rows = np.concatenate([part.rows for part in found])[order]
    levels = np.array([atoms[place].level for place in order], dtype=np.int64)
    for level in sorted(set(levels.tolist())):
        chosen = levels == level
        rows[chosen, 1:] = round_counts(
            rows[chosen, 1:],
            key=settings.ROUNDING_KEY,
            labels=[f"{wave.code}|{level}|{count}" for count in block.counts],
        )
    return BlockAtoms(block=block, atoms=tuple(atoms[place] for place in order), rows=rows)
