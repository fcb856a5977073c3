"""Writing figures and atoms as packs (:mod:`burden.domain.figure_packs`), in one binary COPY."""

import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import numpy as np
import psycopg
from django.db import connection

from burden.aggregation.fat_rows import IntArray
from burden.aggregation.figures import Some
from burden.aggregation.part import FamilyAtoms
from burden.aggregation.tree_index import TreeIndex
from burden.domain.blocks import Block, pack_family
from burden.domain.figure_encoding import Packer, Sheet
from burden.domain.figure_packs import FIGURE
from burden.domain.region_tree import NO_PARENT, code_text
from burden.models import FigurePack, Release

_COPY_HEAD = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_COPY_END = struct.pack(">h", -1)
_CHUNK = 1 << 20
ABOVE = NO_PARENT  # in place of a region: the pack above the part's top


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """What is written of one family of blocks: its names in order, its layout, figures, and atoms with their kinds."""

    layout: Block
    names: tuple[str, ...]
    figures: Sequence[Some]
    atoms: Some
    kind: IntArray

    def __len__(self) -> int:
        return len(self.atoms) + sum(map(len, self.figures))

    def parts(self, tree: TreeIndex) -> Iterator[tuple[Some, IntArray, IntArray]]:
        """Yield what stands in the packs, with its kinds and the region of each one's pack."""
        yield self.atoms, self.kind, self.atoms.node
        for figures in self.figures:
            yield figures, np.full(len(figures), FIGURE), tree.parent[figures.node]


def shelf_of(tree: TreeIndex, atoms: FamilyAtoms, figures: Sequence[Some], *, with_top: bool) -> Shelf:
    """Return what the part writes of one family.

    Atoms of regions without regions below are their figures and stand once.  The figures of the part's tops are
    for whoever computes the region above them, unless ``with_top``.
    """
    inner = np.flatnonzero(tree.has_children[atoms.node])
    return Shelf(
        layout=atoms.family.layout,
        names=atoms.family.names,
        figures=[some if with_top else some.where(~tree.is_top[some.node]) for some in figures],
        atoms=Some(totals=atoms.standing, at=inner),
        kind=atoms.kind[inner],
    )


def write_packs(release: Release, tree: TreeIndex, shelves: Iterable[Shelf], *, above: str = "") -> None:
    """Append the packs of a part; ``above`` is the code of the region above its top."""
    _copy(_rows(release, packs_of(tree, shelves, above=above)))


def packs_of(tree: TreeIndex, shelves: Iterable[Shelf], *, above: str = "") -> Iterator[tuple[str, str, memoryview]]:
    """Yield the packs of a part: family, code of the region, bytes; those of one family one behind the other."""
    by_family: dict[str, list[Shelf]] = {}
    for shelf in shelves:
        if len(shelf):
            by_family.setdefault(pack_family(shelf.names[0]), []).append(shelf)
    for family, of_family in by_family.items():
        names = sorted(name for shelf in of_family for name in shelf.names)
        packer = Packer(names, tree.codes)
        sheets = [sheet for shelf in of_family for sheet in _sheets(shelf, packer, names, tree)]
        for number, data in packer.packs(sheets):
            yield family, code_text(int(tree.codes[number - 1])) if number else above, data


def _rows(release: Release, packs: Iterable[tuple[str, str, memoryview]]) -> Iterator[tuple[bytes, memoryview]]:
    """Yield each row as binary COPY takes it: the number of fields, then each behind its length; the last one apart."""
    for family, packs_of_family in groupby(packs, key=itemgetter(0)):
        same = struct.pack(f">hi16si{len(family)}s", 4, 16, release.pk.bytes, len(family), family.encode())
        for _, code, data in packs_of_family:
            yield same + struct.pack(f">i{len(code)}si", len(code), code.encode(), len(data)), data


def _sheets(shelf: Shelf, packer: Packer, names: Sequence[str], tree: TreeIndex) -> Iterator[Sheet]:
    """Yield what one family of blocks has to write.

    Packs are numbered behind the one above the part's top, which is 0, as their regions are.
    """
    rank = np.array([names.index(name) for name in shelf.names], dtype=np.int64)
    for some, kind, pack in shelf.parts(tree):
        totals, tallies = some.totals, some.totals.tallies
        yield Sheet(
            key=packer.keys(
                pack=pack - ABOVE,
                block=rank[totals.block[some.at]],
                region=totals.node[some.at],
                level=totals.level[some.at],
                kind=kind,
            ),
            row=some.at,
            heads=tallies.heads,
            bounds=tallies.cell_bounds,
            place=tallies.cells.place,
            count=tallies.cells.count,
        )


def _copy(rows: Iterable[tuple[bytes, memoryview]]) -> None:
    """Send rows as PostgreSQL's binary COPY reads them."""
    sql = f"COPY {FigurePack._meta.db_table} (release_id, family, region_code, data) FROM STDIN (FORMAT binary)"  # noqa: SLF001  # Django's documented way to a table's name
    waiting: list[bytes | memoryview] = [_COPY_HEAD]
    size = 0
    connection.ensure_connection()
    with psycopg.Cursor(connection.connection) as cursor, cursor.copy(sql.encode()) as copy:
        for row in rows:
            waiting += row
            size += len(row[-1])
            if size > _CHUNK:
                copy.write(b"".join(waiting))
                waiting, size = [], 0
        copy.write(b"".join((*waiting, _COPY_END)))
