"""From the answers of one part to its families of blocks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from burden.aggregation.area import Area
from burden.aggregation.facts import members, with_implied_answers
from burden.aggregation.families import Family, Marks, grouped, nobody_by_level
from burden.aggregation.fat_rows import IntArray
from burden.aggregation.pack_rows import PackRows
from burden.aggregation.packed_answers import Everybody, everybody
from burden.aggregation.parameters import Parameters
from burden.aggregation.sources import SOURCES
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


def gather(rows: PackRows, area: Area, parameters: Parameters) -> dict[str, Family]:
    """Return the families of a release with the people of this part, whose packs these are."""
    families = families_of(parameters)
    answers = {
        kind: _Answers(everybody(rows.get(kind.value, ()), area, kind), area.tree, parameters) for kind in PackKind
    }
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

    def __init__(self, people: Everybody, tree: RegionTree, parameters: Parameters) -> None:
        self.said = with_implied_answers(people.people)
        self.units = len(tree) * len(LEVELS)
        self.unit = people.unit
        self.is_out = np.zeros(len(self.unit), dtype=bool)
        if QUALITY in people.people and parameters.excluded_flags:
            flags = [QUALITY_FLAGS.index(flag) + 1 for flag in parameters.excluded_flags]
            self.is_out = np.isin(people.people[QUALITY], flags)
        self._take_apps(people, parameters.app_codes)

    def _take_apps(self, people: Everybody, app_codes: Sequence[str]) -> None:
        """Keep what was said of apps of the catalogue: free names and apps that it no longer lists stay out."""
        place = {code: number for number, code in enumerate(app_codes)}
        known = np.array([*(place.get(code, MISSING) for code in people.app_codes), MISSING], dtype=np.int64)
        self.app, self.owner = known[people.apps[APP]] if people.apps else people.owner, people.owner
        self.uses = {name: column for name, column in people.apps.items() if name != APP}
        is_known, ascends = self.app != MISSING, (self.owner[1:] >= self.owner[:-1]).all()
        if not (is_known.all() and ascends):
            chosen = np.flatnonzero(is_known)
            chosen = chosen[np.argsort(self.owner[chosen], kind="stable")]
            self.app, self.owner = self.app[chosen], self.owner[chosen]
            self.uses = {name: column[chosen] for name, column in self.uses.items()}

    def of_people(self, family: Family, *, is_flagged_out: bool) -> Family:
        """Return the family of one block with everybody who answered all of it."""
        inside = members(family.layout, self.said)
        if is_flagged_out:
            inside &= ~self.is_out
        chosen = None if inside.all() else np.flatnonzero(inside)
        filled = _filled(
            family,
            self.unit if chosen is None else self.unit[chosen],
            {name: self.said[name] if chosen is None else self.said[name][chosen] for name in family.layout.columns},
            units=self.units,
        )
        return replace(
            filled, accepted=self._accepted, excluded=self._excluded if is_flagged_out else nobody_by_level()
        )

    @cached_property
    def _accepted(self) -> IntArray:
        return _people_by_level(self.unit)

    @cached_property
    def _excluded(self) -> IntArray:
        return _people_by_level(self.unit[self.is_out])

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
        return replace(family, block=np.zeros_like(unit), unit=unit, n=n, marks=marks, accepted=self._accepted)

    def of_apps(self, family: Family) -> Family:
        """Return the family of blocks about single apps; who speaks of an app twice counts once."""
        uses = self._first_uses
        if any((self.uses[name] == MISSING).all() for name in family.layout.columns):
            return replace(family, accepted=uses.accepted, excluded=uses.excluded)
        said = {name: self.uses[name][uses.place] for name in family.layout.columns}
        inside = members(family.layout, said)
        inside &= ~uses.is_out
        if not inside.all():
            chosen = np.flatnonzero(inside)
            filled = _filled(
                family, uses.key[chosen], {name: column[chosen] for name, column in said.items()}, units=self.units
            )
        else:
            filled = _filled(family, uses.key, said, units=self.units)
        return replace(filled, accepted=uses.accepted, excluded=uses.excluded)

    @cached_property
    def _first_uses(self) -> "_Uses":
        """Return the uses that count, by app, then person: reports count apps in use, page 1 every app named."""
        counted = np.flatnonzero(self.uses[STATUS] == IN_USE) if STATUS in self.uses else np.arange(len(self.app))
        # Numbers of apps fit two bytes, by which a stable sort takes linear time.
        counted = counted[np.argsort(self.app[counted].astype(np.uint16), kind="stable")]
        app, owner = self.app[counted], self.owner[counted]
        is_again = np.flatnonzero((app[1:] == app[:-1]) & (owner[1:] == owner[:-1])) + 1
        if len(is_again):
            counted, app, owner = (np.delete(column, is_again) for column in (counted, app, owner))
        unit, is_out = self.unit[owner], self.is_out[owner]
        return _Uses(
            place=counted,
            key=app * self.units + unit,
            is_out=is_out,
            accepted=_people_by_level(unit),
            excluded=_people_by_level(unit[is_out]),
        )


@dataclass(frozen=True, kw_only=True)
class _Uses:
    """Apps that people speak of: where they stand, their keys (app x units + unit), ascending, and who is left out."""

    place: IntArray
    key: IntArray
    is_out: BoolArray
    accepted: IntArray
    excluded: IntArray


def _people_by_level(unit: IntArray) -> IntArray:
    found = np.bincount(unit)
    return np.bincount(np.arange(len(found)) % len(LEVELS), found, minlength=len(LEVELS)).astype(np.int64)


def _filled(family: Family, key: IntArray, values: Mapping[str, NDArray[Any]], *, units: int) -> Family:
    """Return the family with these people, whose keys (block x units + unit) ascend."""
    groups, n = grouped(key)
    return replace(family, block=groups // units, unit=groups % units, n=n, values=values)
