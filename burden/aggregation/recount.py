"""Counting the people of each group again, from the answers and on a road of its own.

Of gathering and tallies it shares the descriptions alone (which columns make up a block, which kind of answer holds
them) and the bytes of the packs, not even the cutting of these: the gate and the balance compare both.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from burden.aggregation.area import Area
from burden.aggregation.fat_rows import IntArray
from burden.aggregation.pack_rows import PackRows
from burden.aggregation.parameters import Parameters
from burden.aggregation.raw_packs import RawAnswers, read_raw
from burden.aggregation.sources import SOURCES
from burden.domain.blocks import APP_USE_PREFIX, HEAVIEST_PREFIX, OPINION_BLOCKS, USAGE_PREFIX, Block
from burden.domain.pack_columns import PackKind

Flags = NDArray[np.bool_]
_IN_USE = 1
_MINUTES = "minutes_per_day"
_LEVELS = 100  # a unit ends in the two digits of its level
_MOST_AT_ONCE = 1 << 22  # numbers counted in one go: 32 MB each
_FLAGS = ("ok", "speeder", "straight", "contradiction", "outlier")


@dataclass(frozen=True, kw_only=True)
class Recount:
    """The groups with people of one family of blocks, by block, then unit.

    ``block`` is 0, or the app's place in the catalogue; ``place`` is that of the unit among ``units``, which are
    those of burden.aggregation.units and ascend; ``numbers`` holds the people and the sum of each magnitude.
    """

    block: IntArray
    units: IntArray
    place: IntArray
    numbers: IntArray


@dataclass(frozen=True, kw_only=True)
class Recounts:
    """What was counted again: the groups by family, and {level: {quality flag: answers to page 1}}, levels as text."""

    families: Mapping[str, Recount]
    flags: dict[str, dict[str, int]]


def recount(rows: PackRows, area: Area, parameters: Parameters) -> Recounts:
    """Return the groups of every family, and the answers with a quality flag, counted from the answers."""
    read = {kind.value: _Counted(read_raw(rows.get(kind.value, ()), area, kind.value), parameters) for kind in PackKind}
    reports, page_one = read[PackKind.USAGE], read[PackKind.RESPONSE]
    counts: dict[str, Recount] = {}
    for source in SOURCES:
        for block in source.blocks:
            counts[block.name] = read[source.kind].of_block(block, leaves_out_flagged=source.leaves_out_flagged)
    counts[USAGE_PREFIX] = reports.of_everybody()
    counts[HEAVIEST_PREFIX] = page_one.of_apps(_MINUTES, ~page_one.is_flagged[page_one.raw.owner])
    in_use = reports.raw.apps["status"] == _IN_USE
    counts[APP_USE_PREFIX] = reports.of_apps(_MINUTES, in_use)
    for prefix, block in OPINION_BLOCKS.items():
        counts[prefix] = reports.of_apps(block.columns[0], in_use)
    families = {name: found for name, found in counts.items() if name in parameters.blocks}
    return Recounts(families=families, flags=page_one.flags())


class _Counted:
    """The answers of one kind, counted over and over by the units that they belong to."""

    def __init__(self, raw: RawAnswers, parameters: Parameters) -> None:
        self.raw = raw
        self.units, self.unit = raw.units, raw.unit
        self.is_flagged = np.zeros(len(raw.unit), dtype=bool)
        for flag in parameters.excluded_flags if "quality_flag" in raw.people else ():
            self.is_flagged |= raw.people["quality_flag"] == _FLAGS.index(flag) + 1
        catalogue = {code: place for place, code in enumerate(parameters.app_codes)}
        self.apps = len(catalogue)
        self.app_of = np.array([*(catalogue.get(code, -1) for code in raw.app_codes), -1], dtype=np.int64)

    def of_everybody(self) -> Recount:
        """Count everybody."""
        return self._added_up(self.unit, [], blocks=1)

    def of_block(self, block: Block, *, leaves_out_flagged: bool) -> Recount:
        """Count who answered all of a block, and add up their magnitudes."""
        said: dict[str, NDArray[Any]] = {}
        counts_in = ~self.is_flagged if leaves_out_flagged else np.ones(len(self.unit), dtype=bool)
        for column in block.columns:
            said[column] = self.raw.people[column]
            if column == "idle_app_count":
                said[column] = np.where(self.raw.people["app_count"] == 0, 0, said[column])
            counts_in = counts_in & (said[column] >= 0)
        sums = [
            np.minimum(sum(said[part] for part in magnitude.columns), magnitude.top)[counts_in]
            for magnitude in block.magnitudes
        ]
        return self._added_up(self.unit[counts_in], sums, blocks=1)

    def of_apps(self, column: str, counts_in: Flags) -> Recount:
        """Count, for each app of the catalogue, the people who said something in a column; minutes are added up.

        Who speaks of an app twice is one person; the minutes of both then tell the tallies from this.
        """
        raw = self.raw
        said = raw.apps[column]
        app = self.app_of[raw.app]
        chosen = np.flatnonzero(counts_in & (said >= 0) & (app >= 0))
        owner, app = raw.owner[chosen], app[chosen]
        minutes = [said[chosen]] if column == _MINUTES else []
        twice = np.zeros(len(chosen), dtype=bool)
        # Everybody's apps stand together: whoever is there again, one, two or more places further on, counts no more.
        for step in range(1, int(np.bincount(owner).max(initial=0))):
            twice[step:] |= (owner[step:] == owner[:-step]) & (app[step:] == app[:-step])
        return self._added_up(app * len(self.units) + self.unit[owner], minutes, blocks=self.apps, twice=twice)

    def flags(self) -> dict[str, dict[str, int]]:
        """Return the answers with each flag by level, whether flags are left out or not."""
        found: dict[str, dict[str, int]] = {}
        level = self.units[self.unit] % _LEVELS
        counts = np.bincount(level * len(_FLAGS) + self.raw.people["quality_flag"] - 1)
        for place in np.flatnonzero(counts).tolist():
            if _FLAGS[place % len(_FLAGS)] != "ok":
                found.setdefault(str(place // len(_FLAGS)), {})[_FLAGS[place % len(_FLAGS)]] = int(counts[place])
        return found

    def _added_up(
        self, key: IntArray, numbers: Sequence[NDArray[Any]], *, blocks: int, twice: Flags | None = None
    ) -> Recount:
        """Add up people and numbers by block and unit; some blocks at once, so that many apps need little room."""
        size = max(1, len(self.units))
        at_once = max(1, _MOST_AT_ONCE // size)
        found = [(np.zeros(0, dtype=np.int64), np.zeros((0, 1 + len(numbers)), dtype=np.int64))]
        for first in range(0, blocks * size, at_once * size):
            inside = slice(None) if blocks <= at_once else (key >= first) & (key < first + at_once * size)
            place = key[inside] - first
            people = np.bincount(place if twice is None else place[~twice[inside]])
            sums = [people, *(np.zeros(len(people), dtype=np.int64) for _ in numbers)]
            for total, one in zip(sums[1:], numbers, strict=True):
                np.add.at(total, place, one[inside].astype(np.int64))
            there = np.flatnonzero(people > 0)
            found.append((there + first, np.stack([one[there] for one in sums], axis=1)))
        keys, counted = (np.concatenate(column) for column in zip(*found, strict=True))
        block = keys // size
        return Recount(block=block, units=self.units, place=keys - block * size, numbers=counted)
