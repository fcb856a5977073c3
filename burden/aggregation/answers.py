"""The answers of one part of a wave, as NumPy columns, by block and by app.

Excluded answers (quality flags that the release leaves out) are counted and not read.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from burden.aggregation.fat_rows import IntArray
from burden.aggregation.packed_answers import Everybody
from burden.aggregation.sources import Source
from burden.aggregation.units import code_text, unit_parts
from burden.domain.blocks import FLAG_MASK
from burden.domain.further_items import OPINION_FIELDS
from burden.domain.pack_columns import APP, IN_USE, MINUTES, MISSING, QUALITY, QUALITY_FLAGS, STATUS

Key = tuple[str, int]


@dataclass(frozen=True, kw_only=True)
class Columns:
    """Values of some people, one position a person, grouped by region and level.

    ``keys`` are the distinct (region code of the walk, level) in depth-first order; ``group`` gives the position in
    ``keys`` of each person, ascending; ``values`` hold the answers, MISSING where the person skipped the question.
    ``accepted`` and ``excluded`` count people by level before anything was left out.
    """

    keys: tuple[Key, ...]
    group: IntArray
    values: Mapping[str, IntArray]
    accepted: Counter[int] = field(default_factory=Counter)
    excluded: Counter[int] = field(default_factory=Counter)


@dataclass(frozen=True, kw_only=True)
class UsageCounts:
    """Usage reports by group: people (position = group), and (group, app code, holders, users) of the apps held."""

    keys: tuple[Key, ...]
    people: IntArray
    held: tuple[tuple[int, str, int, int], ...]
    accepted: Counter[int]


def answers_of(everybody: Everybody, source: Source, *, excluded_flags: Sequence[str]) -> Columns:
    """Return the answers that the blocks of one source are made of."""
    is_out = _is_flagged(everybody, excluded_flags if source.leaves_out_flagged else ())
    return _columns(everybody.unit, {name: everybody.people[name] for name in source.columns}, is_out)


def named_apps(everybody: Everybody, *, excluded_flags: Sequence[str], app_codes: Sequence[str]) -> dict[str, Columns]:
    """Return what people said of the apps they named as most time-consuming, by app code.

    Who names an app twice counts once.  Names that are no code of the catalogue stay out: they are free text.
    """
    is_out = _is_flagged(everybody, excluded_flags)
    return {
        app_code: _of_uses(everybody, uses, names=(MINUTES, FLAG_MASK), is_out=is_out)
        for app_code, uses in _by_app(everybody, np.ones(len(everybody.owner), dtype=bool), app_codes)
    }


def used_apps(everybody: Everybody, *, app_codes: Sequence[str]) -> dict[str, Columns]:
    """Return minutes a workday and opinions of the apps in use, by app code, out of the usage reports."""
    nobody_out = _is_flagged(everybody, ())
    return {
        app_code: _of_uses(everybody, uses, names=(MINUTES, *OPINION_FIELDS), is_out=nobody_out)
        for app_code, uses in _by_app(everybody, _is_used(everybody), app_codes)
    }


def usage_of(everybody: Everybody, *, app_codes: Sequence[str]) -> UsageCounts:
    """Return who sent a usage report, and who holds and uses which app of the catalogue."""
    units, group, people = np.unique(everybody.unit, return_inverse=True, return_counts=True)
    wanted = set(app_codes)
    apps = len(everybody.app_codes)
    cells, of_use = np.unique(group[everybody.owner] * apps + everybody.apps[APP], return_inverse=True)
    holders = np.bincount(of_use, minlength=len(cells))
    users = np.bincount(of_use[_is_used(everybody)], minlength=len(cells))
    held = tuple(
        (cell // apps, everybody.app_codes[cell % apps], *counts)
        for cell, *counts in zip(cells.tolist(), holders.tolist(), users.tolist(), strict=True)
        if everybody.app_codes[cell % apps] in wanted
    )
    return UsageCounts(keys=_keys(units), people=people, held=held, accepted=_by_level(units, people))


def _is_used(everybody: Everybody) -> NDArray[np.bool_]:
    is_used: NDArray[np.bool_] = everybody.apps[STATUS] == IN_USE
    return is_used


def _is_flagged(everybody: Everybody, flags: Sequence[str]) -> NDArray[np.bool_]:
    """Return who has one of the flags."""
    if not flags:
        return np.zeros(len(everybody.unit), dtype=bool)
    return np.isin(everybody.people[QUALITY], [QUALITY_FLAGS.index(flag) + 1 for flag in flags])


def _by_app(
    everybody: Everybody, is_wanted: NDArray[np.bool_], app_codes: Sequence[str]
) -> Iterator[tuple[str, IntArray]]:
    """Yield each app of the catalogue that somebody spoke of and the positions of its uses, one a person."""
    known = set(app_codes)
    app, owner = everybody.apps[APP].astype(np.int64), everybody.owner
    chosen = np.flatnonzero(is_wanted & (app != MISSING))
    people = len(everybody.unit)
    _, first = np.unique(app[chosen] * people + owner[chosen], return_index=True)
    chosen = chosen[first]  # by app, then by person
    numbers, starts = np.unique(app[chosen], return_index=True)
    for number, uses in zip(numbers.tolist(), np.split(chosen, starts[1:]), strict=False):
        if everybody.app_codes[number] in known:
            yield everybody.app_codes[number], uses


def _of_uses(everybody: Everybody, uses: IntArray, *, names: Sequence[str], is_out: NDArray[np.bool_]) -> Columns:
    owner = everybody.owner[uses]
    return _columns(everybody.unit[owner], {name: everybody.apps[name][uses] for name in names}, is_out[owner])


def _columns(unit: IntArray, values: Mapping[str, NDArray[np.integer]], is_out: NDArray[np.bool_]) -> Columns:
    """Return columns of people who stand in the order of their units, without those who are left out."""
    units, group, people = np.unique(unit, return_inverse=True, return_counts=True)
    left_out = np.bincount(group[is_out], minlength=len(units))
    return Columns(
        keys=_keys(units),
        group=group[~is_out],
        values={name: column[~is_out].astype(np.int64) for name, column in values.items()},
        accepted=_by_level(units, people),
        excluded=_by_level(units, left_out),
    )


def _keys(units: IntArray) -> tuple[Key, ...]:
    codes, levels = unit_parts(units)
    return tuple((code_text(code), level) for code, level in zip(codes.tolist(), levels.tolist(), strict=True))


def _by_level(units: IntArray, people: IntArray) -> Counter[int]:
    found: Counter[int] = Counter()
    for level, count in zip(unit_parts(units)[1].tolist(), people.tolist(), strict=True):
        found[level] += count
    return found
