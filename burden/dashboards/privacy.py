"""What the privacy page prints: the thresholds in force and every column of the database, in the reader's language."""

from collections.abc import Iterable
from typing import Any

from burden.dashboards.language import Language
from burden.domain import thresholds
from burden.reports.data_inventory import StoredColumn, StoredGroup, StoredTable, data_inventory

DRAFT_HOURS = 24  # as long as burden/intake/script keeps a draft on the phone


def privacy_context(language: Language) -> dict[str, Any]:
    """Return thresholds and the inventory: answer tables in ``answers``, groups of all others in ``others``."""
    groups = data_inventory()
    return {
        "smallest_coded": thresholds.SMALLEST_GROUP_CODED,
        "smallest_link": thresholds.SMALLEST_GROUP_LINK,
        "key_hours": thresholds.KEY_HOURS,
        "count_step": thresholds.OPEN_COUNT_STEP,
        "draft_hours": DRAFT_HOURS,
        "answers": [_table(table, language) for group in groups if group.is_answers for table in group.tables],
        "others": [_group(group, language) for group in groups if not group.is_answers],
        "table_count": sum(len(group.tables) for group in groups),
        "column_count": sum(len(table.columns) for group in groups for table in group.tables),
    }


def _group(group: StoredGroup, language: Language) -> dict[str, Any]:
    return {
        "title": language.say(group.zh, group.en),
        "tables": [_table(table, language) for table in group.tables],
    }


def _table(table: StoredTable, language: Language) -> dict[str, Any]:
    return {
        "name": table.name,
        "title": language.say(table.zh, table.en),
        "whose": language.say(table.whose_zh, table.whose_en),
        "kept": language.say(table.kept_zh, table.kept_en),
        "columns": _columns(table.columns, language),
        "packed": [
            (f"{table.name}-{number}", language.say(part.zh, part.en), _columns(part.columns, language))
            for number, part in enumerate(table.packed, start=1)
        ],
    }


def _columns(columns: Iterable[StoredColumn], language: Language) -> list[tuple[str, str]]:
    return [(column.name, language.say(column.zh, column.en)) for column in columns]
