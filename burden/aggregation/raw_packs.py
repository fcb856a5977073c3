"""Reading packs for the recount alone, by nobody else's code.

The bytes of all packs stand one behind the other, and each number is found by its place among them
(:mod:`burden.aggregation.recount_loops`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from burden.aggregation.area import Area
from burden.aggregation.fat_rows import IntArray
from burden.aggregation.pack_rows import PackRow
from burden.aggregation.recount_loops import UNKNOWN, Packs, Regions, column_of, units_of
from burden.domain.pack_columns import LAYOUTS, USES, Column
from burden.domain.packs import PLACE_STEP, PackError
from burden.domain.tree_arrays import LEVELS, PLACE_OF_LEVEL


@dataclass(frozen=True, kw_only=True)
class RawAnswers:
    """All answers of one kind, in the order of the packs.

    ``units`` are the units of the part's tree with answers (:func:`burden.aggregation.families.unit_of`), ascending,
    ``people`` counts theirs, and ``unit`` is the place of each person's among them, negative for people of other parts.
    ``before`` and ``before_of_app`` count the words of a person, and of an app, before each column.
    """

    packs: Packs
    units: IntArray
    people: IntArray
    unit: IntArray
    before: Mapping[str, int]
    before_of_app: Mapping[str, int]

    def column(self, name: str) -> IntArray:
        """Return everybody's number in a column."""
        return column_of(self.packs, self.before[name])


def regions_of(area: Area) -> Regions:
    """Return the regions that answers may name, and those of the area's tree that they count for."""
    known = area.tree.number
    # The last region that is not behind; before all of them is the last entry, which is no region's.
    node = np.searchsorted(known, area.walked_as, side="right") - 1
    is_there = np.append(known, UNKNOWN)[node] == area.walked_as
    is_of_pack = area.named % PLACE_STEP == 0
    return Regions(digits=area.named[is_of_pack] // PLACE_STEP, node=np.where(is_there, node, UNKNOWN)[is_of_pack])


def read_raw(rows: Sequence[PackRow], regions: Regions, kind: str) -> RawAnswers:
    """Read the packs of one kind.

    Raises PackError where a pack has more or fewer bytes than its people and their apps take, where a place or level
    is out of its range, or where somebody counts for a region that is not in the tree.
    """
    layout = LAYOUTS[kind]
    before, before_of_app = _words_before(layout.people), _words_before(layout.apps)
    packs = _packs(rows, kind, before, _width(layout.apps))
    unit = units_of(packs, regions, PLACE_OF_LEVEL, len(LEVELS))
    if unit.min(initial=0) == UNKNOWN:
        raise PackError(f"{kind}: a region or level that there is none of")
    # Those of other parts, -1, are counted first, and find the last entry.
    people = np.bincount(unit + 1)[1:]
    is_there = people > 0
    units = np.flatnonzero(is_there)
    return RawAnswers(
        packs=packs,
        units=units,
        people=people[units],
        unit=np.append(np.cumsum(is_there) - 1, -1)[unit],
        before=before,
        before_of_app=before_of_app,
    )


def _packs(rows: Sequence[PackRow], kind: str, before: Mapping[str, int], width_of_app: int) -> Packs:
    """Put the bytes of the packs one behind the other, where they are as many as their people and apps take."""
    size = np.array([len(row.data) for row in rows], dtype=np.int64)
    people = np.array([row.people for row in rows], dtype=np.int64)
    start = np.cumsum(size // 2) - size // 2
    first_use = start + people * _width(LAYOUTS[kind].people)
    data = b"".join([row.data for row in rows])
    packs = Packs(
        words=np.frombuffer(data, dtype="<i2", count=len(data) // 2),
        code=np.array([int(row.code[:6]) for row in rows], dtype=np.int64),
        start=start,
        people=people,
        first_use=first_use,
        uses=np.zeros_like(people),
    )
    is_whole = (size % 2 == 0) & (people >= 0) & (first_use <= start + size // 2)
    if is_whole.all() and USES in before:
        uses = column_of(packs, before[USES])
        behind = np.append(0, np.cumsum(uses))[np.cumsum(people)]
        packs = packs._replace(uses=np.diff(behind, prepend=0))
        is_whole &= (uses >= 0).all()
    if not (is_whole & (first_use + packs.uses * width_of_app == start + size // 2)).all():
        raise PackError(f"{kind}: a pack has more or fewer bytes than its people take")
    return packs


def _words_before(columns: Sequence[Column]) -> dict[str, int]:
    """Return the words of a person or app before each column."""
    return {column.name: _width(columns[:place]) for place, column in enumerate(columns)}


def _width(columns: Sequence[Column]) -> int:
    """Return the two-byte words of one person or app."""
    return sum(1 if column.high < 1 << 15 else 2 for column in columns)
