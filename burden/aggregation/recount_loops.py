"""Loops over the bytes of packs that count people again, as machine code; the recount's alone.

The bytes of all packs of a kind are one array of two-byte words, and each number is found by its place among them: in a
pack that begins at ``start``, the number of person i in a column is the word ``start + before * people + i``, where
``before`` counts the words of a person before the column.  The columns of apps follow, ``uses`` words each.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from burden.domain.compiled import compiled

IntArray = NDArray[np.int64]

PLACES = 1_000  # regions of a pack differ in three digits
OUTSIDE = -1  # in place of a unit: people whom other parts count
UNKNOWN = -2  # likewise: a place or level that there is none of


class Packs(NamedTuple):
    """The words of all packs of one kind; every pack has as many as its people and their apps take.

    Of each pack: the six digits that its regions begin with, the word that it starts with, how many people it holds,
    how many apps they speak of (``uses``), and the word that these start with.
    """

    words: NDArray[np.int16]
    code: IntArray
    start: IntArray
    people: IntArray
    first_use: IntArray
    uses: IntArray


class Regions(NamedTuple):
    """Regions that an answer may name by nine digits, ascending, and the position in the tree that each counts for.

    A region that is not in the tree counts for UNKNOWN.
    """

    digits: IntArray
    node: IntArray


class Asked(NamedTuple):
    """One block of questions to people.

    Of each column: the words ``before`` it, and those before the column whose 0 makes it 0 (-1, where none does).
    Of each magnitude: which columns it adds (magnitudes x columns, 0 or 1), and its ``top``.
    """

    before: IntArray
    zero_with: IntArray
    added: IntArray
    top: IntArray


class Codes(NamedTuple):
    """The apps of the packs' lists by their place in the catalogue, -1 for none, and how many the catalogue has.

    Those of a pack are the ones from ``first`` until before ``behind``; packs of the same list share them.
    """

    app: IntArray
    first: IntArray
    behind: IntArray
    apps: int


class AskedOfApps(NamedTuple):
    """Questions about single apps: the words of an app before each column, and of a person before their ``uses``.

    Only uses count whose column ``status`` (-1: there is none) says ``in_use``.
    """

    before: IntArray
    uses: int
    status: int
    in_use: int


class AppGroups(NamedTuple):
    """Groups of neighbours of one unit who speak of one app; ``app`` is a place in the catalogue.

    ``numbers`` are groups x (columns + 1): the people who answered each column, and what they said in the first one
    added up.
    """

    app: IntArray
    unit: IntArray
    numbers: IntArray


class Keys(NamedTuple):
    """What names a group in one number, app x units of the tree + unit: how many apps there are, and which units."""

    apps: int
    units_of_tree: int
    unit: IntArray


@compiled
def column_of(packs: Packs, before: int) -> IntArray:
    """Return everybody's number in one column, pack after pack."""
    found = np.empty(packs.people.sum(), dtype=np.int64)
    place = 0
    for pack in range(len(packs.start)):
        first = packs.start[pack] + before * packs.people[pack]
        for word in range(first, first + packs.people[pack]):
            found[place] = packs.words[word]
            place += 1
    return found


@compiled
def units_of(packs: Packs, regions: Regions, place_of_level: IntArray, levels: int) -> IntArray:
    """Return everybody's unit, node x levels + place of their level, or OUTSIDE, or UNKNOWN.

    The first two columns are the region's last three digits and the level; ``place_of_level`` is -1 for no level.
    """
    found = np.empty(packs.people.sum(), dtype=np.int64)
    node_of = np.empty(PLACES, dtype=np.int64)
    person = 0
    for pack in range(len(packs.start)):
        none = packs.code[pack] * PLACES
        node_of[:] = OUTSIDE
        begin, end = np.searchsorted(regions.digits, none), np.searchsorted(regions.digits, none + PLACES)
        for at in range(begin, end):
            node_of[regions.digits[at] - none] = regions.node[at]
        first, people = packs.start[pack], packs.people[pack]
        for word in range(first, first + people):
            place, level = packs.words[word], packs.words[word + people]
            found[person] = UNKNOWN
            if 0 <= place < PLACES and 0 <= level < len(place_of_level) and place_of_level[level] >= 0:
                node = node_of[place]
                found[person] = node * levels + place_of_level[level] if node >= 0 else node
            person += 1
    return found


@compiled
def added_block(packs: Packs, unit: IntArray, units: int, asked: Asked) -> IntArray:
    """Return units x (1 + magnitudes): who answered all columns of a block, and the sums of their magnitudes.

    ``unit`` is everybody's, from 0 to units - 1; a negative one leaves a person out.
    """
    found = np.zeros((units, 1 + len(asked.top)), dtype=np.int64)
    said = np.empty(len(asked.before), dtype=np.int64)
    person = 0
    for pack in range(len(packs.start)):
        people = packs.people[pack]
        for word in range(packs.start[pack], packs.start[pack] + people):
            row = unit[person]
            person += 1
            is_member = row >= 0
            for column in range(len(said)):
                said[column] = packs.words[word + asked.before[column] * people]
                if asked.zero_with[column] >= 0 and packs.words[word + asked.zero_with[column] * people] == 0:
                    said[column] = 0
                is_member &= said[column] >= 0
            if not is_member:
                continue
            numbers = found[row]
            numbers[0] += 1
            for magnitude in range(len(asked.top)):
                total = 0
                for column in range(len(said)):
                    total += asked.added[magnitude, column] * said[column]
                numbers[1 + magnitude] += min(total, asked.top[magnitude])
    return found


@compiled
def is_answered(packs: Packs, before: int) -> bool:
    """Return whether anybody said anything in a column of apps."""
    for pack in range(len(packs.start)):
        first = packs.first_use[pack] + before * packs.uses[pack]
        said = packs.words[first : first + packs.uses[pack]]
        answers = 0
        for at in range(len(said)):  # several at once, which leaving at the first would not be
            answers += said[at] >= 0
        if answers:
            return True
    return False


@compiled
def fill_app_groups(packs: Packs, unit: IntArray, codes: Codes, asked: AskedOfApps, found: AppGroups) -> int:
    """Fill in the groups of those who speak of an app of the catalogue; ``found`` has room for a group a use.

    ``unit`` is everybody's, a negative one leaves a person out.  Who speaks of an app twice is one person; both numbers
    are added up, which tells the tallies from this.  Returns how many groups there are, -1 where an app is not in its
    pack's list.
    """
    columns = len(asked.before)
    groups, first_group, row, person = 0, 0, OUTSIDE, 0
    group_of = np.full(codes.apps, -1)
    counted = np.full((codes.apps, columns), -1)  # who was counted last
    for pack in range(len(packs.start)):
        behind, uses = packs.first_use[pack], packs.uses[pack]
        first_told = packs.start[pack] + asked.uses * packs.people[pack]
        for told in range(first_told, first_told + packs.people[pack]):
            first, behind = behind, behind + packs.words[told]
            if 0 <= unit[person] != row:
                first_group, row = groups, unit[person]
            for word in range(first, behind if unit[person] >= 0 else first):
                place = codes.first[pack] + packs.words[word]
                if place >= codes.behind[pack]:
                    return -1
                app = codes.app[place] if packs.words[word] >= 0 else -1
                if app < 0 or (asked.status >= 0 and packs.words[word + asked.status * uses] != asked.in_use):
                    continue
                if group_of[app] < first_group:
                    found.app[groups], found.unit[groups], found.numbers[groups] = app, row, 0
                    group_of[app] = groups
                    groups += 1
                numbers = found.numbers[group_of[app]]
                for column in range(columns):
                    said = packs.words[word + asked.before[column] * uses]
                    if said >= 0:
                        numbers[columns] += said * (column == 0)
                        numbers[column] += counted[app, column] != person
                        counted[app, column] = person
            person += 1
    return groups


@compiled
def by_app(groups: AppGroups, column: int, sums: int, keys: Keys) -> tuple[IntArray, IntArray]:
    """Return key and numbers of the groups in which somebody answered a column, by app, then as they stand.

    The numbers are their people and, where ``sums`` is 1 and not 0, what was added up.
    """
    place = np.zeros(keys.apps + 1, dtype=np.int64)
    for group in range(len(groups.app)):
        place[groups.app[group] + 1] += groups.numbers[group, column] > 0
    place = np.cumsum(place)
    key = np.empty(place[keys.apps], dtype=np.int64)
    numbers = np.empty((len(key), 1 + sums), dtype=np.int64)
    for group in range(len(groups.app)):
        if groups.numbers[group, column] > 0:
            app = groups.app[group]
            at = place[app]
            place[app] += 1
            key[at] = app * keys.units_of_tree + keys.unit[groups.unit[group]]
            numbers[at, 0] = groups.numbers[group, column]
            if sums:
                numbers[at, 1] = groups.numbers[group, -1]
    return key, numbers
