"""Adding up the lines of groups by target, as machine code.

``first`` tells where the lines of each group begin and, at its end, how many lines there are; ``lines`` is numbers x
lines; ``target`` is that of each group, 0 to targets - 1, which whoever calls has made sure of.
"""

import numpy as np
from numpy.typing import NDArray

from burden.domain.compiled import compiled

IntArray = NDArray[np.int64]

EQUALS, AT_LEAST, ANY_BIT = 0, 1, 2


@compiled
def added_heads(  # noqa: PLR0913, PLR0917  # a group's people, its lines, and what to count of them
    n: IntArray, first: IntArray, lines: NDArray[np.int32], facts: IntArray, target: IntArray, heads: IntArray
) -> None:
    """Add the head of every group to that of its target: n, sums, sums of squares, then one count a fact.

    ``heads`` is targets x (1 + 2 x magnitudes + facts); magnitudes are the first numbers of a line.  ``facts`` is
    facts x 3: the number asked of, EQUALS, AT_LEAST or ANY_BIT, and the operand.
    """
    magnitudes = (heads.shape[1] - 1 - len(facts)) // 2
    for group in range(len(n)):
        to = target[group]
        heads[to, 0] += n[group]
        for number in range(magnitudes):
            total = squares = 0
            for line in range(first[group], first[group + 1]):
                value = int(lines[number, line])
                total += value
                squares += value * value
            heads[to, 1 + number] += total
            heads[to, 1 + magnitudes + number] += squares
        for fact in range(len(facts)):
            number, holds, operand = facts[fact, 0], facts[fact, 1], facts[fact, 2]
            people = 0
            for line in range(first[group], first[group + 1]):
                value = int(lines[number, line])
                if holds == EQUALS:
                    people += value == operand
                elif holds == AT_LEAST:
                    people += value >= operand
                else:
                    people += (value & operand) != 0
            heads[to, 1 + 2 * magnitudes + fact] += people


@compiled
def counted_cells(
    first: IntArray, lines: NDArray[np.int32], place_of: IntArray, target: IntArray, targets: int
) -> tuple[IntArray, NDArray[np.int32], NDArray[np.int32]]:
    """Count the lines of every target by place: how many cells each has, and place and count of all that are not zero.

    ``place_of`` gives, for each number of a line that is counted, the place of each of its values; those of a number
    lie before those of the next.  The cells come target after target, by place.
    """
    groups, behind = _by_target(target, targets)
    cells = np.zeros(targets, dtype=np.int64)
    # With room for one more: what is no cell is written all the same, and over it the next.  It saves a jump.
    place = np.empty(len(place_of) * lines.shape[1] + 1, dtype=np.int32)
    count = np.empty(len(place), dtype=np.int32)
    people = np.zeros(place_of.max() + 1 if place_of.size else 0, dtype=np.int32)
    filled = 0
    for to in range(targets):
        before = filled
        own = groups[behind[to - 1] if to else 0 : behind[to]]
        for number in range(len(place_of)):
            said, place_of_value = lines[number], place_of[number]
            lowest, highest = len(people), -1
            for group in own:
                for value in said[first[group] : first[group + 1]]:
                    where = place_of_value[value]
                    people[where] += 1
                    lowest, highest = min(lowest, where), max(highest, where)
            for where in range(lowest, highest + 1):
                place[filled], count[filled] = where, people[where]
                filled += people[where] > 0
                people[where] = 0
        cells[to] = filled - before
    return cells, place[:filled], count[:filled]


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
