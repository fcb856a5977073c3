"""Clean-ups that operators enter: where, on which day, what was done."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from burden.intake.places import Territory, places_coded
from burden.models import CleanupEvent, TreeVersion, Wave

A_PAGE = 50


class SameCleanUpError(ValueError):
    """The region has a clean-up of this day and title already."""


@dataclass(frozen=True, kw_only=True)
class CleanUpLine:
    """One clean-up as the desk lists it; ``place`` is the region with those above it."""

    event: CleanupEvent
    place: str


def desk_tree() -> TreeVersion | None:
    """Return the edition of the tree that the desk works by: the demo's beside a demo, else the newest real one.

    None before any region was loaded.
    """
    return TreeVersion.objects.newest(is_demo=Wave.objects.filter(is_demo=True).exists())


def territory_of_desk(tree: TreeVersion) -> Territory:
    """Return where clean-ups may be entered: the whole edition."""
    return Territory(tree_version=tree.version, path="")


def page_of_clean_ups(tree: TreeVersion, number: str) -> tuple[Page[CleanupEvent], tuple[CleanUpLine, ...]]:
    """Return one page of clean-ups, newest first, of all editions of the same kind of tree."""
    events = CleanupEvent.objects.filter(tree__is_demo=tree.is_demo).order_by("-happened_on", "region_code", "pk")
    page = Paginator(events, A_PAGE).get_page(number)
    return page, lines_of(tuple(page), tree)


def lines_of(events: Sequence[CleanupEvent], tree: TreeVersion) -> tuple[CleanUpLine, ...]:
    """Return clean-ups with the names of their places, in this edition or else in the one they were entered by."""
    names = _names(events, tree.version)
    older: dict[str, list[CleanupEvent]] = defaultdict(list)
    for event in events:
        if event.region_code not in names:
            older[event.tree_id].append(event)
    for version, entered_by_it in older.items():
        names |= _names(entered_by_it, version)
    return tuple(CleanUpLine(event=event, place=names.get(event.region_code, event.region_code)) for event in events)


def tree_to_change_by(event: CleanupEvent, tree: TreeVersion) -> TreeVersion:
    """Return the edition that a change is entered by: the desk's, or the clean-up's own where that lacks its region."""
    return tree if territory_of_desk(tree).regions().filter(code=event.region_code).exists() else event.tree


def _names(events: Sequence[CleanupEvent], version: str) -> dict[str, str]:
    codes = {event.region_code for event in events}
    places = places_coded(Territory(tree_version=version, path=""), codes)
    return {code: place.full_name for code, place in places.items()}


def store_clean_up(event: CleanupEvent) -> None:
    """Store a new or changed clean-up; SameCleanUpError where the same was entered before."""
    same = CleanupEvent.objects.filter(
        tree__is_demo=event.tree.is_demo,
        region_code=event.region_code,
        happened_on=event.happened_on,
        title=event.title,
    )
    if same.exclude(pk=event.pk).exists():
        raise SameCleanUpError
    event.save()
