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
    Sheet,
    by_pack,
    lay_out,
    measure,
    name_entries,
    write_entries,
    write_numbers,
)
from burden.domain.figure_packs import CODE_STEP

IntArray = NDArray[np.int64]
_KEY_BITS = 63


@dataclass(frozen=True, kw_only=True)
class Packs:
    """Packs one behind the other in ``data``, ascending by ``number``, each with free bytes before it.

    ``begin`` and ``size`` tell where each one's bytes lie.
    """

    data: NDArray[np.uint8]
    number: IntArray
    begin: IntArray
    size: IntArray

    def __len__(self) -> int:
        return len(self.number)

    def __iter__(self) -> Iterator[tuple[int, memoryview]]:
        """Yield the number and bytes of each."""
        for number, begin, size in zip(self.number.tolist(), self.begin.tolist(), self.size.tolist(), strict=True):
            yield number, self.data.data[begin : begin + size]


class Packer:
    """Writes packs of entries of some blocks, ``names`` sorted, and of some regions, ``codes`` ascending.

    Raises ValueError where there are more of them than 63 bits can name together.
    """

    def __init__(self, names: Sequence[str], codes: IntArray) -> None:
        self._blocks = names
        texts = [name.encode() for name in names]
        self._names = np.frombuffer(bytearray(b"".join(texts)), dtype=np.uint8)
        self._name_bounds = np.cumsum([0, *map(len, texts)], dtype=np.int64)
        self._codes = codes // CODE_STEP
        self._bits = len(names).bit_length(), len(codes).bit_length()
        self._below_pack = sum(self._bits) + LEVEL_BITS + KIND_BITS
        if self._below_pack + self._bits[-1] > _KEY_BITS:
            raise ValueError("More blocks and regions than a key can name.")

    def rank(self, names: Sequence[str]) -> IntArray:
        """Return the place of each name among the packer's; ValueError for one that is not there."""
        return np.array([self._blocks.index(name) for name in names], dtype=np.int64)

    def packs(self, sheets: Sequence[Sheet], *, gap: int = 0) -> Packs:
        """Write the entries of some sheets, with so many free bytes before each pack.

        Packs are numbered from 0 to the number of regions.  Raises ValueError for an entry that no pack can hold, and
        for a layout that two bytes do not number.
        """
        most = sum(len(sheet.row) for sheet in sheets)
        key, row = np.empty(most, dtype=np.int64), np.empty(most, dtype=np.int64)
        ends = [0]
        for sheet in sheets:
            _check(sheet, len(self._codes), len(self._blocks))
            ends.append(ends[-1] + name_entries(sheet, *self._bits, key[ends[-1] :], row[ends[-1] :]))
        key, row = key[: ends[-1]], row[: ends[-1]]
        parts = [(sheet, slice(*of_sheet)) for sheet, of_sheet in zip(sheets, pairwise(ends), strict=True)]
        known = np.zeros((len(self._codes) + 1, KNOWN), dtype=np.int64)
        sizes, where = np.empty((len(key), 2), dtype=np.int64), np.empty((len(key), 3), dtype=np.int64)
        for sheet, own in parts:
            measure(sheet, key[own], row[own], self._below_pack, known, sizes[own])
        # Each sheet is nearly in order but for the packs.
        within = np.argsort(key & ((1 << self._below_pack) - 1), kind="stable")
        order = by_pack(within, key, self._below_pack, known)
        data = np.empty(lay_out(key, order, *self._bits, self._name_bounds, gap, known), dtype=np.uint8)
        write_entries(data, key, order, *self._bits, self._names, self._name_bounds, self._codes, known, sizes, where)
        for sheet, own in parts:
            write_numbers(data, sheet, key[own], row[own], self._below_pack, known, where[own])
        number = np.flatnonzero(known[:, ENTRIES])
        begin = known[number, BEGINS]
        return Packs(data=data, number=number, begin=begin, size=np.diff(begin - gap, append=len(data)) - gap)


def _check(sheet: Sheet, regions: int, blocks: int) -> None:
    """Raise ValueError for columns that do not fit together, which no loop looks at."""
    rows = {len(column) for column in (sheet.block, sheet.region, sheet.level, sheet.kind, sheet.heads)}
    if rows != {len(sheet.bounds) - 1} or not len(sheet.places) == len(sheet.counts) == sheet.bounds[-1]:
        raise ValueError("Totals whose columns are not equally long.")
    if len(sheet.home) != regions or not ((sheet.rank >= 0) & (sheet.rank < blocks)).all():
        raise ValueError("Totals of other regions or blocks.")
