"""Suggestions that a moderator has shown, for those who read a region: after the release, and never of a few people.

A suggestion is kept under a county (city, province).  It counts for a *home*: the smallest region around it whose
published answers to page 1, less those of homes within it, are at least K people.  A page lists the suggestions of all
homes in its region without saying which is whose.  So a page less the pages below it leaves suggestions of at least K
people again, and levels are told apart nowhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from burden.access.policies import Reach, is_public_kind
from burden.access.scopes import Viewer, path_of
from burden.domain.blocks import PAGE_ONE_BLOCKS
from burden.models import Figure, Region, Release, Suggestion
from burden.reports.selection import select
from burden.reports.waves import smallest_group

MOST_LISTED = 100


@dataclass(frozen=True, kw_only=True)
class ShownSuggestions:
    """What people suggested, in random order; ``is_cut`` where there are more than are listed."""

    texts: tuple[str, ...] = ()
    is_cut: bool = False


NONE_SHOWN = ShownSuggestions()


def shown_suggestions(*, viewer: Viewer, wave: str | None = None, region: str | None = None) -> ShownSuggestions:
    """Return what may be read of a region; nothing where the wave asked for none or the viewer reads only the public.

    NothingToShow for what does not exist or may not be read, as for the page itself.
    """
    selection = select(viewer=viewer, wave=wave, region=region)
    if not selection.wave.asks_for_text or selection.reach is not Reach.FULL:
        return NONE_SHOWN
    if not is_public_kind(selection.region.kind):
        return NONE_SHOWN
    homes = homes_of(
        people_by_path(selection.release, selection.region.path), smallest=smallest_group(selection.release)
    )
    kept = Suggestion.objects.filter(
        wave=selection.wave, state=Suggestion.State.SHOWN, region_code__startswith=selection.region.path
    )
    texts = [
        text
        for code, text in kept.order_by("pk").values_list("region_code", "text")
        if any(path_of(code).startswith(home) for home in homes)
    ]
    return ShownSuggestions(texts=tuple(texts[:MOST_LISTED]), is_cut=len(texts) > MOST_LISTED)


def homes_of(people: Mapping[str, int], *, smallest: int) -> frozenset[str]:
    """Return the paths that suggestions count for; ``people`` are published answers by path, subtrees included.

    >>> sorted(homes_of({"33": 60, "3305": 45, "330521": 30, "330522": 8}, smallest=10))
    ['33', '3305', '330521']
    """
    homes: set[str] = set()
    settled: dict[str, int] = {}
    for path in sorted(people, key=len, reverse=True):
        below = sum(count for home, count in settled.items() if home.startswith(path))
        if people[path] - below >= smallest:
            homes.add(path)
            settled[path] = people[path] - below
    return frozenset(homes)


def people_by_path(release: Release, path: str) -> dict[str, int]:
    """Return published answers to page 1 of a region and all above townships in it, by path; two queries.

    Items may be skipped, so page 1 is several populations: the largest one of the wave counts, everywhere the same.
    """
    regions = Region.objects.of_tree(release.wave.tree_id).within(path)
    paths = {region.code: region.path for region in regions if is_public_kind(region.kind)}
    names = [block.name for block in PAGE_ONE_BLOCKS]
    figures = Figure.objects.filter(
        release=release, block__in=names, region_code__in=[*paths, release.wave.region_code]
    )
    people: dict[str, dict[str, int]] = {name: {} for name in names}
    for block, code, number in figures.values_list("block", "region_code", "n"):
        people[block][code] = people[block].get(code, 0) + number
    largest = max(people.values(), key=lambda counts: counts.get(release.wave.region_code, 0))
    return {paths[code]: number for code, number in largest.items() if code in paths}
