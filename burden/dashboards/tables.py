"""Lays a report's table out for a page: the same cells that files print, as text in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass

from burden.dashboards.language import Language
from burden.dashboards.numbers import number_text
from burden.reports.distribution.tables import bar_name
from burden.reports.types import BAND_WORDS, SUPPRESSED_EN, SUPPRESSED_ZH, Band, Column, HistogramBar, Row, Table
from burden.reports.wording import Wording

WORDS_FROM, SENTENCE_FROM = 6, 20  # characters; longer texts need a wider column, or a phone sets one a line
NUMBER_KINDS = frozenset({"count", "number", "percent", "minutes"})


@dataclass(frozen=True, kw_only=True)
class PageCell:
    """One printed cell; ``is_none`` marks what may not be shown, ``band`` a comparison with peers."""

    text: str
    is_number: bool
    is_none: bool = False
    is_code: bool = False
    is_date: bool = False
    band: str = ""

    @property
    def room(self) -> str:
        """How wide a column this text needs at least: nothing special, words or sentence."""
        if len(self.text) <= WORDS_FROM:
            return ""
        return "words" if len(self.text) <= SENTENCE_FROM else "sentence"


@dataclass(frozen=True, kw_only=True)
class PageRow:
    """One printed row; ``href`` is where its label leads."""

    label: str
    kind: str
    cells: tuple[PageCell, ...]
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class PageColumn:
    """The head of a column; columns of codes give way on a phone."""

    title: str
    is_number: bool
    is_code: bool = False


@dataclass(frozen=True, kw_only=True)
class PageTable:
    """A printed table."""

    key: str
    title: str
    head: str
    columns: tuple[PageColumn, ...]
    rows: tuple[PageRow, ...]
    notes: tuple[str, ...]


def page_table(table: Table, *, language: Language, hrefs: Mapping[str, str] | None = None) -> PageTable:
    """Return the table as a page prints it; ``hrefs`` maps codes of regions, or of apps, to addresses."""
    notes = table.notes_en if language is Language.ENGLISH else table.notes_zh
    return PageTable(
        key=table.key,
        title=language.say(table.title_zh, table.title_en),
        head=language.say(table.head_zh, table.head_en),
        columns=tuple(_page_column(column, language) for column in table.columns),
        rows=tuple(_page_row(row, table.columns, language=language, hrefs=hrefs or {}) for row in table.rows),
        notes=tuple(language.say(note, note) for note in notes),
    )


def _page_column(column: Column, language: Language) -> PageColumn:
    return PageColumn(
        title=language.say(column.title_zh, column.title_en),
        is_number=column.kind in NUMBER_KINDS,
        is_code=column.kind == "code",
    )


def _page_row(row: Row, columns: tuple[Column, ...], *, language: Language, hrefs: Mapping[str, str]) -> PageRow:
    return PageRow(
        label=language.say(row.label_zh, row.label_en),
        kind=row.kind,
        cells=tuple(_page_cell(cell, column, language) for cell, column in zip(row.cells, columns, strict=True)),
        href=hrefs.get(row.region.code if row.region else _code_of(row, columns), ""),
    )


def _code_of(row: Row, columns: tuple[Column, ...]) -> str:
    """Return what stands in the row's column of codes, nothing where there is none."""
    codes = (cell for cell, column in zip(row.cells, columns, strict=True) if column.kind == "code")
    return str(next(codes, None) or "")


def _page_cell(cell: str | float | None, column: Column, language: Language) -> PageCell:
    is_number = column.kind in NUMBER_KINDS
    if cell is None:
        return PageCell(text="", is_number=is_number, is_code=column.kind == "code")
    if cell == SUPPRESSED_ZH:
        return PageCell(text=language.say(SUPPRESSED_ZH, SUPPRESSED_EN), is_number=is_number, is_none=True)
    if column.kind == "band":
        band = Band(str(cell))
        return PageCell(text=language.say(*BAND_WORDS[band]), is_number=False, band=band)
    if isinstance(cell, str):
        return PageCell(
            text=language.say(str(cell), cell.en) if isinstance(cell, Wording) else language.name_of(cell),
            is_number=is_number,
            is_code=column.kind == "code",
            is_date=column.kind == "date",
        )
    # A column of several units holds whole numbers among others: 40 of 100 points is not 40.0.
    decimals = 0 if isinstance(cell, int) else column.decimals
    return PageCell(text=number_text(cell, decimals=decimals), is_number=is_number)


def bars_table(bars: tuple[HistogramBar, ...], *, unit: str, language: Language) -> PageTable | None:
    """Return the bars of a distribution as a table of ranges and percents; None when there are none."""
    if not bars:
        return None
    return PageTable(
        key="distribution",
        title=language.say("人数分布", "Distribution of people"),
        head=unit,
        columns=(PageColumn(title=language.say("占人数（%）", "Share of people (%)"), is_number=True),),
        rows=tuple(
            PageRow(label=bar_name(bar), kind="plain", cells=(PageCell(text=str(bar.percent), is_number=True),))
            for bar in bars
        ),
        notes=(),
    )
