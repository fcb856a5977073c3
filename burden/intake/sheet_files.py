"""Writing rows as CSV and XLSX so that reading the file gives the rows back; templates are such files too."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import xlsxwriter

from burden.domain.formulas import guarded
from burden.intake.row_files import Column

BOM = "\ufeff"
CSV, XLSX = "csv", "xlsx"
CONTENT_TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
NARROWEST, WIDEST = 10, 40
LONGEST_LIST = 255  # characters of a list of choices that Excel takes
ROWS_WITH_CHOICES = 50_001

Cell = str | int | bool | date | None
Values = Mapping[str, Cell]


def sheet_file(kind: str, *, columns: Sequence[Column], rows: Iterable[Values]) -> bytes:
    """Return a file of the kind "csv" or "xlsx"; ``rows`` map names of columns to values, a missing one is blank."""
    return csv_file(columns, rows) if kind == CSV else xlsx_file(columns, rows)


def csv_file(columns: Sequence[Column], rows: Iterable[Values]) -> bytes:
    """Return a CSV in UTF-8 with the mark by which Excel knows it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([column.title for column in columns])
    writer.writerows([guarded(_text(row.get(column.name))) for column in columns] for row in rows)
    return (BOM + text.getvalue()).encode()


def xlsx_file(columns: Sequence[Column], rows: Iterable[Values]) -> bytes:
    """Return a workbook: the rows on the first sheet, what belongs into each column on the second."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    text, day = book.add_format({"num_format": "@"}), book.add_format({"num_format": "yyyy-mm-dd"})
    head = book.add_format({"bold": True, "bottom": 1, "num_format": "@"})
    sheet = book.add_worksheet("表")
    for place, column in enumerate(columns):
        # A column of text, or a code that somebody types becomes a number.
        sheet.set_column(place, place, _width(column), text)
        _offer(sheet, place, column)
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.title, head)
    for line, row in enumerate(rows, start=1):
        for place, column in enumerate(columns):
            _write(sheet, (line, place), row.get(column.name), text=text, day=day)
    _explain(book, columns)
    book.close()
    return file.getvalue()


def _offer(sheet: Any, place: int, column: Column) -> None:  # noqa: ANN401  # xlsxwriter has no types
    """Let the words of a column be chosen from a list."""
    if column.words and len(",".join(column.words)) <= LONGEST_LIST:
        choices = {"validate": "list", "source": list(column.words), "show_error": False}
        sheet.data_validation(1, place, ROWS_WITH_CHOICES, place, choices)


def _write(sheet: Any, where: tuple[int, int], cell: Cell, *, text: Any, day: Any) -> None:  # noqa: ANN401  # likewise
    if isinstance(cell, date):
        sheet.write_datetime(*where, cell, day)
    elif isinstance(cell, int) and not isinstance(cell, bool):
        sheet.write_number(*where, cell)
    elif cell is not None and cell != "":
        sheet.write_string(*where, guarded(_text(cell)), text)


def _explain(book: Any, columns: Sequence[Column]) -> None:  # noqa: ANN401  # likewise
    """Say on a sheet that is not read what belongs into each column."""
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet("说明")
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 10)
    sheet.set_column(2, 2, 70)
    for line, cells in enumerate([("列", "必填", "填什么"), *map(_explained, columns)]):
        for place, cell in enumerate(cells):
            sheet.write_string(line, place, cell, wrapped)


def _explained(column: Column) -> tuple[str, str, str]:
    choices = f"可填：{'、'.join(column.words)}。" if column.words else ""
    return column.title, "是" if column.is_required else "", f"{column.note}{choices}"


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _width(column: Column) -> int:
    wide = sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in column.title)
    return min(max(wide + 4, NARROWEST), WIDEST)
