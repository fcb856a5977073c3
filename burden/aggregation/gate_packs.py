"""Packs as the gate reads them back: people and sums of every figure and atom, without what lies behind their heads.

Pages read packs by :func:`burden.domain.figure_packs.decode`; this is a reading of its own, of thousands at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from burden.aggregation.fat_rows import IntArray
from burden.aggregation.gate_loops import Rows
from burden.aggregation.gate_pack_loops import (
    NO_BLOCK,
    NO_ENTRY,
    OTHER_SIZES,
    ByteArray,
    Stretches,
    count_entries,
    read_entries,
)
from burden.domain.figure_packs import FIGURE

NUMBERS = 5  # people and the sums of at most four magnitudes
_FIELDS = ("names", "entries", "heads", "cells", "head_width", "count_width")
_HEADER = np.dtype(list(zip(_FIELDS, ("<u4", "<u4", "<u4", "<u4", "u1", "u1"), strict=True)))
_WIDTHS = (1, 2, 4, 8)
_AN_ENTRY = 12  # bytes without its head and cells
_A_PLACE = 2
_FAULTS = {
    NO_BLOCK: "A pack of figures with an entry of no block.",
    NO_ENTRY: "A pack of figures with an entry of nobody, or of no kind.",
    OTHER_SIZES: "A pack of figures whose entries do not hold what it holds.",
}


@dataclass(frozen=True, kw_only=True)
class Published:
    """What stands in packs: the rows of the blocks asked for, how many of them are figures of regions that there are.

    ``strangers`` are the names of blocks with something of another block or region, sorted.
    """

    rows: Rows
    figures: int
    strangers: list[str]


def read_packs(packs: Sequence[bytes], names: Sequence[str], codes: IntArray) -> Published:
    """Return what stands in some packs; blocks are numbered by ``names``, regions by ``codes``, which ascend.

    Raises ValueError for bytes that are no pack: of another length, or whose entries name a block or kind that there is
    not, or other numbers of people and cells than it holds.
    """
    numbers = {name: number for number, name in enumerate(names)}
    if len(numbers) != len(names):
        raise ValueError("The name of a block stands twice.")
    data = np.frombuffer(b"".join(packs), dtype=np.uint8)
    stretches = _stretches(packs, data, numbers)
    counts = np.zeros(len(numbers), dtype=np.int64)
    fault = count_entries(data, stretches, counts)
    if fault:
        raise ValueError(_FAULTS[fault])
    first = np.append(0, np.cumsum(counts))
    node, level, kind = (np.empty(first[-1], dtype=np.int64) for _ in range(3))
    rows = Rows(first, node, level, kind, np.empty((first[-1], NUMBERS), dtype=np.int64))
    read_entries(data, stretches, codes, first[:-1].copy(), rows)
    asked = slice(int(first[len(names)]))
    is_lost = node[asked] < 0
    strange = {*np.searchsorted(first, np.flatnonzero(is_lost), side="right").tolist()}
    strange |= {1 + number for number in numbers.values() if number >= len(names) and counts[number]}
    return Published(
        rows=rows,
        figures=int(((kind[asked] == FIGURE) & ~is_lost).sum()),
        strangers=sorted(name for name, number in numbers.items() if 1 + number in strange),
    )


def _stretches(packs: Sequence[bytes], data: ByteArray, numbers: dict[str, int]) -> Stretches:
    """Return where the packs lie; blocks that have no number yet get one.

    Raises ValueError for a pack of another length than its header says.
    """
    size = np.array([len(pack) for pack in packs], dtype=np.int64)
    if size.min(initial=_HEADER.itemsize) < _HEADER.itemsize:
        raise ValueError("Too few bytes for a pack of figures.")
    start = np.cumsum(size) - size
    header = data[start[:, None] + np.arange(_HEADER.itemsize)].view(_HEADER)[:, 0]
    names, entries, heads, cells, head_width, count_width = (header[name].astype(np.int64) for name in _FIELDS)
    expected = _HEADER.itemsize + names + entries * _AN_ENTRY + heads * head_width + cells * (_A_PLACE + count_width)
    if not np.isin([head_width, count_width], _WIDTHS).all() or (size != expected).any():
        raise ValueError("Bytes that are no pack of figures.")
    ends = (_HEADER.itemsize + names).tolist()
    texts: dict[bytes, int] = {}
    found = [texts.setdefault(pack[_HEADER.itemsize : end], len(texts)) for pack, end in zip(packs, ends, strict=True)]
    text_of = np.array(found, dtype=np.int64)
    of_texts = [[numbers.setdefault(name, len(numbers)) for name in text.decode().split("\n")] for text in texts]
    blocks = np.array([len(of_text) for of_text in of_texts], dtype=np.int64)
    first_block = np.cumsum(blocks) - blocks
    block_numbers = np.array([number for of_text in of_texts for number in of_text], dtype=np.int64)
    at = start + _HEADER.itemsize + names
    return Stretches(at, entries, heads, cells, head_width, first_block[text_of], blocks[text_of], block_numbers)
