"""Reading packs for the recount alone, by nobody else's code.

The bytes of all packs stand one behind the other, and each number is found by its place among them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from burden.aggregation.area import Area
from burden.aggregation.fat_rows import IntArray
from burden.aggregation.pack_rows import PackRow
from burden.domain.pack_columns import LAYOUTS, Column

Numbers = NDArray[np.int32]
_LEVELS = 100


@dataclass(frozen=True, kw_only=True)
class RawColumns:
    """Columns of people or apps, cut out of the packs when somebody asks.

    ``first`` is the place of everybody's number in the first column, ``length`` that of the columns of their pack.
    """

    words: NDArray[np.int16]
    first: IntArray
    length: IntArray
    before: Mapping[str, int]  # two-byte words of a person before each column

    def __getitem__(self, name: str) -> Numbers:
        found: Numbers = self.words[self.first + self.before[name] * self.length].astype(np.int32)
        return found

    def __contains__(self, name: str) -> bool:
        return name in self.before

    def of(self, chosen: NDArray[np.bool_]) -> "RawColumns":
        """Return the columns of some people or apps."""
        if chosen.all():
            return self
        return RawColumns(words=self.words, first=self.first[chosen], length=self.length[chosen], before=self.before)


@dataclass(frozen=True, kw_only=True)
class RawAnswers:
    """All answers of one kind that the area's regions named, in no order.

    ``units`` are the regions and levels with answers (as in burden.aggregation.units), ascending, ``unit`` is the place
    of each person's among them.  ``apps`` holds what was said of single apps, ``owner`` the position of the person who
    said it, ``app`` the place of the app in ``app_codes``, -1 for none of them.
    """

    units: IntArray
    unit: IntArray
    people: RawColumns
    apps: RawColumns
    app: IntArray
    owner: IntArray
    app_codes: tuple[str, ...]


def read_raw(rows: Sequence[PackRow], area: Area, kind: str) -> RawAnswers:
    """Read the packs of one kind; people of regions that are not the area's are left out."""
    layout = LAYOUTS[kind]
    words = np.frombuffer(b"".join([row.data for row in rows]), dtype="<i2")
    start = _before([len(row.data) // 2 for row in rows])
    size = np.array([row.people for row in rows], dtype=np.int64)
    people = _columns(words, start, size, layout.people)
    pack = np.repeat(np.arange(len(rows)), size)
    uses = people["uses"].astype(np.int64) if layout.apps else np.zeros(0, dtype=np.int64)
    said = np.bincount(pack, uses, minlength=len(rows)).astype(np.int64) if layout.apps else size * 0
    apps = _columns(words, start + size * _width(layout.people), said, layout.apps)
    app, app_codes = _apps(rows, np.repeat(np.arange(len(rows)), said), apps if layout.apps else None)
    owner = np.repeat(np.arange(len(pack)), uses) if layout.apps else uses
    units, unit, is_in = _units(rows, pack, people, area)
    new_place = np.cumsum(is_in) - 1
    of_ours = is_in[owner]
    return RawAnswers(
        units=units,
        unit=unit,
        people=people.of(is_in),
        apps=apps.of(of_ours),
        app=app[of_ours],
        owner=new_place[owner[of_ours]],
        app_codes=app_codes,
    )


def _before(sizes: Sequence[int]) -> IntArray:
    """Return where each of some stretches begins."""
    ends = np.cumsum(np.array(sizes, dtype=np.int64))
    return ends - np.array(sizes, dtype=np.int64)


def _width(columns: Sequence[Column]) -> int:
    """Return the two-byte words of one person or app."""
    return sum(1 if column.high < 1 << 15 else 2 for column in columns)


def _columns(words: NDArray[np.int16], start: IntArray, size: IntArray, columns: Sequence[Column]) -> RawColumns:
    """Return the columns of packs whose first ones begin at ``start`` and are ``size`` long."""
    return RawColumns(
        words=words,
        first=np.repeat(start - (np.cumsum(size) - size), size) + np.arange(int(size.sum())),
        length=np.repeat(size, size),
        before={column.name: _width(columns[:place]) for place, column in enumerate(columns)},
    )


def _apps(rows: Sequence[PackRow], pack: IntArray, apps: RawColumns | None) -> tuple[IntArray, tuple[str, ...]]:
    """Give the apps of all packs the numbers that they have in one list of codes; -1 stays."""
    if apps is None:
        return pack, ()
    numbers: dict[str, int] = {}
    table = [numbers.setdefault(code, len(numbers)) for row in rows for code in row.app_codes]
    first = _before([len(row.app_codes) for row in rows])
    app = apps["app"]
    # What is no app of the list looks at the last entry.
    known = np.array([*table, -1], dtype=np.int64)[np.where(app < 0, -1, first[pack] + app)]
    return known, tuple(numbers)


def _units(
    rows: Sequence[PackRow], pack: IntArray, people: RawColumns, area: Area
) -> tuple[IntArray, IntArray, NDArray[np.bool_]]:
    """Return the units with answers, the place of everybody's among them, and who names a region of the area."""
    named, of_person = _numbered(pack * 1_000 + people["place"], 1_000 * len(rows))
    codes = [f"{rows[at // 1_000].code[:6]}{at % 1_000:03}000" for at in named.tolist()]
    walked = np.array([int(area.walked_as.get(code, -1)) for code in codes], dtype=np.int64)
    regions, of_named = np.unique(walked, return_inverse=True)
    is_in = (walked >= 0)[of_person]
    units, unit = _numbered((of_named[of_person] * _LEVELS + people["level"])[is_in], len(regions) * _LEVELS)
    return regions[units // _LEVELS] * _LEVELS + units % _LEVELS, unit, is_in


def _numbered(key: IntArray, most: int) -> tuple[IntArray, IntArray]:
    """Return the different keys below ``most``, ascending, and the place of each key among them."""
    there = np.bincount(key, minlength=most) > 0
    return np.flatnonzero(there), (np.cumsum(there) - 1)[key]
