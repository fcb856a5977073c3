"""Tables as CSV: UTF-8 with BOM for Excel, numbers as numbers, nothing that a spreadsheet would run."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable
from typing import BinaryIO

from burden.exports.words import Cell, Words, provenance, suppression_lines
from burden.reports.types import Column, Table, TablePage

BOM = "\ufeff"
# A cell that begins like this is a formula to some spreadsheet, full-width forms included (OWASP, CSV injection).
FULL_WIDTH = "".join(chr(ord(sign) + 0xFEE0) for sign in "=+-@")
STARTS_A_FORMULA = tuple("=+-@\t\r" + FULL_WIDTH)
# One moment for all files in an archive: the same release gives the same bytes.
ARCHIVE_TIME = (2020, 1, 1, 0, 0, 0)

Progress = Callable[[int, int], None]


def write_table_csv(page: TablePage, file: BinaryIO, *, words: Words, progress: Progress) -> None:
    """Write the tables of a page below each other, then where they come from.

    A page of several tables has a line with the title before each; one table begins with its column titles.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for number, table in enumerate(page.tables, start=1):
        if len(page.tables) > 1:
            writer.writerow([safe_text(words.title(table))])
        writer.writerows(_lines(table, words))
        writer.writerow([])
        progress(number, len(page.tables))
    writer.writerows(_safe_rows(_notes_of(page, words)))
    file.write((BOM + text.getvalue()).encode())


def write_pack_csv(page: TablePage, file: BinaryIO, *, words: Words, progress: Progress) -> None:
    """Write an archive with one CSV a table and one that says where they come from."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, table in enumerate(page.tables, start=1):
            name = f"{number:02}_{file_stem(words.title(table))}.csv"
            _add(archive, name, _lines(table, words))
            progress(number, len(page.tables))
        _add(archive, words.say("00_说明.csv", "00_notes.csv"), _safe_rows(_notes_of(page, words)))


def file_stem(title: str) -> str:
    """Return a title as part of a file name: letters, digits, Chinese; everything else becomes one underscore.

    >>> file_stem("云汀省：各地区 / I03")
    '云汀省_各地区_I03'
    """
    return "_".join("".join(c if c.isalnum() else " " for c in title).split())


def safe_text(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula.

    >>> safe_text("=1+1"), safe_text("荻浦镇")
    ("'=1+1", '荻浦镇')
    """
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text


def csv_cell(cell: Cell, column: Column) -> str:
    """Return a cell with the decimals of its column, an empty one for None."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return safe_text(cell)
    return f"{cell:.{column.decimals}f}"


def _lines(table: Table, words: Words) -> Iterable[list[str]]:
    yield [safe_text(title) for title in words.head(table)]
    for row in table.rows:
        cells = zip(row.cells, table.columns, strict=True)
        yield [safe_text(words.label(row)), *(csv_cell(words.cell(cell, column), column) for cell, column in cells)]


def _notes_of(page: TablePage, words: Words) -> list[tuple[str, str]]:
    origin = provenance(page, words)
    said = {text for _, text in origin}
    notes = dict.fromkeys(note for table in page.tables for note in words.notes(table) if note not in said)
    return [
        *origin,
        *((words.say("说明", "Note"), note) for note in notes),
        *suppression_lines(page, words),
    ]


def _safe_rows(rows: Iterable[tuple[str, ...]]) -> list[list[str]]:
    return [[safe_text(text) for text in row] for row in rows]


def _add(archive: zipfile.ZipFile, name: str, rows: Iterable[list[str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    entry = zipfile.ZipInfo(name, date_time=ARCHIVE_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, (BOM + text.getvalue()).encode())
