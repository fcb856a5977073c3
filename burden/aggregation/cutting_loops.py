"""Cutting the bytes of packs into columns, as machine code."""

import numpy as np
from numpy.typing import NDArray

from burden.domain.compiled import compiled

IntArray = NDArray[np.int64]
Words = NDArray[np.int16]

MISSING, UNLISTED = -1, -2
DAMAGED = -3


@compiled
def joined_columns(words: Words, start: IntArray, size: IntArray, before: IntArray) -> Words:
    """Return the columns of all packs, columns x people (or apps), one pack behind the other.

    ``start`` is the word where the columns of each pack begin, ``size`` how long they are, ``before`` how many words of
    a person stand before each column; whoever calls has made sure that no pack ends early.
    """
    joined = np.empty((len(before), size.sum()), dtype=np.int16)
    for column in range(len(before)):
        filled = 0
        for pack in range(len(size)):
            first = start[pack] + before[column] * size[pack]
            here, there = words[first : first + size[pack]], joined[column, filled : filled + size[pack]]
            for at in range(len(there)):  # compilers see through plain places of short arrays
                there[at] = here[at]
            filled += size[pack]
    return joined


@compiled
def units_of(  # noqa: PLR0913, PLR0917  # what people said, and three tables
    place: Words, level: Words, size: IntArray, node_of: NDArray[np.int32], place_of_level: IntArray, levels: int
) -> IntArray:
    """Return the unit of each person: region x levels + place of the level.

    ``size`` says how many people each pack holds, ``node_of`` is packs x places.  Where it is negative, so is the unit,
    and DAMAGED where there is no such place or level.
    """
    unit = np.empty(len(place), dtype=np.int64)
    person = 0
    for pack in range(len(size)):
        for _ in range(size[pack]):
            here, of_level = place[person], level[person]
            found = DAMAGED
            if 0 <= here < node_of.shape[1] and 0 <= of_level < len(place_of_level) and place_of_level[of_level] >= 0:
                node = int(node_of[pack, here])
                found = node if node < 0 else node * levels + place_of_level[of_level]
            unit[person] = found
            person += 1
    return unit


@compiled
def numbered_apps(  # noqa: PLR0913, PLR0917  # people, what they speak of, and the lists of both
    app: Words, uses: Words, size: IntArray, first: IntArray, listed: IntArray, number_of: IntArray
) -> tuple[IntArray, IntArray]:
    """Return the number of each app that people speak of, MISSING or UNLISTED, and the position of who does.

    ``uses`` says of how many apps each person speaks, none below 0 and together as many as there are in ``app``;
    ``size`` how many people each pack holds.  ``app`` is a place in the list of the pack, which is ``listed`` long and
    whose numbers stand in ``number_of`` from ``first`` on; what is out of it is UNLISTED.
    """
    number, owner = np.empty(len(app), dtype=np.int64), np.empty(len(app), dtype=np.int64)
    person = at = 0
    for pack in range(len(size)):
        for _ in range(size[pack]):
            for _ in range(uses[person]):
                place = app[at]
                if place == MISSING:
                    number[at] = MISSING
                elif 0 <= place < listed[pack]:
                    number[at] = number_of[first[pack] + place]
                else:
                    number[at] = UNLISTED
                owner[at] = person
                at += 1
            person += 1
    return number, owner
