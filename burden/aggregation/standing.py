"""The gate over what is stored: the smallest group that figures leave when they are subtracted from one another.

Every figure is a sum of atoms, so a region's figure of a level less those of the regions right below it is the people
of the atoms that span the region itself: the groups that nothing published tells apart.  This needs no answers, and
holds for all releases together, because no two waves share an answer.
"""

from collections import Counter

from burden.aggregation.area import load_tree
from burden.models import Figure, Release


def smallest_group_left(release: Release) -> int:
    """Return the people of the smallest group that the figures of a release tell apart, negative where they disagree.

    A release without figures has K people at least in each of its no groups: its K is returned.
    """
    tree = load_tree(release.wave)
    above = dict(zip(tree.codes, (tree.codes[p] if p >= 0 else "" for p in tree.parent), strict=True))
    left: Counter[tuple[str, str, int]] = Counter()
    figures = Figure.objects.filter(release=release).values_list("block", "region_code", "level", "n")
    for block, code, level, n in figures.iterator():
        left[block, code, level] += n
        if above[code]:
            left[block, above[code], level] -= n
    smallest: int = release.parameters["rules"]["smallest_group"]
    return min((n for n in left.values() if n), default=smallest)
