"""Writing figures and atoms as packs (:mod:`burden.domain.figure_packs`), in one binary COPY."""

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import psycopg
from django.db import connection

from burden.aggregation.fat_rows import IntArray
from burden.aggregation.figures import Some, Totals
from burden.aggregation.part import FamilyAtoms
from burden.aggregation.tree_index import TreeIndex
from burden.aggregation.units import code_text
from burden.domain.blocks import Block, pack_family
from burden.domain.figure_packs import FIGURE, Entries, encode
from burden.domain.region_tree import NO_PARENT
from burden.domain.walking_sets import run_starts
from burden.models import FigurePack, Release

_COPY_HEAD = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_COPY_END = struct.pack(">h", -1)
_CHUNK = 1 << 20
_KINDS, _LEVELS_AND_KINDS = 4, 400  # a level has two digits
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
    by_family: dict[str, list[Shelf]] = {}
    for shelf in shelves:
        if len(shelf):
            by_family.setdefault(pack_family(shelf.names[0]), []).append(shelf)
    _copy(_rows(release, tree, by_family, above=above))


def _rows(
    release: Release, tree: TreeIndex, by_family: Mapping[str, Sequence[Shelf]], *, above: str
) -> Iterator[tuple[bytes, ...]]:
    for family, shelves in by_family.items():
        pack, entries = _entries(tree, shelves)
        starts = run_starts(pack)
        for place, data in zip(pack[starts].tolist(), encode(entries, starts), strict=True):
            code = above if place == ABOVE else code_text(int(tree.codes[place]))
            yield release.pk.bytes, family.encode(), code.encode(), data


def _entries(tree: TreeIndex, shelves: Sequence[Shelf]) -> tuple[IntArray, Entries]:
    """Return all entries of one family of packs, sorted as packs are, and the region of each one's pack."""
    names = tuple(sorted(name for shelf in shelves for name in shelf.names))
    rank = {name: place for place, name in enumerate(names)}
    parts: list[tuple[IntArray, ...]] = []
    columns = _Columns()
    for shelf in shelves:
        ranks = np.array([rank[name] for name in shelf.names], dtype=np.int64)
        for some, kind, pack in shelf.parts(tree):
            totals, at = some.totals, some.at
            parts.append((pack, ranks[totals.block[at]], totals.node[at], totals.level[at], kind, *columns.of(some)))
    pack, block, node, level, kind, head, head_size, cell, cell_size = (
        np.concatenate(column) for column in zip(*parts, strict=True)
    )
    # One number an entry, by which they are sorted: pack, block, region, level, kind.
    key = (((pack - ABOVE) * len(names) + block) * tree.size + node) * _LEVELS_AND_KINDS + level * _KINDS + kind
    order = np.argsort(key, kind="stable")
    of_head, of_cell = _stretches(head[order], head_size[order]), _stretches(cell[order], cell_size[order])
    entries = Entries(
        names=names,
        block=block[order],
        code=tree.codes[node[order]],
        level=level[order],
        kind=kind[order],
        head_size=head_size[order],
        cell_size=cell_size[order],
        heads=np.concatenate(columns.heads)[of_head],
        place=np.concatenate(columns.places)[of_cell],
        count=np.concatenate(columns.counts)[of_cell],
    )
    return pack[order], entries


class _Columns:
    """Heads and cells of whole totals, one behind the other, each once however many parts of them are written."""

    def __init__(self) -> None:
        self.heads: list[IntArray] = []
        self.places: list[IntArray] = []
        self.counts: list[IntArray] = []
        self._heads = self._cells = 0
        self._known: dict[int, tuple[int, IntArray, IntArray]] = {}

    def of(self, some: Some) -> tuple[IntArray, IntArray, IntArray, IntArray]:
        """Return of each where its head begins and how long it is, and the same of its cells."""
        if id(some.totals) not in self._known:
            self._known[id(some.totals)] = self._added(some.totals)
        first_head, first_cell, cells = self._known[id(some.totals)]
        width = some.totals.tallies.heads.shape[1]
        return first_head + some.at * width, np.full(len(some), width), first_cell[some.at], cells[some.at]

    def _added(self, totals: Totals) -> tuple[int, IntArray, IntArray]:
        heads, cells = totals.tallies.heads, totals.tallies.cells
        sizes = cells.sizes(len(totals))
        found = self._heads, self._cells + np.cumsum(sizes) - sizes, sizes
        self.heads.append(heads.ravel())
        self.places.append(cells.place)
        self.counts.append(cells.count)
        self._heads += heads.size
        self._cells += len(cells.place)
        return found


def _stretches(starts: IntArray, sizes: IntArray) -> IntArray:
    """Return the positions of what lies in stretches that begin at ``starts`` and are of these sizes."""
    return np.repeat(starts - (np.cumsum(sizes) - sizes), sizes) + np.arange(int(sizes.sum()))


def _copy(rows: Iterable[tuple[bytes, ...]]) -> None:
    """Send rows as PostgreSQL's binary COPY reads them: the number of fields, then each with its length."""
    sql = f"COPY {FigurePack._meta.db_table} (release_id, family, region_code, data) FROM STDIN (FORMAT binary)"  # noqa: SLF001  # Django's documented way to a table's name
    waiting, size = [_COPY_HEAD], 0
    connection.ensure_connection()
    with psycopg.Cursor(connection.connection) as cursor, cursor.copy(sql.encode()) as copy:
        for row in rows:
            waiting.append(struct.pack(">h", len(row)))
            for value in row:
                waiting += (struct.pack(">i", len(value)), value)
                size += len(value)
            if size > _CHUNK:
                copy.write(b"".join(waiting))
                waiting, size = [], 0
        copy.write(b"".join((*waiting, _COPY_END)))
