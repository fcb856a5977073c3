"""Dated clean-ups that concern a region: its own and those of the regions above it."""

from collections.abc import Iterable

from burden.domain.levels import PREFIX_DIGITS
from burden.models import CleanupEvent, Region
from burden.reports.selection import CODE_DIGITS, Selection
from burden.reports.trend_types import TrendEvent

MARKS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def clean_ups_of(selection: Selection, *, trees: Iterable[str]) -> tuple[TrendEvent, ...]:
    """Return the newest twenty clean-ups of the region's line, oldest first; two queries.

    ``trees`` are the editions of the region tree that the waves went by; a clean-up entered in two of them is one.
    """
    path = selection.region.path
    line = [path[:digits].ljust(CODE_DIGITS, "0") for digits in PREFIX_DIGITS.values() if digits <= len(path)]
    names = dict(Region.objects.of_tree(selection.wave.tree_id).filter(code__in=line).values_list("code", "name"))
    events = CleanupEvent.objects.filter(tree_id__in=trees, region_code__in=line).order_by("happened_on", "pk")
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
