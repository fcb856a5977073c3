"""A page as PDF: its filters, its sentences, its tables with the numbers of the page, and where they come from.

The layout stands in ``templates/exports/page.typ``; a process of its own makes it (:mod:`burden.exports.pdf_printer`).
"""

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import BinaryIO

from django.conf import settings

from burden.exports.words import Cell, Words, provenance, suppression_lines
from burden.exports.xlsx_files import text_width
from burden.reports.telling import PageWords, Told
from burden.reports.types import SUPPRESSED_EN, SUPPRESSED_ZH, Column, Row, Table, TablePage

Progress = Callable[[int, int], None]
SECONDS = 120
NARROWEST, WIDEST = 5, 22  # characters of a column, two for a Chinese one
NUMBERS = frozenset({"count", "number", "percent", "minutes"})


class PdfError(RuntimeError):
    """The page could not be laid out."""


def write_pdf(page: TablePage, file: BinaryIO, *, words: Words, progress: Progress, said: PageWords) -> None:
    """Write the page with its name and what its charts say.  Raises :class:`PdfError`."""
    content = _content(page, words, said)
    made = subprocess.run(
        [sys.executable, "-m", "burden.exports.pdf_printer"],
        input=json.dumps(content).encode(),
        capture_output=True,
        cwd=settings.BASE_DIR,
        # No secret is needed there.
        env={},
        timeout=SECONDS,
        check=False,
    )
    if made.returncode != 0:
        raise PdfError(made.stderr.decode(errors="replace")[-2000:])
    file.write(made.stdout)
    progress(1, 1)


def _content(page: TablePage, words: Words, said: PageWords) -> dict[str, object]:
    frame = page.frame
    lines = provenance(page, words)
    demo = words.say("演示数据，非真实", "demo data, not real") if frame.wave.is_demo else ""
    parts = (
        words.name(frame.region.name),
        frame.wave.code,
        words.say("发布号", "release") + f" {frame.release.short_id}",
    )
    return {
        "language": "en" if words.is_english else "zh",
        "title": f"{words.name(frame.region.name)} · {said.label} · {frame.wave.code}",
        "foot": " · ".join(part for part in (*parts, words.say("自报", "self-reported"), demo) if part),
        "facts": lines,
        "tables": _parts(page.tables, words, said.charts),
        "notes": _notes(page, words, said={text for _, text in lines}),
    }


def _parts(tables: Sequence[Table], words: Words, charts: Sequence[Told]) -> list[dict[str, object]]:
    """Return the tables with their sentences; one whose table is not here stands after that of the chart before it."""
    held = {table.key for table in tables}
    alone: dict[str, list[dict[str, object]]] = {}
    before = ""
    for chart in charts:
        if chart.table in held:
            before = chart.table
        elif chart.sentence:
            alone.setdefault(before, []).append(_sentence_alone(chart))
    after = ((_table(table, words, charts), *alone.get(table.key, ())) for table in tables)
    return [*alone.get("", ()), *(part for parts in after for part in parts)]


def _sentence_alone(chart: Told) -> dict[str, object]:
    told = [{"title": chart.title, "sentence": chart.sentence}]
    return {"title": chart.title, "told": told, "rows": []}


def _table(table: Table, words: Words, sentences: Sequence[Told]) -> dict[str, object]:
    told = [{"title": one.title, "sentence": one.sentence} for one in sentences if one.table == table.key]
    rows = [[words.label(row), *_cells(row, table.columns, words)] for row in table.rows]
    head = words.head(table)
    return {
        "title": words.title(table),
        "told": told,
        "head": head,
        "rows": rows,
        "kinds": [row.kind for row in table.rows],
        "is_number": [False, *(column.kind in NUMBERS for column in table.columns)],
        "widths": [_width([name, *(row[place] for row in rows)]) for place, name in enumerate(head)],
        "few": words.say(SUPPRESSED_ZH, SUPPRESSED_EN),
    }


def _cells(row: Row, columns: Sequence[Column], words: Words) -> list[str]:
    return [printed(words.cell(cell, column), column) for cell, column in zip(row.cells, columns, strict=True)]


def printed(cell: Cell, column: Column) -> str:
    """Return a cell as the page prints it: with the decimals of its column and separators of thousands."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    # A column of several units holds whole numbers among others: 40 of 100 points is not 40.0.
    return f"{cell:,.{0 if isinstance(cell, int) else column.decimals}f}"


def _width(texts: Sequence[str]) -> int:
    """Return the weight of a column: its longest text, in characters, within reason."""
    return min(max(NARROWEST, *(text_width(text) for text in texts)), WIDEST)


def _notes(page: TablePage, words: Words, *, said: set[str]) -> list[tuple[str, str]]:
    of_tables = dict.fromkeys(note for table in page.tables for note in words.notes(table) if note not in said)
    indicators = dict.fromkeys(table.indicator for table in page.tables if table.indicator is not None)
    return [
        *(
            (words.say(each.name_zh, each.name_en), words.say(each.definition_zh, each.definition_en))
            for each in indicators or {page.frame.indicator: None}
        ),
        *((words.say("说明", "Note"), note) for note in of_tables),
        *suppression_lines(page, words),
    ]
