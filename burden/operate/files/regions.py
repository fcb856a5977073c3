"""Files of the region tree, as the machine for importing files takes them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from burden.domain.levels import RegionKind
from burden.domain.sentences import Sentence
from burden.intake.region_file import RegionRow, read_regions
from burden.intake.regions import TreeInUseError, check_not_in_use, compare_tree, store_tree, stored_rows
from burden.intake.sheets import Tell
from burden.models import CatalogueItem, CleanupEvent, FileImport, Region, TreeVersion, Wave
from burden.operate.files.kind import ImportKind, ImportRefusedError, mark_of, unpacked

MOST_KEPT = 100  # lines of each sort in a preview
PARTS = ("added", "renamed", "recoded", "moved", "removed")


class RegionImport(ImportKind):
    """A file is one edition of the tree, stored as a whole beside the others."""

    def read(self, record: FileImport, content: bytes, tell: Tell) -> list[RegionRow]:
        """Read and check the file; raises RowFileError with every problem, ImportRefusedError for an edition in use."""
        _check_free(_version(record))
        return read_regions(content, tell=tell)

    def preview(self, record: FileImport, rows: list[RegionRow]) -> dict[str, Any]:
        """Return what the edition changes against the one before."""
        changes = compare_tree(version=_version(record), rows=rows)
        lists = {part: getattr(changes, part) for part in PARTS}
        return {
            "compared_with": changes.compared_with,
            "replaces": changes.compared_with == _version(record),
            "total": changes.total,
            "altered": changes.altered,
            "is_new": changes.is_stored,
            "counts": {part: len(lines) for part, lines in lists.items()},
            "lines": {part: lines[:MOST_KEPT] for part, lines in lists.items()},
        }

    def lock(self, record: FileImport) -> None:  # noqa: ARG002  # editions are compared with each other
        """Wait for others who store editions, and for waves that begin."""
        list(Wave.objects.select_for_update().order_by("pk"))
        list(TreeVersion.objects.select_for_update().order_by("pk"))

    def mark(self, record: FileImport) -> str:
        """Return a mark of all real editions by name, and of the content of this one."""
        editions = TreeVersion.objects.filter(is_demo=False).order_by("pk").values_list("pk", "as_of_on", "source")
        regions = Region.objects.of_tree(_version(record)).values_list("code", "name", "kind", "parent_code", "source")
        return mark_of([*editions, *regions])

    def store(self, record: FileImport, rows: list[RegionRow], *, by: str) -> dict[str, Any]:  # noqa: ARG002  # the record says by whom
        """Store the edition and return what stood under its name."""
        _check_free(_version(record))
        tree = TreeVersion.objects.filter(pk=_version(record)).first()
        before: dict[str, Any] = {"rows": []}
        if tree is not None:
            before = {"source": tree.source, "as_of_on": tree.as_of_on.isoformat(), "rows": _plain(tree)}
        store_tree(
            version=_version(record),
            source=record.parameters["source"],
            as_of_on=date.fromisoformat(record.parameters["as_of_on"]),
            rows=rows,
        )
        return before

    def why_no_undo(self, record: FileImport) -> Sentence | None:
        """Return None until a wave begins with the edition; of a new one until anything is prepared on it."""
        version = _version(record)
        waves = Wave.objects.filter(tree=version)
        if not unpacked(record.before)["rows"]:
            uses = [wave.code for wave in waves[:1]]
            if (
                CatalogueItem.objects.filter(tree=version).exists()
                or CleanupEvent.objects.filter(tree=version).exists()
            ):
                return Sentence("这一版行政区划下已有应用目录或清理登记，不能再撤销。")
        else:
            uses = [wave.code for wave in waves.exclude(state=Wave.State.DRAFT)[:1]]
        if uses:
            return Sentence("调查 %(code)s 已用着这一版行政区划，不能再撤销。", code=uses[0])
        return None

    def undo(self, record: FileImport, before: dict[str, Any], *, by: str) -> None:  # noqa: ARG002  # likewise
        """Put the content back that stood under this name, or take the edition away."""
        if not before["rows"]:
            TreeVersion.objects.filter(pk=_version(record)).delete()
            return
        store_tree(
            version=_version(record),
            source=before["source"],
            as_of_on=date.fromisoformat(before["as_of_on"]),
            rows=_rows(before["rows"]),
        )


def _version(record: FileImport) -> str:
    return str(record.parameters["version"])


def _check_free(version: str) -> None:
    """Refuse the name of an edition that must not change."""
    if TreeVersion.objects.filter(pk=version, is_demo=True).exists():
        raise ImportRefusedError(Sentence("这个版本号是演示用的，请换一个。"))
    try:
        check_not_in_use(version)
    except TreeInUseError as error:
        raise ImportRefusedError(error.sentence) from error


def _plain(tree: TreeVersion) -> list[list[str]]:
    return [[row.code, row.kind.value, row.parent_code, row.name, row.source] for row in stored_rows(tree.version)]


def _rows(lines: Sequence[Sequence[str]]) -> list[RegionRow]:
    return [
        RegionRow(code=code, kind=RegionKind(kind), parent_code=parent_code, name=name, source=source)
        for code, kind, parent_code, name, source in lines
    ]
