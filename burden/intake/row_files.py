"""Reading a file of rows that somebody made in a spreadsheet, and naming every cell that cannot be taken."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from burden.domain.formulas import unguarded
from burden.domain.levels import CODE_DIGITS, LEVEL_NAMES, RESPONDENT_LEVELS, code_of
from burden.domain.raw_values import RefusedValueError, folded, read_flag, read_text, read_whole_number
from burden.domain.sentences import Sentence
from burden.intake.sheets import Formula, SheetError, SheetRow, Tell, rows_of_sheet, tell_nobody

Reader = Callable[[str], Any]
MOST_ROWS = 50_000
MOST_PROBLEMS = 5_000  # of a file with more the first ones are named
MOST_SAID = 50  # in one sentence, as a command prints it
LONGEST_CODE_CELL = 40
# A level may be written as its Chinese name or its number.
LEVEL_WORDS = {LEVEL_NAMES[level][0]: str(int(level)) for level in RESPONDENT_LEVELS} | {
    str(int(level)): str(int(level)) for level in RESPONDENT_LEVELS
}
DIGITS_OF_A_CODE = (6, 9, CODE_DIGITS)  # of a county, of a township, in full


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a kind of file: the name of its values, its title in words, and what reads a cell.

    An expected column must be there, while its cells may be blank; the cells of a required one may not.  ``words`` are
    those offered to choose from; ``note`` says in a template what belongs into the column.
    """

    name: str
    title: str
    read: Reader
    is_required: bool = False
    is_expected: bool = False
    words: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class RowProblem:
    """What is wrong in one line (the header is line 1); 0 is the file as a whole.

    ``column`` is empty where the whole row is meant.
    """

    line: int
    column: str
    sentence: str

    def __str__(self) -> str:
        where = f"第{self.line}行" if self.line else ""
        where += f"{'，' if where else ''}{self.column}" if self.column else ""
        return f"{where}：{self.sentence}" if where else self.sentence


class RowFileError(ValueError):
    """The file was not taken; nothing of it is stored.  ``total`` counts all problems, also those not kept."""

    def __init__(self, problems: Sequence[RowProblem], *, left_out: int = 0) -> None:
        self.total = len(problems) + left_out
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line)[:MOST_PROBLEMS])
        more = f"\n……另有{self.total - MOST_SAID}处" if self.total > MOST_SAID else ""
        super().__init__("\n".join(str(problem) for problem in self.problems[:MOST_SAID]) + more)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row that could be read: its line and its values by column."""

    line: int
    values: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Reading:
    """The rows that could be read, what is wrong with the others, and how the file titles each column.

    The first problems are kept; ``left_out`` counts the rest.
    """

    rows: tuple[Row, ...]
    problems: tuple[RowProblem, ...]
    left_out: int
    titles: Mapping[str, str]

    def checked(self, further: Iterable[RowProblem]) -> tuple[Row, ...]:
        """Return the rows; raises :class:`RowFileError` where cells could not be read or ``further`` names problems.

        Further problems name columns of the code; the error names them as the file does.
        """
        named = [replace(problem, column=self.titles.get(problem.column, problem.column)) for problem in further]
        if self.problems or named:
            raise RowFileError([*self.problems, *named], left_out=self.left_out)
        return self.rows


def read_rows(content: bytes, *, columns: Sequence[Column], tell: Tell = tell_nobody) -> Reading:
    """Read the columns, whose header may hold titles or names; columns that are not required may be missing.

    Other columns are refused, so that a misspelt one is noticed.  Raises :class:`RowFileError` where no row can be
    read at all: no such file, a header that does not fit, too many rows.
    """
    try:
        return _read(rows_of_sheet(content, tell=tell), columns)
    except SheetError as error:
        raise _refused(error.sentence, line=error.line) from error


def repeated(rows: Iterable[Row], *names: str) -> Iterator[tuple[Row, int]]:
    """Yield each row that says the same in these columns as one before it, with the line of the first."""
    first: dict[tuple[Any, ...], int] = {}
    for row in rows:
        line = first.setdefault(tuple(row.values[name] for name in names), row.line)
        if line != row.line:
            yield row, line


def text_of(longest: int) -> Reader:
    """Return a reader of text."""
    return lambda raw: read_text(raw, longest=longest)


def text_as_written(longest: int) -> Reader:
    """Return a reader of text that keeps every character: names of places hold ones that no table knows yet."""

    def read(raw: str) -> str | None:
        text = raw.strip()
        if len(text) > longest:
            raise RefusedValueError(Sentence("太长了，最多%(longest)s个字。", longest=longest))
        if any(unicodedata.category(character) == "Cc" for character in text):
            raise RefusedValueError(Sentence("有不能识别的字符，请重新填写。"))
        return text or None

    return read


def region_code(raw: str) -> str | None:
    """Read a code of a region, also one of six or nine digits, whose zeros at the end were left out.

    >>> region_code("330522"), region_code("330522102000")
    ('330522000000', '330522102000')
    """
    code = read_text(raw, longest=LONGEST_CODE_CELL)
    if code is None:
        return None
    if "E+" in code.upper():
        raise RefusedValueError(Sentence("表格软件把代码变成了科学计数法。请把这一列设为“文本”，再填一次代码。"))
    if not (code.isascii() and code.isdigit() and len(code) in DIGITS_OF_A_CODE):
        raise RefusedValueError(Sentence("地区代码是12位数字，例如330522102000。"))
    return code_of(code)


def whole_number(low: int, high: int) -> Reader:
    """Return a reader of a whole number."""
    return lambda raw: read_whole_number(raw, low=low, high=high)


def offered_words(words: Mapping[str, str]) -> tuple[str, ...]:
    """Return the words that people use, of words and the values that may stand for themselves among them.

    >>> offered_words({"县": "county", "county": "county"})
    ('县',)
    """
    return tuple(word for word, value in words.items() if word != value)


def one_of(words: Mapping[str, str]) -> Reader:
    """Return a reader of one of several words; the mapping leads from word to value."""
    offered = offered_words(words)

    def read(raw: str) -> str | None:
        word = folded(raw)
        if word and word not in words:
            raise RefusedValueError(Sentence("应为：%(words)s。", words="、".join(offered)))
        return words.get(word)

    return read


def day(raw: str) -> date | None:
    """Read a day such as 2026-09-11, 2026/9/11 or 2026年9月11日."""
    text = folded(raw).replace("年", "-").replace("月", "-").removesuffix("日")
    parts = text.replace("/", "-").replace(".", "-").split("-")
    if parts == [""]:
        return None
    try:
        year, month, number = (int(part) for part in parts)
        return date(year, month, number)
    except ValueError as error:
        raise RefusedValueError(Sentence("应为日期，例如2026-09-11。")) from error


def yes_or_no(*, default: bool) -> Reader:
    """Return a reader of 是 or 否, yes or no, 1 or 0."""
    return lambda raw: read_flag(raw) if raw.strip() else default


def _refused(sentence: Sentence, *, line: int = 0, column: str = "") -> RowFileError:
    return RowFileError([RowProblem(line=line, column=column, sentence=sentence)])


def _read(records: Iterator[SheetRow], columns: Sequence[Column]) -> Reading:
    first = next(records, None)
    if first is None:
        raise _refused(Sentence("文件是空的。"))
    header = _header(first, columns)
    rows: list[Row] = []
    problems: list[RowProblem] = []
    total = 0
    for number, record in enumerate(records):
        if number == MOST_ROWS:
            raise _refused(Sentence("最多%(rows)s行，请分几次装入。", rows=MOST_ROWS), line=record.line)
        values, wrong = _values(record, header)
        total += len(wrong)
        problems += wrong[: MOST_PROBLEMS - len(problems)]
        if not wrong:
            rows.append(Row(line=record.line, values=values))
    if not rows and not problems:
        raise _refused(Sentence("除了标题没有别的行。"))
    return Reading(rows=tuple(rows), problems=tuple(problems), left_out=total - len(problems), titles=header.titles)


@dataclass(frozen=True, kw_only=True)
class _Header:
    """Where each column stands in the rows of a file, -1 for one that is missing, and how the file titles it."""

    places: tuple[tuple[Column, int], ...]
    titles: Mapping[str, str]
    width: int


def _header(first: SheetRow, columns: Sequence[Column]) -> _Header:
    """Return the places of the columns; raises RowFileError where the header does not fit."""
    known = {folded(word): column for column in columns for word in (column.title, column.name)}
    places: dict[str, int] = {}
    problems = []
    for place, cell in enumerate(first.cells):
        title = folded(unguarded(cell))
        column = known.get(title)
        if column and column.name in places:
            problems.append((title, Sentence("这一列出现了两次。")))
        elif column:
            places[column.name] = place
        elif title:
            problems.append((title[:20], Sentence("不认识这一列。")))
    if not places:
        raise _refused(Sentence("第一行没有认得的列名。请照样表的第一行写。"), line=first.line)
    wanted = [column for column in columns if column.is_required or column.is_expected]
    missing = [column for column in wanted if column.name not in places]
    problems = [*((column.title, Sentence("缺少这一列。")) for column in missing), *problems]
    if problems:
        raise RowFileError([RowProblem(line=first.line, column=name, sentence=said) for name, said in problems])
    return _Header(
        places=tuple((column, places.get(column.name, -1)) for column in columns),
        titles={name: first.cells[place].strip() for name, place in places.items()},
        width=len(first.cells),
    )


def _values(record: SheetRow, header: _Header) -> tuple[dict[str, Any], list[RowProblem]]:
    """Return the values of a row by column, and what is wrong with the others."""
    values: dict[str, Any] = {}
    problems: list[RowProblem] = []
    if any(cell.strip() for cell in record.cells[header.width :]):
        problems.append(RowProblem(line=record.line, column="", sentence=Sentence("这一行的格子比标题多。")))
    for column, place in header.places:
        cell = record.cells[place] if 0 <= place < len(record.cells) else ""
        try:
            values[column.name] = _value(cell, column)
        except RefusedValueError as error:
            title = header.titles.get(column.name, column.title)
            problems.append(RowProblem(line=record.line, column=title, sentence=error.sentence))
    return values, problems


def _value(cell: str, column: Column) -> Any:  # noqa: ANN401  # each column has values of its own
    if isinstance(cell, Formula):
        raise RefusedValueError(Sentence("这一格是公式。请复制后“粘贴为数值”，再存一次。"))
    value = column.read(unguarded(cell))
    if value is None and column.is_required:
        raise RefusedValueError(Sentence("不能空着。"))
    return value
