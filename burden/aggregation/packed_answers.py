"""The packs of one part of a wave, joined: everybody of one kind, in the order of the walk."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from burden.aggregation.area import NOWHERE, Area
from burden.aggregation.cutting_loops import DAMAGED, UNLISTED, joined_columns, numbered_apps, units_of
from burden.aggregation.fat_rows import IntArray
from burden.aggregation.pack_rows import PackRow
from burden.aggregation.units import look_up
from burden.domain.pack_columns import APP, LAYOUTS, LEVEL, MISSING, PLACE, USES, Column, PackKind
from burden.domain.packs import PACK_STEP, PLACE_DIGITS, PLACE_STEP, PackError
from burden.domain.tree_arrays import LEVELS, PLACE_OF_LEVEL

_WORD = 2  # bytes
_PLACES = 10**PLACE_DIGITS


@dataclass(frozen=True, kw_only=True, eq=False)
class Columns:
    """Answers by column, as they stand in packs: ``numbers`` is columns x people, or columns x apps of people.

    No number is below MISSING.
    """

    names: tuple[str, ...]
    numbers: NDArray[np.int16]

    def __getitem__(self, name: str) -> NDArray[np.int16]:
        """Return one column, to be read or changed; ValueError for one that is not there."""
        found: NDArray[np.int16] = self.numbers[self.names.index(name)]
        return found

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def of(self, chosen: IntArray) -> "Columns":
        """Return the answers of some people."""
        return Columns(names=self.names, numbers=self.numbers.take(chosen, axis=1))


@dataclass(frozen=True, kw_only=True)
class Everybody:
    """People of one kind, one position a person, by ``unit`` (:func:`burden.aggregation.families.unit_of`), ascending.

    ``said`` and ``uses`` are the columns of people and of the apps that they speak of, as
    :mod:`burden.domain.pack_columns` has them, but for the names that people wrote themselves.  ``owner`` says who
    speaks of each app, ascending, and ``app`` is its place in the catalogue, MISSING where it is not listed there.
    """

    unit: IntArray
    said: Columns
    uses: Columns
    app: IntArray
    owner: IntArray


def everybody(rows: Sequence[PackRow], area: Area, kind: PackKind, catalogue: Sequence[str]) -> Everybody:
    """Join the packs of one kind, leaving out people of regions that other parts count.

    Raises KeyError for a region within the area's range that its tree does not know, and PackError for bytes that no
    pack has.
    """
    layout = LAYOUTS[kind]
    people = np.array([row.people for row in rows], dtype=np.int64)
    length = np.array([len(row.data) for row in rows], dtype=np.int64)
    _check_length(rows, (people >= 0) & (length % 2 == 0) & (2 * people * _words_of(layout.people) <= length))
    words = np.frombuffer(b"".join([row.data for row in rows]), dtype="<i2")
    start = (np.cumsum(length) - length) // 2
    said = _joined(words, start, people, layout.people)
    unit = _units(rows, said, area)
    if not layout.apps:
        return _in_walking_order(unit, said, uses=_joined(words, start, people, ()), app=people[:0], owner=people[:0])
    if said[USES].min(initial=0) < 0:
        raise PackError(f"{USES}: below 0")
    named_before = np.append(0, np.cumsum(said[USES], dtype=np.int64))
    ends = np.cumsum(people)
    named = named_before[ends] - named_before[ends - people]
    _check_length(rows, 2 * (people * _words_of(layout.people) + named * _words_of(layout.apps)) == length)
    uses = _joined(words, start + people * _words_of(layout.people), named, layout.apps)
    app, owner = _in_catalogue(rows, said, uses, catalogue)
    return _in_walking_order(unit, said, uses=uses, app=app, owner=owner)


def _check_length(rows: Sequence[PackRow], is_fine: NDArray[np.bool_]) -> None:
    if not is_fine.all():
        row = rows[int(np.argmin(is_fine))]
        raise PackError(f"{row.code}: {len(row.data)} bytes are not those of {row.people} people")


def _words_of(columns: Sequence[Column]) -> int:
    """Return how many two-byte words a person, or an app, takes."""
    return sum(column.type_bytes for column in columns) // 2


def _joined(words: NDArray[np.int16], start: IntArray, size: IntArray, columns: Sequence[Column]) -> Columns:
    """Cut the columns of two bytes out of all packs, whose first ones begin at ``start`` and are ``size`` long."""
    narrow = {
        column.name: _words_of(columns[:place]) for place, column in enumerate(columns) if column.type_bytes == _WORD
    }
    joined = joined_columns(words, start, size, np.array([*narrow.values()], dtype=np.int64))
    for name, lowest in zip(narrow, joined.min(axis=1, initial=0).tolist(), strict=True):
        if lowest < MISSING:
            raise PackError(f"{name}: {lowest} is no answer")
    return Columns(names=tuple(narrow), numbers=joined)


def _in_catalogue(
    rows: Sequence[PackRow], said: Columns, uses: Columns, catalogue: Sequence[str]
) -> tuple[IntArray, IntArray]:
    """Return the place in the catalogue of each app, MISSING for those that are not there, and whose it is."""
    place = {code: number for number, code in enumerate(catalogue)}
    lists = {text: at for at, text in enumerate(dict.fromkeys(row.app_list for row in rows))}
    numbers = [[place.get(code, MISSING) for code in json.loads(text)] for text in lists]
    listed = np.array([len(of_list) for of_list in numbers], dtype=np.int64)
    list_of = np.array([lists[row.app_list] for row in rows], dtype=np.int64)
    number, owner = numbered_apps(
        uses[APP],
        said[USES],
        np.array([row.people for row in rows], dtype=np.int64),
        (np.cumsum(listed) - listed)[list_of],
        listed[list_of],
        np.array([*chain.from_iterable(numbers)], dtype=np.int64),
    )
    if number.min(initial=0) == UNLISTED:
        raise PackError(f"{APP}: not in the list")
    return number, owner


def _units(rows: Sequence[PackRow], said: Columns, area: Area) -> IntArray:
    """Return the unit that each person counts for, MISSING where that is another part's.

    Raises KeyError for a region that no part counts, PackError for what is no place or level.
    """
    size = np.array([row.people for row in rows], dtype=np.int64)
    county = np.array([int(row.code) // PACK_STEP for row in rows], dtype=np.int64)
    unit = units_of(said[PLACE], said[LEVEL], size, _nodes(county, area), PLACE_OF_LEVEL, len(LEVELS))
    if (unit == DAMAGED).any():
        raise PackError(f"{PLACE}, {LEVEL}: no region, or not a level of those who may answer")
    elsewhere = np.flatnonzero(unit < 0)
    of_row = np.searchsorted(np.cumsum(size), elsewhere, side="right")
    code = county[of_row] * PACK_STEP + said[PLACE][elsewhere].astype(np.int64) * PLACE_STEP
    low, high = (int(bound) for bound in area.code_range or ("1", "0"))
    for unknown in code[(unit[elsewhere] == NOWHERE) | ((code >= low) & (code <= high))].tolist():
        raise KeyError(unknown)
    return unit


def _nodes(county: IntArray, area: Area) -> NDArray[np.int32]:
    """Return packs x places: the position in the area's tree that each counts for, MISSING where it knows none."""
    found = np.full((len(county), _PLACES), MISSING, dtype=np.int32)
    known, nodes = area.named, area.walked_nodes
    of_pack = look_up(county, known // PACK_STEP)
    place = known // PLACE_STEP - known // PACK_STEP * _PLACES
    found[of_pack[of_pack >= 0], place[of_pack >= 0]] = nodes[of_pack >= 0]
    return found


def _in_walking_order(unit: IntArray, said: Columns, *, uses: Columns, app: IntArray, owner: IntArray) -> Everybody:
    """Put people and then their apps in order, without those whom other parts count."""
    if (unit >= 0).all() and (unit[1:] >= unit[:-1]).all():
        return Everybody(unit=unit, said=said, uses=uses, app=app, owner=owner)
    chosen = np.flatnonzero(unit >= 0)
    chosen = chosen[np.argsort(unit[chosen], kind="stable")]
    moved_to = np.full(len(unit), MISSING, dtype=np.int64)
    moved_to[chosen] = np.arange(len(chosen))
    owner = moved_to[owner]
    kept = np.flatnonzero(owner >= 0)
    kept = kept[np.argsort(owner[kept], kind="stable")]
    return Everybody(unit=unit[chosen], said=said.of(chosen), uses=uses.of(kept), app=app[kept], owner=owner[kept])
