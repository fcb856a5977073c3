"""Numbers of people added up by what they are part of.

They are scattered to the place that they become part of, in whatever order they stand: no sorting, a few nanoseconds
each.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from burden.domain.walk_arrays import IntArray

_FEW_KEYS = 1 << 22  # so many are marked, more are sorted: 4 MB


def run_starts(ordered: NDArray[Any]) -> IntArray:
    """Return where each run of equal numbers begins."""
    is_first = np.ones(len(ordered), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=is_first[1:])
    return np.flatnonzero(is_first)


def runs(key: IntArray, *, size: int) -> tuple[IntArray, IntArray]:
    """Return the different keys (0 to size - 1), ascending, and the place among them of each key."""
    if size <= max(_FEW_KEYS, 4 * len(key)):
        there = np.zeros(size, dtype=np.bool_)
        there[key] = True
        known = np.flatnonzero(there)
        place = np.empty(size, dtype=np.int64)
        place[known] = np.arange(len(known))
        return known, place[key]
    known, of_run = np.unique(key, return_inverse=True)
    return known, of_run


def added(values: NDArray[Any], run: IntArray, count: int) -> IntArray:
    """Return the sum of each of ``count`` runs."""
    found = np.zeros(count, dtype=np.int64)
    np.add.at(found, run, values)
    return found


def two_largest(largest: IntArray, second: IntArray, run: IntArray, count: int) -> IntArray:
    """Return the two largest values of each run, runs x 2, from the two largest of each part, none below 0.

    Each of the ``count`` runs has a part.
    """
    top = np.zeros(count, dtype=np.int64)
    np.maximum.at(top, run, largest)
    # One part gives the largest value; the second is the largest of what the others and it have besides.
    may_give = np.flatnonzero(largest == top[run])
    giver = np.empty(count, dtype=np.int64)
    giver[run[may_give]] = may_give
    others = largest.copy()
    others[giver] = second[giver]
    behind = np.zeros(count, dtype=np.int64)
    np.maximum.at(behind, run, others)
    return np.column_stack([top, behind])
