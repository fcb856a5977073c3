"""Groups and cells by name, as arrays: a region code and a level, together one sortable whole number."""

import numpy as np

from burden.aggregation.fat_rows import IntArray

_LEVELS = 100  # a level has two digits


def unit_keys(code: IntArray, level: IntArray) -> IntArray:
    """Return one number a unit; they sort by code, then by level."""
    keys: IntArray = code * _LEVELS + level
    return keys


def look_up(known: IntArray, wanted: IntArray) -> IntArray:
    """Return the position of each wanted number in ``known``, which ascends; -1 where it is not there."""
    if not len(known):
        return np.full(len(wanted), -1, dtype=np.int64)
    place = np.searchsorted(known, wanted).clip(max=len(known) - 1)
    found: IntArray = np.where(known[place] == wanted, place, -1)
    return found


def added_up(unit: IntArray, numbers: IntArray) -> tuple[IntArray, IntArray]:
    """Return each unit once, ascending, and the sum of its rows."""
    # What is nearly in order, as here, is sorted several times faster by a stable sort.
    order = np.argsort(unit, kind="stable")
    ordered = unit[order]
    is_first = np.ones(len(ordered), dtype=bool)
    is_first[1:] = ordered[1:] != ordered[:-1]
    if is_first.all():
        return ordered, numbers[order]
    starts = np.flatnonzero(is_first)
    return ordered[starts], np.add.reduceat(numbers[order], starts)
