"""Reading a file of rows as spreadsheets write it, CSV or XLSX, into text by row: nothing is run, nothing unfolds.

CSV may be UTF-8 with or without a mark, GB 18030, which spreadsheets on Chinese desktops still write, or the UTF-16 of
their "Unicode text"; commas or tabs between the cells.  Of an XLSX file the first sheet is read, row by row.
"""

import csv
import io
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from operator import is_
from typing import Any

import openpyxl
from openpyxl.cell.read_only import EMPTY_CELL

from burden.domain.sentences import Sentence

MEGABYTE = 1024 * 1024
LARGEST_FILE = 8 * MEGABYTE
LARGEST_UNPACKED = 128 * MEGABYTE  # 50,000 rows of the catalogue are about 60 MB of XML
LARGEST_TEXTS = 32 * MEGABYTE  # the table of texts is held in memory as a whole
MOST_COLUMNS = 40
LAST_ROW = 100_000  # twice the most rows of a file, for blank ones; openpyxl yields each row before the one it reads
LONGEST_CELL = 400  # the longest value that any file brings has 200 characters
QUICK = 256 * 1024  # bytes, unpacked, that are read in well under a second
BLANK = (EMPTY_CELL,) * MOST_COLUMNS  # what openpyxl yields for a row that the file leaves out
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# What openpyxl raises for files that are no workbook, or a broken one.
BROKEN = (
    ArithmeticError, AttributeError, EOFError, LookupError, NotImplementedError, OSError, RuntimeError, SyntaxError,
    TypeError, ValueError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip

# What a workbook holds besides its cells is of no interest here.
warnings.filterwarnings("ignore", module="openpyxl")

Tell = Callable[[float], None]  # takes how much of a step is done, 0 to 1


class SheetError(ValueError):
    """The file cannot be read as rows; ``sentence`` says what to do, ``line`` where (0 for the file as a whole)."""

    def __init__(self, sentence: Sentence, *, line: int = 0) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.line = line


class Formula(str):
    """The text of a formula, which is never taken for a value."""

    __slots__ = ()


@dataclass(frozen=True, kw_only=True)
class SheetRow:
    """One row that is not blank: its number as a spreadsheet shows it, from 1, and the text of its cells."""

    line: int
    cells: tuple[str, ...]


def tell_nobody(share: float) -> None:
    """Take the progress of a reading that nobody watches."""


def rows_of_sheet(content: bytes, *, tell: Tell = tell_nobody) -> Iterator[SheetRow]:
    """Yield the rows that are not blank, the header among them; raises :class:`SheetError`."""
    if len(content) > LARGEST_FILE:
        raise SheetError(Sentence("文件太大，最多%(megabytes)sMB。", megabytes=LARGEST_FILE // MEGABYTE))
    if not content.strip():
        raise SheetError(Sentence("文件是空的。"))
    if content.startswith(OLE):
        raise SheetError(Sentence("这是旧格式的或加了密码的表格。请打开后另存为xlsx（不设密码），再传一次。"))
    records = _records_of_workbook(content, tell) if content.startswith(ZIP) else _records_of_text(content, tell)
    for line, cells in enumerate(records, start=1):
        if line > LAST_ROW:
            raise SheetError(Sentence("表格太长，或者下面留着很多空行。请删掉多余的行，另存后再传一次。"), line=line)
        if any(cell.strip() for cell in cells):
            _check_size(cells, line)
            yield SheetRow(line=line, cells=cells)


def _check_size(cells: Sequence[str], line: int) -> None:
    """Refuse a row that no table of ours has, before anything is done with its text."""
    if any(len(cell) > LONGEST_CELL for cell in cells):
        raise SheetError(Sentence("有一格太长，最多%(characters)s个字。", characters=LONGEST_CELL), line=line)
    if any(cell.strip() for cell in cells[MOST_COLUMNS:]):
        raise SheetError(Sentence("列太多，最多%(columns)s列。请照样表的列填。", columns=MOST_COLUMNS), line=line)


def is_quick(content: bytes) -> bool:
    """Whether the file is read in well under a second, however well it is packed."""
    if not content.startswith(ZIP):
        return len(content) <= QUICK
    try:
        return sum(entry.file_size for entry in _entries(content)) <= QUICK
    except SheetError:
        return True  # refused at once


def _records_of_text(content: bytes, tell: Tell) -> Iterator[tuple[str, ...]]:
    text = _decoded(content)
    first_line = text.partition("\n")[0]
    delimiter = "\t" if "\t" in first_line and "," not in first_line else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    total = text.count("\n") + 1
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            tell(min(1, number / total))
            yield tuple(cells)
    except csv.Error as error:
        raise SheetError(Sentence("这一行的引号没有配对，或这一格太长。"), line=number + 1) from error


def _decoded(content: bytes) -> str:
    if content.startswith(UTF_16):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\0" in content:
        raise SheetError(Sentence("这不是表格文件。请用CSV或xlsx。"))
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            raise SheetError(Sentence("这不是表格文件。请用CSV或xlsx。"))
        return text
    raise SheetError(Sentence("读不出文字。请另存为xlsx，或UTF-8的CSV，再传一次。"))


def _records_of_workbook(content: bytes, tell: Tell) -> Iterator[tuple[str, ...]]:
    entries = _entries(content)
    texts = sum(entry.file_size for entry in entries if not entry.filename.startswith("xl/worksheets/"))
    if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED or texts > LARGEST_TEXTS:
        raise SheetError(Sentence("这个文件展开后太大。请只留要装入的那张表，另存后再传一次。"))
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        sheet = book.worksheets[0]
        total = sheet.max_row or 1
        sheet.reset_dimensions()  # what a file says of its size may be wrong
        for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, max_row=LAST_ROW + 1), start=1):
            tell(min(1, number / total))
            yield tuple(_text_of(cell) for cell in cells[: _filled(cells)])
    except BROKEN as error:
        raise SheetError(Sentence("这个xlsx文件打不开，可能损坏了。请用表格软件打开，另存后再传一次。")) from error


def _entries(content: bytes) -> list[zipfile.ZipInfo]:
    """Return what the archive holds, with sizes that unpacking cannot exceed; a SheetError where it is no workbook."""
    try:
        entries = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise SheetError(Sentence("这个xlsx文件打不开，可能损坏了。请用表格软件打开，另存后再传一次。")) from error
    if "xl/workbook.xml" not in {entry.filename for entry in entries}:
        raise SheetError(Sentence("这不是表格文件。请用CSV或xlsx。"))
    return entries


def _filled(cells: Sequence[Any]) -> int:
    """Return how many cells a row has up to the last one that is not blank; a row is filled up to MOST_COLUMNS."""
    width = 0 if all(map(is_, cells, BLANK)) else len(cells)
    while width and cells[width - 1].value is None:
        width -= 1
    return width


def _text_of(cell: Any) -> str:  # noqa: ANN401  # openpyxl has no types
    """Return the text that a CSV of the same sheet would hold."""
    if cell.data_type == "f":
        return Formula(cell.value)
    match cell.value:
        case None:
            return ""
        case bool(flag):
            return "是" if flag else "否"
        case float(number) if number.is_integer():
            return str(int(number))
        case datetime() as moment if moment.time() == time():
            return moment.date().isoformat()
        case value:
            return str(value)
