"""Dated clean-ups that concern a region: its own and those of the regions above it."""

from collections.abc import Sequence

from burden.domain.levels import PREFIX_DIGITS, code_of
from burden.models import CleanupEvent, Region, Release
from burden.reports.selection import Selection
from burden.reports.trends.types import TrendEvent

MARKS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def clean_ups_of(selection: Selection, releases: Sequence[Release]) -> tuple[TrendEvent, ...] | None:
    """Return the newest twenty clean-ups of the region's line during these waves, oldest first.

    None where nobody enters any, in whichever edition of the tree.  A clean-up entered in two editions of the
    tree is one.  One query, and two more where there are some.
    """
    entered = CleanupEvent.objects.beside(release.wave.tree_id for release in releases)
    if not entered.exists():
        return None
    path = selection.region.path
    line = [code_of(path[:digits]) for digits in PREFIX_DIGITS.values() if digits <= len(path)]
    newest_tree = releases[-1].wave.tree_id
    names = dict(Region.objects.of_tree(newest_tree).filter(code__in=line).values_list("code", "name"))
    during = (releases[0].wave.opens_on, releases[-1].wave.closes_on)
    events = entered.filter(region_code__in=line, happened_on__range=during).order_by("happened_on", "pk")
    once = {(event.happened_on, event.region_code, event.title): event for event in events}
    newest = tuple(once.values())[-len(MARKS) :]
    return tuple(
        TrendEvent(
            mark=mark,
            happened_on=event.happened_on,
            region=names.get(event.region_code, event.region_code),
            title=event.title,
            note=event.note,
        )
        for mark, event in zip(MARKS, newest, strict=False)
    )
