"""The loop that adds up recounted groups and sees where they were put, as machine code; the evidence's alone."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from burden.domain.compiled import compiled

IntArray = NDArray[np.int64]

POOLED = 0  # in place of a level: an atom of several


class Claimed(NamedTuple):
    """Groups as the walk put them: block, position in the tree, level, recounted numbers (people first), and target.

    A target is an atom, or, counted on behind the atoms, a set that climbs.
    """

    block: IntArray
    node: IntArray
    level: IntArray
    numbers: IntArray
    target: IntArray


class Spans(NamedTuple):
    """Atoms: their block, the first and last position of the subtree that they span, and their level or POOLED."""

    block: IntArray
    first: IntArray
    last: IntArray
    level: IntArray


@compiled
def added_up(groups: Claimed, atoms: Spans, targets: int, levels: IntArray) -> tuple[IntArray, IntArray, IntArray]:
    """Return the numbers of each target, the people in atoms by place in ``levels``, and groups in no place of theirs.

    An atom is the place of groups of its block, subtree and level; a set that climbs, of any.
    """
    sums = np.zeros((targets, groups.numbers.shape[1]), dtype=np.int64)
    people = np.zeros(len(levels), dtype=np.int64)
    astray = np.empty(len(groups.target), dtype=np.int64)
    found = 0
    for group in range(len(groups.target)):
        target, level = groups.target[group], groups.level[group]
        is_astray = target < 0 or target >= targets
        if not is_astray:
            for column in range(groups.numbers.shape[1]):
                sums[target, column] += groups.numbers[group, column]
        if not is_astray and target < len(atoms.block):
            for place in range(len(levels)):
                people[place] += groups.numbers[group, 0] * (levels[place] == level)
            is_astray |= groups.block[group] != atoms.block[target]
            is_astray |= groups.node[group] < atoms.first[target] or groups.node[group] > atoms.last[target]
            is_astray |= atoms.level[target] not in (POOLED, level)
        if is_astray:
            astray[found] = group
            found += 1
    return sums, people, astray[:found]
