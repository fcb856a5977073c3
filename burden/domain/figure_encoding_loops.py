"""Packs of figures (:mod:`burden.domain.figure_packs`), written number by number into one buffer.

An entry is named by a ``key``, whose bits are, from the highest: the number of its pack, its block's place among the
names (``block_bits``), its region's place among the codes (``region_bits``), its level and its kind.  So the order of
keys is that of packs, and of entries in packs.

Its numbers are row ``row`` of ``heads``, and ``place`` and ``count`` from ``bounds[row]`` to ``bounds[row + 1]``.
``packs`` holds for each pack what is known of it, ``sizes`` for each entry how many numbers and cells it has.
"""

import numpy as np
from numpy.typing import NDArray

from burden.domain.compiled import compiled

IntArray = NDArray[np.int64]
ByteArray = NDArray[np.uint8]

LEVEL_BITS, KIND_BITS = 7, 2
# What is known of a pack: entries, numbers of the heads, cells, largest of either, its first byte, bytes of the names.
ENTRIES, HEADS, CELLS, LARGEST_HEAD, LARGEST_COUNT, BEGINS, NAMES, KNOWN = 0, 1, 2, 3, 4, 5, 6, 7
_HEADER = 18  # bytes before the names
_AN_ENTRY = 12  # bytes
_MOST_PLACES = 1 << 16  # two bytes name a place


@compiled
def measure(  # noqa: PLR0913, PLR0917  # arrays one by one, as compiled loops take them
    key: IntArray,
    row: IntArray,
    heads: IntArray,
    bounds: IntArray,
    count: IntArray,
    below_pack: int,
    packs: IntArray,
    sizes: IntArray,
) -> None:
    """Add some entries to what is known of their packs, and tell their own sizes, entries x 2.

    ``below_pack`` are the bits of a key below its pack.
    """
    for at in range(len(key)):
        pack, one = key[at] >> below_pack, row[at]
        sizes[at, 0], sizes[at, 1] = heads.shape[1], bounds[one + 1] - bounds[one]
        packs[pack, ENTRIES] += 1
        packs[pack, HEADS] += sizes[at, 0]
        packs[pack, CELLS] += sizes[at, 1]
        largest = packs[pack, LARGEST_HEAD]
        for number in range(heads.shape[1]):
            largest = max(largest, heads[one, number])
        packs[pack, LARGEST_HEAD] = largest
        largest = packs[pack, LARGEST_COUNT]
        for cell in range(bounds[one], bounds[one + 1]):
            largest = max(largest, count[cell])
        packs[pack, LARGEST_COUNT] = largest


@compiled
def lay_out(key: IntArray, block_bits: int, region_bits: int, name_bounds: IntArray, packs: IntArray) -> int:
    """Tell of each pack how long its names are and where it begins; return the bytes of all.

    Keys ascend; the name of a block lies between two of ``name_bounds`` in the text of all names.
    """
    below_block = region_bits + LEVEL_BITS + KIND_BITS
    at = size = 0
    for pack in packs:
        pack[BEGINS] = size
        if not pack[ENTRIES]:
            continue
        before = -1
        for entry in range(at, at + pack[ENTRIES]):
            block = key[entry] >> below_block & ((1 << block_bits) - 1)
            if block != before:
                pack[NAMES] += name_bounds[block + 1] - name_bounds[block] + (before >= 0)  # and the end of a line
                before = block
        at += pack[ENTRIES]
        size += _HEADER + pack[NAMES] + pack[ENTRIES] * _AN_ENTRY
        size += pack[HEADS] * _width(pack[LARGEST_HEAD]) + pack[CELLS] * (2 + _width(pack[LARGEST_COUNT]))
    return size


@compiled
def write_entries(  # noqa: PLR0913, PLR0917  # likewise
    buffer: ByteArray,
    key: IntArray,
    order: IntArray,
    block_bits: int,
    region_bits: int,
    names: ByteArray,
    name_bounds: IntArray,
    codes: IntArray,
    packs: IntArray,
    sizes: IntArray,
    where: IntArray,
) -> None:
    """Write packs without heads and cells; ``where`` tells of each entry where its head, places and counts begin.

    ``order`` sorts the keys, ``codes`` are the first nine digits of each region.
    """
    level_mask, region_mask, block_mask = (1 << LEVEL_BITS) - 1, (1 << region_bits) - 1, (1 << block_bits) - 1
    begins = 0
    for pack in packs:
        entries, at = pack[ENTRIES], pack[BEGINS]
        if not entries:
            continue
        for known in (NAMES, ENTRIES, HEADS, CELLS):
            at = _put(buffer, at, pack[known], 4)
        head_width, count_width = _width(pack[LARGEST_HEAD]), _width(pack[LARGEST_COUNT])
        buffer[at], buffer[at + 1] = head_width, count_width
        name, column = at + 2, at + 2 + pack[NAMES]
        head = column + _AN_ENTRY * entries
        place = head + pack[HEADS] * head_width
        count = place + pack[CELLS] * 2
        number, before = -1, -1
        for slot in range(entries):
            one = order[begins + slot]
            own = key[one] >> KIND_BITS
            block = own >> (LEVEL_BITS + region_bits) & block_mask
            if block != before:
                name = _put_name(buffer, name, names, name_bounds, block, before)
                number, before = number + 1, block
            _put(buffer, column + 2 * slot, number, 2)
            _put(buffer, column + 2 * entries + 4 * slot, codes[own >> LEVEL_BITS & region_mask], 4)
            buffer[column + 6 * entries + slot] = own & level_mask
            buffer[column + 7 * entries + slot] = key[one] & ((1 << KIND_BITS) - 1)
            _put(buffer, column + 8 * entries + 2 * slot, sizes[one, 0], 2)
            _put(buffer, column + 10 * entries + 2 * slot, sizes[one, 1], 2)
            where[one, 0], where[one, 1], where[one, 2] = head, place, count
            head += sizes[one, 0] * head_width
            place += sizes[one, 1] * 2
            count += sizes[one, 1] * count_width
        begins += entries


@compiled
def _put_name(  # noqa: PLR0913, PLR0917  # likewise
    buffer: ByteArray, at: int, names: ByteArray, bounds: IntArray, block: int, before: int
) -> int:
    """Write the name of a block, behind the end of a line where there is one before; return where it ends."""
    if before >= 0:
        buffer[at] = 10
        at += 1
    for letter in range(bounds[block], bounds[block + 1]):
        buffer[at] = names[letter]
        at += 1
    return at


@compiled
def write_numbers(  # noqa: PLR0913, PLR0917  # likewise
    buffer: ByteArray,
    key: IntArray,
    row: IntArray,
    heads: IntArray,
    bounds: IntArray,
    place: IntArray,
    count: IntArray,
    below_pack: int,
    packs: IntArray,
    where: IntArray,
) -> None:
    """Write the heads and cells of some entries to where they belong.

    Raises ValueError for a place that two bytes do not name.
    """
    for entry in range(len(key)):
        pack, one = key[entry] >> below_pack, row[entry]
        head_width, count_width = _width(packs[pack, LARGEST_HEAD]), _width(packs[pack, LARGEST_COUNT])
        at = where[entry, 0]
        for number in range(heads.shape[1]):
            at = _put(buffer, at, heads[one, number], head_width)
        at_place, at_count = where[entry, 1], where[entry, 2]
        for cell in range(bounds[one], bounds[one + 1]):
            if place[cell] < 0 or place[cell] >= _MOST_PLACES:
                raise ValueError("A tally has more numbers than two bytes can name.")
            at_place = _put(buffer, at_place, place[cell], 2)
            at_count = _put(buffer, at_count, count[cell], count_width)


@compiled
def _width(largest: int) -> int:
    """Return how many bytes each number of a column takes."""
    if largest < 1 << 8:
        return 1
    if largest < 1 << 16:
        return 2
    return 4 if largest < 1 << 32 else 8


@compiled
def _put(buffer: ByteArray, at: int, number: int, width: int) -> int:
    """Write a number, its lowest byte first; return where the next one belongs."""
    for _ in range(width):
        buffer[at] = number & 0xFF
        number >>= 8
        at += 1
    return at
