"""What is told of a file that an operator brought, in the words of the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from burden.domain.levels import Level
from burden.intake.catalogue import COLUMNS
from burden.models import FileImport
from burden.operate.catalogue.words import value_in_words
from burden.operate.two_wordings import level_name

MOST_FILES = 10


@dataclass(frozen=True, kw_only=True)
class FileLine:
    """One file in a list, with its state in words."""

    record: FileImport
    state: str


def file_lines(records: Iterable[FileImport]) -> tuple[FileLine, ...]:
    """Return a line for each file."""
    return tuple(FileLine(record=record, state=state_in_words(record)) for record in records)


def state_in_words(record: FileImport) -> str:
    """Return how far a file is."""
    return _(record.get_state_display())


def preview_in_words(record: FileImport) -> dict[str, Any]:
    """Return the kept preview with names instead of keys."""
    return dict(record.summary) | WORDS[record.kind](record.summary, record)


def _of_headcounts(preview: dict[str, Any], _record: FileImport) -> dict[str, Any]:
    named = [line | {"name": level_name(Level(int(line["key"])))} for line in preview.get("by_level", ())]
    return {"by_level": named}


def _of_catalogue(preview: dict[str, Any], _record: FileImport) -> dict[str, Any]:
    titles = {column.name: _(column.title) for column in COLUMNS}
    changes = [
        {
            "code": code,
            "name": name,
            "field": titles[field],
            "before": value_in_words(field, before, places={}),
            "after": value_in_words(field, after, places={}),
        }
        for code, name, field, before, after in preview.get("changes", ())
    ]
    return {"changes": changes}


def _of_regions(preview: dict[str, Any], record: FileImport) -> dict[str, Any]:
    titles = {
        "added": _("新增"),
        "renamed": _("更名"),
        "recoded": _("换了代码"),
        "moved": _("换了上级"),
        "removed": _("撤销的地区"),
    }
    counts, lines = preview.get("counts", {}), preview.get("lines", {})
    parts = [
        {
            "title": title,
            "count": counts.get(part, 0),
            "lines": [_region_line(part, line) for line in lines.get(part, ())],
            "more": counts.get(part, 0) - len(lines.get(part, ())),
        }
        for part, title in titles.items()
    ]
    return {"version": record.parameters["version"], "parts": parts}


def _region_line(part: str, line: list[str]) -> str:
    if part == "renamed":
        return f"{line[0]} {line[1]} → {line[2]}"
    if part == "recoded":
        return f"{line[2]} {line[0]} → {line[1]}"
    if part == "moved":
        return f"{line[0]} {line[1]}：{line[2]} → {line[3]}"
    return f"{line[0]} {line[1]}"


WORDS = {
    FileImport.Kind.HEADCOUNTS.value: _of_headcounts,
    FileImport.Kind.CATALOGUE.value: _of_catalogue,
    FileImport.Kind.REGIONS.value: _of_regions,
}
