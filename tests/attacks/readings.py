"""What a reader gets at an address, as numbers: out of a page with its charts, a CSV file, a workbook, a PDF."""

import csv
import io
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import openpyxl
from django.test import Client
from pypdfium2 import PdfDocument

from burden.exports.making import make_file

# Not within a code such as I09, A1 or 2026Q4; Chinese may stand right before and behind.
NUMBER = re.compile(r"(?<![A-Za-z0-9_.])-?\d[\d,]*(?:\.\d+)?(?![A-Za-z0-9_.]*[A-Za-z_])")
# Of one release or one request, and new each time: hashes, ids, tokens, nonces.
PASSING = re.compile(r"\b[0-9a-f]{8}(?:[0-9a-f-]{28}|[0-9a-f]{56})?\b")
HIDDEN = re.compile(r"另有\s*\d+\s*格")  # cells that a sentence counts; a PDF breaks lines anywhere
NO_WORDS = {"style", "template"}
LOOKS = {"opacity", "color", "colorscale", "width", "thickness"}  # of a chart's marks
MOST_ROWS = 40
TOO_FEW = "样本不足或无数据"

Grid = list[list[Any]]


class _Words(HTMLParser):
    """The words of a page, and the charts that it carries as JSON; what only marks an axis is neither."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.charts: list[Any] = []
        self._is_chart = False
        self._is_silent = False
        self._is_tick = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_chart = tag == "script" and ("type", "application/json") in attrs
        self._is_silent = tag in NO_WORDS or (tag == "script" and not self._is_chart)
        self._is_tick = (
            ("class", "tick") in attrs or ("class", "tick wide") in attrs or (self._is_tick and tag == "tspan")
        )
        # What is read aloud or filled in is shown as well.
        self.words += [value for name, value in attrs if name in {"aria-label", "title", "alt"} and value]

    def handle_endtag(self, tag: str) -> None:
        if tag in {*NO_WORDS, "script"}:
            self._is_chart = self._is_silent = False

    def handle_data(self, data: str) -> None:
        if self._is_chart:
            self.charts.append(json.loads(data))
        elif not self._is_silent and not self._is_tick:
            self.words.append(data)


def numbers_of_page(content: bytes) -> set[float]:
    """Return every number that a page says or draws, the layout of its charts (sizes, ranges) left out."""
    parser = _Words()
    parser.feed(content.decode())
    found = {number for words in parser.words for number in numbers_in(words)}
    for chart in parser.charts:
        shown = [chart.get("data", []), chart.get("layout", {}).get("annotations", [])]
        found |= {number for part in shown for number in numbers_within(part)}
    return found


def numbers_in(words: str) -> set[float]:
    """Return the numbers in a text; codes of regions and hashes are none."""
    plain = HIDDEN.sub(" ", PASSING.sub(" ", words))
    found = (match.replace(",", "") for match in NUMBER.findall(plain))
    return {float(digits) for digits in found if len(digits) < 12}  # a region code has twelve digits


def numbers_within(part: Any) -> Iterator[float]:  # noqa: ANN401  # whatever JSON holds
    """Yield every number in a piece of JSON, in texts too, but for how marks look and where rows stand."""
    if isinstance(part, dict):
        for name, value in part.items():
            if name not in LOOKS and not _are_positions(value):
                yield from numbers_within(value)
    elif isinstance(part, list):
        for value in part:
            yield from numbers_within(value)
    elif isinstance(part, str):
        yield from numbers_in(part)
    elif isinstance(part, int | float) and not isinstance(part, bool):
        yield round(float(part), 6)


def _are_positions(value: Any) -> bool:  # noqa: ANN401  # likewise
    """Tell whether these are the places of rows along an axis: whole numbers that ascend."""
    if not isinstance(value, list) or not value or not all(isinstance(one, int) for one in value):
        return False
    return value == sorted(set(value)) and value[-1] < MOST_ROWS


def file_of(client: Client, kind: str, page: str, filters: dict[str, str]) -> bytes:
    """Ask for a file, let it be made, and take it; b"" where the page wants to be asked more than these filters."""
    asked = client.post("/exports/", {"kind": kind, "page": page, **filters})
    if asked.status_code != 302:
        return b""
    address = asked["Location"]
    make_file(address.split("/")[2])
    content: bytes = client.get(f"{address}file/").getvalue()
    return content


def tables_of_csv(content: bytes) -> list[Grid]:
    """Return the tables of a CSV file, each with its line of titles; what follows them is left out."""
    sections: list[Grid] = [[]]
    for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))):
        if row:
            sections[-1].append(row)
        else:
            sections.append([])
    # Where there are several, each begins with its title.
    return [table[1:] if table and len(table[0]) == 1 else table for table in sections[:-1]]


def numbers_of_csv_tables(content: bytes) -> list[set[float]]:
    """Return the numbers of each row of the tables of a CSV file."""
    return [
        {number for cell in row for number in numbers_in(cell)} for table in tables_of_csv(content) for row in table
    ]


def numbers_of_workbook(content: bytes) -> set[float]:
    """Return every number of a workbook on any sheet, a percent times hundred as a reader sees it."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    found: set[float] = set()
    for cell in cells:
        if isinstance(cell.value, str):
            found |= numbers_in(cell.value)
        elif isinstance(cell.value, int | float):
            found.add(round(cell.value * (100 if "%" in cell.number_format else 1), 6))
    return found


def numbers_of_pdf(content: bytes) -> set[float]:
    """Return every number that stands printed on any sheet, the numbers of the sheets themselves left out."""
    with PdfDocument(content) as document:
        sheets = [sheet.get_textpage().get_text_range() for sheet in document]
    told = (text.replace(f"{place} / {len(sheets)}", " ") for place, text in enumerate(sheets, start=1))
    return {number for text in told for number in numbers_in(text)}
