"""The history of the catalogue: what was changed together, by whom, when, and from what to what."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max, Window
from django.db.models.functions import RowNumber

from burden.access.account_words import who_did
from burden.models import CatalogueChange, CatalogueItem, TreeVersion
from burden.operate.catalogue.words import door_words, field_words, names_of_regions, value_in_words

A_PAGE = 50
SHOWN_OF_A_DEED = 6


@dataclass(frozen=True, kw_only=True)
class ChangeLine:
    """One change in words; ``field`` is empty where the entry was added."""

    item: CatalogueItem
    field: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class DeedLine:
    """What one person changed at once; ``lines`` are the first changes, ``more`` how many there are besides."""

    deed: uuid.UUID
    recorded_at: datetime
    who: str
    door: str
    lines: tuple[ChangeLine, ...]
    more: int


def history_of_item(item: CatalogueItem) -> tuple[DeedLine, ...]:
    """Return all that was ever changed in one entry, newest first; two queries."""
    return _deeds(CatalogueChange.objects.filter(item=item).select_related("item"), counts={})


def page_of_deeds(tree: TreeVersion, number: str) -> tuple[Page[dict[str, Any]], tuple[DeedLine, ...]]:
    """Return one page of what was changed in the catalogue beside this edition, newest first.  Four queries."""
    changes = CatalogueChange.objects.filter(item__tree__is_demo=tree.is_demo)
    deeds = changes.order_by().values("deed").annotate(last=Max("pk"), rows=Count("pk")).order_by("-last")
    page = Paginator(deeds, A_PAGE).get_page(number)
    counts = {row["deed"]: row["rows"] for row in page}
    # A file may have changed thousands of fields: the first of each deed are enough here.
    place = Window(RowNumber(), partition_by="deed", order_by="pk")
    firsts = CatalogueChange.objects.filter(deed__in=counts).annotate(place=place)
    return page, _deeds(firsts.filter(place__lte=SHOWN_OF_A_DEED).select_related("item"), counts=counts)


def page_of_one_deed(tree: TreeVersion, deed: uuid.UUID, number: str) -> tuple[Page[CatalogueChange], DeedLine | None]:
    """Return one page of all that was changed together; None where there is no such deed."""
    changes = CatalogueChange.objects.filter(item__tree__is_demo=tree.is_demo, deed=deed)
    page = Paginator(changes.select_related("item").order_by("pk"), A_PAGE).get_page(number)
    found = _deeds(list(page), counts={})
    return page, found[0] if found else None


def last_change_of(item: CatalogueItem) -> int:
    """Return the number of the last change of an entry, 0 where there is none: what a form saw."""
    return item.changes.order_by("-pk").values_list("pk", flat=True).first() or 0


def _deeds(changes: Iterable[CatalogueChange], *, counts: dict[uuid.UUID, int]) -> tuple[DeedLine, ...]:
    """Put changes together that were made together; ``counts`` says of how many each deed consisted, if of more."""
    rows = sorted(changes, key=lambda change: change.pk)
    places = names_of_regions(value for row in rows if row.field == "region_code" for value in (row.before, row.after))
    by_deed: dict[uuid.UUID, list[CatalogueChange]] = defaultdict(list)
    for row in rows:
        by_deed[row.deed].append(row)
    newest_first = sorted(by_deed.values(), key=lambda group: -group[-1].pk)
    return tuple(
        _deed_line(group, places=places, more=counts.get(group[0].deed, len(group)) - len(group))
        for group in newest_first
    )


def _deed_line(rows: Sequence[CatalogueChange], *, places: dict[str, str], more: int) -> DeedLine:
    first, words = rows[0], field_words()
    return DeedLine(
        deed=first.deed,
        recorded_at=first.recorded_at,
        who=who_did(first.email),
        door=door_words()[first.door],
        lines=tuple(
            ChangeLine(
                item=row.item,
                field=words.get(row.field, row.field),
                before=value_in_words(row.field, row.before, places=places),
                after=value_in_words(row.field, row.after, places=places),
            )
            for row in rows
        ),
        more=more,
    )
