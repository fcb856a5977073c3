"""Writing packs of figures, whose bytes are told in :mod:`burden.domain.figure_packs`, many at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from burden.domain.figure_encoding_loops import (
    BEGINS,
    ENTRIES,
    KIND_BITS,
    KNOWN,
    LEVEL_BITS,
    lay_out,
    measure,
    write_entries,
    write_numbers,
)
from burden.domain.figure_packs import CODE_STEP, FIGURE

IntArray = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """Entries of one layout, in any order, with their numbers.

    Each has a key (:meth:`Packer.keys`) and a row of ``heads``; the cells of row i lie from ``bounds[i]`` to
    ``bounds[i + 1]`` in ``place`` and ``count``, sorted by place.  Rows may have no entry, or several.
    """

    key: IntArray
    row: IntArray
    heads: IntArray
    bounds: IntArray
    place: IntArray
    count: IntArray


_KEY_BITS = 63


class Packer:
    """Writes packs of entries of some blocks, ``names`` sorted, and of some regions, ``codes`` ascending.

    Raises ValueError where there are more of them than 63 bits can name together.
    """

    def __init__(self, names: Sequence[str], codes: IntArray) -> None:
        texts = [name.encode() for name in names]
        self._names = np.frombuffer(bytearray(b"".join(texts)), dtype=np.uint8)
        self._name_bounds = np.cumsum([0, *map(len, texts)], dtype=np.int64)
        self._codes = codes // CODE_STEP
        self._block_bits, self._region_bits = len(names).bit_length(), len(codes).bit_length()
        self._below_pack = self._block_bits + self._region_bits + LEVEL_BITS + KIND_BITS
        if self._below_pack + self._region_bits > _KEY_BITS:
            raise ValueError("More blocks and regions than a key can name.")

    def keys(self, *, pack: IntArray, block: IntArray, region: IntArray, level: IntArray, kind: IntArray) -> IntArray:
        """Name entries by their packs, numbered from 0, and places among names and codes; keys sort as entries do.

        Raises ValueError for an entry of no pack, block or region, or whose level or kind a pack does not hold.
        """
        most = (len(self._codes), len(self._name_bounds) - 2, len(self._codes) - 1, (1 << LEVEL_BITS) - 1, FIGURE)
        bits = (0, self._block_bits, self._region_bits, LEVEL_BITS, KIND_BITS)
        key = np.zeros(len(pack), dtype=np.int64)
        for column, largest, width in zip((pack, block, region, level, kind), most, bits, strict=True):
            if column.min(initial=0) < 0 or column.max(initial=0) > largest:
                raise ValueError("An entry that no pack can hold.")
            key = key << width | column
        return key

    def packs(self, sheets: Sequence[Sheet]) -> Iterator[tuple[int, memoryview]]:
        """Yield the number and bytes of each pack with entries, ascending.

        Raises ValueError for a layout that two bytes do not number.
        """
        key = np.concatenate([np.zeros(0, dtype=np.int64), *(sheet.key for sheet in sheets)])
        ends = np.cumsum([0, *(len(sheet.key) for sheet in sheets)]).tolist()
        known = np.zeros((1 + (int(key.max(initial=0)) >> self._below_pack), KNOWN), dtype=np.int64)
        sizes, where = np.empty((len(key), 2), dtype=np.int64), np.empty((len(key), 3), dtype=np.int64)
        for sheet, (first, behind) in zip(sheets, pairwise(ends), strict=True):
            measure(
                sheet.key,
                sheet.row,
                sheet.heads,
                sheet.bounds,
                sheet.count,
                self._below_pack,
                known,
                sizes[first:behind],
            )
        order = np.argsort(key, kind="stable")
        bits = self._block_bits, self._region_bits
        size = lay_out(key[order], *bits, self._name_bounds, known)
        buffer = np.empty(size, dtype=np.uint8)
        write_entries(buffer, key, order, *bits, self._names, self._name_bounds, self._codes, known, sizes, where)
        for sheet, (first, behind) in zip(sheets, pairwise(ends), strict=True):
            write_numbers(
                buffer,
                sheet.key,
                sheet.row,
                sheet.heads,
                sheet.bounds,
                sheet.place,
                sheet.count,
                self._below_pack,
                known,
                where[first:behind],
            )
        filled = np.flatnonzero(known[:, ENTRIES])
        bounds = [*known[filled, BEGINS].tolist(), size]
        for number, (first, behind) in zip(filled.tolist(), pairwise(bounds), strict=True):
            yield number, buffer.data[first:behind]
