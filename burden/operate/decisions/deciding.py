"""Recording what was decided about an app of the catalogue: added to its history, nothing else is touched."""

from dataclasses import dataclass

from django.db import transaction

from burden.models import CatalogueDecision, CatalogueItem
from burden.models.catalogue_item import CatalogueItemQuerySet
from burden.operate.catalogue.search import entries_of
from burden.operate.clean_ups.events import desk_tree

States = CatalogueDecision.State
GONE = (States.STOP.value, States.MERGE.value)


class OvertakenError(RuntimeError):
    """Somebody recorded a decision about the app after the page was read."""


class MergeRefusedError(ValueError):
    """The app cannot go into that one: it is itself stopped or merged by a decision in force."""


@dataclass(frozen=True, kw_only=True)
class AppLine:
    """One app as the desk lists it; ``decision`` is the last one recorded, None where there is none."""

    item: CatalogueItem
    decision: CatalogueDecision | None


def apps_of_desk() -> CatalogueItemQuerySet:
    """Return apps that people carry on phones, by code; beside a demo only made-up ones.

    Anybody may be the operator of a demo, and decides about nothing real.
    """
    tree = desk_tree()
    return entries_of(tree).on_a_phone().order_by("app_code") if tree else CatalogueItem.objects.none()


def app_lines(*, query: str = "") -> list[AppLine]:
    """Return the apps of the desk with the decision in force; ``query`` is part of a name or a code.

    Four queries.
    """
    items = apps_of_desk().select_related("tree")
    wanted = query.strip().casefold()
    found = [item for item in items if wanted in item.name_zh.casefold() or wanted in item.app_code.casefold()]
    decisions = CatalogueDecision.objects.filter(item__in=found).select_related("merge_into").order_by("pk")
    last = {decision.item_id: decision for decision in decisions}
    return [AppLine(item=item, decision=last.get(item.pk)) for item in found]


def history_of_app(item: CatalogueItem) -> list[CatalogueDecision]:
    """Return the decisions about one app, the last one recorded first."""
    return list(CatalogueDecision.objects.filter(item=item).select_related("merge_into").order_by("-pk"))


@transaction.atomic
def record_decision(*, decision: CatalogueDecision, seen: int) -> CatalogueDecision:
    """Store a decision that is not stored yet; ``seen`` is the last one that its writer saw, 0 for none.

    Raises OvertakenError, MergeRefusedError.
    """
    # One row after the other in a fixed order: two who merge into each other do not wait in a circle.
    keys = sorted({decision.item_id, decision.merge_into_id or decision.item_id})
    list(CatalogueItem.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    if _last(decision.item_id) != seen:
        raise OvertakenError
    if decision.merge_into_id and _is_gone(decision.merge_into_id):
        raise MergeRefusedError
    decision.save(force_insert=True)
    return decision


def _last(item_id: int) -> int:
    keys = CatalogueDecision.objects.filter(item_id=item_id).order_by("-pk").values_list("pk", flat=True)
    return keys.first() or 0


def _is_gone(item_id: int) -> bool:
    last = CatalogueDecision.objects.filter(item_id=item_id).order_by("-pk").first()
    return last is not None and last.state in GONE
