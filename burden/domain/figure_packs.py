"""Packed figures: the published totals of many regions in one row of bytes; :mod:`figure_encoding` writes them.

One pack belongs to a region and a family of blocks.  It holds the figures of the regions right below it and the atoms
that span the region itself.  (A region without regions below has no pack: its atoms are its figures, which stand in the
pack above.)  So a page of any region needs its own pack and the one above it, and nothing is decoded but what is asked.

The bytes, little-endian, without gaps: five numbers of four bytes (length of the names, entries, numbers of the heads,
cells) and two of one byte (width of a head's number and of a cell's count: 1, 2, 4 or 8, the smallest that fits the
pack); the names of the blocks in UTF-8, one a line, sorted; then one column after the other:

    of each entry   block (place among the names)      2 bytes
                    region code, first nine digits     4 bytes
                    level, 0 = pooled                  1 byte
                    kind (own, rest, pooled, figure)   1 byte
                    numbers in its head                2 bytes
                    cells behind its head              2 bytes
    heads           one after the other                as said
    cells           place, from 0 behind the head      2 bytes
                    count, never 0                     as said

Entries are sorted by block, region, level and kind, cells by place, so the same content is the same bytes.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from burden.domain.tally_layout import Block

IntArray = NDArray[np.int64]

FIGURE = 3  # the kind of an entry that is a region's total; 0 to 2 are the kinds of atoms
CODE_STEP = 1000  # region codes have twelve digits, the last three are zeros

_HEADER = struct.Struct("<IIIIBB")
_TYPES = ("<u2", "<u4", "u1", "u1", "<u2", "<u2")
_WIDTHS = {1: "u1", 2: "<u2", 4: "<u4", 8: "<u8"}
_PLACE = "<u2"


@dataclass(frozen=True, kw_only=True)
class Entries:
    """Totals of groups of people, one position an entry.

    ``block`` is a place in ``names``; ``code`` the region's code as a number; ``heads`` holds all heads one behind the
    other, of ``head_size`` numbers each; ``place`` and ``count`` likewise the cells, ``cell_size`` each.
    """

    names: tuple[str, ...]
    block: IntArray
    code: IntArray
    level: IntArray
    kind: IntArray
    head_size: IntArray
    cell_size: IntArray
    heads: IntArray
    place: IntArray
    count: IntArray

    def __len__(self) -> int:
        return len(self.block)

    def of_blocks(self, names: Sequence[str]) -> NDArray[np.bool_]:
        """Tell of each entry whether it is of one of these blocks."""
        wanted = np.array([name in names for name in self.names] or [False])
        found: NDArray[np.bool_] = wanted[self.block]
        return found

    def tallies(self, chosen: IntArray, blocks: Mapping[str, Block]) -> Iterator[tuple[int, IntArray]]:
        """Yield the chosen entries with their whole tallies, laid out as their blocks say."""
        first_head = np.cumsum(self.head_size) - self.head_size
        first_cell = np.cumsum(self.cell_size) - self.cell_size
        for entry in chosen.tolist():
            block = blocks[self.names[self.block[entry]]]
            vector = np.zeros(block.width, dtype=np.int64)
            head, cells = int(self.head_size[entry]), int(self.cell_size[entry])
            vector[:head] = self.heads[first_head[entry] : first_head[entry] + head]
            of_entry = slice(int(first_cell[entry]), int(first_cell[entry]) + cells)
            vector[head + self.place[of_entry]] = self.count[of_entry]
            yield entry, vector

    def heads_of(self, chosen: IntArray, size: int) -> IntArray:
        """Return the heads of the chosen entries, of ``size`` numbers each: entries x numbers."""
        first = (np.cumsum(self.head_size) - self.head_size)[chosen]
        found: IntArray = self.heads[first[:, None] + np.arange(size)]
        return found

    def cells_of(self, chosen: IntArray) -> tuple[IntArray, IntArray, IntArray]:
        """Return the cells of the chosen entries: the entry's number among them, place behind the head, count."""
        sizes = self.cell_size[chosen]
        first = (np.cumsum(self.cell_size) - self.cell_size)[chosen]
        owner = np.repeat(np.arange(len(chosen)), sizes)
        cell = np.arange(len(owner)) + np.repeat(first - (np.cumsum(sizes) - sizes), sizes)
        return owner, self.place[cell], self.count[cell]


def decode(rows: Sequence[bytes]) -> Entries:
    """Return the entries of some packs, one pack behind the other.

    Raises ValueError for bytes that are no pack: of another length, or whose entries name a block or kind that there is
    not, or other numbers of people and cells than it holds.
    """
    names: dict[str, int] = {}
    chunks: list[list[bytes | memoryview]] = [[] for _ in (*_TYPES, _PLACE)]
    renamed: list[IntArray] = []
    heads: list[NDArray[Any]] = []
    counts: list[NDArray[Any]] = []
    all_cells = 0
    for row in rows:
        view = memoryview(row)
        length, entries, head, cells, head_width, count_width = _header(row)
        all_cells += cells
        at = _HEADER.size + length
        renamed.append(_renamed(str(view[_HEADER.size : at], "utf-8"), names))
        for chunk, of_type in zip(chunks, _TYPES, strict=False):
            behind = at + entries * np.dtype(of_type).itemsize
            chunk.append(view[at:behind])
            at = behind
        heads.append(np.frombuffer(row, dtype=_WIDTHS[head_width], count=head, offset=at))
        at += head * head_width
        chunks[-1].append(view[at : at + 2 * cells])
        counts.append(np.frombuffer(row, dtype=_WIDTHS[count_width], count=cells, offset=at + 2 * cells))
    block, code, level, kind, head_size, cell_size, place = (
        np.frombuffer(b"".join(chunk), dtype=of_type).astype(np.int64)
        for chunk, of_type in zip(chunks, (*_TYPES, _PLACE), strict=True)
    )
    if head_size.sum() != sum(map(len, heads)) or cell_size.sum() != all_cells:
        raise ValueError("A pack of figures whose entries do not hold what it holds.")
    if head_size.min(initial=1) < 1 or kind.max(initial=0) > FIGURE:
        raise ValueError("A pack of figures with an entry of nobody, or of no kind.")
    return Entries(
        names=tuple(names),
        block=_all_names(renamed, block, [len(chunk) // 2 for chunk in chunks[0]]),
        code=code * CODE_STEP,
        level=level,
        kind=kind,
        head_size=head_size,
        cell_size=cell_size,
        heads=_wide(heads),
        place=place,
        count=_wide(counts),
    )


def _header(row: bytes) -> tuple[int, ...]:
    """Return the numbers at the head of a pack, whose length must be what they say."""
    if len(row) < _HEADER.size:
        raise ValueError("Too few bytes for a pack of figures.")
    length, entries, head, cells, head_width, count_width = found = _HEADER.unpack_from(row)
    an_entry = sum(np.dtype(of_type).itemsize for of_type in _TYPES)
    expected = _HEADER.size + length + entries * an_entry + head * head_width + cells * (2 + count_width)
    if not {head_width, count_width} <= set(_WIDTHS) or len(row) != expected:
        raise ValueError("Bytes that are no pack of figures.")
    return found


def _renamed(text: str, names: dict[str, int]) -> IntArray:
    return np.array([names.setdefault(name, len(names)) for name in text.split("\n")], dtype=np.int64)


def _all_names(renamed: Sequence[IntArray], block: IntArray, sizes: Sequence[int]) -> IntArray:
    """Turn places among the names of each pack into places among all names."""
    known = np.array([len(of_pack) for of_pack in renamed], dtype=np.int64)
    if (block >= np.repeat(known, sizes)).any():
        raise ValueError("A pack of figures with an entry of no block.")
    firsts = np.cumsum(known) - known
    table = np.concatenate([np.zeros(0, dtype=np.int64), *renamed])
    found: IntArray = table[np.repeat(firsts, sizes) + block]
    return found


def _wide(columns: Sequence[NDArray[Any]]) -> IntArray:
    return np.concatenate([np.zeros(0, dtype=np.int64), *(column.astype(np.int64) for column in columns)])
