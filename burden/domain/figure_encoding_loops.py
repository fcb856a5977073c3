"""Packs of figures (:mod:`burden.domain.figure_packs`), written number by number into one buffer.

An entry is named by a ``key``, whose bits are, from the highest: the number of its pack, its block's place among the
names (``block_bits``), its region's place among the codes (``region_bits``), its level and its kind.  So the order of
keys is that of packs, and of entries in packs.

``packs`` holds for each pack what is known of it, ``sizes`` for each entry how many numbers and cells it has.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from burden.domain.compiled import compiled

IntArray = NDArray[np.int64]
ByteArray = NDArray[np.uint8]

LEVEL_BITS, KIND_BITS = 7, 2
# What is known of a pack: entries, numbers of the heads, cells, the bits that occur in either, its first byte, bytes of
# the names.  The bits tell how many bytes the largest number takes.
ENTRIES, HEADS, CELLS, HEAD_BITS, COUNT_BITS, BEGINS, NAMES, KNOWN = 0, 1, 2, 3, 4, 5, 6, 7
_HEADER = 18  # bytes before the names
_AN_ENTRY = 12  # bytes
_PLACE_BITS = 16  # two bytes name a place


class Sheet(NamedTuple):
    """Totals of one layout, and which of them are entries of packs, in any order.

    ``row`` names the totals that are entries, except those of regions whose ``home`` is negative; ``home`` is the
    number of the pack that a region's entries stand in.  By row: the ``block``, whose place among the names is
    ``rank``; the place of the ``region`` among the codes; ``level``, ``kind`` and ``heads``.  The cells of row i lie
    from ``bounds[i]`` to ``bounds[i + 1]`` in ``places`` and ``counts``, sorted by place.
    """

    row: IntArray
    home: IntArray
    rank: IntArray
    block: IntArray
    region: IntArray
    level: IntArray
    kind: IntArray
    heads: IntArray
    bounds: IntArray
    places: IntArray
    counts: IntArray


@compiled
def name_entries(sheet: Sheet, block_bits: int, region_bits: int, key: IntArray, row: IntArray) -> int:
    """Tell the key and row of each entry of a sheet; return how many there are.

    Raises ValueError for an entry of no row, pack, block or region, or whose level or kind a pack does not hold.
    """
    rows, regions, blocks = len(sheet.block), len(sheet.home), len(sheet.rank)
    named = 0
    for one in sheet.row:
        if one < 0 or one >= rows:
            raise ValueError("An entry of no row.")
        block, region, level, kind = sheet.block[one], sheet.region[one], sheet.level[one], sheet.kind[one]
        if block < 0 or block >= blocks or region < 0 or region >= regions or level >> LEVEL_BITS or kind >> KIND_BITS:
            raise ValueError("An entry that no pack can hold.")
        pack = sheet.home[region]
        if pack > regions:
            raise ValueError("An entry of no pack.")
        if pack >= 0:
            place = (pack << block_bits | sheet.rank[block]) << region_bits | region
            key[named], row[named] = (place << LEVEL_BITS | level) << KIND_BITS | kind, one
            named += 1
    return named


@compiled
def measure(  # noqa: PLR0913, PLR0917  # arrays one by one, as compiled loops take them
    sheet: Sheet, key: IntArray, row: IntArray, below_pack: int, packs: IntArray, sizes: IntArray
) -> None:
    """Add the entries of a sheet to what is known of their packs, and tell their own sizes, entries x 2.

    ``below_pack`` are the bits of a key below its pack.
    """
    heads, bounds, counts = sheet.heads, sheet.bounds, sheet.counts
    for at in range(len(key)):
        pack, one = key[at] >> below_pack, row[at]
        sizes[at, 0], sizes[at, 1] = heads.shape[1], bounds[one + 1] - bounds[one]
        packs[pack, ENTRIES] += 1
        packs[pack, HEADS] += sizes[at, 0]
        packs[pack, CELLS] += sizes[at, 1]
        bits = np.int64(0)
        for number in range(heads.shape[1]):
            bits |= heads[one, number]
        packs[pack, HEAD_BITS] |= bits
        bits = np.int64(0)
        for cell in range(bounds[one], bounds[one + 1]):
            bits |= counts[cell]
        packs[pack, COUNT_BITS] |= bits


@compiled
def by_pack(within: IntArray, key: IntArray, below_pack: int, packs: IntArray) -> IntArray:
    """Return the order of keys, where ``within`` is their order without their packs."""
    free = np.cumsum(packs[:, ENTRIES]) - packs[:, ENTRIES]
    order = np.empty_like(within)
    for one in within:
        pack = key[one] >> below_pack
        order[free[pack]] = one
        free[pack] += 1
    return order


@compiled
def lay_out(  # noqa: PLR0913, PLR0917  # likewise
    key: IntArray,
    order: IntArray,
    block_bits: int,
    region_bits: int,
    name_bounds: IntArray,
    gap: int,
    packs: IntArray,
) -> int:
    """Tell of each pack how long its names are and where it begins; return the bytes of all.

    ``order`` sorts the keys; the name of a block lies between two of ``name_bounds`` in the text of all names.  Before
    each pack ``gap`` bytes stay free.
    """
    below_block = region_bits + LEVEL_BITS + KIND_BITS
    at = size = 0
    for pack in packs:
        if not pack[ENTRIES]:
            continue
        size += gap
        pack[BEGINS] = size
        before = -1
        for entry in range(at, at + pack[ENTRIES]):
            block = key[order[entry]] >> below_block & ((1 << block_bits) - 1)
            if block != before:
                pack[NAMES] += name_bounds[block + 1] - name_bounds[block] + (before >= 0)  # and the end of a line
                before = block
        at += pack[ENTRIES]
        size += _HEADER + pack[NAMES] + pack[ENTRIES] * _AN_ENTRY
        size += pack[HEADS] * _width(pack[HEAD_BITS]) + pack[CELLS] * (2 + _width(pack[COUNT_BITS]))
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
        head_width, count_width = _width(pack[HEAD_BITS]), _width(pack[COUNT_BITS])
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
    buffer: ByteArray, sheet: Sheet, key: IntArray, row: IntArray, below_pack: int, packs: IntArray, where: IntArray
) -> None:
    """Write the heads and cells of a sheet's entries to where they belong.

    Raises ValueError for a place that two bytes do not name.
    """
    heads, bounds, places, counts = sheet.heads, sheet.bounds, sheet.places, sheet.counts
    for entry in range(len(key)):
        pack, one = key[entry] >> below_pack, row[entry]
        head_width, count_width = _width(packs[pack, HEAD_BITS]), _width(packs[pack, COUNT_BITS])
        at = where[entry, 0]
        for number in range(heads.shape[1]):
            at = _put(buffer, at, heads[one, number], head_width)
        at_place, at_count = where[entry, 1], where[entry, 2]
        for cell in range(bounds[one], bounds[one + 1]):
            if places[cell] >> _PLACE_BITS:
                raise ValueError("A tally has more numbers than two bytes can name.")
            at_place = _put(buffer, at_place, places[cell], 2)
            at_count = _put(buffer, at_count, counts[cell], count_width)


@compiled
def _width(bits: int) -> int:
    """Return how many bytes each number of a column takes in which these bits occur."""
    if bits < 1 << 8:
        return 1
    if bits < 1 << 16:
        return 2
    return 4 if bits < 1 << 32 else 8


@compiled
def _put(buffer: ByteArray, at: int, number: int, width: int) -> int:
    """Write a number, its lowest byte first; return where the next one belongs."""
    for _ in range(width):
        buffer[at] = number & 0xFF
        number >>= 8
        at += 1
    return at
