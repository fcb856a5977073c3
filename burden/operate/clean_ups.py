"""Clean-ups that operators enter: where, on which day, what was done."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from burden.intake.places import Territory, find_place
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
    """Return the edition of the tree that clean-ups are entered by: the demo's beside a demo, else the newest real one.

    None before any region was loaded.
    """
    is_demo = Wave.objects.filter(is_demo=True).exists()
    return TreeVersion.objects.filter(is_demo=is_demo).order_by("-as_of_on").first()


def territory_of_desk(tree: TreeVersion) -> Territory:
    """Return where clean-ups may be entered: the whole edition."""
    return Territory(tree_version=tree.version, path="")


def page_of_clean_ups(tree: TreeVersion, number: str) -> tuple[Page[CleanupEvent], tuple[CleanUpLine, ...]]:
    """Return one page of clean-ups, newest first, of all editions of the same kind of tree."""
    events = CleanupEvent.objects.filter(tree__is_demo=tree.is_demo).order_by("-happened_on", "region_code", "pk")
    page = Paginator(events, A_PAGE).get_page(number)
    territory = territory_of_desk(tree)
    return page, tuple(line_of(event, territory) for event in page)


def line_of(event: CleanupEvent, territory: Territory) -> CleanUpLine:
    """Return a clean-up with the name of its place; its code where the newest edition knows it no more."""
    place = find_place(territory, event.region_code)
    return CleanUpLine(event=event, place=place.full_name if place else event.region_code)


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
