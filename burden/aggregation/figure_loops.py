"""Adding up a region tree in one pass from its last region to its first.

Regions stand depth first, so backwards everything below a region comes before the region itself, and the sums that are
begun and not yet finished belong to regions on the way from the current one to the top, one of each depth.  So a row of
numbers for each depth and level is enough, whatever the size of the tree: what stands at a region is added to its row,
which is then finished: written down, added to the row of the region above, and made zeros again.

Tallies come as ``key``, (block * regions + region) * levels + place of the level, ``order`` that sorts the keys, rows
of ``heads``, and the cells from ``bounds`` to the next one; the tree as ``parent`` (-1 for none) and ``depth`` of each
region.  Every key is of a block, region and level that there are.
"""

import numpy as np
from numpy.typing import NDArray

from burden.domain.compiled import compiled

IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

_NO_PARENT = -1
_NOT_BEGUN = -1
_STRETCH = 16  # places of a row that are passed over together where nothing stands


@compiled
def cell_bounds(target: IntArray, targets: int) -> IntArray:
    """Return where the cells of each of so many targets begin, and where the last ones end: targets + 1.

    ``target`` is that of each cell.  Raises IndexError where they do not ascend or are not all among the targets.
    """
    bounds = np.zeros(targets + 1, dtype=np.int64)
    current = 0
    for cell in range(len(target)):
        if target[cell] < current or target[cell] >= targets:
            raise IndexError("Cells that do not ascend by target.")
        while current < target[cell]:
            current += 1
            bounds[current] = cell
    bounds[current + 1 :] = len(target)
    return bounds


@compiled
def standing_alone(  # noqa: PLR0913, PLR0917  # arrays one by one, as compiled loops take them
    key: IntArray,
    order: IntArray,
    bounds: IntArray,
    parent: IntArray,
    depth: IntArray,
    levels: int,
    width: int,
) -> tuple[BoolArray, int, int]:
    """Return which tallies are the sum of their key as they stand, how many other sums there are, and cells at most.

    A tally is a sum where nothing else has its key and nothing climbs there.  Cells are at ``width`` places.  Raises
    IndexError for a region that is not below its parent.
    """
    regions, above_tops = len(parent), depth.max() + 1
    most = np.full((above_tops + 1, levels), _NOT_BEGUN, dtype=np.int64)  # cells of each row that is begun
    begun = np.zeros(above_tops + 1, dtype=np.bool_)  # whether there is one at this depth
    alone = np.zeros(len(key), dtype=np.bool_)
    sums = cells = 0
    at = len(order) - 1
    for block in range(key[order[at]] // levels // regions, -1, -1):
        for region in range(regions - 1, -1, -1):
            own, above = depth[region], above_tops if parent[region] == _NO_PARENT else depth[parent[region]]
            if parent[region] >= region or (own <= above < above_tops):
                raise IndexError("A region that is not below its parent.")
            first = (block * regions + region) * levels
            while at >= 0 and key[order[at]] >= first:
                one, level = order[at], key[order[at]] - first
                at -= 1
                alone[one] = most[own, level] == _NOT_BEGUN and (at < 0 or key[order[at]] != key[one])
                into = above if alone[one] else own
                begun[into] = True
                most[into, level] = max(most[into, level], 0) + bounds[one + 1] - bounds[one]
            if begun[own]:
                begun[own], begun[above] = False, True
                for level in range(levels):
                    if most[own, level] != _NOT_BEGUN:
                        size = min(most[own, level], width)
                        most[own, level] = _NOT_BEGUN
                        most[above, level] = max(most[above, level], 0) + size
                        sums += 1
                        cells += size
    return alone, sums, cells


@compiled
def sums_above(  # noqa: PLR0913, PLR0917  # likewise
    key: IntArray,
    order: IntArray,
    heads: IntArray,
    bounds: IntArray,
    cell_place: IntArray,
    cell_count: IntArray,
    parent: IntArray,
    depth: IntArray,
    levels: int,
    width: int,
    alone: BoolArray,
    sums: int,
    cells: int,
) -> tuple[IntArray, IntArray, IntArray, IntArray, IntArray]:
    """Sum up, for every region, what stands there and below, where it does not stand alone.

    ``alone``, ``sums`` and ``cells`` are what :func:`standing_alone` found.  Returns the keys of the sums, descending;
    their heads; and their cells: number of the sum, place, count.  Raises IndexError for a cell at another place.
    """
    regions, above_tops, filled = len(parent), depth.max() + 1, heads.shape[1]
    rows = np.zeros(((above_tops + 1) * levels, filled + width), dtype=np.int64)
    marks = np.zeros(((above_tops + 1) * levels, 1 + width // _STRETCH), dtype=np.bool_)
    begun = np.zeros((above_tops + 1, levels + 1), dtype=np.bool_)  # the last one tells whether any is
    known, found = np.empty(sums, dtype=np.int64), np.empty((sums, filled), dtype=np.int64)
    of, place, count = np.empty(cells, dtype=np.int64), np.empty(cells, dtype=np.int64), np.empty(cells, dtype=np.int64)
    number, size, at = 0, 0, len(order) - 1
    for block in range(key[order[at]] // levels // regions, -1, -1):
        for region in range(regions - 1, -1, -1):
            own, above = depth[region], above_tops if parent[region] == _NO_PARENT else depth[parent[region]]
            first = (block * regions + region) * levels
            while at >= 0 and key[order[at]] >= first:
                one, level = order[at], key[order[at]] - first
                into, start, end = above if alone[one] else own, bounds[one], bounds[one + 1]
                _add(rows, marks, into * levels + level, heads, one, cell_place, cell_count, start, end)
                begun[into, level] = begun[into, levels] = True
                at -= 1
            for level in range(levels - 1 if begun[own, levels] else -1, -1, -1):
                if begun[own, level]:
                    known[number] = first + level
                    behind = _take_out(rows, marks, own * levels + level, found, number, of, place, count, size)
                    _add(rows, marks, above * levels + level, found, number, place, count, size, behind)
                    begun[above, level] = begun[above, levels] = True
                    number, size = number + 1, behind
            begun[own] = False
    return known, found, of[:size], place[:size], count[:size]


@compiled
def _add(  # noqa: PLR0913, PLR0917  # likewise
    rows: IntArray,
    marks: BoolArray,
    row: int,
    heads: IntArray,
    one: int,
    places: IntArray,
    counts: IntArray,
    first: int,
    behind: int,
) -> None:
    """Add a tally to a row, and mark the stretches of places in which there is something."""
    filled = heads.shape[1]
    for at in range(filled):
        rows[row, at] += heads[one, at]
    for cell in range(first, behind):
        place = places[cell]
        if place < 0 or place >= rows.shape[1] - filled:
            raise IndexError("A cell behind the end of its tally.")
        rows[row, filled + place] += counts[cell]
        marks[row, place // _STRETCH] = True


@compiled
def _take_out(  # noqa: PLR0913, PLR0917  # likewise
    rows: IntArray,
    marks: BoolArray,
    row: int,
    heads: IntArray,
    one: int,
    of: IntArray,
    places: IntArray,
    counts: IntArray,
    first: int,
) -> int:
    """Move a row to ``head`` and, from ``first`` on, to ``place`` and ``count``; return where its cells end."""
    filled = heads.shape[1]
    for at in range(filled):
        heads[one, at] = rows[row, at]
        rows[row, at] = 0
    behind = first
    for stretch in range(marks.shape[1]):
        if not marks[row, stretch]:
            continue
        marks[row, stretch] = False
        for at in range(filled + stretch * _STRETCH, min(filled + (stretch + 1) * _STRETCH, rows.shape[1])):
            if rows[row, at]:
                of[behind], places[behind], counts[behind] = one, at - filled, rows[row, at]
                behind += 1
                rows[row, at] = 0
    return behind
