"""Two entries of one app become one: the one kept takes answers from the next wave on, the other stays as a name.

What answers and releases of before hold under the code of the other stays under it, and reports still name it.  While
a wave is open nothing that its people can choose is merged, so no answer on its way names an entry that is gone.
"""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass

from django.db import transaction

from burden.access.scopes import path_of
from burden.domain.sentences import Sentence
from burden.intake.catalogue import LONGEST_PACKAGES
from burden.intake.catalogue_plan import (
    FIELDS,
    MERGED_INTO,
    asks_about,
    begun_waves,
    plan_of,
    text_of_value,
    value_of_text,
)
from burden.intake.catalogue_store import Author, lock_catalogue, store_catalogue
from burden.models import CatalogueChange, CatalogueItem

# What the kept entry takes over where it says nothing itself.
TAKEN_OVER = ("function_category", "sponsor_dept", "platform", "launched_on", "last_update_on", "filing_no")
PACKAGES = "package_names"
CHANGED = (*TAKEN_OVER, PACKAGES, "is_retired", MERGED_INTO)


class MergeImpossibleError(ValueError):
    """The two cannot become one now, or not be parted again; ``sentence`` says why and what to do."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, kw_only=True)
class MergePlan:
    """What a merge would do: the entries as they would stand, and what the kept one takes over, field by field.

    ``before`` is how many waves have asked about the entry that goes: what they published stays under its own code.
    """

    goes: CatalogueItem
    stays: CatalogueItem
    entries: tuple[CatalogueItem, ...]
    taken_over: tuple[tuple[str, str], ...]
    before: int


def plan_merge(*, goes: CatalogueItem, stays: CatalogueItem) -> MergePlan:
    """Say what would come of merging one entry into another; nothing is stored.  Raises MergeImpossibleError."""
    for sentence in _against(goes, stays):
        raise MergeImpossibleError(sentence)
    gone, kept = copy(goes), copy(stays)
    gone.is_retired, gone.merged_into = True, stays
    taken_over = [name for name in TAKEN_OVER if not getattr(stays, name) and getattr(goes, name)]
    for name in taken_over:
        setattr(kept, name, getattr(goes, name))
    kept.package_names = _packages_of_both(goes, stays)
    if kept.package_names != stays.package_names:
        taken_over.append(PACKAGES)
    # Whatever was merged into the one that goes now stands for the kept one: no chain to follow.
    followers = [copy(item) for item in goes.merged_from.all()]
    for item in followers:
        item.merged_into = stays
    entries = (gone, kept, *followers)
    for problem in plan_of(entries, fields=CHANGED).problems:
        raise MergeImpossibleError(problem.sentence)
    return MergePlan(
        goes=goes,
        stays=stays,
        entries=entries,
        taken_over=tuple((name, text_of_value(getattr(kept, name))) for name in taken_over),
        before=_begun(goes),
    )


@transaction.atomic
def merge(*, goes: str, stays: str, email: str) -> None:
    """Merge the entry with the code ``goes`` into the one with the code ``stays``.  Raises MergeImpossibleError."""
    lock_catalogue()
    both = {
        item.app_code: item for item in CatalogueItem.objects.select_related("tree").filter(app_code__in=(goes, stays))
    }
    plan = plan_merge(goes=both[goes], stays=both[stays])
    store_catalogue(plan.entries, by=Author(door=CatalogueChange.Door.MERGE, email=email), fields=CHANGED)


def refusal_to_part(item: CatalogueItem) -> Sentence | None:
    """Say why a merged entry cannot be parted from the other again; None where it can."""
    change = _merging_of(item)
    if change is None or item.merged_into is None:
        return Sentence("“%(name)s”没有并到别项。", name=item.name_zh)
    if change.after != item.merged_into.app_code:
        return Sentence("它先并到 %(first)s，再随它并过来；请先撤销 %(first)s 的合并。", first=change.after)
    if _begun(item) != change.waves_begun:
        return Sentence("合并以后已经开过调查，答卷里它们是同一个，不能再分开。确是两个的，请另加一项。")
    return None


@transaction.atomic
def part_again(item: CatalogueItem, *, email: str) -> None:
    """Undo a merge; what was changed by hand since stays as it is.  Raises MergeImpossibleError."""
    lock_catalogue()
    item = CatalogueItem.objects.select_related(MERGED_INTO).get(pk=item.pk)
    refusal = refusal_to_part(item)
    change = _merging_of(item)
    if refusal is not None or change is None:
        raise MergeImpossibleError(refusal or Sentence("“%(name)s”没有并到别项。", name=item.name_zh))
    entries: dict[int, CatalogueItem] = {}
    for row in CatalogueChange.objects.filter(deed=change.deed).select_related(f"item__{MERGED_INTO}"):
        entry = entries.setdefault(row.item_id, copy(row.item))
        if text_of_value(getattr(entry, row.field)) == row.after:
            setattr(entry, row.field, value_of_text(row.field, row.before))
    by = Author(door=CatalogueChange.Door.MERGE, email=email)
    store_catalogue(tuple(entries.values()), by=by, fields=(*FIELDS, MERGED_INTO))


def _against(goes: CatalogueItem, stays: CatalogueItem) -> Iterator[Sentence]:
    if goes.pk == stays.pk:
        yield Sentence("不能并到它自己。")
    if stays.is_retired:
        yield Sentence("“%(name)s”已停用，不能并进去；请先恢复它，或反过来合并。", name=stays.name_zh)
    if goes.merged_into_id:
        yield Sentence("“%(name)s”已经并到别项了。", name=goes.name_zh)
    if goes.tree.is_demo != stays.tree.is_demo:
        yield Sentence("一项是演示的，一项是正式的，不能合并。")
    if (goes.kind in CatalogueItem.ON_A_PHONE) != (stays.kind in CatalogueItem.ON_A_PHONE):
        yield Sentence("一个装在手机上，一个是公众账号或网页系统，不是同一个；可以设为一组。")
    if not path_of(goes.region_code).startswith(path_of(stays.region_code)):
        yield Sentence(
            "“%(stays)s”的地区盖不住“%(goes)s”的地区，合并后有人会选不到；请反过来合并，或先把“%(stays)s”的地区改大。",
            stays=stays.name_zh,
            goes=goes.name_zh,
        )


def _packages_of_both(goes: CatalogueItem, stays: CatalogueItem) -> str:
    """Return the packages of both, so that phones with either are recognised; those of the kept one if too many."""
    if stays.kind != CatalogueItem.Kind.APP:
        return stays.package_names
    both = " ".join(dict.fromkeys(f"{stays.package_names} {goes.package_names}".split()))
    return both if len(both) <= LONGEST_PACKAGES else stays.package_names


def _begun(item: CatalogueItem) -> int:
    return sum(1 for wave in begun_waves() if asks_about(wave, item))


def _merging_of(item: CatalogueItem) -> CatalogueChange | None:
    """Return the change that merged the entry itself, not one that took it along."""
    merged = item.changes.filter(field=MERGED_INTO, before="", door=CatalogueChange.Door.MERGE)
    return merged.order_by("-pk").first()
