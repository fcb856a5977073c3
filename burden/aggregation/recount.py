"""Counting the people of each group again, from the answers and on a road of its own.

Of gathering and tallies it shares the descriptions alone (which columns make up a block, which kind of answer holds
them) and the bytes of the packs, not even the cutting of these: the gate and the balance compare both.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from burden.aggregation.area import Area
from burden.aggregation.fat_rows import IntArray
from burden.aggregation.pack_rows import PackRow, PackRows
from burden.aggregation.parameters import Parameters
from burden.aggregation.raw_packs import RawAnswers, read_raw, regions_of
from burden.aggregation.recount_loops import (
    OUTSIDE,
    AppGroups,
    Asked,
    AskedOfApps,
    Codes,
    Keys,
    added_block,
    by_app,
    fill_app_groups,
    is_answered,
)
from burden.aggregation.sources import SOURCES
from burden.domain.blocks import APP_USE_PREFIX, HEAVIEST_PREFIX, OPINION_BLOCKS, USAGE_PREFIX, Block
from burden.domain.pack_columns import PackKind
from burden.domain.packs import PackError
from burden.domain.tree_arrays import LEVELS

_IN_USE = 1
_MINUTES = "minutes_per_day"
_ZERO_WITH = {"idle_app_count": "app_count"}  # nobody without apps has idle ones, asked or not
_FLAGS = ("ok", "speeder", "straight", "contradiction", "outlier")


@dataclass(frozen=True, kw_only=True)
class Recount:
    """The groups with people of one family of blocks.

    ``key`` is block x units of the tree + unit (:func:`burden.aggregation.families.unit_of`), ascending, where the
    block is 0 or the app's place in the catalogue; ``numbers`` holds the people and the sum of each magnitude.
    """

    key: IntArray
    numbers: IntArray


@dataclass(frozen=True, kw_only=True)
class Recounts:
    """What was counted again: the groups by family, and {level: {quality flag: answers to page 1}}, levels as text."""

    families: Mapping[str, Recount]
    flags: dict[str, dict[str, int]]


def recount(rows: PackRows, area: Area, parameters: Parameters) -> Recounts:
    """Return the groups of every family, and the answers with a quality flag, counted from the answers.

    Raises PackError for bytes that are no packs of the wave.
    """
    regions, units = regions_of(area), len(area.tree) * len(LEVELS)
    read = {
        kind: _Counted(rows.get(kind.value, ()), read_raw(rows.get(kind.value, ()), regions, kind.value), units)
        for kind in PackKind
    }
    reports, page_one = read[PackKind.USAGE], read[PackKind.RESPONSE]
    flag, flags = page_one.flags()
    is_left_out = np.array([name in parameters.excluded_flags for name in _FLAGS])[flag]
    unflagged = np.where(is_left_out, OUTSIDE, page_one.raw.unit)
    counts: dict[str, Recount] = {}
    for source in SOURCES:
        of_kind = read[source.kind]
        for block in source.blocks:
            counts[block.name] = of_kind.of_block(block, unflagged if source.leaves_out_flagged else of_kind.raw.unit)
    counts[USAGE_PREFIX] = reports.of_everybody()
    counts |= page_one.of_apps({HEAVIEST_PREFIX: _MINUTES}, unflagged, parameters.app_codes)
    opinions = {prefix: block.columns[0] for prefix, block in OPINION_BLOCKS.items()}
    counts |= reports.of_apps({APP_USE_PREFIX: _MINUTES, **opinions}, reports.raw.unit, parameters.app_codes)
    families = {name: found for name, found in counts.items() if name in parameters.blocks}
    return Recounts(families=families, flags=flags)


class _Counted:
    """The answers of one kind, counted over and over by the units that they belong to.

    Who is to be left out has a negative unit.
    """

    def __init__(self, rows: Sequence[PackRow], raw: RawAnswers, units_of_tree: int) -> None:
        self.rows, self.raw, self.units_of_tree = rows, raw, units_of_tree

    def of_everybody(self) -> Recount:
        """Count everybody."""
        return Recount(key=self.raw.units, numbers=self.raw.people[:, None])

    def of_block(self, block: Block, unit: IntArray) -> Recount:
        """Count who answered all of a block, and add up their magnitudes."""
        if not len(self.raw.units):
            return _nobody(len(block.magnitudes))
        before = self.raw.before
        added = [[column in magnitude.columns for column in block.columns] for magnitude in block.magnitudes]
        asked = Asked(
            before=np.array([before[column] for column in block.columns], dtype=np.int64),
            zero_with=np.array(
                [before[_ZERO_WITH[column]] if column in _ZERO_WITH else -1 for column in block.columns], dtype=np.int64
            ),
            added=np.array(added, dtype=np.int64).reshape(-1, len(block.columns)),
            top=np.array([magnitude.top for magnitude in block.magnitudes], dtype=np.int64),
        )
        return self._filled(added_block(self.raw.packs, unit, len(self.raw.units), asked))

    def of_apps(self, columns: Mapping[str, str], unit: IntArray, app_codes: Sequence[str]) -> dict[str, Recount]:
        """Count, for each app of the catalogue, who said something in the column of each family of blocks.

        Minutes, which stand first, are added up.  Uses count where the app is in use; page 1 does not ask that.
        """
        before = self.raw.before_of_app
        found = {prefix: _nobody(int(column == _MINUTES)) for prefix, column in columns.items()}
        columns = {prefix: column for prefix, column in columns.items() if is_answered(self.raw.packs, before[column])}
        if not columns:
            return found
        asked = AskedOfApps(
            before=np.array([before[column] for column in columns.values()], dtype=np.int64),
            uses=self.raw.before["uses"],
            status=before.get("status", -1),
            in_use=_IN_USE,
        )
        groups = self._app_groups(unit, self._codes(app_codes), asked)
        keys = Keys(apps=len(app_codes), units_of_tree=self.units_of_tree, unit=self.raw.units)
        for place, (prefix, column) in enumerate(columns.items()):
            key, numbers = by_app(groups, place, int(column == _MINUTES), keys)
            found[prefix] = _ascending(key, numbers)
        return found

    def flags(self) -> tuple[IntArray, dict[str, dict[str, int]]]:
        """Return everybody's quality flag by its place, and the answers with each flag by level, left out or not."""
        flag = self.raw.column("quality_flag") - 1
        if flag.min(initial=0) < 0 or flag.max(initial=0) >= len(_FLAGS):
            raise PackError("quality_flag: out of its range")
        # Those of other parts, -1, are counted first.
        places = (len(self.raw.units) + 1) * len(_FLAGS)
        by_unit = np.bincount((self.raw.unit + 1) * len(_FLAGS) + flag, minlength=places).reshape(-1, len(_FLAGS))[1:]
        table = [by_unit[self.raw.units % len(LEVELS) == place].sum(axis=0).tolist() for place in range(len(LEVELS))]
        found = {
            str(level): {name: count for name, count in zip(_FLAGS, line, strict=True) if count and name != "ok"}
            for level, line in zip(LEVELS.tolist(), table, strict=True)
        }
        return flag, {level: of_level for level, of_level in found.items() if of_level}

    def _app_groups(self, unit: IntArray, codes: Codes, asked: AskedOfApps) -> AppGroups:
        most = int(self.raw.packs.uses.sum())
        room = (np.empty(most, dtype=np.int64), np.empty(most, dtype=np.int64))
        found = AppGroups(*room, numbers=np.empty((most, len(asked.before) + 1), dtype=np.int64))
        groups = fill_app_groups(self.raw.packs, unit, codes, asked, found)
        if groups < 0:
            raise PackError("app: not in the list")
        return AppGroups(*(column[:groups] for column in found))

    def _codes(self, app_codes: Sequence[str]) -> Codes:
        catalogue = {code: place for place, code in enumerate(app_codes)}
        app: list[int] = []
        span: dict[str, tuple[int, int]] = {}
        for row in self.rows:
            if row.app_list not in span:
                listed = [catalogue.get(code, -1) for code in json.loads(row.app_list)]
                span[row.app_list] = len(app), len(app) + len(listed)
                app += listed
        first, behind = np.array([span[row.app_list] for row in self.rows], dtype=np.int64).reshape(-1, 2).T.copy()
        return Codes(app=np.array(app, dtype=np.int64), first=first, behind=behind, apps=len(app_codes))

    def _filled(self, numbers: IntArray) -> Recount:
        """Return the units with people in them."""
        there = np.flatnonzero(numbers[:, 0])
        return Recount(key=self.raw.units[there], numbers=numbers[there])


def _nobody(sums: int) -> Recount:
    """Return no group, of a family with so many sums."""
    return Recount(key=np.zeros(0, dtype=np.int64), numbers=np.zeros((0, 1 + sums), dtype=np.int64))


def _ascending(key: IntArray, numbers: IntArray) -> Recount:
    """Return groups by key, each once: as they stand, where the people of a unit were neighbours and units ascended."""
    if (key[1:] > key[:-1]).all():
        return Recount(key=key, numbers=numbers)
    order = np.argsort(key, kind="stable")
    key = key[order]
    first = np.flatnonzero(np.append(True, key[1:] > key[:-1]))
    return Recount(key=key[first], numbers=np.add.reduceat(numbers[order], first))
