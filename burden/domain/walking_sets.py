"""Sets of people on their way up a region tree: groups, and what several of them became that stand together.

Sets are added up by scattering their numbers to the set that they become part of, in whatever order they stand: no
sorting, a few nanoseconds a set.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from burden.domain.tree_arrays import IntArray

BoolArray = NDArray[np.bool_]

UNKNOWN = -1  # in place of a head count
_FEW_KEYS = 1 << 22  # so many are marked, more are sorted: 4 MB


@dataclass(frozen=True, kw_only=True)
class Sets:
    """One position a set; ``place`` is that of the level, the other columns are those of Groups.

    ``number`` names the set, ``is_own`` tells of groups that stand where their people said.
    """

    number: IntArray
    block: IntArray
    node: IntArray
    place: IntArray
    is_own: BoolArray
    n: IntArray
    people: IntArray
    magnitudes: IntArray

    def __len__(self) -> int:
        return len(self.number)

    def take(self, chosen: IntArray | BoolArray) -> "Sets":
        """Return the chosen ones."""
        if chosen.dtype == np.bool_:
            if chosen.all():
                return self
            chosen = np.flatnonzero(chosen)
        return Sets(**{name: column[chosen] for name, column in vars(self).items()})


def joined(parts: Sequence[Sets]) -> Sets:
    """Return the sets of all parts, of which there is one at least."""
    filled = [part for part in parts if len(part)]
    if len(filled) < 2:  # noqa: PLR2004 - nothing to join
        return filled[0] if filled else parts[0]
    return Sets(**{name: np.concatenate([getattr(part, name) for part in filled]) for name in vars(filled[0])})


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


def added_runs(
    n: IntArray, people: IntArray, magnitudes: IntArray, run: IntArray, count: int
) -> tuple[IntArray, IntArray, IntArray]:
    """Return people, head count and magnitudes (laid out as in Groups) of ``count`` runs of sets, none of them empty.

    The head count of a run is UNKNOWN where that of one of its sets is.
    """
    found = np.zeros((count, magnitudes.shape[1], 3), dtype=np.int64)
    for position in range(magnitudes.shape[1]):
        total, largest, second = np.ascontiguousarray(magnitudes[:, position].T)
        found[:, position, 0] = added(total, run, count)
        found[:, position, 1:] = two_largest(largest, second, run, count)
    unknown = people == UNKNOWN
    of_units = added(people, run, count)
    of_units[run[unknown]] = UNKNOWN
    return added(n, run, count), of_units, found


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
