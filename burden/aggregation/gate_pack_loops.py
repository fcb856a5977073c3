"""Loops of the gate over the bytes of packs, which lie as :mod:`burden.domain.figure_packs` says."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from burden.aggregation.fat_rows import IntArray
from burden.aggregation.gate_loops import Rows
from burden.domain.compiled import compiled

ByteArray = NDArray[np.uint8]

NO_BLOCK, NO_ENTRY, OTHER_SIZES = 1, 2, 3  # what may be wrong

_FIGURE = 3  # the last kind
_CODE_STEP = 1000  # a code stands without its last three digits, which are zeros
# Where the columns of a pack of n entries begin, in n bytes; the heads lie behind them.
_CODE, _LEVEL, _KIND, _HEAD_SIZE, _CELL_SIZE, _HEADS = 2, 6, 7, 8, 10, 12


class Stretches(NamedTuple):
    """Where each pack lies: its columns from ``at`` on, how many entries, numbers of the heads and cells it has.

    A number of its heads has ``head_width`` bytes.  Its ``blocks`` blocks are numbered by what stands from
    ``first_block`` on in ``block_numbers``.
    """

    at: IntArray
    entries: IntArray
    heads: IntArray
    cells: IntArray
    head_width: IntArray
    first_block: IntArray
    blocks: IntArray
    block_numbers: IntArray


@compiled
def count_entries(data: ByteArray, packs: Stretches, counts: IntArray) -> int:
    """Count the entries of each block; return 0, or what is wrong with a pack.

    The caller has made sure that each pack lies within ``data``.
    """
    for pack in range(len(packs.at)):
        at, entries = packs.at[pack], packs.entries[pack]
        first_block, blocks = packs.first_block[pack], packs.blocks[pack]
        heads = cells = np.int64(0)
        for entry in range(entries):
            place = _two_bytes(data, at + 2 * entry)
            if place >= blocks:
                return NO_BLOCK
            head = _two_bytes(data, at + _HEAD_SIZE * entries + 2 * entry)
            if head == 0 or data[at + _KIND * entries + entry] > _FIGURE:
                return NO_ENTRY
            heads += head
            cells += _two_bytes(data, at + _CELL_SIZE * entries + 2 * entry)
            counts[packs.block_numbers[first_block + place]] += 1
        if heads != packs.heads[pack] or cells != packs.cells[pack]:
            return OTHER_SIZES
    return 0


@compiled
def read_entries(data: ByteArray, packs: Stretches, codes: IntArray, free: IntArray, rows: Rows) -> None:
    """Put each entry into the next free row of its block; :func:`count_entries` has found nothing wrong.

    ``codes`` are those of the part's regions, ascending; ``free`` are at first the first rows of the blocks.  Numbers
    that a head does not have are 0.
    """
    node_of, level_of, kind_of, numbers = rows.node, rows.level, rows.kind, rows.numbers
    node = 0
    for pack in range(len(packs.at)):
        at, entries, width = packs.at[pack], packs.entries[pack], packs.head_width[pack]
        first_block, head = packs.first_block[pack], at + _HEADS * entries
        for entry in range(entries):
            block = packs.block_numbers[first_block + _two_bytes(data, at + 2 * entry)]
            row = free[block]
            free[block] += 1
            node = _position(codes, _four_bytes(data, at + _CODE * entries + 4 * entry) * _CODE_STEP, node)
            node_of[row] = node
            level_of[row] = data[at + _LEVEL * entries + entry]
            kind_of[row] = data[at + _KIND * entries + entry]
            size = _two_bytes(data, at + _HEAD_SIZE * entries + 2 * entry)
            numbers[row] = 0
            for number in range(min(size, numbers.shape[1])):
                numbers[row, number] = _number(data, head + width * number, width)
            head += width * size


@compiled
def _two_bytes(data: ByteArray, at: int) -> np.int64:
    """Return the number in two bytes, the lower one first."""
    return np.int64(data[at]) | np.int64(data[at + 1]) << 8


@compiled
def _four_bytes(data: ByteArray, at: int) -> np.int64:
    """Return the number in four bytes, the lowest first."""
    return _two_bytes(data, at) | _two_bytes(data, at + 2) << 16


@compiled
def _number(data: ByteArray, at: int, width: int) -> np.int64:
    """Return the number in one, two, four or eight bytes, the lowest first."""
    if width == 1:
        return np.int64(data[at])
    if width == 2:  # noqa: PLR2004  # bytes
        return _two_bytes(data, at)
    if width == 4:  # noqa: PLR2004  # likewise
        return _four_bytes(data, at)
    return _four_bytes(data, at) | _four_bytes(data, at + 4) << 32


@compiled
def _position(codes: IntArray, code: np.int64, near: int) -> int:
    """Return the position of a code, -1 where it is not there; entries often name the same region, or the next one."""
    for guess in range(max(near, 0), min(near + 2, len(codes))):
        if codes[guess] == code:
            return guess
    position = int(np.searchsorted(codes, code))
    return position if position < len(codes) and codes[position] == code else -1
