"""The gate over what is stored: the smallest group that figures leave when they are subtracted from one another.

Every figure is a sum of atoms, so a region's figure of a level less those of the regions right below it is the people
of the atoms that span the region itself: the groups that nothing published tells apart.  This needs no answers, and
holds for all releases together, because no two waves share an answer.
"""

from collections.abc import Iterable

import numpy as np

from burden.aggregation.area import load_tree
from burden.aggregation.fat_rows import IntArray
from burden.aggregation.units import added_up, look_up, unit_keys
from burden.domain.figure_packs import FIGURE, decode
from burden.domain.region_tree import NO_PARENT, RegionTree
from burden.models import FigurePack, Release

_UNITS = 10**14  # larger than any unit, so that a block and a unit are one number


def smallest_group_left(release: Release) -> int:
    """Return the people of the smallest group that the figures of a release tell apart, negative where they disagree.

    A release without figures tells no group apart: its K is returned.
    """
    tree = load_tree(release.wave)
    smallest: int = release.parameters["rules"]["smallest_group"]
    packs = FigurePack.objects.filter(release=release)
    for family in packs.order_by("family").values_list("family", flat=True).distinct():
        left = _left_over(tree, packs.filter(family=family).values_list("data", flat=True).iterator())
        smallest = min(smallest, int(left.min(initial=smallest)))
    return smallest


def _left_over(tree: RegionTree, packs: Iterable[bytes | memoryview]) -> IntArray:
    """Return the people of each region, level and block of some packs who are in no region below, zeros left out."""
    names = dict[str, int]()
    keys, people = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for data in packs:
        entries = decode([bytes(data)])
        chosen = np.flatnonzero(entries.kind == FIGURE)
        block = np.array([names.setdefault(name, len(names)) for name in entries.names], dtype=np.int64)
        of_block = block[entries.block[chosen]] * _UNITS
        n = entries.heads[np.cumsum(entries.head_size) - entries.head_size][chosen]
        parent = tree.parent[look_up(tree.number, entries.code[chosen])]
        below = parent != NO_PARENT
        keys += [
            of_block + unit_keys(entries.code[chosen], entries.level[chosen]),
            (of_block + unit_keys(tree.number[parent], entries.level[chosen]))[below],
        ]
        people += [n, -n[below]]
    _, left = added_up(np.concatenate(keys), np.concatenate(people))
    found: IntArray = left[left != 0]
    return found
