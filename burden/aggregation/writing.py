"""Writing figures and atoms as packs (:mod:`burden.domain.figure_packs`), in one binary COPY."""

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import psycopg
from django.db import connection

from burden.aggregation.fat_rows import IntArray
from burden.aggregation.figures import Totals
from burden.aggregation.part import FamilyAtoms
from burden.aggregation.tree_index import TreeIndex
from burden.aggregation.units import code_text
from burden.domain.blocks import Block, pack_family
from burden.domain.figure_packs import FIGURE, Entries, encode
from burden.domain.region_tree import NO_PARENT
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
    figures: Totals
    atoms: Totals
    kind: IntArray


def shelf_of(tree: TreeIndex, atoms: FamilyAtoms, figures: Totals, *, with_top: bool) -> Shelf:
    """Return what the part writes of one family.

    Atoms of regions without regions below are their figures and stand once.  The figures of the part's top are for
    whoever computes the region above it, unless ``with_top``.
    """
    chosen = slice(None) if with_top else np.flatnonzero(figures.node != 0)
    inner = np.flatnonzero(tree.has_children[atoms.node])
    return Shelf(
        layout=atoms.family.layout,
        names=atoms.family.names,
        figures=figures if with_top else figures.take(np.asarray(chosen)),
        atoms=atoms.standing.take(inner),
        kind=atoms.kind[inner],
    )


def write_packs(release: Release, tree: TreeIndex, shelves: Iterable[Shelf], *, above: str = "") -> None:
    """Append the packs of a part; ``above`` is the code of the region above its top."""
    by_family: dict[str, list[Shelf]] = {}
    for shelf in shelves:
        if len(shelf.figures) or len(shelf.atoms):
            by_family.setdefault(pack_family(shelf.names[0]), []).append(shelf)
    _copy(_rows(release, tree, by_family, above=above))


def _rows(
    release: Release, tree: TreeIndex, by_family: Mapping[str, Sequence[Shelf]], *, above: str
) -> Iterator[tuple[bytes, ...]]:
    for family, shelves in by_family.items():
        pack, entries = _entries(tree, shelves)
        starts = np.flatnonzero(np.diff(pack, prepend=ABOVE - 1))
        for place, data in zip(pack[starts].tolist(), encode(entries, starts), strict=True):
            code = above if place == ABOVE else code_text(int(tree.codes[place]))
            yield release.pk.bytes, family.encode(), code.encode(), data


def _entries(tree: TreeIndex, shelves: Sequence[Shelf]) -> tuple[IntArray, Entries]:
    """Return all entries of one family of packs, sorted as packs are, and the region of each one's pack."""
    names = tuple(sorted(name for shelf in shelves for name in shelf.names))
    rank = {name: place for place, name in enumerate(names)}
    parts: list[tuple[IntArray, ...]] = []
    heads: list[IntArray] = []
    places: list[IntArray] = []
    counts: list[IntArray] = []
    for shelf in shelves:
        ranks = np.array([rank[name] for name in shelf.names], dtype=np.int64)
        kinds = (np.full(len(shelf.figures), FIGURE), shelf.kind)
        packs = (tree.parent[shelf.figures.node], shelf.atoms.node)
        for totals, kind, pack in zip((shelf.figures, shelf.atoms), kinds, packs, strict=True):
            cells = totals.tallies.cells
            size = np.full(len(totals), shelf.layout.filled)
            parts.append((pack, ranks[totals.block], totals.node, totals.level, kind, size, cells.sizes(len(totals))))
            heads.append(totals.tallies.heads.ravel())
            places.append(cells.place)
            counts.append(cells.count)
    pack, block, node, level, kind, head_size, cell_size = (
        np.concatenate(column) for column in zip(*parts, strict=True)
    )
    # One number an entry, by which they are sorted: pack, block, region, level, kind.
    key = (((pack - ABOVE) * len(names) + block) * tree.size + node) * _LEVELS_AND_KINDS + level * _KINDS + kind
    order = np.argsort(key, kind="stable")
    of_head, of_cell = _stretches(head_size, order), _stretches(cell_size, order)
    entries = Entries(
        names=names,
        block=block[order],
        code=tree.codes[node[order]],
        level=level[order],
        kind=kind[order],
        head_size=head_size[order],
        cell_size=cell_size[order],
        heads=np.concatenate(heads)[of_head],
        place=np.concatenate(places)[of_cell],
        count=np.concatenate(counts)[of_cell],
    )
    return pack[order], entries


def _stretches(sizes: IntArray, order: IntArray) -> IntArray:
    """Return the positions of what lies in stretches of these sizes, when the stretches are put in order."""
    starts, taken = (np.cumsum(sizes) - sizes)[order], sizes[order]
    return np.repeat(starts - (np.cumsum(taken) - taken), taken) + np.arange(int(taken.sum()))


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
