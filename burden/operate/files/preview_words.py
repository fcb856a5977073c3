"""What is told of a file that an operator brought, in the words of the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from burden.domain.levels import LEVEL_NAMES, Level
from burden.models import FileImport

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
    preview = dict(record.summary)
    if record.kind == FileImport.Kind.HEADCOUNTS:
        preview["by_level"] = [
            line | {"name": _(LEVEL_NAMES[Level(int(line["key"]))][0])} for line in preview.get("by_level", ())
        ]
    return preview
