"""Tables as a workbook: native number formats, method and suppression sheets, nothing hidden.

Written row by row with constant memory.  The same release gives the same bytes: the workbook's dates are the day of
publication.
"""

import math
import unicodedata
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time
from typing import Any, BinaryIO

import xlsxwriter

from burden.exports.words import Cell, Words, provenance, suppression_lines
from burden.reports.types import Column, Frame, Table, TablePage

Progress = Callable[[int, int], None]

A4 = 9
LEGIBLE_WIDTH = 150  # characters across a landscape page that can still be read
LINE_HEIGHT = 15
LONGEST_SHEET_NAME = 31
FORBIDDEN_IN_SHEET_NAMES = dict.fromkeys(map(ord, "[]:*?/\\'"), " ")
NARROWEST, WIDEST = 8, 44
TITLE_ROW, WHERE_ROW, HEAD_ROW = 0, 1, 2
DIGITS_OF_PERCENT = 6  # 33.3 / 100 is 0.333, not 0.33299999999999996
TEXT_KINDS = frozenset({"text", "code", "date", "band"})


class Workbook:
    """One file being written; sheets come one after the other and are complete when the next begins."""

    def __init__(self, file: BinaryIO, *, frame: Frame, words: Words) -> None:
        self.words = words
        self.frame = frame
        self.book = xlsxwriter.Workbook(
            file,
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        published = datetime.combine(frame.release.published_on, time(), tzinfo=UTC).replace(tzinfo=None)
        title = words.name(frame.region.name)
        self.book.set_properties({"title": title, "created": published, "comments": frame.release.id})
        self.names: set[str] = set()
        self.formats: dict[str, Any] = {}

    @property
    def banner(self) -> str:
        """What a demo prints on every sheet."""
        return self.words.say("演示数据，非真实", "Demonstration data, not real") if self.frame.wave.is_demo else ""

    def add_table(self, table: Table) -> None:
        """Write one table: title, where it is from, column titles, rows, notes."""
        title = self.words.title(table)
        head = self.words.head(table)
        sheet = self._sheet(title, columns=len(head))
        sheet.freeze_panes(HEAD_ROW + 1, 1)
        sheet.repeat_rows(HEAD_ROW)
        widths = self._widths(table, head)
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        _fit_pages(sheet, widths)
        sheet.set_row(HEAD_ROW, LINE_HEIGHT * _lines(head, widths))
        self._write_texts(sheet, HEAD_ROW, head, self._format("head", bold=True, text_wrap=True, bottom=1))
        for number, row in enumerate(table.rows, start=HEAD_ROW + 1):
            sheet.write_string(number, 0, self.words.label(row), self._format("text", num_format="@"))
            for place, (cell, column) in enumerate(zip(row.cells, table.columns, strict=True), start=1):
                self._write_cell(sheet, number, place, self.words.cell(cell, column), column)
        after = HEAD_ROW + 2 + len(table.rows)
        for number, note in enumerate(self.words.notes(table), start=after):
            sheet.write_string(number, 0, note, self._format("note", italic=True))

    def add_lines(self, title: str, lines: Sequence[tuple[str, str]]) -> None:
        """Write a sheet of items and texts."""
        sheet = self._sheet(title, columns=2)
        widths = (26, 90)
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        _fit_pages(sheet, widths)
        for number, (item, text) in enumerate(lines, start=HEAD_ROW):
            sheet.write_string(number, 0, item, self._format("item", bold=True, valign="top", num_format="@"))
            sheet.write_string(number, 1, text, self._format("wrapped", text_wrap=True, valign="top", num_format="@"))

    def close(self) -> None:
        """Finish the file."""
        self.book.close()

    def _sheet(self, title: str, *, columns: int) -> Any:  # noqa: ANN401  # xlsxwriter has no types
        sheet = self.book.add_worksheet(self._sheet_name(title))
        sheet.set_landscape()
        sheet.set_paper(A4)
        # "&" begins a code in headers and footers; release ids and codes hold none.
        if self.banner:
            sheet.set_header(f"&C{self.banner}")
        sheet.set_footer(f"&L{self.frame.wave.code}  {self.frame.release.short_id}&R&P / &N")
        heading = f"{title}（{self.banner}）" if self.banner else title
        sheet.write_string(TITLE_ROW, 0, heading, self._format("title", bold=True, font_size=14))
        sheet.write_string(WHERE_ROW, 0, self._where(), self._format("where", italic=True))
        if columns > 1:
            sheet.set_row(TITLE_ROW, 22)
        return sheet

    def _where(self) -> str:
        frame = self.frame
        levels = self.words.say(frame.levels_zh, frame.levels_en)
        release = self.words.say("发布号", "release")
        return f"{self.words.name(frame.region.name)}  {frame.wave.code}  {levels}  {release} {frame.release.short_id}"

    def _sheet_name(self, title: str) -> str:
        """Return a name that Excel takes and no other sheet has."""
        base = " ".join(title.translate(FORBIDDEN_IN_SHEET_NAMES).split())
        for turn in range(1, len(self.names) + 2):
            mark = "" if turn == 1 else f" {turn}"
            name = f"{base[: LONGEST_SHEET_NAME - len(mark)]}{mark}"
            if name.casefold() not in self.names:
                self.names.add(name.casefold())
                return name
        raise ValueError(title)

    def _widths(self, table: Table, head: Sequence[str]) -> list[int]:
        labels = max((text_width(self.words.label(row)) for row in table.rows), default=0)
        widths = [max(labels, text_width(head[0]))]
        for place, column in enumerate(table.columns):
            cells = (self.words.cell(row.cells[place], column) for row in table.rows)
            widest = max((text_width(cell) for cell in cells if isinstance(cell, str)), default=0)
            # Titles wrap onto three lines; cells do not.
            widths.append(max(widest, text_width(head[place + 1]) // 3))
        return [min(max(width + 2, NARROWEST), WIDEST) for width in widths]

    def _write_texts(self, sheet: Any, number: int, texts: Sequence[str], style: Any) -> None:  # noqa: ANN401  # likewise
        for place, text in enumerate(texts):
            sheet.write_string(number, place, text, style)

    def _write_cell(self, sheet: Any, number: int, place: int, cell: Cell, column: Column) -> None:  # noqa: ANN401  # likewise
        if cell is None:
            return
        if isinstance(cell, str) or column.kind in TEXT_KINDS:
            # Indented, or it would touch the number before it.
            sheet.write_string(number, place, str(cell), self._format("cell", num_format="@", indent=1))
        else:
            decimals = 0 if isinstance(cell, int) else column.decimals
            style = self._format(f"{column.kind}{decimals}", num_format=number_format(column.kind, decimals))
            sheet.write_number(number, place, native(cell, column), style)

    def _format(self, name: str, **properties: object) -> Any:  # noqa: ANN401  # likewise
        if name not in self.formats:
            self.formats[name] = self.book.add_format(properties)
        return self.formats[name]


def write_workbook(page: TablePage, file: BinaryIO, *, words: Words, progress: Progress) -> None:
    """Write all tables, one sheet each, after a sheet that says where they come from."""
    book = Workbook(file, frame=page.frame, words=words)
    book.add_lines(words.say("说明", "About this file"), provenance(page, words))
    for number, table in enumerate(page.tables, start=1):
        book.add_table(table)
        progress(number, len(page.tables))
    book.add_lines(words.say("空格的说明", "Cells without numbers"), suppression_lines(page, words))
    book.close()


def number_format(kind: str, decimals: int) -> str:
    """Return the spreadsheet format of a number; whole numbers carry no decimals in a column of mixed units.

    >>> number_format("percent", 1), number_format("minutes", 0)
    ('0.0%', '#,##0')
    """
    places = f".{'0' * decimals}" if decimals else ""
    return f"0{places}%" if kind == "percent" else f"#,##0{places}"


def _lines(head: Sequence[str], widths: Sequence[int]) -> int:
    """Return how many lines the wrapped titles need; a row of a streamed sheet does not grow by itself."""
    return max(math.ceil(text_width(title) / (width - 1)) for title, width in zip(head, widths, strict=True))


def _fit_pages(sheet: Any, widths: Sequence[int]) -> None:  # noqa: ANN401  # likewise
    """Print on as many pages side by side as stay legible, the names of the rows on each."""
    sheet.fit_to_pages(max(1, math.ceil(sum(widths) / LEGIBLE_WIDTH)), 0)
    sheet.repeat_columns(0)


def native(cell: float, column: Column) -> float:
    """Return the number as a spreadsheet holds it: a percent is a fraction there."""
    return round(cell / 100, DIGITS_OF_PERCENT) if column.kind == "percent" else cell


def text_width(text: str) -> int:
    """Return the width of a text in columns: Chinese characters take two.

    >>> text_width("荻浦镇A")
    7
    """
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
