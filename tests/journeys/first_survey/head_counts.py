"""The file of head counts: the site's own template, filled in with five mistakes, then as it ought to be."""

from datetime import date
from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect

from tests.journeys.first_survey.looking import look, step

LONGEST = 60_000  # milliseconds for what a worker does
AS_OF = date(2026, 9, 30)
Cell = str | int | float | date | None
# By place and level: how many people.
PEOPLE = {
    ("澄江市", "市直部门"): 20,
    ("青禾县", "县直部门"): 80,
    ("李家巷镇", "乡镇街道"): 60,
    ("柳溪乡", "乡镇街道"): 40,
    ("白沙县", "县直部门"): 30,
    ("李家巷街道", "乡镇街道"): 12,
}
# By place and level: the column and what somebody wrote there by mistake.
MISTAKES: dict[tuple[str, str], tuple[str, Cell]] = {
    ("青禾县", "县直部门"): ("人数", "八十"),
    ("李家巷镇", "乡镇街道"): ("截至日期", "9月底"),
    ("柳溪乡", "乡镇街道"): ("地区名称", "柳溪镇"),
    ("白沙县", "县直部门"): ("人数", 30.5),
    ("李家巷街道", "乡镇街道"): ("来源", None),
}
FOUND = [
    ("3", "人数", "请填整数，例如8。"),
    ("4", "截至日期", "应为日期，例如2026-09-11。"),
    ("6", "地区名称", "代码 990101002000 是柳溪乡，不是这个地区。"),
    ("8", "人数", "请填整数，例如8。"),
    ("9", "来源", "不能空着。"),
]
"""Row, column and sentence of each mistake, in the order of the template: city, county, townships, county."""


def bring_head_counts(page: Page, folder: Path) -> None:
    """Bring the file with five wrong rows, see that nothing of it is kept, and bring the corrected one."""
    step(page, "人数")
    with page.expect_download() as download:
        page.get_by_role("link", name="样表（xlsx）").click()
    template = folder / download.value.suggested_filename
    download.value.save_as(template)
    _bring(page, _filled_in(template, folder / "人数.xlsx", MISTAKES))
    expect(page.get_by_role("heading", name="5处有问题，什么都没有装入")).to_be_visible(timeout=LONGEST)
    look(page)
    rows = page.locator("tbody tr").all()
    found = [tuple(row.locator("td").all_inner_texts()) for row in rows]
    assert found == FOUND, found
    page.get_by_role("link", name="改好后再传").click()
    expect(page.get_by_role("main")).to_contain_text("还没有人数")
    _bring(page, _filled_in(template, folder / "人数（改好）.xlsx", {}))
    confirm = page.get_by_role("button", name="确认装入")
    expect(confirm).to_be_visible(timeout=LONGEST)
    expect(page.get_by_role("main")).to_contain_text("共6行、242人（原来0人）")
    look(page)
    confirm.click()
    expect(page.get_by_role("main")).to_contain_text("已装入", timeout=LONGEST)
    look(page)


def _bring(page: Page, file: Path) -> None:
    page.get_by_label("文件（xlsx或CSV）").set_input_files(file)
    page.get_by_role("button", name="上传并核对").click()


def _filled_in(template: Path, target: Path, mistakes: dict[tuple[str, str], tuple[str, Cell]]) -> Path:
    """Fill in the people of each line of the template that has some, and write down what is mistaken instead."""
    book = openpyxl.load_workbook(template)
    sheet = book.worksheets[0]
    columns = {str(cell.value): cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        line = (str(sheet.cell(row, columns["地区名称"]).value), str(sheet.cell(row, columns["层级"]).value))
        if line not in PEOPLE:
            continue
        values: dict[str, Cell] = {"人数": PEOPLE[line], "来源": "编制统计", "截至日期": AS_OF}
        if line in mistakes:
            column, mistake = mistakes[line]
            values[column] = mistake
        for column, value in values.items():
            sheet.cell(row, columns[column]).value = value
    book.save(target)
    return target
