"""From the answers of one part to its families of blocks."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from burden.aggregation.area import Area
from burden.aggregation.facts import members, with_implied_answers
from burden.aggregation.families import Family, Marks, grouped, unit_of
from burden.aggregation.fat_rows import IntArray
from burden.aggregation.packed_answers import Everybody, read_everybody
from burden.aggregation.parameters import Parameters
from burden.aggregation.sources import SOURCES
from burden.aggregation.units import look_up, tree_codes, unit_parts
from burden.domain.blocks import (
    APP_USE_PREFIX,
    HEAVIEST_PREFIX,
    OPINION_BLOCKS,
    USAGE_PREFIX,
    Block,
    app_use_block,
    heaviest_block,
    opinion_block,
    usage_block,
)
from burden.domain.pack_columns import APP, IN_USE, MISSING, QUALITY, QUALITY_FLAGS, STATUS, PackKind
from burden.domain.region_tree import RegionTree
from burden.domain.tree_arrays import LEVELS
from burden.models import Wave

BoolArray = NDArray[np.bool_]


def families_of(parameters: Parameters) -> dict[str, Family]:
    """Return the families of a release without anybody in them, by key, in the order that they are computed in."""
    usage = usage_block(parameters.app_codes)
    of_apps = {
        HEAVIEST_PREFIX: heaviest_block(""),
        APP_USE_PREFIX: app_use_block(""),
        **{prefix: opinion_block(prefix, "") for prefix in OPINION_BLOCKS},
    }
    single = [block for source in SOURCES for block in source.blocks]
    found = [_without_anybody(block.name, block, (block.name,)) for block in (*single, usage)]
    for prefix, block in of_apps.items():
        found.append(_without_anybody(prefix, block, tuple(prefix + code for code in parameters.app_codes)))
    return {family.key: family for family in found if family.key in parameters.blocks}


def _without_anybody(key: str, layout: Block, names: tuple[str, ...]) -> Family:
    nothing = np.zeros(0, dtype=np.int64)
    values = {} if key == USAGE_PREFIX else dict.fromkeys(layout.columns, nothing)
    return Family(key=key, layout=layout, names=names, block=nothing, unit=nothing, n=nothing, values=values)


def gather(wave: Wave, area: Area, parameters: Parameters) -> dict[str, Family]:
    """Return the families of a release with the people of this part."""
    families = families_of(parameters)
    answers = {kind: _Answers(read_everybody(wave, area, kind), area.tree, parameters) for kind in PackKind}
    for source in SOURCES:
        for block in source.blocks:
            if block.name in families:
                family = families[block.name]
                families[block.name] = answers[source.kind].of_people(family, is_flagged_out=source.leaves_out_flagged)
    if USAGE_PREFIX in families:
        families[USAGE_PREFIX] = answers[PackKind.USAGE].of_reports(families[USAGE_PREFIX])
    if HEAVIEST_PREFIX in families:
        families[HEAVIEST_PREFIX] = answers[PackKind.RESPONSE].of_apps(families[HEAVIEST_PREFIX])
    for prefix in (APP_USE_PREFIX, *OPINION_BLOCKS):
        if prefix in families:
            families[prefix] = answers[PackKind.USAGE].of_apps(families[prefix])
    return families


class _Answers:
    """The answers of one kind, put to use: units of the part's tree, and the apps of the catalogue by number."""

    def __init__(self, everybody: Everybody, tree: RegionTree, parameters: Parameters) -> None:
        self.said = with_implied_answers(everybody.people)
        code, level = unit_parts(everybody.unit)
        self.units = len(tree) * len(LEVELS)
        self.unit = unit_of(look_up(tree_codes(tree), code), level)
        self.is_out = np.zeros(len(self.unit), dtype=bool)
        if QUALITY in everybody.people and parameters.excluded_flags:
            flags = [QUALITY_FLAGS.index(flag) + 1 for flag in parameters.excluded_flags]
            self.is_out = np.isin(everybody.people[QUALITY], flags)
        self._take_apps(everybody, parameters.app_codes)

    def _take_apps(self, everybody: Everybody, app_codes: Sequence[str]) -> None:
        """Keep what was said of apps of the catalogue: free names and apps that it no longer lists stay out."""
        place = {code: number for number, code in enumerate(app_codes)}
        known = np.array([*(place.get(code, MISSING) for code in everybody.app_codes), MISSING], dtype=np.int64)
        app = known[everybody.apps[APP]] if everybody.apps else np.zeros(0, dtype=np.int64)
        chosen = np.flatnonzero(app != MISSING)
        owner = everybody.owner[chosen]
        if (owner[1:] < owner[:-1]).any():
            chosen = chosen[np.argsort(owner, kind="stable")]
        self.app, self.owner = app[chosen], everybody.owner[chosen]
        self.uses = {name: column[chosen] for name, column in everybody.apps.items() if name != APP}
        self._by_app: IntArray | None = None

    def of_people(self, family: Family, *, is_flagged_out: bool) -> Family:
        """Return the family of one block with everybody who answered all of it."""
        inside = members(family.layout, self.said)
        if is_flagged_out:
            inside &= ~self.is_out
        chosen = np.flatnonzero(inside)
        filled = _filled(
            family,
            self.unit[chosen],
            {name: self.said[name][chosen] for name in family.layout.columns},
            units=self.units,
        )
        left_out = self.unit[self.is_out] if is_flagged_out else self.unit[:0]
        return replace(filled, accepted=self._people_by_level(self.unit), excluded=self._people_by_level(left_out))

    def of_reports(self, family: Family) -> Family:
        """Return everybody who sent an app-usage report, with what of the catalogue they hold and use."""
        unit, n = grouped(self.unit)
        group = np.repeat(np.arange(len(n)), n)[self.owner]
        users = np.flatnonzero(self.uses[STATUS] == IN_USE)
        # The rounded counts are holders and users of each app, one app behind the other.
        marks = Marks(
            group=np.concatenate([group, group[users]]),
            place=np.concatenate([self.app * 2, self.app[users] * 2 + 1]),
        )
        accepted = self._people_by_level(self.unit)
        return replace(family, block=np.zeros_like(unit), unit=unit, n=n, marks=marks, accepted=accepted)

    def of_apps(self, family: Family) -> Family:
        """Return the family of blocks about single apps; who speaks of an app twice counts once."""
        uses = self._first_uses()
        owner, app = self.owner[uses], self.app[uses]
        is_out = self.is_out[owner]
        unit = self.unit[owner]
        inside = np.flatnonzero(
            members(family.layout, {n: self.uses[n][uses] for n in family.layout.columns}) & ~is_out
        )
        filled = _filled(
            family,
            app[inside] * self.units + unit[inside],
            {name: self.uses[name][uses[inside]] for name in family.layout.columns},
            units=self.units,
        )
        return replace(filled, accepted=self._people_by_level(unit), excluded=self._people_by_level(unit[is_out]))

    def _first_uses(self) -> IntArray:
        """Return the uses that count, by app, then person: reports count apps in use, page 1 every app named."""
        if self._by_app is None:
            counted = np.flatnonzero(self.uses[STATUS] == IN_USE) if STATUS in self.uses else np.arange(len(self.app))
            # Numbers of apps fit two bytes, by which a stable sort takes linear time.
            counted = counted[np.argsort(self.app[counted].astype(np.uint16), kind="stable")]
            app, owner = self.app[counted], self.owner[counted]
            is_first = np.ones(len(counted), dtype=bool)
            is_first[1:] = (app[1:] != app[:-1]) | (owner[1:] != owner[:-1])
            self._by_app = counted[is_first]
        return self._by_app

    @staticmethod
    def _people_by_level(unit: IntArray) -> IntArray:
        return np.bincount(unit % len(LEVELS), minlength=len(LEVELS))


def _filled(family: Family, key: IntArray, values: Mapping[str, NDArray[Any]], *, units: int) -> Family:
    """Return the family with these people, whose keys (block x units + unit) ascend."""
    groups, n = grouped(key)
    return replace(family, block=groups // units, unit=groups % units, n=n, values=values)
