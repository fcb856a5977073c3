"""Files of rows as spreadsheets write them: read alike, refused in plain words, given back unchanged."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime

import openpyxl
import pytest

from burden.domain.formulas import guarded, unguarded
from burden.intake import row_files, sheets
from burden.intake.row_files import Column, RowFileError, day, read_rows, region_code, text_of, whole_number
from burden.intake.sheet_files import sheet_file

COLUMNS = (
    Column(name="code", title="地区代码", read=region_code, is_required=True),
    Column(name="people", title="人数", read=whole_number(1, 999), is_required=True),
    Column(name="source", title="来源", read=text_of(20)),
    Column(name="day", title="截至日期", read=day),
)
TEXT = "地区代码,人数,来源,截至日期\n990101001000,86,编制,2026-09-30\n"
VALUES = {"code": "990101001000", "people": 86, "source": "编制", "day": date(2026, 9, 30)}


def read(content: bytes) -> list[dict[str, object]]:
    return [dict(row.values) for row in read_rows(content, columns=COLUMNS).checked(())]


def said(content: bytes) -> list[str]:
    with pytest.raises(RowFileError) as refused:
        read(content)
    return [str(problem) for problem in refused.value.problems]


def workbook(*rows: Sequence[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    book.create_sheet("别的").append(["不读"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_read_in_the_encodings_of_chinese_desktops(encoding: str) -> None:
    assert read(TEXT.encode(encoding)) == [VALUES]
    assert read(TEXT.replace(",", "\t").encode(encoding)) == [VALUES]


def test_names_of_the_code_head_columns_as_well_as_titles_in_any_order() -> None:
    assert read("day,people,source,code\n2026年9月30日,86,编制,990101001\n".encode()) == [VALUES]


@pytest.mark.parametrize("number", [990101001000, "990101001000", 990101001000.0, "990101001"])
def test_the_first_sheet_of_a_workbook_is_read_whatever_a_cell_was_made(number: object) -> None:
    head = ["地区代码", "人数", "来源", "截至日期"]
    for when in (date(2026, 9, 30), datetime(2026, 9, 30), "2026/9/30"):  # noqa: DTZ001  # a cell has no zone
        assert read(workbook(head, [number, 86.0, "编制", when], [None, None, None, None])) == [VALUES]


def test_blank_rows_count_as_a_spreadsheet_counts_them() -> None:
    assert said(TEXT.encode() + "\n,,,\n990101001000,没有,,\n".encode()) == ["第5行，人数：请填整数，例如8。"]
    assert said(workbook(["地区代码", "人数"], [], ["990101001000", "没有"])) == ["第3行，人数：请填整数，例如8。"]


def test_every_mistake_is_named_by_row_and_column_as_the_file_calls_it() -> None:
    rows = "code,people,来源\n9.90101E+11,86,\n12,0,\n990101001000,,\n990101001000,5,x,多\n"
    assert said(rows.encode()) == [
        "第2行，code：表格软件把代码变成了科学计数法。请把这一列设为“文本”，再填一次代码。",
        "第3行，code：地区代码是12位数字，例如330522102000。",
        "第3行，people：请填1到999之间的整数。",
        "第4行，people：不能空着。",
        "第5行：这一行的格子比标题多。",
    ]


def test_a_formula_is_never_computed_nor_believed() -> None:
    sentence = "第2行，人数：这一格是公式。请复制后“粘贴为数值”，再存一次。"
    assert said(workbook(["地区代码", "人数"], ["990101001000", "=1+1"])) == [sentence]


def archive(**entries: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in entries.items():
            packed.writestr(name.replace("__", "/") + ".xml", content)
    return file.getvalue()


def with_entity() -> bytes:
    """A workbook whose sheet says an entity that names itself many times over."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(["地区代码", "人数"]))) as whole, zipfile.ZipFile(file, "w") as spoilt:
        for entry in whole.infolist():
            content = whole.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                content = b'<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]>' + content
            spoilt.writestr(entry.filename, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "文件是空的。"),
        (b" \r\n\r\n", "文件是空的。"),
        (b"\xef\xbb\xbf", "文件是空的。"),
        ("地区代码,人数\n".encode(), "除了标题没有别的行。"),
        ("姓名,电话\n甲,1\n".encode(), "第1行：第一行没有认得的列名。请照样表的第一行写。"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "这是旧格式的或加了密码的表格。请打开后另存为xlsx（不设密码），再传一次。"),
        (b"\x89PNG\r\n\x1a\n\0\0", "这不是表格文件。请用CSV或xlsx。"),
        ("\ufeff地区代码,人\0数\n990101001000,8\n".encode("utf-16-le"), "这不是表格文件。请用CSV或xlsx。"),
        (b"\xff\xfea", "读不出文字。请另存为xlsx，或UTF-8的CSV，再传一次。"),
        (b"\xff\x80abc\x81", "读不出文字。请另存为xlsx，或UTF-8的CSV，再传一次。"),
        (b"PK\x03\x04broken", "这个xlsx文件打不开，可能损坏了。请用表格软件打开，另存后再传一次。"),
        (archive(word__document=b"<a/>"), "这不是表格文件。请用CSV或xlsx。"),
        (archive(xl__workbook=b"<a/>"), "这个xlsx文件打不开，可能损坏了。请用表格软件打开，另存后再传一次。"),
        (with_entity(), "这个xlsx文件打不开，可能损坏了。请用表格软件打开，另存后再传一次。"),
        (b"x" * (8 * 1024 * 1024 + 1), "文件太大，最多8MB。"),
        ('地区代码,人数\n990101001000,"8\n'.encode(), "第2行：这一行的引号没有配对，或这一格太长。"),
    ],
)
def test_what_is_no_table_is_refused_in_one_plain_sentence(content: bytes, sentence: str) -> None:
    assert said(content) == [sentence]


def test_a_row_far_down_is_not_walked_to(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sheets.LAST_ROW == 2 * row_files.MOST_ROWS
    monkeypatch.setattr(sheets, "LAST_ROW", 100)
    book = openpyxl.Workbook()
    book.active.append(["地区代码", "人数"])
    book.active.cell(row=1_000_000, column=1, value="990101001000")
    file = io.BytesIO()
    book.save(file)
    assert said(file.getvalue()) == ["第101行：表格太长，或者下面留着很多空行。请删掉多余的行，另存后再传一次。"]


def test_the_first_problems_are_kept_and_the_rest_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_files, "MOST_PROBLEMS", 5)
    reading = read_rows(("code,people\n" + "x,y\n" * 20).encode(), columns=COLUMNS)
    assert (len(reading.problems), reading.left_out) == (5, 35)
    with pytest.raises(RowFileError) as refused:
        reading.checked(())
    assert (len(refused.value.problems), refused.value.total) == (5, 40)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_cells_and_rows_that_no_table_of_ours_has_are_refused_before_they_are_looked_at(kind: str) -> None:
    long = [["地区代码", "人数"], ["990101001000", "\ufdfa" * 401]]
    wide = [["地区代码", "人数", *("x" for _ in range(39))], ["990101001000", "8"]]
    made = [text(rows) if kind == "csv" else workbook(*rows) for rows in (long, wide)]
    assert said(made[0]) == ["第2行：有一格太长，最多400个字。"]
    # A workbook is read up to its fortieth column, so that the last of them is one that nobody knows.
    assert said(made[1])[0] in {"第1行：列太多，最多40列。请照样表的列填。", "第1行，x：不认识这一列。"}


def text(rows: Sequence[Sequence[str]]) -> bytes:
    return "\n".join(",".join(row) for row in rows).encode()


def test_a_file_that_unfolds_beyond_measure_is_not_unfolded() -> None:
    bomb = archive(xl__workbook=b"<a/>", xl__worksheets__sheet1=b" " * (129 * 1024 * 1024))
    assert len(bomb) < 200_000
    assert said(bomb) == ["这个文件展开后太大。请只留要装入的那张表，另存后再传一次。"]


def test_a_header_says_what_it_lacks_repeats_or_misspells() -> None:
    assert said("人数,人数,电话\n1,1,1\n".encode()) == [
        "第1行，地区代码：缺少这一列。",
        "第1行，人数：这一列出现了两次。",
        "第1行，电话：不认识这一列。",
    ]


def test_more_rows_than_can_be_taken_are_refused() -> None:
    rows = "".join("990101001000,1\n" for _ in range(50_001))
    assert said(f"code,people\n{rows}".encode()) == ["第50002行：最多50000行，请分几次装入。"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("text", ["=1+1", "'=1+1", "''@x", "-3", "+86", "@甲", "'乙", "丙,丁\n戊", '"', "1e5", "007"])
def test_a_file_gives_back_what_was_written_and_runs_nothing(kind: str, text: str) -> None:
    columns = (Column(name="text", title="文字", read=str), Column(name="day", title="日期", read=day))
    file = sheet_file(kind, columns=columns, rows=[{"text": text, "day": date(2026, 9, 30)}])
    [row] = read_rows(file, columns=columns).checked(())
    assert dict(row.values) == {"text": text, "day": date(2026, 9, 30)}
    if kind == "csv":
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in file.decode("utf-8-sig").split(","))
    else:
        [cell] = [cell for [cell, _] in openpyxl.load_workbook(io.BytesIO(file)).worksheets[0].iter_rows(min_row=2)]
        assert cell.data_type == "s"


@pytest.mark.parametrize("text", ["=", "'=", "''\uff1d", "'", "''", "a=b", "", "\t1", "\uff0b1"])
def test_a_guard_is_taken_away_as_it_was_put(text: str) -> None:
    assert unguarded(guarded(text)) == text
