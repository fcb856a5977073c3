"""The same numbers everywhere: pages, JSON, CSV and workbook of the demo, cell by cell."""

import csv
import io
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.test import Client
from pytest_django import Settings

from burden.exports.making import make_file
from burden.models import User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PROVINCE, CITY, COUNTY = "990000000000", "990400000000", "990401000000"
KNOWN = {"level", "indicator", "app"}  # of the filters after region and wave; any others ask a what-if question
Grid = list[list[str | float]]

# Page of the site, its address, its name for files.
PAGES = {
    "overview": "/d/?region={region}&wave={wave}{more}",
    "region": "/d/regions/{region}/?wave={wave}{more}",
    "notices": "/d/notices/?region={region}&wave={wave}{more}",
    "compare": "/d/compare/?region={region}&wave={wave}{more}",
    "distribution": "/d/distribution/?region={region}&wave={wave}{more}",
    "practices": "/d/practices/?region={region}&wave={wave}{more}",
    "trends": "/d/trends/?region={region}&wave={wave}{more}",
    "quality": "/d/quality/?region={region}&wave={wave}{more}",
    "profile": "/d/profile/?region={region}&wave={wave}{more}",
    "apps": "/d/apps/?region={region}&wave={wave}{more}",
    "app": "/d/apps/YT001/?region={region}&wave={wave}{more}",
    "board": "/d/board/?region={region}&wave={wave}{more}",
    "before-after": "/d/before-after/?region={region}&wave={wave}{more}",
    "what-if": "/d/what-if/?region={region}&wave={wave}{more}",
}
JSON = {
    "region": "/api/v1/figures/?region={region}&wave={wave}{more}",
    "notices": "/api/v1/notices/?region={region}&wave={wave}{more}",
    "compare": "/api/v1/compare/?region={region}&wave={wave}{more}",
    "distribution": "/api/v1/distribution/?region={region}&wave={wave}{more}",
    "practices": "/api/v1/practices/?region={region}&wave={wave}{more}",
    "trends": "/api/v1/trends/?region={region}&wave={wave}{more}",
    "quality": "/api/v1/quality/?region={region}&wave={wave}{more}",
    "profile": "/api/v1/profile/?region={region}&wave={wave}{more}",
    "apps": "/api/v1/apps/?region={region}&wave={wave}{more}",
    "app": "/api/v1/apps/YT001/?region={region}&wave={wave}{more}",
    "board": "/api/v1/board/?region={region}&wave={wave}{more}",
    "before-after": "/api/v1/before-after/?region={region}&wave={wave}{more}",
    "what-if": "/api/v1/what-if/?region={region}&wave={wave}{more}",
}
CHOICES = [
    ("overview", PROVINCE, "2025Q4", ""),
    ("overview", COUNTY, "2026Q3", "&level=60"),
    ("region", PROVINCE, "2025Q4", ""),
    ("region", CITY, "2026Q1", "&level=40,50"),
    ("region", COUNTY, "2025Q4", "&level=60&indicator=I07"),
    ("region", COUNTY, "2025Q2", "&indicator=I09"),
    ("notices", PROVINCE, "2026Q3", ""),
    ("notices", CITY, "2026Q3", ""),
    ("compare", PROVINCE, "2025Q4", "&indicator=I07"),
    ("compare", CITY, "2026Q1", "&level=60"),
    ("compare", COUNTY, "2026Q3", "&indicator=I09"),
    ("distribution", PROVINCE, "2026Q3", ""),
    ("distribution", COUNTY, "2025Q4", "&level=60&indicator=I07"),
    ("practices", PROVINCE, "2025Q4", ""),
    ("practices", COUNTY, "2026Q3", "&level=60"),
    ("trends", PROVINCE, "2026Q3", ""),
    ("trends", COUNTY, "2026Q1", "&level=60&indicator=I07"),
    ("quality", CITY, "2026Q3", ""),
    ("profile", PROVINCE, "2026Q1", ""),
    ("profile", COUNTY, "2026Q3", "&level=50,60"),
    ("apps", PROVINCE, "2026Q3", ""),
    ("apps", COUNTY, "2025Q4", "&level=60"),
    ("app", PROVINCE, "2026Q3", "&app=YT001"),
    ("app", COUNTY, "2025Q4", "&level=60&app=YT001"),
    ("board", PROVINCE, "2026Q3", ""),
    ("board", COUNTY, "2025Q4", "&level=60"),
    ("before-after", PROVINCE, "2026Q3", ""),
    ("before-after", "990200000000", "2026Q2", "&level=60&indicator=I04"),
    ("what-if", PROVINCE, "2025Q4", "&stop=YT001,YT002&transfer=30&groups=2"),
    ("what-if", COUNTY, "2026Q3", "&level=50,60&merge=YT001&checkin=YT003"),
]
# The shape of a distribution is drawn, no table of figures; the apps to choose from are a form.
NOT_IN_FILES = {"人数分布", "可选的应用"}


class _Tables(HTMLParser):
    """Tables of a page by their captions: the head row, then the rows, all as text."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self.text: list[str] | None = None
        self.rows: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002  # the parser hands them on
        if tag == "table":
            self.rows = []
        elif tag == "tr":
            self.rows.append([])
        elif tag in {"th", "td", "caption"}:
            self.text = []

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        words = " ".join("".join(self.text or []).split())
        if tag == "caption":
            self.tables[words] = self.rows
        elif tag in {"th", "td"}:
            self.rows[-1].append(words)
        if tag in {"th", "td", "caption"}:
            self.text = None


@pytest.fixture
def supervisor(demo_site: None, settings: Settings, tmp_path: Path) -> Client:
    settings.MEDIA_ROOT = tmp_path
    client = Client()
    client.force_login(User.objects.get(email="supervisor@demo.invalid"), backend=BACKEND)
    return client


def number(text: str) -> str | float:
    """Return a printed number as a number, any other text as it is; a code of twelve digits is no number."""
    plain = text.replace(",", "")
    is_number = plain.removeprefix("-").replace(".", "", 1).isdecimal() and len(plain) < 12
    return float(plain) if is_number else text


def on_page(client: Client, address: str) -> dict[str, Grid]:
    answer = client.get(address)
    assert answer.status_code == 200, address
    parser = _Tables()
    parser.feed(answer.content.decode())
    return {
        title: [[number(cell) for cell in row] for row in rows]
        for title, rows in parser.tables.items()
        if title not in NOT_IN_FILES
    }


def file_of(client: Client, kind: str, choice: tuple[str, str, str, str]) -> bytes:
    page, region, wave, more = choice
    filters = dict(part.split("=") for part in more.split("&") if part)
    filters["what_if"] = "&".join(f"{name}={value}" for name, value in filters.items() if name not in KNOWN)
    answer = client.post("/exports/", {"kind": kind, "page": page, "region": region, "wave": wave, **filters})
    make_file(answer["Location"].split("/")[2])
    content: bytes = client.get(f"{answer['Location']}file/").getvalue()
    return content


def in_csv(content: bytes, titles: list[str]) -> dict[str, Grid]:
    """Return the tables of a CSV by title; a file of one table has no title line."""
    sections: list[list[list[str]]] = [[]]
    for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))):
        if row:
            sections[-1].append(row)
        else:
            sections.append([])
    tables = sections[:-1]
    if len(tables) == 1:
        return {titles[0]: [[number(cell) for cell in row] for row in tables[0]]}
    return {table[0][0]: [[number(cell) for cell in row] for row in table[1:]] for table in tables}


def in_workbook(content: bytes) -> dict[str, Grid]:
    """Return the tables of a workbook by title, as a person sees them: a percent is shown times hundred."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {
        str(sheet["A1"].value).replace("（演示数据，非真实）", ""): [
            [_seen(cell) for cell in row] for row in sheet.iter_rows(min_row=3) if row[0].value is not None
        ]
        for sheet in book.worksheets
    }


def _seen(cell: Any) -> str | float:  # noqa: ANN401  # openpyxl has no types
    if cell.value is None:
        return ""
    if isinstance(cell.value, str):
        return number(cell.value) if cell.row == 3 or cell.column == 1 else cell.value
    return round(cell.value * 100, 6) if cell.number_format.endswith("%") else float(cell.value)


def in_json(client: Client, address: str) -> dict[str, Grid]:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return {table["title_zh"]: list(_json_rows(table)) for table in answer.json()["tables"]}


def _json_rows(table: dict[str, Any]) -> Iterator[list[str | float]]:
    yield [table["head_zh"], *(column["title_zh"] for column in table["columns"])]
    words = {"higher": "▲ 高于同级", "similar": "● 无明显差异", "lower": "▼ 低于同级"}
    for row in table["rows"]:
        cells = ["" if cell is None else words.get(cell, cell) for cell in row["cells"]]
        yield [number(row["label_zh"]), *(float(cell) if isinstance(cell, int | float) else cell for cell in cells)]


@pytest.mark.parametrize(("page", "region", "wave", "more"), CHOICES)
def test_a_page_its_json_its_csv_and_its_workbook_hold_the_same_cells(
    supervisor: Client, page: str, region: str, wave: str, more: str
) -> None:
    shown = on_page(supervisor, PAGES[page].format(region=region, wave=wave, more=more))
    assert shown
    from_csv = in_csv(file_of(supervisor, "table-csv", (page, region, wave, more)), list(shown))
    from_workbook = in_workbook(file_of(supervisor, "table-xlsx", (page, region, wave, more)))
    for title, grid in shown.items():
        assert len(grid) > 1, title
        assert from_csv[title] == grid, title
        rows = from_workbook[title][: len(grid)]
        assert rows == grid, title
    if page in JSON:
        assert in_json(supervisor, JSON[page].format(region=region, wave=wave, more=more)) == shown


def test_the_headline_of_the_overview_stands_in_its_file(supervisor: Client) -> None:
    text = supervisor.get(f"/d/?region={PROVINCE}&wave=2025Q4").content.decode()
    content = file_of(supervisor, "table-csv", ("overview", PROVINCE, "2025Q4", ""))
    headline = in_csv(content, [])["云汀省：总览（全部层级）"]
    values = {row[0]: row[3] for row in headline[1:]}
    assert values["反感率"] == 40.0
    assert len(values) == 4
    for name, value in values.items():
        assert f"{value:.1f}" in text or f"{value:.0f}" in text, name
