"""What is told of a file that an operator brought, in the words of the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from burden.domain.levels import LEVEL_NAMES, Level
from burden.intake.catalogue import COLUMNS
from burden.intake.catalogue_plan import NO, YES
from burden.models import CatalogueItem, FileImport

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
    states = FileImport.State
    return {
        states.WAITING.value: _("等待核对"),
        states.CHECKING.value: _("正在核对"),
        states.READY.value: _("核对好了，等您确认"),
        states.REFUSED.value: _("有问题，没有装入"),
        states.STORING.value: _("正在装入"),
        states.STORED.value: _("已装入"),
        states.UNDONE.value: _("已撤销"),
    }[record.state]


def preview_in_words(record: FileImport) -> dict[str, Any]:
    """Return the kept preview with names instead of keys."""
    return dict(record.summary) | WORDS[record.kind](record.summary, record)


def _of_headcounts(preview: dict[str, Any], _record: FileImport) -> dict[str, Any]:
    named = [line | {"name": _(LEVEL_NAMES[Level(int(line["key"]))][0])} for line in preview.get("by_level", ())]
    return {"by_level": named}


def _of_catalogue(preview: dict[str, Any], _record: FileImport) -> dict[str, Any]:
    titles = {column.name: _(column.title) for column in COLUMNS}
    changes = [
        {
            "code": code,
            "name": name,
            "field": titles[field],
            "before": _value(field, before),
            "after": _value(field, after),
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


def _value(field: str, text: str) -> str:
    """Return a value of the catalogue as people write it."""
    if field == "sponsor_level" and text:
        return _(LEVEL_NAMES[Level(int(text))][0])
    words: dict[str, str] = {YES: _("是"), NO: _("否")}
    if field == "kind":
        words = {kind.value: _(str(kind.label)) for kind in CatalogueItem.Kind}
    if field == "audience":
        words = {audience.value: _(str(audience.label)) for audience in CatalogueItem.Audience}
    return words.get(text, text)


WORDS = {
    FileImport.Kind.HEADCOUNTS.value: _of_headcounts,
    FileImport.Kind.CATALOGUE.value: _of_catalogue,
    FileImport.Kind.REGIONS.value: _of_regions,
}
