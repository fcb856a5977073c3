"""Adding up the lines of groups by target, as machine code; lines are numbers of four bytes without a sign."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from burden.domain.compiled import compiled

IntArray = NDArray[np.int64]
Lines = NDArray[np.uint32]


class Counted(NamedTuple):
    """What is counted of a line, by the value of its numbers.

    The first ``magnitudes`` numbers are added up, and their squares.  ``place_of`` gives, for each number with cells,
    the place of each of its values, likewise of four bytes; those of a number lie before those of the next.  Numbers x
    values x facts, ``holds`` is 1 where a fact follows from a value of the number that stands at ``of`` in a line.
    """

    magnitudes: int
    place_of: NDArray[np.uint32]
    of: IntArray
    holds: IntArray


@compiled
def tallied(  # noqa: PLR0913, PLR0917  # a group's people and lines, what to count of them, and where
    n: IntArray, first: IntArray, lines: Lines, counted: Counted, target: IntArray, targets: int
) -> tuple[IntArray, IntArray, IntArray, IntArray]:
    """Return the heads of all targets, how many cells each has, and place and count of these.

    A head is n, sums, sums of squares, then one count a fact; cells are what is not zero, by place.  ``first`` tells
    where the lines of each group begin and, at its end, how many lines there are; ``lines`` is numbers x lines;
    ``target`` is that of each group, 0 to targets - 1, and no value is beyond the tables, as whoever calls has made
    sure.
    """
    groups, behind = _by_target(target, targets)
    heads = np.zeros((targets, 1 + 2 * counted.magnitudes + counted.holds.shape[2]), dtype=np.int64)
    cells = np.zeros(targets, dtype=np.int64)
    # With room for one more: what is no cell is written all the same, and over it the next.  It saves a jump.
    place = np.empty(len(counted.place_of) * lines.shape[1] + 1, dtype=np.uint32)
    count = np.empty(len(place), dtype=np.uint32)
    people = np.zeros(int(counted.place_of.max()) + 1 if counted.place_of.size else 0, dtype=np.uint32)
    filled = 0
    for to in range(targets):
        own = groups[behind[to - 1] if to else 0 : behind[to]]
        head, before = heads[to], filled
        for group in own:
            head[0] += n[group]
        for number in range(len(counted.place_of)):
            place_of_value = counted.place_of[number]
            total = squares = 0
            lowest, highest = len(people), -1
            for group in own:
                for value in lines[number, first[group] : first[group + 1]]:
                    where = place_of_value[value]
                    people[where] += 1
                    lowest, highest = min(lowest, where), max(highest, where)
                    total += value
                    squares += np.int64(value) * value
            if number < counted.magnitudes:
                head[1 + number], head[1 + counted.magnitudes + number] = total, squares
            for where in range(lowest, highest + 1):
                place[filled], count[filled] = where, people[where]
                filled += people[where] > 0
                people[where] = 0
        cells[to] = filled - before
        _add_facts(head[1 + 2 * counted.magnitudes :], own, first, lines, counted)
    return heads, cells, place[:filled].astype(np.int64), count[:filled].astype(np.int64)


@compiled
def _add_facts(facts: IntArray, groups: IntArray, first: IntArray, lines: Lines, counted: Counted) -> None:
    """Count the facts about the people of some groups."""
    for at in range(len(counted.of)):
        holds = counted.holds[at]
        for group in groups:
            for value in lines[counted.of[at], first[group] : first[group + 1]]:
                of_value = holds[value]
                for fact in range(len(facts)):
                    facts[fact] += of_value[fact]


@compiled
def _by_target(target: IntArray, targets: int) -> tuple[IntArray, IntArray]:
    """Return the groups by target, and where those of each target end."""
    behind = np.zeros(targets + 1, dtype=np.int64)
    for group in range(len(target)):
        behind[target[group] + 1] += 1
    for to in range(targets):
        behind[to + 1] += behind[to]
    groups = np.empty(len(target), dtype=np.int64)
    for group in range(len(target)):
        groups[behind[target[group]]] = group
        behind[target[group]] += 1
    return groups, behind
