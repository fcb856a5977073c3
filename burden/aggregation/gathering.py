"""From the answers of one part to its families of blocks."""

from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from burden.aggregation.area import Area
from burden.aggregation.facts import numbers_of, parts_of
from burden.aggregation.families import Family
from burden.aggregation.fat_rows import IntArray
from burden.aggregation.gathering_loops import grouped_lines, people_by_unit, reported_apps, uses_by_app
from burden.aggregation.pack_rows import PackRows
from burden.aggregation.packed_answers import Columns, Everybody, everybody
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
from burden.domain.pack_columns import IN_USE, MISSING, QUALITY, QUALITY_FLAGS, STATUS, PackKind
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
    return Family(
        key=key,
        layout=layout,
        names=names,
        block=nothing,
        unit=nothing,
        n=nothing,
        largest=np.zeros((0, len(layout.magnitudes), 3), dtype=np.int64),
        first=np.zeros(1, dtype=np.int64),
        lines=np.zeros((len(numbers_of(layout)), 0), dtype=np.uint32),
    )


def gather(rows: PackRows, area: Area, parameters: Parameters) -> dict[str, Family]:
    """Return the families of a release with the people of this part, whose packs these are."""
    families = families_of(parameters)
    answers = {
        kind: _Answers(everybody(rows.get(kind.value, ()), area, kind, parameters.app_codes), area.tree, parameters)
        for kind in PackKind
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


class _Grouped(NamedTuple):
    """Where people, or uses, stand by group, and how many there are by level, as a :class:`Family` counts them."""

    place: NDArray[np.uint32]
    key: IntArray
    first: IntArray
    accepted: IntArray
    excluded: IntArray


def _grouped(
    place: NDArray[np.uint32], key: IntArray, first: IntArray, accepted: IntArray, excluded: IntArray
) -> _Grouped:
    """Return what a loop found, by level what it counted by unit."""
    return _Grouped(place, key, first, _by_level(accepted), _by_level(excluded))


class _Answers:
    """The answers of one kind, put to use: by units of the part's tree, and by the apps of the catalogue."""

    def __init__(self, people: Everybody, tree: RegionTree, parameters: Parameters) -> None:
        self.people = people
        self.units = len(tree) * len(LEVELS)
        self.apps = len(parameters.app_codes)
        self.is_out = np.zeros(len(people.unit), dtype=np.bool_)
        if QUALITY in people.said and parameters.excluded_flags:
            flags = [QUALITY_FLAGS.index(flag) + 1 for flag in parameters.excluded_flags]
            self.is_out = np.isin(people.said[QUALITY], flags)
        _imply_answers(people.said)

    def of_people(self, family: Family, *, is_flagged_out: bool) -> Family:
        """Return the family of one block with everybody who answered all of it."""
        grouped = self._unflagged if is_flagged_out else self._everybody
        return _filled(family, self.people.said, grouped, units=self.units)

    @cached_property
    def _everybody(self) -> _Grouped:
        return _grouped(*people_by_unit(self.people.unit, np.zeros_like(self.is_out), self.units))

    @cached_property
    def _unflagged(self) -> _Grouped:
        """Those whom no flag leaves out."""
        return _grouped(*people_by_unit(self.people.unit, self.is_out, self.units))

    def of_reports(self, family: Family) -> Family:
        """Return everybody who sent an app-usage report, with what of the catalogue they hold and use."""
        people = self.people
        unit, n, first, lines = reported_apps(people.app, people.owner, self._is_in_use, people.unit)
        return replace(
            family,
            block=np.zeros_like(unit),
            unit=unit,
            n=n,
            largest=np.zeros((len(unit), 0, 3), dtype=np.int64),
            first=first,
            lines=lines,
            accepted=self._everybody.accepted,
        )

    def of_apps(self, family: Family) -> Family:
        """Return the family of blocks about single apps; who speaks of an app twice counts once."""
        return _filled(family, self.people.uses, self._uses, units=self.units)

    @cached_property
    def _uses(self) -> _Grouped:
        """The uses that count (:func:`uses_by_app`): reports count apps in use, page 1 every app named."""
        people = self.people
        return _grouped(
            *uses_by_app(people.app, people.owner, self._is_in_use, people.unit, self.is_out, self.apps, self.units)
        )

    @cached_property
    def _is_in_use(self) -> BoolArray:
        uses = self.people.uses
        return uses[STATUS] == IN_USE if STATUS in uses else np.ones(len(self.people.app), dtype=np.bool_)


def _imply_answers(said: Columns) -> None:
    """Write down what follows from other answers: nobody without apps has idle ones, asked or not."""
    if "app_count" in said:
        said["idle_app_count"][said["app_count"] == 0] = 0


def _by_level(of_unit: IntArray) -> IntArray:
    """Add up numbers of units by level."""
    found: IntArray = of_unit.reshape(-1, len(LEVELS)).sum(axis=0)
    return found


def _filled(family: Family, said: Columns, grouped: _Grouped, *, units: int) -> Family:
    """Return the family with who answered all of it; keys of groups are block x units + unit."""
    layout, numbers = family.layout, numbers_of(family.layout)
    counted = replace(family, accepted=grouped.accepted, excluded=grouped.excluded)
    if not all((said[name] != MISSING).any() for name in layout.columns):
        return counted
    groups, first, largest, lines = grouped_lines(
        said.numbers,
        grouped.place,
        grouped.key,
        grouped.first,
        np.array([said.names.index(name) for name in layout.columns], dtype=np.int64),
        parts_of(numbers, said.names),
        np.array([number.top for number in numbers], dtype=np.int64),
        len(layout.magnitudes),
    )
    block = groups // units
    return replace(
        counted,
        block=block,
        unit=groups - block * units,
        n=np.diff(first),
        largest=largest,
        first=first,
        lines=lines,
    )
