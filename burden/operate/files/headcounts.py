"""Files of head counts, as the machine for importing files takes them."""

from dataclasses import asdict
from datetime import date
from typing import Any

from burden.domain.levels import Level
from burden.domain.sentences import Sentence
from burden.intake.headcount_changes import Compared, compare_headcounts
from burden.intake.headcounts import (
    HeadcountFile,
    HeadcountRow,
    HeadcountsFrozenError,
    read_headcounts,
    store_headcounts,
    stored_headcounts,
)
from burden.intake.sheets import Tell
from burden.models import FileImport, Wave
from burden.operate.files.kind import ImportKind, ImportRefusedError, mark_of


class HeadcountImport(ImportKind):
    """A file replaces the head counts of its wave as a whole."""

    def read(self, record: FileImport, content: bytes, tell: Tell) -> HeadcountFile:
        """Read and check the file; raises RowFileError with every problem."""
        return read_headcounts(content, wave=wave_of(record), tell=tell)

    def preview(self, record: FileImport, rows: HeadcountFile) -> dict[str, Any]:
        """Return people by level and by region, beside those stored."""
        changes = compare_headcounts(wave_of(record), rows.rows)
        return {
            "rows": changes.rows,
            "unfilled": rows.unfilled,
            "added": changes.added,
            "changed": changes.changed,
            "removed": changes.removed,
            "people": changes.people,
            "people_before": changes.people_before,
            "by_level": _lines(changes.by_level),
            "by_place": _lines(changes.by_place),
        }

    def lock(self, record: FileImport) -> None:
        """Wait for others who store head counts of this wave, or open it."""
        Wave.objects.select_for_update().get(pk=wave_of(record).pk)

    def mark(self, record: FileImport) -> str:
        """Return a mark of the wave's head counts."""
        return mark_of(wave_of(record).headcounts.order_by("region_code", "level").values_list(*_COLUMNS))

    def store(self, record: FileImport, rows: HeadcountFile, *, by: str) -> list[list[Any]]:  # noqa: ARG002  # the record says by whom
        """Replace the wave's head counts and return those before."""
        before = [[row.region_code, int(row.level), *_said(row)] for row in stored_headcounts(wave_of(record))]
        try:
            store_headcounts(wave=wave_of(record), rows=rows.rows)
        except HeadcountsFrozenError as error:
            raise ImportRefusedError(error.sentence) from error
        return before

    def why_no_undo(self, record: FileImport) -> Sentence | None:
        """Return None until the wave opens: its codes and coverage rely on its head counts from then on."""
        wave = wave_of(record)
        if wave.state == Wave.State.DRAFT:
            return None
        return Sentence("调查 %(code)s 已经开始，不能再撤销；有改动请另传一份人数。", code=wave.code)

    def undo(self, record: FileImport, before: list[list[Any]], *, by: str) -> None:  # noqa: ARG002  # likewise
        """Put the head counts back that were stored before."""
        store_headcounts(wave=wave_of(record), rows=[_row(values) for values in before])


_COLUMNS = ("region_code", "level", "people", "source", "as_of_on")


def wave_of(record: FileImport) -> Wave:
    """Return the wave that the file speaks of, as it is stored now."""
    return Wave.objects.get(file_imports=record)


def _lines(lines: tuple[Compared, ...]) -> list[dict[str, Any]]:
    return [asdict(line) for line in lines]


def _said(row: HeadcountRow) -> tuple[int, str, str]:
    return row.people, row.source, row.as_of_on.isoformat()


def _row(values: list[Any]) -> HeadcountRow:
    code, level, people, source, as_of_on = values
    return HeadcountRow(
        region_code=code,
        region_name="",
        level=Level(level),
        people=people,
        source=source,
        as_of_on=date.fromisoformat(as_of_on),
    )
