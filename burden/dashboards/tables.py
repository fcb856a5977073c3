"""Lays a report's table out for a page: the same cells that files print, as text in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass

from burden.dashboards.figure_style import MARKS
from burden.dashboards.language import Language
from burden.dashboards.numbers import number_text
from burden.reports.types import SUPPRESSED_ZH, Band, Column, Row, Table

SUPPRESSED_EN = "too few answers, or none"
NUMBER_KINDS = frozenset({"count", "number", "percent", "minutes"})


@dataclass(frozen=True, kw_only=True)
class PageCell:
    """One printed cell; ``is_none`` marks what may not be shown, ``band`` a comparison with peers."""

    text: str
    is_number: bool
    is_none: bool = False
    band: str = ""


@dataclass(frozen=True, kw_only=True)
class PageRow:
    """One printed row; ``href`` is where its label leads, ``none_text`` stands in place of all its cells."""

    label: str
    kind: str
    cells: tuple[PageCell, ...]
    href: str = ""
    none_text: str = ""


@dataclass(frozen=True, kw_only=True)
class PageTable:
    """A printed table: ``columns`` are titles with whether numbers stand below them."""

    key: str
    title: str
    head: str
    columns: tuple[tuple[str, bool], ...]
    rows: tuple[PageRow, ...]
    notes: tuple[str, ...]


def page_table(table: Table, *, language: Language, hrefs: Mapping[str, str] | None = None) -> PageTable:
    """Return the table as a page prints it; ``hrefs`` maps region codes to addresses."""
    notes = table.notes_en if language is Language.ENGLISH else table.notes_zh
    return PageTable(
        key=table.key,
        title=language.say(table.title_zh, table.title_en),
        head=language.say(table.head_zh, table.head_en),
        columns=tuple(
            (language.say(column.title_zh, column.title_en), column.kind in NUMBER_KINDS) for column in table.columns
        ),
        rows=tuple(_page_row(row, table.columns, language=language, hrefs=hrefs or {}) for row in table.rows),
        notes=tuple(language.say(note, note) for note in notes),
    )


def _page_row(row: Row, columns: tuple[Column, ...], *, language: Language, hrefs: Mapping[str, str]) -> PageRow:
    is_hidden = row.kind == "suppressed"
    return PageRow(
        label=language.say(row.label_zh, row.label_en),
        kind=row.kind,
        cells=tuple(_page_cell(cell, column, language) for cell, column in zip(row.cells, columns, strict=True)),
        href=hrefs.get(row.region.code, "") if row.region else "",
        none_text=language.say(SUPPRESSED_ZH, SUPPRESSED_EN) if is_hidden else "",
    )


def _page_cell(cell: str | float | None, column: Column, language: Language) -> PageCell:
    is_number = column.kind in NUMBER_KINDS
    if cell is None:
        return PageCell(text="", is_number=is_number)
    if cell == SUPPRESSED_ZH:
        return PageCell(text=language.say(SUPPRESSED_ZH, SUPPRESSED_EN), is_number=is_number, is_none=True)
    if isinstance(cell, str):
        return _text_cell(cell, is_number=is_number, language=language)
    return PageCell(text=number_text(cell, decimals=column.decimals), is_number=is_number)


def _text_cell(cell: str, *, is_number: bool, language: Language) -> PageCell:
    """Print a text; the name of a band becomes its sign and words."""
    if cell in set(Band):
        mark = MARKS[Band(cell)]
        return PageCell(text=f"{mark.sign} {language.say(mark.zh, mark.en)}", is_number=False, band=cell)
    return PageCell(text=cell, is_number=is_number)
