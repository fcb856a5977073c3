"""Clean-ups of a region and below, the waves around each, and who had one at the time."""

from collections.abc import Iterable, Sequence
from datetime import date

from burden.access.scopes import path_of
from burden.models import CleanupEvent, Region, Release
from burden.reports.effect.types import CleanUp
from burden.reports.regions import region_ref
from burden.reports.selection import Selection

MOST_LISTED = 50


def clean_ups_within(selection: Selection, releases: Sequence[Release]) -> tuple[CleanUp, ...]:
    """Return the newest fifty clean-ups of the selected region and all below it, newest first; two queries.

    A clean-up entered in two editions of the tree is one.
    """
    entered = CleanupEvent.objects.beside(release.wave.tree_id for release in releases)
    within = entered.filter(region_code__startswith=selection.region.path)
    within = within.order_by("happened_on", "region_code", "pk")
    once = {(event.happened_on, event.region_code, event.title): event for event in within}
    newest = tuple(once.values())[: -MOST_LISTED - 1 : -1]
    found = Region.objects.of_tree(releases[-1].wave.tree_id).filter(code__in={event.region_code for event in newest})
    regions = {region.code: region_ref(region) for region in found}
    return tuple(
        CleanUp(
            key=str(event.pk),
            happened_on=event.happened_on,
            region=regions[event.region_code],
            title=event.title,
            note=event.note,
            before=_code(wave_before(releases, event.happened_on)),
            after=_code(wave_after(releases, event.happened_on)),
        )
        for event in newest
        if event.region_code in regions
    )


def wave_before(releases: Sequence[Release], day: date) -> Release | None:
    """Return the last wave that had closed before the day; releases oldest first."""
    return next((release for release in reversed(releases) if release.wave.closes_on < day), None)


def wave_after(releases: Sequence[Release], day: date) -> Release | None:
    """Return the first wave that opened after the day; releases oldest first."""
    return next((release for release in releases if release.wave.opens_on > day), None)


def paths_cleaned_up(before: Release, after: Release) -> tuple[str, ...]:
    """Return the path of every clean-up from the opening of one wave to the close of another; one query."""
    entered = CleanupEvent.objects.beside((before.wave.tree_id, after.wave.tree_id)).filter(
        happened_on__range=(before.wave.opens_on, after.wave.closes_on)
    )
    once = set(entered.values_list("happened_on", "region_code", "title"))
    return tuple(path_of(code) for _, code, _ in sorted(once))


def touching(paths: Iterable[str], path: str) -> int:
    """Return how many of the clean-ups concern a place: its own, those of the regions above it and of those below.

    >>> touching(("99", "990101", "990102", "990101101"), "990101")
    3
    """
    return sum(path.startswith(event) or event.startswith(path) for event in paths)


def _code(release: Release | None) -> str:
    return release.wave.code if release else ""
