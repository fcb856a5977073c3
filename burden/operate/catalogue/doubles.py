"""Entries that may be one app entered twice, and entries that do much the same for the same people."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from burden.access.scopes import path_of
from burden.domain.likeness import ALIKE_FROM, alike, likeness
from burden.intake.catalogue_store import Author, store_catalogue
from burden.models import CatalogueChange, CatalogueItem, TreeVersion
from burden.operate.catalogue.search import entries_of
from burden.operate.named_apps.found import folded_name

MOST_ALIKE = 10
MOST_SUGGESTED = 50
LONGEST_GROUP = 12


@dataclass(frozen=True, kw_only=True)
class Twins:
    """Two entries whose names are alike and whose people are the same, at least in part."""

    one: CatalogueItem
    other: CatalogueItem


@dataclass(frozen=True, kw_only=True)
class Group:
    """Entries of one group of doubles, or that could be one; ``name`` is that of the group, or one to propose."""

    name: str
    items: tuple[CatalogueItem, ...]

    @property
    def codes(self) -> str:
        """Return the codes of the entries as an address holds them."""
        return ",".join(item.app_code for item in self.items)


def same_named(entry: CatalogueItem) -> list[CatalogueItem]:
    """Return the other entries with the same name and the same home, in use or not, by code; one query."""
    near = CatalogueItem.objects.beside(entry.tree_id).filter(region_code=entry.region_code)
    name = folded_name(entry.name_zh)
    return [other for other in near.exclude(app_code=entry.app_code) if folded_name(other.name_zh) == name]


def like(item: CatalogueItem) -> list[CatalogueItem]:
    """Return entries in use that may be the same as this one, the most alike first; one query."""
    known = CatalogueItem.objects.beside(item.tree_id).filter(is_retired=False).exclude(pk=item.pk)
    found = [(likeness(item.name_zh, other.name_zh), other) for other in known if _may_be_one(item, other)]
    near = sorted((pair for pair in found if pair[0] >= ALIKE_FROM), key=lambda pair: (-pair[0], pair[1].app_code))
    return [other for _likeness, other in near[:MOST_ALIKE]]


def twins_of(tree: TreeVersion) -> tuple[Twins, ...]:
    """Return pairs of entries in use that may be the same, by code; one query."""
    items = {item.app_code: item for item in entries_of(tree).filter(is_retired=False)}
    pairs = sorted(alike({code: item.name_zh for code, item in items.items()}))
    both = ((items[one], items[other]) for one, other in pairs)
    found = (Twins(one=one, other=other) for one, other in both if _may_be_one(one, other))
    return tuple(islice(found, MOST_SUGGESTED))


def groups_of(tree: TreeVersion) -> tuple[Group, ...]:
    """Return the groups of doubles by name, entries out of use left out; one query."""
    found: dict[str, list[CatalogueItem]] = defaultdict(list)
    for item in entries_of(tree).filter(is_retired=False).exclude(duplicate_group="").order_by("app_code"):
        found[item.duplicate_group].append(item)
    return tuple(Group(name=name, items=tuple(items)) for name, items in sorted(found.items()))


def groups_to_propose(tree: TreeVersion) -> tuple[Group, ...]:
    """Return entries with one function for the same people that stand in no common group yet, by function; one query.

    As the board reads it (:func:`burden.domain.app_leads.duplicate_leads`): same function, same audience, and one's
    home lies in the other's.  Two townships of two counties never meet, unless something above them does the same.
    """
    alike_in: dict[tuple[str, str], list[CatalogueItem]] = defaultdict(list)
    for item in entries_of(tree).filter(is_retired=False).exclude(function_category="").order_by("app_code"):
        if item.kind in CatalogueItem.ON_A_PHONE:
            alike_in[item.function_category, item.audience].append(item)
    found = []
    for (function, _audience), items in sorted(alike_in.items()):
        members = [item for item in items if any(other is not item and _nest(item, other) for other in items)]
        names = {item.duplicate_group for item in members}
        if len(members) > 1 and names != {members[0].duplicate_group or None}:
            name = min((name for name in names if name), default=function[:LONGEST_GROUP])
            found.append(Group(name=name, items=tuple(members)))
    return tuple(found[:MOST_SUGGESTED])


def change_group(items: Sequence[CatalogueItem], *, was: str, name: str, chosen: Sequence[str], email: str) -> None:
    """Put the entries with the ``chosen`` codes into the group ``name``, take the others out of it.

    ``was`` is the group's name so far, that of a group to come where there is none.
    """
    store_catalogue(
        regrouped(items, was=was, name=name, chosen=chosen),
        by=Author(door=CatalogueChange.Door.PAGE, email=email),
        fields=("duplicate_group",),
    )


def regrouped(items: Sequence[CatalogueItem], *, was: str, name: str, chosen: Sequence[str]) -> list[CatalogueItem]:
    """Return these entries as they would stand then; one that is of another group and not chosen stays there."""
    for item in items:
        if item.app_code in chosen:
            item.duplicate_group = name
        elif item.duplicate_group in (was, name):
            item.duplicate_group = ""
    return list(items)


def _may_be_one(one: CatalogueItem, other: CatalogueItem) -> bool:
    """Whether the same people have both, on phones or not on phones: an account of the same name is something else."""
    return (one.kind in CatalogueItem.ON_A_PHONE) == (other.kind in CatalogueItem.ON_A_PHONE) and _nest(one, other)


def _nest(one: CatalogueItem, other: CatalogueItem) -> bool:
    """Whether some people carry both: one's home lies in the other's."""
    first, second = path_of(one.region_code), path_of(other.region_code)
    return first.startswith(second) or second.startswith(first)
