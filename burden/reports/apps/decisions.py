"""What was decided about apps: history of each, the state in force, and what anybody may read of a region.

Decisions are of the catalogue, no part of a release: they are read as they stand today, whichever wave a page shows.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from burden.access.policies import is_public_kind
from burden.access.scopes import path_of
from burden.models import CatalogueDecision, CatalogueItem, Wave
from burden.reports.apps.catalogue import concerns
from burden.reports.types import RegionRef
from burden.reports.wording import Wording

States = CatalogueDecision.State
STATE_WORDS: dict[str, tuple[str, str]] = {
    States.WAITING.value: ("待核实", "to be checked"),
    States.STOP.value: ("停用", "stop"),
    States.MERGE.value: ("合并", "merge"),
    States.KEEP.value: ("保留", "keep"),
    States.TRANSFER.value: ("转交", "hand over"),
}


@dataclass(frozen=True, kw_only=True)
class AppDecision:
    """One decision about one app; ``merge_into`` is the name of the app it goes into, else empty."""

    app_code: str
    app_name: str
    about: str
    state: str
    merge_into: str
    decided_on: date
    decided_by: str
    note: str

    @property
    def state_words(self) -> Wording:
        """Return the state in both languages, e.g. 停用."""
        return Wording(*STATE_WORDS[self.state])

    @property
    def words(self) -> tuple[str, str]:
        """Return what was decided, in Chinese and English, e.g. 合并到云汀党建云."""
        zh, en = STATE_WORDS[self.state]
        return (f"{zh}到{self.merge_into}", f"{en} into {self.merge_into}") if self.merge_into else (zh, en)


def histories_of(tree_id: str, codes: Iterable[str]) -> dict[str, tuple[AppDecision, ...]]:
    """Return the decisions about each of these apps, oldest record first; apps without any are left out; one query."""
    found: dict[str, list[AppDecision]] = defaultdict(list)
    stored = CatalogueDecision.objects.filter(
        item__in=CatalogueItem.objects.beside(tree_id).filter(app_code__in=set(codes))
    )
    for decision in stored.select_related("item", "merge_into").order_by("pk"):
        found[decision.item.app_code].append(decision_of(decision))
    return {code: tuple(decisions) for code, decisions in found.items()}


def decision_of(decision: CatalogueDecision) -> AppDecision:
    """Return a stored decision as reports name it."""
    return AppDecision(
        app_code=decision.item.app_code,
        app_name=decision.item.name_zh,
        about=decision.about,
        state=decision.state,
        merge_into=decision.merge_into.name_zh if decision.merge_into else "",
        decided_on=decision.decided_on,
        decided_by=decision.decided_by,
        note=decision.note,
    )


def public_decisions(wave: Wave, region: RegionRef, *, since: date | None = None) -> tuple[AppDecision, ...]:
    """Return what anybody may read was decided since that day (the wave's last one) about apps of a region.

    Apps of the region, of what is above it and within it; of each the decision in force, newest day first, without its
    note; nothing below county, and nothing of apps that are to be checked again.  One query.
    """
    if not is_public_kind(region.kind):
        return ()
    in_force: dict[str, CatalogueDecision] = {}
    stored = CatalogueDecision.objects.filter(item__in=CatalogueItem.objects.beside(wave.tree_id))
    for decision in stored.select_related("item", "merge_into").defer("note", "email").order_by("pk"):
        if concerns(path_of(decision.item.region_code), region.path):
            in_force[decision.item.app_code] = decision
    since = since or wave.closes_on
    told = [d for d in in_force.values() if d.state != States.WAITING and d.decided_on >= since]
    return tuple(_without_note(d) for d in sorted(told, key=lambda d: (-d.decided_on.toordinal(), d.item.app_code)))


def _without_note(decision: CatalogueDecision) -> AppDecision:
    decision.note = ""
    return decision_of(decision)
