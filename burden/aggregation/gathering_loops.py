"""From answers in the order of the walk to groups and their lines, as machine code.

``said`` is columns x people (or apps that people speak of), a negative number where a question was skipped; a unit is
the people of a level who name a region of the part's tree (:func:`burden.aggregation.families.unit_of`).
"""

import numpy as np
from numpy.typing import NDArray

from burden.domain.compiled import compiled

IntArray = NDArray[np.int64]
Words = NDArray[np.int16]
Lines = NDArray[np.int32]


@compiled
def grouped_lines(  # noqa: PLR0913, PLR0917  # who may belong, and what a block asks and counts
    said: Words, place: IntArray, key: IntArray, asked: IntArray, parts: IntArray, tops: IntArray, magnitudes: int
) -> tuple[IntArray, IntArray, IntArray, Lines]:
    """Return the groups of a block: key, where its lines begin, sums with largest values, and the lines of people.

    ``place`` is where each person stands in ``said``, ``key`` the group that they may belong to, ascending; who skipped
    a column of ``asked`` does not.  A number of a line is the sum of its ``parts`` (numbers x most parts: columns of
    ``said``, -1 behind them), at most its top; the first of them are ``magnitudes``.
    """
    member, found, first = _members(said, place, key, asked)
    lines = np.zeros((len(parts), len(member)), dtype=np.int32)
    for number in range(len(parts)):
        line = lines[number]
        for part in parts[number]:
            if part >= 0:
                column = said[part]
                for at in range(len(line)):
                    line[at] += column[member[at]]
        for at in range(len(line)):
            line[at] = min(line[at], tops[number])
    return found, first, _sums_and_largest(first, lines, magnitudes), lines


@compiled
def _members(said: Words, place: IntArray, key: IntArray, asked: IntArray) -> tuple[IntArray, IntArray, IntArray]:
    """Return where the members of a block stand, and the key and first line of each group."""
    is_member = np.ones(len(key), dtype=np.bool_)
    for one in asked:
        column = said[one]
        for at in range(len(is_member)):
            is_member[at] &= column[place[at]] >= 0
    member = np.empty(len(key), dtype=np.int64)
    found = np.empty(len(key), dtype=np.int64)
    first = np.empty(len(key) + 1, dtype=np.int64)
    members = groups = 0
    for at in range(len(is_member)):
        if is_member[at]:
            if groups == 0 or found[groups - 1] != key[at]:
                found[groups], first[groups] = key[at], members
                groups += 1
            member[members] = place[at]
            members += 1
    first[groups] = members
    return member[:members], found[:groups].copy(), first[: groups + 1].copy()


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
    counts: NDArray[np.bool_],
    unit: IntArray,
    is_out: NDArray[np.bool_],
    apps: int,
    units: int,
) -> tuple[IntArray, IntArray, IntArray, IntArray]:
    """Return where the uses that count stand, by app, then person, and the key of each: app x units + unit.

    ``app`` is -1 where it is none of the catalogue, ``owner`` ascends.  Who speaks of an app twice counts once.  Behind
    these come, by unit, how many there are with those who are out, and how many of them are out.
    """
    accepted, excluded = np.zeros(units, dtype=np.int64), np.zeros(units, dtype=np.int64)
    last_owner, behind = np.full(apps, -1), np.zeros(apps + 1, dtype=np.int64)
    kept = np.empty(len(app), dtype=np.int64)
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
    for one in range(apps):
        behind[one + 1] += behind[one]
    place, key = np.empty(filled, dtype=np.int64), np.empty(filled, dtype=np.int64)
    for at in kept[:filled]:
        one = app[at]
        place[behind[one]], key[behind[one]] = at, one * units + unit[owner[at]]
        behind[one] += 1
    return place, key, accepted, excluded


@compiled
def reported_apps(
    app: IntArray, owner: IntArray, is_in_use: NDArray[np.bool_], unit: IntArray
) -> tuple[IntArray, IntArray, IntArray, Lines]:
    """Return the groups of all people (unit, n), and what each holds and uses of the catalogue, a line each.

    The line of an app that somebody holds is twice its number, that of one in use one more.  ``unit`` and ``owner``
    ascend; the third array tells where the lines of each group begin and where the last end.
    """
    found, n = np.empty(len(unit), dtype=np.int64), np.zeros(len(unit), dtype=np.int64)
    first = np.empty(len(unit) + 1, dtype=np.int64)
    lines = np.empty((1, 2 * len(app)), dtype=np.int32)
    groups = filled = at = 0
    for person in range(len(unit)):
        if groups == 0 or found[groups - 1] != unit[person]:
            found[groups], first[groups] = unit[person], filled
            groups += 1
        n[groups - 1] += 1
        while at < len(owner) and owner[at] == person:
            if app[at] >= 0:
                lines[0, filled] = 2 * app[at]
                filled += 1
                if is_in_use[at]:
                    lines[0, filled] = 2 * app[at] + 1
                    filled += 1
            at += 1
    first[groups] = filled
    return found[:groups].copy(), n[:groups].copy(), first[: groups + 1].copy(), lines[:, :filled].copy()
