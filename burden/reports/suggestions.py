"""Suggestions that a moderator has shown, for those who read a region: after the release, and never of a few people.

A suggestion is kept under a county (city, province).  It counts for a *home*: the smallest region around it whose
published answers to page 1, less those of homes within it, are at least K people.  A page lists the suggestions of all
homes in its region without saying which is whose.  So a page less the pages below it leaves suggestions of at least K
people again, and levels are told apart nowhere.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from burden.access.policies import Reach, is_public_kind
from burden.access.scopes import Viewer, path_of
from burden.domain.blocks import PAGE_ONE_BLOCKS
from burden.domain.levels import PREFIX_DIGITS, RegionKind
from burden.models import FigurePack, Region, Release, Suggestion
from burden.reports.selection import Selection, select
from burden.reports.waves import smallest_group

MOST_LISTED = 100
KINDS = [kind for kind in RegionKind if is_public_kind(kind)]


@dataclass(frozen=True, kw_only=True)
class ShownSuggestions:
    """What people suggested, in random order; ``is_cut`` where there are more than are listed."""

    texts: tuple[str, ...] = ()
    is_cut: bool = False


def shown_suggestions(*, viewer: Viewer, wave: str | None = None, region: str | None = None) -> ShownSuggestions | None:
    """Return what may be read of a region; None where the wave asked for none, below county, and outside one's own.

    NothingToShow for what does not exist or may not be read, as for the page itself.
    """
    selection = select(viewer=viewer, wave=wave, region=region)
    if selection.reach is not Reach.FULL or not is_public_kind(selection.region.kind):
        return None
    return _shown(selection) if selection.wave.asks_for_text else None


def _shown(selection: Selection) -> ShownSuggestions:
    path = selection.region.path
    homes = homes_of(people_by_path(selection.release, path), smallest=smallest_group(selection.release))
    shown = Suggestion.objects.filter(
        wave=selection.wave, state=Suggestion.State.SHOWN, region_code__startswith=path
    ).order_by("pk")
    texts = [text for code, text in shown.values_list("region_code", "text") if _has_home(path_of(code), homes)]
    return ShownSuggestions(texts=tuple(texts[:MOST_LISTED]), is_cut=len(texts) > MOST_LISTED)


def homes_of(people: Mapping[str, int], *, smallest: int) -> frozenset[str]:
    """Return the paths that suggestions count for; ``people`` are published answers by path, subtrees included.

    >>> sorted(homes_of({"33": 60, "3305": 45, "330521": 30, "330522": 8}, smallest=10))
    ['33', '3305', '330521']
    """
    homes: set[str] = set()
    settled: Counter[str] = Counter()  # people of homes within a path
    for path in sorted(people, key=len, reverse=True):
        left = people[path] - settled[path]
        if left >= smallest:
            homes.add(path)
            for above in _above(path):
                settled[above] += left
    return frozenset(homes)


def _has_home(path: str, homes: Collection[str]) -> bool:
    return path in homes or any(above in homes for above in _above(path))


def _above(path: str) -> Iterator[str]:
    return (path[:digits] for digits in PREFIX_DIGITS.values() if digits < len(path))


def people_by_path(release: Release, path: str) -> dict[str, int]:
    """Return published answers to page 1 of a region and of all above townships in it, by path; two queries.

    Items may be skipped, so page 1 is several populations: the largest one of the wave counts, everywhere the same.
    """
    regions = Region.objects.of_tree(release.wave.tree_id).within(path).filter(kind__in=KINDS)
    paths = dict(regions.values_list("code", "path"))
    codes = {*paths, release.wave.region_code}
    people: dict[str, Counter[str]] = {block.name: Counter() for block in PAGE_ONE_BLOCKS}
    for figure in FigurePack.objects.figures(release, codes=codes, blocks=PAGE_ONE_BLOCKS):
        people[figure.block.name][figure.region_code] += figure.n
    largest = max(people.values(), key=lambda counts: counts[release.wave.region_code])
    return {paths[code]: number for code, number in largest.items() if code in paths}
