"""Writing atoms and figures by COPY, and reading figures back."""

from collections.abc import Collection, Iterable, Sequence

import numpy as np
import psycopg
from django.db import connection

from burden.aggregation.fat_rows import IntArray, query
from burden.aggregation.figures import Totals
from burden.domain.atoms import PlannedAtom
from burden.domain.blocks import Block
from burden.models import Atom, Figure, Release

_ATOM_COLUMNS = ("release_id", "block", "span", "level", "kind", "n", "head", "histogram")
_FIGURE_COLUMNS = ("release_id", "block", "region_code", "level", "n", "head", "histogram")


def write_atoms(release: Release, block: Block, atoms: Sequence[PlannedAtom], rows: IntArray) -> None:
    """Append the atoms of one block with their tallies."""
    lines = (
        f"{release.pk}\t{block.name}\t{atom.span}\t{atom.level}\t{atom.kind}\t{cells}"
        for atom, cells in zip(atoms, _cells(block, rows), strict=True)
    )
    _copy(Atom._meta.db_table, _ATOM_COLUMNS, lines)  # noqa: SLF001  # Django's documented way to a table's name


def write_figures(release: Release, block: Block, totals: Totals) -> None:
    """Append the totals of one block."""
    lines = (
        f"{release.pk}\t{block.name}\t{code}\t{level}\t{cells}"
        for (code, level), cells in zip(totals.keys, _cells(block, totals.rows), strict=True)
    )
    _copy(Figure._meta.db_table, _FIGURE_COLUMNS, lines)  # noqa: SLF001  # likewise


def read_totals(release: Release, block: Block, region_codes: Collection[str]) -> Totals:
    """Return the totals of some regions as they were written."""
    found = query(
        f"SELECT region_code, level, head, histogram FROM {Figure._meta.db_table} "  # noqa: S608, SLF001  # likewise
        "WHERE release_id = %s AND block = %s AND region_code = ANY(%s) ORDER BY level, region_code",
        [release.pk, block.name, list(region_codes)],
    )
    rows = np.zeros((len(found), block.width), dtype=np.int64)
    for place, (_, _, head, histogram) in enumerate(found):
        rows[place, : block.head] = head
        rows[place, block.head + np.array(histogram[::2], dtype=np.int64)] = histogram[1::2]
    return Totals(keys=tuple((code, level) for code, level, _, _ in found), rows=rows)


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


def _copy(table: str, columns: Sequence[str], lines: Iterable[str]) -> None:
    text = "".join(f"{line}\n" for line in lines)
    if not text:
        return
    with (
        psycopg.Cursor(connection.connection) as cursor,
        cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN".encode()) as copy,
    ):
        copy.write(text)
