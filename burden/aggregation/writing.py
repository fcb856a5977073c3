"""Writing atoms and figures by COPY, and reading figures back."""

from collections.abc import Collection, Iterable, Sequence
from functools import partial
from itertools import starmap
from typing import Any

import numpy as np
import psycopg
from django.db import connection

from burden.aggregation.fat_rows import IntArray, query
from burden.aggregation.figures import Totals
from burden.aggregation.part import BlockAtoms
from burden.aggregation.units import as_units, code_text
from burden.domain.array_walk import KIND_NAMES
from burden.domain.blocks import Block
from burden.models import Atom, Figure, Release

_ATOM_COLUMNS = ("release_id", "block", "span", "level", "kind", "n", "head", "histogram")
_FIGURE_COLUMNS = ("release_id", "block", "region_code", "level", "n", "head", "histogram")


def write_atoms(release: Release, parts: Iterable[BlockAtoms]) -> None:
    """Append the atoms of some blocks with their tallies, in one COPY however many blocks there are."""
    _copy(Atom._meta.db_table, _ATOM_COLUMNS, map(partial(_atom_lines, release), parts))  # noqa: SLF001  # Django's documented way to a table's name


def write_figures(release: Release, parts: Iterable[tuple[Block, Totals]]) -> None:
    """Append the totals of some blocks, likewise."""
    _copy(Figure._meta.db_table, _FIGURE_COLUMNS, starmap(partial(_figure_lines, release), parts))  # noqa: SLF001  # likewise


def read_totals(release: Release, blocks: Iterable[Block], region_codes: Collection[str]) -> dict[str, Totals]:
    """Return the totals of some blocks and regions as they were written, by block name; one query."""
    by_name = {block.name: block for block in blocks}
    found: dict[str, list[tuple[Any, ...]]] = {name: [] for name in by_name}
    for name, *row in query(
        f"SELECT block, region_code, level, head, histogram FROM {Figure._meta.db_table} "  # noqa: S608, SLF001  # likewise
        "WHERE release_id = %s AND region_code = ANY(%s) ORDER BY block, level, region_code",
        [release.pk, list(region_codes)],
    ):
        if name in found:
            found[name].append(tuple(row))
    return {name: _totals(by_name[name], rows) for name, rows in found.items()}


def _totals(block: Block, found: Sequence[tuple[Any, ...]]) -> Totals:
    rows = np.zeros((len(found), block.width), dtype=np.int64)
    for place, (_, _, head, histogram) in enumerate(found):
        rows[place, : block.head] = head
        rows[place, block.head + np.array(histogram[::2], dtype=np.int64)] = histogram[1::2]
    code, level = as_units((code, level) for code, level, _, _ in found)
    return Totals(code=code, level=level, rows=rows)


def _atom_lines(release: Release, part: BlockAtoms) -> str:
    names = zip(part.span.tolist(), part.level.tolist(), part.kind.tolist(), strict=True)
    return "".join(
        f"{release.pk}\t{part.block.name}\t{code_text(span)}\t{level}\t{KIND_NAMES[kind]}\t{cells}\n"
        for (span, level, kind), cells in zip(names, _cells(part.block, part.rows), strict=True)
    )


def _figure_lines(release: Release, block: Block, totals: Totals) -> str:
    names = zip(totals.code.tolist(), totals.level.tolist(), strict=True)
    return "".join(
        f"{release.pk}\t{block.name}\t{code_text(code)}\t{level}\t{cells}\n"
        for (code, level), cells in zip(names, _cells(block, totals.rows), strict=True)
    )


def _cells(block: Block, rows: IntArray) -> Iterable[str]:
    """Yield n, head and histogram of each tally as COPY reads them.

    The histogram is a flat list of position and count of the bins that are not empty; position 0 is the first bin of
    the block's first histogram.
    """
    bins = rows[:, block.head :]
    of_row, place = np.nonzero(bins)
    pairs = np.column_stack([place, bins[of_row, place]]).ravel().tolist()
    ends = (2 * np.searchsorted(of_row, np.arange(len(rows)), side="right")).tolist()
    start = 0
    for head, end in zip(rows[:, : block.head].tolist(), ends, strict=True):
        yield f"{head[0]}\t{_array(head)}\t{_array(pairs[start:end])}"
        start = end


def _array(values: list[int]) -> str:
    return f"{{{','.join(map(str, values))}}}"


def _copy(table: str, columns: Sequence[str], chunks: Iterable[str]) -> None:
    with (
        psycopg.Cursor(connection.connection) as cursor,
        cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN".encode()) as copy,
    ):
        for chunk in chunks:
            copy.write(chunk)
