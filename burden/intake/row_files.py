"""Reading a CSV that somebody made in a spreadsheet, and naming every row that cannot be taken.

UTF-8 with or without a mark, and GB 18030, which spreadsheets on Chinese desktops still write.
"""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from burden.domain.raw_values import RefusedValueError, folded, read_flag, read_text, read_whole_number

Reader = Callable[[str], Any]
LARGEST_FILE = 2 * 1024 * 1024
MOST_ROWS = 50_000
MOST_PROBLEMS = 50  # enough to see what is wrong with a file


@dataclass(frozen=True, kw_only=True)
class RowProblem:
    """What is wrong in one line (the header is line 1); ``column`` is empty where the whole row is meant."""

    line: int
    column: str
    sentence: str

    def __str__(self) -> str:
        return f"第{self.line}行{'，' + self.column if self.column else ''}：{self.sentence}"


class RowFileError(ValueError):
    """The file was not taken; nothing of it is stored."""

    def __init__(self, problems: Sequence[RowProblem]) -> None:
        self.problems = tuple(problems[:MOST_PROBLEMS])
        more = f"\n……另有{len(problems) - MOST_PROBLEMS}处" if len(problems) > MOST_PROBLEMS else ""
        super().__init__("\n".join(str(problem) for problem in self.problems) + more)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row that could be read: its line and its values by column."""

    line: int
    values: Mapping[str, Any]


def read_rows(content: bytes, *, readers: Mapping[str, Reader], required: Sequence[str]) -> list[Row]:
    """Read the columns named by ``readers``; those not ``required`` may be missing or blank (None).

    Other columns are refused, so that a misspelt one is noticed.  Raises :class:`RowFileError` with every problem.
    """
    reader = csv.DictReader(io.StringIO(_text(content)), strict=True)
    header = [name.strip() for name in reader.fieldnames or ()]
    reader.fieldnames = header
    problems = [RowProblem(line=1, column=name, sentence="缺少这一列。") for name in required if name not in header]
    problems += [
        RowProblem(line=1, column=name[:20], sentence="不认识这一列。") for name in header if name not in readers
    ]
    if problems:
        raise RowFileError(problems)
    try:
        rows = [
            _row(record, reader.line_num, readers=readers, required=required, problems=problems) for record in reader
        ]
    except csv.Error as error:
        problems.append(RowProblem(line=reader.line_num, column="", sentence="这一行不是完整的CSV。"))
        raise RowFileError(problems) from error
    if len(rows) > MOST_ROWS:
        problems.append(RowProblem(line=MOST_ROWS + 2, column="", sentence=f"最多{MOST_ROWS}行。"))
    if problems:
        raise RowFileError(problems)
    return rows


def text_of(longest: int) -> Reader:
    """Return a reader of text."""
    return lambda raw: read_text(raw, longest=longest)


def whole_number(low: int, high: int) -> Reader:
    """Return a reader of a whole number."""
    return lambda raw: read_whole_number(raw, low=low, high=high)


def one_of(words: Mapping[str, str]) -> Reader:
    """Return a reader of one of several words; the mapping leads from word to value."""

    def read(raw: str) -> str | None:
        word = folded(raw)
        if word and word not in words:
            raise ValueError(f"应为：{'、'.join(words)}。")
        return words.get(word)

    return read


def day(raw: str) -> date | None:
    """Read a day such as 2026-09-11 or 2026/9/11."""
    parts = folded(raw).replace("/", "-").split("-")
    if parts == [""]:
        return None
    try:
        year, month, number = (int(part) for part in parts)
        return date(year, month, number)
    except ValueError as error:
        raise ValueError("应为日期，例如2026-09-11。") from error


def yes_or_no(*, default: bool) -> Reader:
    """Return a reader of 是 or 否, yes or no, 1 or 0."""
    return lambda raw: read_flag(raw) if raw.strip() else default


def _text(content: bytes) -> str:
    if len(content) > LARGEST_FILE:
        raise RowFileError([RowProblem(line=1, column="", sentence="文件太大，最多2MB。")])
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RowFileError([RowProblem(line=1, column="", sentence="读不出文字，请另存为UTF-8的CSV。")])


def _row(
    record: Mapping[str, str | None],
    line: int,
    *,
    readers: Mapping[str, Reader],
    required: Sequence[str],
    problems: list[RowProblem],
) -> Row:
    values: dict[str, Any] = {}
    if None in record:
        problems.append(RowProblem(line=line, column="", sentence="这一行的列太多。"))
    for column, reader in readers.items():
        try:
            values[column] = reader(record.get(column) or "")
        except (RefusedValueError, ValueError) as error:
            problems.append(RowProblem(line=line, column=column, sentence=str(error)))
            continue
        if column in required and values[column] is None:
            problems.append(RowProblem(line=line, column=column, sentence="不能空着。"))
    return Row(line=line, values=values)
