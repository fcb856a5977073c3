"""From answers in the order of the walk to groups and their lines, as machine code.

``said`` is columns x people (or apps that people speak of), a negative number where a question was skipped; a unit is
the people of a level who name a region of the part's tree (:func:`burden.aggregation.families.unit_of`).  Where
positions stand by group, ``key`` names each group, and ``first`` tells where its own begin and, at its end, how many
there are.  Answers are numbers of two bytes, places and lines of four without a sign.
"""

import numpy as np
from numpy.typing import NDArray

from burden.domain.compiled import compiled

IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
Words = NDArray[np.int16]
Places = NDArray[np.uint32]  # without a sign: machine code need not ask whether these count from the end
Lines = NDArray[np.uint32]


@compiled
def people_by_unit(
    unit: IntArray, is_out: BoolArray, units: int
) -> tuple[Places, IntArray, IntArray, IntArray, IntArray]:
    """Return where those stand who are not out, by unit, with the key (a unit) and first position of each group.

    ``unit`` ascends.  Behind these come, by unit, how many there are with those who are out, and how many are out.
    """
    accepted, excluded = np.zeros(units, dtype=np.int64), np.zeros(units, dtype=np.int64)
    place = np.empty(len(unit), dtype=np.uint32)
    key, first = np.empty(len(unit), dtype=np.int64), np.empty(len(unit) + 1, dtype=np.int64)
    groups = filled = 0
    for person in range(len(unit)):
        accepted[unit[person]] += 1
        if is_out[person]:
            excluded[unit[person]] += 1
            continue
        if groups == 0 or key[groups - 1] != unit[person]:
            key[groups], first[groups] = unit[person], filled
            groups += 1
        place[filled] = person
        filled += 1
    first[groups] = filled
    return place[:filled], key[:groups], first[: groups + 1], accepted, excluded


@compiled
def grouped_lines(  # noqa: PLR0913, PLR0917  # who may belong, and what a block asks and counts
    said: Words,
    place: Places,
    key: IntArray,
    first: IntArray,
    asked: IntArray,
    parts: IntArray,
    tops: IntArray,
    magnitudes: int,
) -> tuple[IntArray, IntArray, IntArray, Lines]:
    """Return the groups of a block: key, where its lines begin, sums with largest values, and the lines of people.

    ``place`` is where each person stands in ``said``, by group; who skipped a column of ``asked`` does not belong.  A
    number of a line is the sum of its ``parts`` (numbers x most parts: columns of ``said``, one at least, -1 behind
    them), at most its top; the first of them are ``magnitudes``.
    """
    member, found, begin = _members(said, place, key, first, asked)
    lines = np.empty((len(parts), len(member)), dtype=np.uint32)
    for number in range(len(parts)):
        line, column = lines[number], said[parts[number, 0]]
        for at in range(len(line)):
            line[at] = column[member[at]]
        for part in parts[number, 1:]:
            if part >= 0:
                column = said[part]
                for at in range(len(line)):
                    line[at] += np.uint32(column[member[at]])
        top = np.uint32(tops[number])
        for at in range(len(line)):
            line[at] = min(line[at], top)
    return found, begin, _sums_and_largest(begin, lines, magnitudes), lines


@compiled
def _members(
    said: Words, place: Places, key: IntArray, first: IntArray, asked: IntArray
) -> tuple[Places, IntArray, IntArray]:
    """Return where the members of a block stand, by group, and the key and first member of each group."""
    is_member = np.ones(len(place), dtype=np.bool_)
    for one in asked:
        column = said[one]
        for at in range(len(is_member)):
            is_member[at] &= column[place[at]] >= 0
    # With room for one more: who is no member is written all the same, and over it the next.  It saves a jump.
    member = np.empty(len(place) + 1, dtype=np.uint32)
    found, begin = np.empty(len(key) + 1, dtype=np.int64), np.empty(len(key) + 1, dtype=np.int64)
    members = groups = 0
    for group in range(len(key)):
        found[groups], begin[groups] = key[group], members
        for at in range(first[group], first[group + 1]):
            member[members] = place[at]
            members += is_member[at]
        groups += members > begin[groups]
    begin[groups] = members
    return member[:members], found[:groups].copy(), begin[: groups + 1].copy()


@compiled
def _sums_and_largest(first: IntArray, lines: Lines, magnitudes: int) -> IntArray:
    """Return groups x magnitudes x 3: sum, largest and second largest value, 0 where there is no second."""
    found = np.zeros((len(first) - 1, magnitudes, 3), dtype=np.int64)
    for group in range(len(first) - 1):
        for number in range(magnitudes):
            total = largest = second = 0
            for line in range(first[group], first[group + 1]):
                value = int(lines[number, line])
                total += value
                second = max(second, min(largest, value))
                largest = max(largest, value)
            found[group, number, 0], found[group, number, 1], found[group, number, 2] = total, largest, second
    return found


@compiled
def uses_by_app(  # noqa: PLR0913, PLR0917  # apps, their owners, and how many there are of each
    app: IntArray,
    owner: IntArray,
    counts: BoolArray,
    unit: IntArray,
    is_out: BoolArray,
    apps: int,
    units: int,
) -> tuple[Places, IntArray, IntArray, IntArray, IntArray]:
    """Return where the uses that count stand, by app, then person, with key (app x units + unit) and first position.

    ``app`` is -1 where it is none of the catalogue, ``owner`` and the units of owners ascend.  Who speaks of an app
    twice counts once.  Behind these come, by unit, how many there are with those who are out, and how many are out.
    """
    accepted, excluded = np.zeros(units, dtype=np.int64), np.zeros(units, dtype=np.int64)
    last_owner, last_unit = np.full(apps, -1), np.full(apps, -1)
    behind, groups = np.zeros(apps + 1, dtype=np.int64), np.zeros(apps + 1, dtype=np.int64)
    kept = np.empty(len(app), dtype=np.uint32)
    filled = 0
    for at in range(len(app)):
        one, who = app[at], owner[at]
        if one >= 0 and counts[at] and last_owner[one] != who:
            last_owner[one] = who
            accepted[unit[who]] += 1
            if is_out[who]:
                excluded[unit[who]] += 1
            else:
                kept[filled] = at
                filled += 1
                behind[one + 1] += 1
                groups[one + 1] += last_unit[one] != unit[who]
                last_unit[one] = unit[who]
    behind, groups = np.cumsum(behind), np.cumsum(groups)
    place = np.empty(filled, dtype=np.uint32)
    key, first = np.empty(groups[apps], dtype=np.int64), np.empty(groups[apps] + 1, dtype=np.int64)
    first[groups[apps]] = filled
    last_unit[:] = -1
    for at in kept[:filled]:
        one, of_owner = app[at], unit[owner[at]]
        if last_unit[one] != of_owner:
            last_unit[one] = of_owner
            key[groups[one]], first[groups[one]] = one * units + of_owner, behind[one]
            groups[one] += 1
        place[behind[one]] = at
        behind[one] += 1
    return place, key, first, accepted, excluded


@compiled
def reported_apps(
    app: IntArray, owner: IntArray, is_in_use: BoolArray, unit: IntArray
) -> tuple[IntArray, IntArray, IntArray, Lines]:
    """Return the groups of all people (unit, n), and what each holds and uses of the catalogue, a line each.

    The line of an app that somebody holds is twice its number, that of one in use one more.  ``unit`` and ``owner``
    ascend; the third array tells where the lines of each group begin and where the last end.
    """
    found, n = np.empty(len(unit), dtype=np.int64), np.zeros(len(unit), dtype=np.int64)
    first = np.empty(len(unit) + 1, dtype=np.int64)
    lines = np.empty((1, 2 * len(app)), dtype=np.uint32)
    groups = filled = at = 0
    for person in range(len(unit)):
        if groups == 0 or found[groups - 1] != unit[person]:
            found[groups], first[groups] = unit[person], filled
            groups += 1
        n[groups - 1] += 1
        while at < len(owner) and owner[at] == person:
            if app[at] >= 0:
                # The second is written all the same where it does not count, and over it the next.  It saves a jump.
                lines[0, filled], lines[0, filled + 1] = 2 * app[at], 2 * app[at] + 1
                filled += 1 + is_in_use[at]
            at += 1
    first[groups] = filled
    return found[:groups].copy(), n[:groups].copy(), first[: groups + 1].copy(), lines[:, :filled].copy()
