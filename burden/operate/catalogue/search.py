"""Finding entries of the catalogue: by what somebody types, and by what is missing in them."""

from dataclasses import dataclass
from datetime import timedelta

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.utils import timezone

from burden.access.scopes import path_of
from burden.domain.raw_values import folded
from burden.models import CatalogueItem, TreeVersion
from burden.models.catalogue_item import CatalogueItemQuerySet
from burden.operate.catalogue.words import kind_words, names_of_regions

A_PAGE = 50
STALE_DAYS = 60

IN_USE = "in_use"
UNFILED = "unfiled"
NO_COMPLAINTS = "no_complaints"
EXEMPT = "exempt"
STALE = "stale"
GROUPED = "grouped"
RETIRED = "retired"
MERGED = "merged"
LOST = "lost"
ALL = "all"


@dataclass(frozen=True, kw_only=True)
class CatalogueQuestion:
    """What is looked for; everything empty finds all entries in use.

    ``text`` is part of a name, code, initials or department; ``region_code`` finds entries of it and below it.
    """

    text: str = ""
    kind: str = ""
    sponsor_level: str = ""
    region_code: str = ""
    show: str = IN_USE


@dataclass(frozen=True, kw_only=True)
class ItemLine:
    """One entry as the list shows it, with its kind in words and the name of its home.

    ``is_lost`` where the desk's edition of the tree lacks the home.
    """

    item: CatalogueItem
    kind: str
    home: str
    is_lost: bool


@dataclass(frozen=True, kw_only=True)
class Found:
    """One page of what was found, how many of each kind, and how many in use lack something.

    ``lost`` is how many entries in use, found or not, have a home that the desk's edition of the tree lacks.
    """

    page: Page[CatalogueItem]
    lines: tuple[ItemLine, ...]
    kinds: dict[str, int]
    lacks: dict[str, int]
    lost: int


def conditions() -> dict[str, Q]:
    """Return what each choice of ``show`` asks for, but that of a home which an edition lacks.

    Accounts are neither filed nor do they take complaints in the sense of the rules; a day that is not known is no
    proof that an entry is stale.
    """
    is_app, in_use = ~Q(kind=CatalogueItem.Kind.ACCOUNT), Q(is_retired=False)
    return {
        IN_USE: in_use,
        UNFILED: in_use & is_app & Q(filing_no=""),
        NO_COMPLAINTS: in_use & is_app & Q(has_complaint_channel=False),
        EXEMPT: in_use & Q(is_exempt_scene=True),
        STALE: in_use & Q(last_update_on__lt=timezone.localdate() - timedelta(days=STALE_DAYS)),
        GROUPED: in_use & ~Q(duplicate_group=""),
        RETIRED: Q(is_retired=True, merged_into__isnull=True),
        MERGED: Q(merged_into__isnull=False),
        ALL: Q(),
    }


def entries_of(tree: TreeVersion) -> CatalogueItemQuerySet:
    """Return the entries beside this edition: of all editions of the same kind, the demo's or real ones."""
    return CatalogueItem.objects.beside(tree.version)


def find_entries(tree: TreeVersion, question: CatalogueQuestion, *, page: str) -> Found:
    """Return one page of entries by code; seven queries, however many entries there are."""
    matching = _matching(entries_of(tree), question)
    lost = lost_entries(tree)
    wanted = conditions() | {LOST: Q(pk__in=lost.values("pk"))}
    lacks = matching.aggregate(
        **{name: Count("pk", filter=wanted[name]) for name in (UNFILED, NO_COMPLAINTS, EXEMPT, STALE)}
    )
    shown = matching.filter(wanted[question.show]).select_related("merged_into")
    kinds = dict(shown.order_by("kind").values_list("kind").annotate(Count("pk")))
    found = Paginator(shown.order_by("app_code"), A_PAGE).get_page(page)
    names = names_of_regions(item.region_code for item in found)
    words = kind_words()
    homeless = set(lost.filter(pk__in=[item.pk for item in found]).values_list("pk", flat=True))
    lines = tuple(
        ItemLine(
            item=item,
            kind=words[item.kind],
            home=names.get(item.region_code, item.region_code),
            is_lost=item.pk in homeless,
        )
        for item in found
    )
    return Found(page=found, lines=lines, kinds=kinds, lacks=lacks, lost=lost.count())


def lost_entries(tree: TreeVersion) -> CatalogueItemQuerySet:
    """Return the entries in use whose home this edition lacks: those of older editions that nobody has moved yet."""
    return entries_of(tree).filter(is_retired=False).lost_to(tree.version)


def _matching(entries: CatalogueItemQuerySet, question: CatalogueQuestion) -> CatalogueItemQuerySet:
    text = folded(question.text)
    if text:
        by_text = Q(name_zh__icontains=text) | Q(app_code__icontains=text) | Q(sponsor_dept__icontains=text)
        entries = entries.filter(by_text | Q(initials__icontains=text))
    if question.kind:
        entries = entries.filter(kind=question.kind)
    if question.sponsor_level:
        entries = entries.filter(sponsor_level=int(question.sponsor_level))
    return entries.filter(region_code__startswith=path_of(question.region_code)) if question.region_code else entries
