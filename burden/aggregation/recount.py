"""Counting the people of each group again, by plain SQL and on a road of its own.

Nothing here shares code with the tallies: the gate and the balance compare both.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from burden.aggregation.area import Area
from burden.aggregation.fat_rows import IntArray, query
from burden.aggregation.parameters import Parameters
from burden.aggregation.sources import SOURCES, Source
from burden.aggregation.units import added_up, look_up, unit_keys
from burden.domain.blocks import APP_USE_PREFIX, HEAVIEST_PREFIX, OPINION_BLOCKS, USAGE_PREFIX, Block, family_of
from burden.models import Response, UsageReport, Wave

_ANSWERS = Response._meta.db_table  # noqa: SLF001  # Django's documented way to a table's name
_REPORTS = UsageReport._meta.db_table  # noqa: SLF001  # likewise
# What a person said in a column, NULL where nothing, if that is not the column as it stands.
_SAID = {
    "idle_app_count": "CASE WHEN app_count = 0 THEN 0 ELSE idle_app_count END",
    "duration_band": "nullif(duration_band, '')",
}


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
    where, values = area.where()
    flags = list(parameters.excluded_flags)
    apps = list(parameters.app_codes)
    walked_as = {code: int(walked) for code, walked in area.walked_as.items()}
    counts: dict[str, Recount] = {}
    for source in SOURCES:
        left_out = [flags] if source.leaves_out_flagged else []
        rows = query(_source_sql(source, where), [wave.pk, *values, *left_out])
        counts |= _count_blocks(walked_as, source.blocks, rows)
    used = query(_used_apps_sql(where), [wave.pk, *values, apps])
    families = {
        HEAVIEST_PREFIX: query(_heaviest_sql(where), [wave.pk, *values, flags, apps]),
        USAGE_PREFIX: query(_usage_sql(where), [wave.pk, *values]),
        APP_USE_PREFIX: [row[:5] for row in used],
        **{prefix: [(*row[:3], row[5 + place]) for row in used] for place, prefix in enumerate(OPINION_BLOCKS)},
    }
    for prefix, rows in families.items():
        counts |= _count_named(prefix, walked_as, rows)
    return {name: found for name, found in counts.items() if len(found.unit) and family_of(name) in parameters.blocks}


def _count_blocks(
    walked_as: Mapping[str, int], blocks: Iterable[Block], rows: Sequence[tuple[Any, ...]]
) -> dict[str, Recount]:
    if not rows:
        return {}
    unit = _units(walked_as, [(row[0], row[1]) for row in rows])
    numbers = np.array([[number or 0 for number in row[2:]] for row in rows], dtype=np.int64)
    counts: dict[str, Recount] = {}
    first = 0
    for block in blocks:
        behind = first + 1 + len(block.magnitudes)
        counts[block.name] = _merged(unit, numbers[:, first:behind])
        first = behind
    return counts


def _count_named(prefix: str, walked_as: Mapping[str, int], rows: Iterable[tuple[Any, ...]]) -> dict[str, Recount]:
    by_app: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for app_code, *row in rows:
        by_app[app_code].append(tuple(row))
    return {
        f"{prefix}{app_code}": _merged(
            _units(walked_as, [(row[0], row[1]) for row in found]),
            np.array([row[2:] for row in found], dtype=np.int64),
        )
        for app_code, found in by_app.items()
    }


def _units(walked_as: Mapping[str, int], named: Iterable[tuple[str, int]]) -> IntArray:
    found = np.array([(walked_as[code], level) for code, level in named], dtype=np.int64).reshape(-1, 2)
    return unit_keys(found[:, 0], found[:, 1])


def _merged(unit: IntArray, numbers: IntArray) -> Recount:
    """Add up what counts for the same unit; units without people stay unknown."""
    has_people = numbers[:, 0] > 0
    units, sums = added_up(unit[has_people], numbers[has_people])
    return Recount(unit=units, numbers=sums)


def _source_sql(source: Source, where: str) -> str:
    columns = ", ".join(expression for block in source.blocks for expression in _block_sql(block))
    flagged = " AND NOT quality_flag = ANY(%s)" if source.leaves_out_flagged else ""
    return (
        f"SELECT region_code, level, {columns} FROM {source.table} "  # noqa: S608  # constants
        f"WHERE wave_id = %s AND {where}{flagged} GROUP BY region_code, level"
    )


def _block_sql(block: Block) -> list[str]:
    columns = {column: _SAID.get(column, column) for column in block.columns}
    answered = " AND ".join(f"({column}) IS NOT NULL" for column in columns.values())
    sums = [
        f"sum(least({' + '.join(f'({columns[part]})' for part in magnitude.columns)}, {magnitude.top}))"
        for magnitude in block.magnitudes
    ]
    return [f"{total} FILTER (WHERE {answered})" for total in ("count(*)", *sums)]


def _heaviest_sql(where: str) -> str:
    return (
        "SELECT app_code, region_code, level, count(DISTINCT id), sum(minutes)::bigint FROM ("  # noqa: S608  # constants
        "SELECT id, region_code, level, app->>'app_code' AS app_code, (app->>'minutes_per_day')::int AS minutes "
        f"FROM {_ANSWERS}, jsonb_array_elements(apps) AS app "
        f"WHERE wave_id = %s AND {where} AND NOT quality_flag = ANY(%s)) AS named "
        "WHERE minutes IS NOT NULL AND app_code = ANY(%s) GROUP BY app_code, region_code, level"
    )


def _used_apps_sql(where: str) -> str:
    """Return people and minutes of each app in use, then the people who gave each opinion."""
    opinions = [column for block in OPINION_BLOCKS.values() for column in block.columns]
    people = ", ".join(f"count(DISTINCT id) FILTER (WHERE {name} IS NOT NULL)" for name in opinions)
    names = ", ".join(opinions)
    return (
        "SELECT app_code, region_code, level, count(DISTINCT id) FILTER (WHERE spent IS NOT NULL), "  # noqa: S608  # constants
        f"coalesce(sum(spent), 0)::bigint, {people} FROM (SELECT id, region_code, level, held.* FROM "
        f"{_REPORTS}, unnest(app_codes, statuses, minutes, {names}) AS held(app_code, status, spent, {names}) "
        f"WHERE wave_id = %s AND {where}) AS reports "
        f"WHERE status = {UsageReport.Status.IN_USE.value} AND app_code = ANY(%s) "
        "GROUP BY app_code, region_code, level"
    )


def _usage_sql(where: str) -> str:
    return (
        f"SELECT '', region_code, level, count(DISTINCT id) FROM {_REPORTS} "  # noqa: S608  # constants
        f"WHERE wave_id = %s AND {where} GROUP BY region_code, level"
    )
