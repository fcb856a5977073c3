"""Writing figures and atoms as packs (:mod:`burden.domain.figure_packs`), in one binary COPY."""

import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import psycopg
from django.db import connection
from numpy.typing import NDArray

from burden.aggregation.fat_rows import IntArray
from burden.aggregation.figures import Some, Totals
from burden.aggregation.tree_index import TreeIndex
from burden.domain.blocks import pack_family
from burden.domain.figure_encoding import Packer, Packs
from burden.domain.figure_encoding_loops import Sheet
from burden.domain.figure_packs import FIGURE
from burden.domain.levels import CODE_DIGITS
from burden.domain.region_tree import code_text
from burden.models import FigurePack, Release

_COPY_HEAD = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_COPY_END = struct.pack(">h", -1)
_A_LENGTH = 4  # bytes, before each field
_FRAME = 2 + 4 * _A_LENGTH + 16 + CODE_DIGITS  # bytes before a pack in its row, without the name of its family
_DIGITS: IntArray = 10 ** np.arange(CODE_DIGITS - 1, -1, -1)
_NO_PACK = -1  # in place of its number


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """What is to be written of one family of blocks: names in order, all atoms with their kinds, figures."""

    names: tuple[str, ...]
    atoms: Totals
    kind: IntArray
    figures: Sequence[Some]


def write_packs(release: Release, tree: TreeIndex, shelves: Iterable[Shelf], *, above: str | None = None) -> None:
    """Append the packs of a part; ``above`` is the code of the region above its top, empty above the whole country.

    Without it the figures of the part's tops are left to whoever computes the region above them.
    """
    _copy(_rows(release, tree, shelves, above))


def packs_of(tree: TreeIndex, shelves: Iterable[Shelf]) -> Iterator[tuple[str, str, memoryview]]:
    """Yield the packs of a part but the one above its tops: family, code of the region, bytes."""
    for family, packs in _packed(tree, shelves, above=None):
        for number, data in packs:
            yield family, code_text(int(tree.number[number - 1])), data


def _packed(tree: TreeIndex, shelves: Iterable[Shelf], *, above: str | None) -> Iterator[tuple[str, Packs]]:
    """Yield the packs of each family of packs, with room for the frame of a row before each.

    Packs are numbered behind the one above the part's tops, which is 0, as their regions are.
    """
    by_family: dict[str, list[Shelf]] = {}
    for shelf in shelves:
        if shelf.figures:
            by_family.setdefault(pack_family(shelf.names[0]), []).append(shelf)
    # Atoms of regions without regions below are their figures and stand once.
    of_atoms = np.where(tree.has_children, 1 + np.arange(tree.size), _NO_PACK)
    of_figures = 1 + tree.parent  # 0 where that is NO_PARENT
    if above is None:
        of_figures[tree.is_top] = _NO_PACK
    for family, of_family in by_family.items():
        packer = Packer(sorted(name for shelf in of_family for name in shelf.names), tree.number)
        sheets = [sheet for shelf in of_family for sheet in _sheets(shelf, packer, of_atoms, of_figures)]
        yield family, packer.packs(sheets, gap=_FRAME + len(family))


def _sheets(shelf: Shelf, packer: Packer, of_atoms: IntArray, of_figures: IntArray) -> Iterator[Sheet]:
    """Yield what one family of blocks has to write; packs of atoms and figures are told by region."""
    rank = packer.rank(shelf.names)
    atoms = Some(totals=shelf.atoms, at=np.arange(len(shelf.atoms)))
    yield _sheet(atoms, rank, shelf.kind, of_atoms)
    for figures in shelf.figures:
        yield _sheet(figures, rank, np.full(len(figures.totals), FIGURE), of_figures)


def _sheet(some: Some, rank: IntArray, kind: IntArray, home: IntArray) -> Sheet:
    totals, tallies = some.totals, some.totals.tallies
    return Sheet(
        row=some.at,
        home=home,
        rank=rank,
        block=totals.block,
        region=totals.node,
        level=totals.level,
        kind=kind,
        heads=tallies.heads,
        bounds=tallies.cell_bounds,
        places=tallies.cells.place,
        counts=tallies.cells.count,
    )


def _rows(release: Release, tree: TreeIndex, shelves: Iterable[Shelf], above: str | None) -> Iterator[memoryview]:
    """Yield the rows of each family as binary COPY takes them: the number of fields, then each behind its length."""
    codes = np.append(int(above or 0), tree.number)
    for family, packs in _packed(tree, shelves, above=above):
        same = struct.pack(f">hi16si{len(family)}s", 4, 16, release.pk.bytes, len(family), family.encode())
        frames = _frames(same, codes[packs.number], packs.size)
        unused = 0
        if above == "" and 0 in packs.number[:1]:  # the code is empty, and the frame as many digits shorter
            unused = CODE_DIGITS
            frames[0, unused:-_A_LENGTH] = np.frombuffer(same + struct.pack(">i", 0), dtype=np.uint8)
        packs.data[packs.begin[:, None] + np.arange(-frames.shape[1], 0)] = frames
        yield packs.data.data[unused:]


def _frames(same: bytes, code: IntArray, size: IntArray) -> NDArray[np.uint8]:
    """Return what stands before each pack in its row: what all rows share, the region's code, the pack's length."""
    return np.hstack(
        [
            np.tile(np.frombuffer(same + struct.pack(">i", CODE_DIGITS), dtype=np.uint8), (len(code), 1)),
            (code[:, None] // _DIGITS % 10 + ord("0")).astype(np.uint8),
            size[:, None].astype(">i4").view(np.uint8),
        ]
    )


def _copy(rows: Iterable[memoryview]) -> None:
    """Send rows as PostgreSQL's binary COPY reads them."""
    sql = f"COPY {FigurePack._meta.db_table} (release_id, family, region_code, data) FROM STDIN (FORMAT binary)"  # noqa: SLF001  # Django's documented way to a table's name
    connection.ensure_connection()
    with psycopg.Cursor(connection.connection) as cursor, cursor.copy(sql.encode()) as copy:
        copy.write(_COPY_HEAD)
        for some in rows:
            copy.write(some)
        copy.write(_COPY_END)
