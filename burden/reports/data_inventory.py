"""Every table and column of the database in plain words: the models say what there is, the inventory what it means."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from burden.models.inventory import INVENTORY, Group, TableEntry, Whose, stored_tables

GROUP_TITLES: dict[Group, tuple[str, str]] = {
    Group.ANSWERS: ("答卷", "Answers"),
    Group.PASSING: ("暂时的：收件处、防重复、填报码", "For a while: inbox, marks against double counting, codes"),
    Group.PUBLISHED: ("公布的汇总", "What was published"),
    Group.SETTINGS: ("调查、地区和APP目录", "Surveys, regions and the list of apps"),
    Group.ACCOUNTS: ("登录账号和下载登记", "Accounts and the register of downloads"),
    Group.FRAMEWORK: ("程序自带的", "Brought by the program"),
}
WHOSE_WORDS: dict[Whose, tuple[str, str]] = {
    Whose.RESPONDENT: ("填报人的，不带身份", "a respondent's, without identity"),
    Whose.MANY: ("很多人合计的", "many people's, added up"),
    Whose.ACCOUNT: ("登录账号的", "an account's"),
    Whose.NOBODY: ("不涉及个人", "nobody's"),
}
UNKNOWN = ("还没有写明", "not described yet")


@dataclass(frozen=True, kw_only=True)
class StoredColumn:
    """One column with its meaning."""

    name: str
    zh: str
    en: str


@dataclass(frozen=True, kw_only=True)
class PackedColumns:
    """What stands within a column of bytes, for one kind of row."""

    zh: str
    en: str
    columns: tuple[StoredColumn, ...]


@dataclass(frozen=True, kw_only=True)
class StoredTable:
    """One table: what for, whose data, until when, its columns in the order of the database, and what bytes hold."""

    name: str
    zh: str
    en: str
    whose_zh: str
    whose_en: str
    kept_zh: str
    kept_en: str
    columns: tuple[StoredColumn, ...]
    packed: tuple[PackedColumns, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StoredGroup:
    """Tables that serve one end; ``is_answers`` marks those that hold what people answered."""

    zh: str
    en: str
    is_answers: bool
    tables: tuple[StoredTable, ...]


def data_inventory() -> tuple[StoredGroup, ...]:
    """Return all tables of the installed models, answers first; no query.

    A table or column that nobody has described is listed all the same, as not described yet.
    """
    stored = stored_tables()
    groups = [
        StoredGroup(
            zh=zh,
            en=en,
            is_answers=group is Group.ANSWERS,
            tables=tuple(_table(entry, stored) for entry in INVENTORY if entry.group is group),
        )
        for group, (zh, en) in GROUP_TITLES.items()
    ]
    rest = tuple(_undescribed(stored))
    return (*groups, *([StoredGroup(zh="其他", en="Others", is_answers=False, tables=rest)] if rest else []))


def _table(entry: TableEntry, stored: Mapping[str, tuple[str, ...]]) -> StoredTable:
    whose_zh, whose_en = WHOSE_WORDS[entry.whose]
    return StoredTable(
        name=entry.table,
        zh=entry.zh,
        en=entry.en,
        whose_zh=whose_zh,
        whose_en=whose_en,
        kept_zh=entry.kept_zh,
        kept_en=entry.kept_en,
        columns=tuple(_column(name, entry.meaning_of(name) or UNKNOWN) for name in stored.get(entry.table, ())),
        packed=tuple(
            PackedColumns(
                zh=part.zh, en=part.en, columns=tuple(_column(name, (zh, en)) for name, zh, en in part.columns)
            )
            for part in entry.packed
        ),
    )


def _undescribed(stored: Mapping[str, tuple[str, ...]]) -> Iterator[StoredTable]:
    described = {entry.table for entry in INVENTORY}
    zh, en = UNKNOWN
    for table, columns in stored.items():
        if table not in described:
            yield StoredTable(
                name=table,
                zh=zh,
                en=en,
                whose_zh=zh,
                whose_en=en,
                kept_zh=zh,
                kept_en=en,
                columns=tuple(_column(name, UNKNOWN) for name in columns),
            )


def _column(name: str, meaning: tuple[str, str]) -> StoredColumn:
    zh, en = meaning
    return StoredColumn(name=name, zh=zh, en=en)
