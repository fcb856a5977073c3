"""Counting the people of each group again, from the answers and on a road of its own.

Nothing here shares code with the columns or the tallies, not even the reading of packs: the gate and the balance
compare both.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from burden.aggregation.area import Area
from burden.aggregation.fat_rows import IntArray
from burden.aggregation.parameters import Parameters
from burden.aggregation.raw_packs import RawAnswers, read_raw
from burden.aggregation.sources import SOURCES
from burden.aggregation.units import look_up, unit_keys
from burden.domain.blocks import APP_USE_PREFIX, HEAVIEST_PREFIX, OPINION_BLOCKS, USAGE_PREFIX, Block, family_of
from burden.domain.pack_columns import PackKind
from burden.models import Wave

Flags = NDArray[np.bool_]
_IN_USE = 1
_MINUTES = "minutes_per_day"
_FLAGS = ("ok", "speeder", "straight", "contradiction", "outlier")


@dataclass(frozen=True, kw_only=True)
class Recount:
    """One block's groups with people: ``unit`` (ascending, burden.aggregation.units), ``numbers`` in step.

    ``numbers`` holds the people and the sum of each magnitude.
    """

    unit: IntArray
    numbers: IntArray

    @classmethod
    def of_nobody(cls, block: Block) -> "Recount":
        """Return the recount of a block that nobody answered."""
        width = 1 + len(block.magnitudes)
        return cls(unit=np.zeros(0, dtype=np.int64), numbers=np.zeros((0, width), dtype=np.int64))

    def of(self, code: IntArray, level: IntArray) -> IntArray:
        """Return the numbers of some groups, zeros for those without people."""
        place = look_up(self.unit, unit_keys(code, level))
        found: IntArray = np.vstack([self.numbers, np.zeros(self.numbers.shape[1], dtype=np.int64)])[place]
        return found


def recount(wave: Wave, area: Area, parameters: Parameters) -> dict[str, Recount]:
    """Return the groups of every block, by block name, counted from the answers."""
    read = {kind.value: read_raw(wave, area, kind.value) for kind in PackKind}
    counts: dict[str, Recount] = {}
    for source in SOURCES:
        raw = read[source.kind]
        counts_in = np.ones(len(raw.unit), dtype=bool)
        if source.leaves_out_flagged:
            counts_in = ~_is_flagged(raw, parameters.excluded_flags)
        counts |= {block.name: _count_block(raw, block, counts_in) for block in source.blocks}
    reports, page_one = read[PackKind.USAGE], read[PackKind.RESPONSE]
    counts[USAGE_PREFIX] = _added_up(reports.unit, [np.ones(len(reports.unit), dtype=bool)])
    apps = frozenset(parameters.app_codes)
    is_counted = ~_is_flagged(page_one, parameters.excluded_flags)[page_one.owner]
    counts |= _count_apps(page_one, HEAVIEST_PREFIX, _MINUTES, is_counted, apps=apps)
    in_use = reports.apps["status"] == _IN_USE
    counts |= _count_apps(reports, APP_USE_PREFIX, _MINUTES, in_use, apps=apps)
    for prefix, block in OPINION_BLOCKS.items():
        counts |= _count_apps(reports, prefix, block.columns[0], in_use, apps=apps)
    return {name: found for name, found in counts.items() if len(found.unit) and family_of(name) in parameters.blocks}


def _is_flagged(raw: RawAnswers, flags: Sequence[str]) -> Flags:
    is_flagged = np.zeros(len(raw.unit), dtype=bool)
    for flag in flags:
        is_flagged |= raw.people["quality_flag"] == _FLAGS.index(flag) + 1
    return is_flagged


def _count_block(raw: RawAnswers, block: Block, counts_in: Flags) -> Recount:
    """Count who answered all of a block, and add up their magnitudes."""
    said: dict[str, IntArray] = {}
    for column in block.columns:
        said[column] = raw.people[column].astype(np.int64)
        if column == "idle_app_count":
            said[column][raw.people["app_count"] == 0] = 0
        counts_in = counts_in & (said[column] >= 0)
    people = np.ones(int(counts_in.sum()), dtype=bool)
    sums = [
        np.minimum(sum(said[part] for part in magnitude.columns), magnitude.top)[counts_in]
        for magnitude in block.magnitudes
    ]
    return _added_up(raw.unit[counts_in], [people, *sums])


def _count_apps(
    raw: RawAnswers, prefix: str, column: str, counts_in: Flags, *, apps: frozenset[str]
) -> dict[str, Recount]:
    """Count, for each app of the catalogue, the people who said something in a column; minutes are added up."""
    chosen = np.flatnonzero(counts_in & (raw.apps[column] >= 0) & (raw.apps["app"] >= 0))
    chosen = chosen[np.argsort(raw.apps["app"][chosen], kind="stable")]
    found: dict[str, Recount] = {}
    for app_code, uses in _runs(raw, chosen):
        if app_code in apps:
            owner = raw.owner[uses]
            # Who speaks of an app twice is one person; the minutes of both then tell the tallies from this.
            people = np.diff(owner, prepend=-1) != 0
            sums = [raw.apps[column][uses]] if column == _MINUTES else []
            found[f"{prefix}{app_code}"] = _added_up(raw.unit[owner], [people, *sums])
    return found


def _runs(raw: RawAnswers, ordered: IntArray) -> Iterator[tuple[str, IntArray]]:
    """Yield each app and its part of positions that stand in the order of apps."""
    app = raw.apps["app"][ordered]
    starts = np.flatnonzero(np.diff(app, prepend=-1)).tolist()
    for start, behind in zip(starts, [*starts[1:], len(app)], strict=False):
        yield raw.app_codes[int(app[start])], ordered[start:behind]


def _added_up(unit: IntArray, numbers: Sequence[NDArray[Any]]) -> Recount:
    """Add up some numbers of each unit, first of all whether a row is a person."""
    units, of_row = np.unique(unit, return_inverse=True)
    # Sums are far below 2**53, so adding them as floats is exact.
    sums = [np.bincount(of_row, weights=one, minlength=len(units)) for one in numbers]
    return Recount(unit=units, numbers=np.stack(sums, axis=1).astype(np.int64))
