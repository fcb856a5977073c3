"""Files of the catalogue, as the machine for importing files takes them."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.db.models.deletion import ProtectedError, RestrictedError

from burden.domain.sentences import Sentence
from burden.intake.catalogue import CatalogueFile, read_catalogue
from burden.intake.catalogue_plan import FIELDS, plan_of, text_of_value, value_of_text
from burden.intake.catalogue_store import Author, ChangeRefusedError, lock_catalogue, store_catalogue
from burden.intake.sheets import Tell
from burden.models import CatalogueChange, CatalogueDecision, CatalogueItem, FileImport, TreeVersion, Wave
from burden.operate.files.kind import ImportKind, ImportRefusedError, mark_of, unpacked

MOST_KEPT = 500  # lines of a preview


class CatalogueImport(ImportKind):
    """A file adds entries and renews those with its codes; entries that it does not name stay as they are."""

    def read(self, record: FileImport, content: bytes, tell: Tell) -> CatalogueFile:
        """Read and check the file; raises RowFileError with every problem."""
        return read_catalogue(content, tree=_tree_of(record), tell=tell)

    def preview(self, record: FileImport, rows: CatalogueFile) -> dict[str, Any]:
        """Return entries to be added, and what changes in others field by field."""
        plan = plan_of(rows.items, fields=rows.fields)
        named = [item.app_code for item in rows.items]
        stored = CatalogueItem.objects.beside(_tree_of(record).version)
        return {
            "added": len(plan.new),
            "renewed": len(plan.renewed),
            "unchanged": plan.unchanged,
            "unnamed": stored.count() - stored.filter(app_code__in=named).count(),
            "new": [[item.app_code, item.name_zh] for item in plan.new[:MOST_KEPT]],
            "changes": [
                [one.item.app_code, one.item.name_zh, one.field, one.before, one.after]
                for one in plan.changes[:MOST_KEPT]
            ],
            "more": max(0, len(plan.new) - MOST_KEPT) + max(0, len(plan.changes) - MOST_KEPT),
        }

    def lock(self, record: FileImport) -> None:  # noqa: ARG002  # one catalogue for all
        """Wait for others who change the catalogue."""
        lock_catalogue()

    def mark(self, record: FileImport) -> str:
        """Return a mark of the catalogue beside this edition of the tree."""
        items = CatalogueItem.objects.beside(_tree_of(record).version).order_by("app_code")
        return mark_of(items.values_list("app_code", *FIELDS))

    def store(self, record: FileImport, rows: CatalogueFile, *, by: str) -> dict[str, Any]:
        """Add and renew entries and return what they were."""
        before = _before(record, rows)
        _store(rows.items, by=by, fields=rows.fields)
        return before

    def why_no_undo(self, record: FileImport) -> Sentence | None:
        """Return None until another wave asks about the entries."""
        known = set(unpacked(record.before)["waves"])
        for wave in Wave.objects.filter(tree__is_demo=_tree_of(record).is_demo).exclude(state=Wave.State.DRAFT):
            if wave.state == Wave.State.OPEN or wave.code not in known:
                return Sentence("调查 %(code)s 已用着这份目录，不能再撤销；有改动请另传一份。", code=wave.code)
        return None

    def undo(self, record: FileImport, before: dict[str, Any], *, by: str) -> None:  # noqa: ARG002  # all is in before
        """Give entries their earlier values and take the added ones away."""
        stored = {item.app_code: item for item in CatalogueItem.objects.filter(app_code__in=before["items"])}
        for code, values in before["items"].items():
            for field, value in values.items():
                setattr(stored[code], field, value_of_text(field, value))
        _store(list(stored.values()), by=by, fields=before["fields"])
        _take_away(before["added"])


def _tree_of(record: FileImport) -> TreeVersion:
    return TreeVersion.objects.get(pk=record.tree_id)


def _before(record: FileImport, rows: CatalogueFile) -> dict[str, Any]:
    """Return what undoing needs, as JSON."""
    codes = [item.app_code for item in rows.items]
    stored = CatalogueItem.objects.filter(app_code__in=codes)
    items = {item.app_code: {field: text_of_value(getattr(item, field)) for field in rows.fields} for item in stored}
    waves = Wave.objects.filter(tree__is_demo=_tree_of(record).is_demo).exclude(state=Wave.State.DRAFT)
    return {
        "fields": list(rows.fields),
        "items": items,
        "added": [code for code in codes if code not in items],
        "waves": list(waves.values_list("code", flat=True)),
    }


def _store(items: Sequence[CatalogueItem], *, by: str, fields: Sequence[str]) -> None:
    try:
        store_catalogue(items, by=Author(door=CatalogueChange.Door.FILE, email=by), fields=fields)
    except ChangeRefusedError as error:
        raise ImportRefusedError(error.problems[0].sentence) from error


def _take_away(codes: Sequence[str]) -> None:
    decided = CatalogueDecision.objects.filter(Q(item__app_code__in=codes) | Q(merge_into__app_code__in=codes))
    if decided.exists():
        raise ImportRefusedError(Sentence("装入的应用已登记过决定，不能再撤销；不用的请停用。"))
    try:
        CatalogueItem.objects.filter(app_code__in=codes).delete()
    except (ProtectedError, RestrictedError) as error:
        raise ImportRefusedError(Sentence("装入的应用已被别处用到，不能再撤销；不用的请停用。")) from error
