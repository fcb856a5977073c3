"""The answers of one part of a wave, as NumPy columns.

Excluded answers (quality flags that the release leaves out) are counted and not read.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

import numpy as np

from burden.aggregation.area import Area
from burden.aggregation.fat_rows import IntArray, packed, query, unpacked
from burden.aggregation.sources import Source
from burden.domain.blocks import APP_FLAGS, FLAG_MASK
from burden.domain.further_items import OPINION_FIELDS
from burden.domain.survey_items import DURATION_BANDS
from burden.models import Response, UsageReport, Wave

MINUTES_COLUMN = "minutes_per_day"
# Columns that are no whole numbers as they stand.
_EXPRESSIONS = {"duration_band": f"array_position(ARRAY{list(DURATION_BANDS)}::text[], duration_band::text)"}
_ANSWERS = Response._meta.db_table  # noqa: SLF001  # Django's documented way to a table's name
_REPORTS = UsageReport._meta.db_table  # noqa: SLF001  # likewise


@dataclass(frozen=True, kw_only=True)
class Columns:
    """Values of some people, one position a person, grouped by region and level.

    ``keys`` are the distinct (region code of the walk, level) in depth-first order; ``group`` gives the position in
    ``keys`` of each person, ascending; ``values`` hold the answers, MISSING where the person skipped the question.
    ``accepted`` and ``excluded`` count people by level before anything was left out.
    """

    keys: tuple[tuple[str, int], ...]
    group: IntArray
    values: Mapping[str, IntArray]
    accepted: Counter[int] = field(default_factory=Counter)
    excluded: Counter[int] = field(default_factory=Counter)


@dataclass(frozen=True, kw_only=True)
class UsageCounts:
    """Usage reports by group: people (position = group), and (group, app code, holders, users) of the apps held."""

    keys: tuple[tuple[str, int], ...]
    people: IntArray
    held: tuple[tuple[int, str, int, int], ...]
    accepted: Counter[int]


def read_answers(wave: Wave, area: Area, source: Source, *, excluded_flags: Sequence[str]) -> Columns:
    """Read the answers of one table that blocks are made of."""
    where, parameters = area.where()
    names = source.columns
    columns = ", ".join(packed(_EXPRESSIONS.get(name, name), only_where="NOT excluded") for name in names)
    flagged, flags = ("quality_flag = ANY(%s)", [list(excluded_flags)]) if source.leaves_out_flagged else ("false", [])
    rows = query(
        f"SELECT region_code, level, count(*), count(*) FILTER (WHERE excluded), {columns} "  # noqa: S608  # constants
        f"FROM (SELECT *, {flagged} AS excluded FROM {source.table} WHERE wave_id = %s AND {where}) AS read "
        "GROUP BY region_code, level",
        [*flags, wave.pk, *parameters],
    )
    return _columns(rows, area, names=names)


def read_named_apps(
    wave: Wave, area: Area, *, excluded_flags: Sequence[str], app_codes: Sequence[str]
) -> dict[str, Columns]:
    """Read what people said of the apps they named as most time-consuming, by app code.

    Who names an app twice counts once.  Names that are no code of the catalogue stay out: they are free text.
    """
    where, parameters = area.where()
    mask = " + ".join(
        f"coalesce((app->>'{flag}')::boolean, false)::int * {1 << bit}" for bit, flag in enumerate(APP_FLAGS)
    )
    rows = query(
        "SELECT app_code, region_code, level, count(*), count(*) FILTER (WHERE excluded), "  # noqa: S608  # constants
        f"{packed('minutes', only_where='NOT excluded')}, {packed('mask', only_where='NOT excluded')} "
        "FROM (SELECT DISTINCT ON (app->>'app_code', id) app->>'app_code' AS app_code, region_code, level, "
        f"quality_flag = ANY(%s) AS excluded, (app->>'minutes_per_day')::int AS minutes, {mask} AS mask "
        f"FROM {_ANSWERS} CROSS JOIN LATERAL jsonb_array_elements(apps) WITH ORDINALITY AS named(app, place) "
        f"WHERE wave_id = %s AND {where} AND app->>'app_code' = ANY(%s) "
        "ORDER BY app->>'app_code', id, place) AS named_apps "
        "GROUP BY app_code, region_code, level",
        [list(excluded_flags), wave.pk, *parameters, list(app_codes)],
    )
    return _by_app(rows, lambda found: _columns(found, area, names=(MINUTES_COLUMN, FLAG_MASK)))


def read_used_apps(wave: Wave, area: Area, *, app_codes: Sequence[str]) -> dict[str, Columns]:
    """Read minutes a workday and opinions of the apps in use, by app code, out of the usage reports.

    Arrays of opinions may be empty; beside the codes they then read as skipped.
    """
    where, parameters = area.where()
    columns = ", ".join(packed(name, only_where="true") for name in (MINUTES_COLUMN, *OPINION_FIELDS))
    opinions = ", ".join(OPINION_FIELDS)
    rows = query(
        f"SELECT app_code, region_code, level, count(*), 0::bigint, {columns} "  # noqa: S608  # constants
        f"FROM (SELECT region_code, level, held.* FROM {_REPORTS} CROSS JOIN LATERAL "
        f"unnest(app_codes, statuses, minutes, {opinions}) AS held(app_code, status, {MINUTES_COLUMN}, {opinions}) "
        f"WHERE wave_id = %s AND {where}) AS reports "
        "WHERE status = %s AND app_code = ANY(%s) GROUP BY app_code, region_code, level",
        [wave.pk, *parameters, UsageReport.Status.IN_USE.value, list(app_codes)],
    )
    return _by_app(rows, lambda found: _columns(found, area, names=(MINUTES_COLUMN, *OPINION_FIELDS)))


def read_usage(wave: Wave, area: Area, *, app_codes: Sequence[str]) -> UsageCounts:
    """Read who sent a usage report, and who holds and uses which app of the catalogue."""
    where, parameters = area.where()
    people = query(
        f"SELECT region_code, level, count(*) FROM {_REPORTS} "  # noqa: S608  # constants
        f"WHERE wave_id = %s AND {where} GROUP BY region_code, level",
        [wave.pk, *parameters],
    )
    held = query(
        "SELECT region_code, level, app_code, count(*), count(*) FILTER (WHERE status = %s) "  # noqa: S608  # constants
        f"FROM (SELECT region_code, level, held.* FROM {_REPORTS} CROSS JOIN LATERAL "
        f"unnest(app_codes, statuses) AS held(app_code, status) WHERE wave_id = %s AND {where}) AS reports "
        "WHERE app_code = ANY(%s) GROUP BY region_code, level, app_code",
        [UsageReport.Status.IN_USE.value, wave.pk, *parameters, list(app_codes)],
    )
    people_of: Counter[tuple[str, int]] = Counter()
    for region_code, level, count in people:
        people_of[area.walked_as[region_code], level] += count
    keys = tuple(sorted(people_of))
    position = {key: place for place, key in enumerate(keys)}
    accepted: Counter[int] = Counter()
    for (_, level), count in people_of.items():
        accepted[level] += count
    return UsageCounts(
        keys=keys,
        people=np.array([people_of[key] for key in keys], dtype=np.int64),
        held=tuple((position[area.walked_as[region], level], app, *counts) for region, level, app, *counts in held),
        accepted=accepted,
    )


def _by_app(rows: Iterable[tuple[Any, ...]], build: Callable[[list[tuple[Any, ...]]], Columns]) -> dict[str, Columns]:
    found: dict[str, list[tuple[Any, ...]]] = {}
    for app_code, *row in rows:
        found.setdefault(app_code, []).append(tuple(row))
    return {app_code: build(found[app_code]) for app_code in sorted(found)}


def _columns(rows: Iterable[tuple[Any, ...]], area: Area, *, names: Sequence[str]) -> Columns:
    """Join fat rows (region code, level, accepted, excluded, packed columns...) in depth-first order."""
    ordered = sorted(((area.walked_as[row[0]], *row[1:]) for row in rows), key=itemgetter(0, 1))
    keys = tuple(dict.fromkeys((row[0], row[1]) for row in ordered))
    position = {key: place for place, key in enumerate(keys)}
    accepted: Counter[int] = Counter()
    excluded: Counter[int] = Counter()
    for _, level, all_people, left_out, *_ in ordered:
        accepted[level] += all_people
        excluded[level] += left_out
    return Columns(
        keys=keys,
        group=np.repeat(
            np.array([position[row[0], row[1]] for row in ordered], dtype=np.int64),
            np.array([row[2] - row[3] for row in ordered], dtype=np.int64),
        ),
        values={name: unpacked(row[4 + place] for row in ordered) for place, name in enumerate(names)},
        accepted=accepted,
        excluded=excluded,
    )
