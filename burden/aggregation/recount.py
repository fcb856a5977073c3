"""Counting the people of each group again, by plain SQL and on a road of its own.

Nothing here shares code with the tallies: the gate and the balance compare both.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from burden.aggregation.area import Area
from burden.aggregation.fat_rows import query
from burden.aggregation.parameters import Parameters
from burden.aggregation.sources import SOURCES, Source
from burden.domain.blocks import APP_USE_PREFIX, HEAVIEST_PREFIX, OPINION_BLOCKS, USAGE_PREFIX, Block, family_of
from burden.models import Response, UsageReport, Wave

Key = tuple[str, int]
_ANSWERS = Response._meta.db_table  # noqa: SLF001  # Django's documented way to a table's name
_REPORTS = UsageReport._meta.db_table  # noqa: SLF001  # likewise
# What a person said in a column, NULL where nothing, if that is not the column as it stands.
_SAID = {
    "idle_app_count": "CASE WHEN app_count = 0 THEN 0 ELSE idle_app_count END",
    "duration_band": "nullif(duration_band, '')",
}


@dataclass(kw_only=True)
class Recount:
    """People and sum of each magnitude of one block, by (region code of the walk, level): lists of whole numbers."""

    groups: dict[Key, list[int]] = field(default_factory=dict)

    def people(self, key: Key) -> int:
        """Return the people of a group, 0 when nobody of it answered."""
        return self.groups[key][0] if key in self.groups else 0

    def add(self, key: Key, numbers: Sequence[int]) -> None:
        """Add people to a group; groups without people stay unknown."""
        if numbers[0]:
            held = self.groups.get(key)
            new = list(map(int, numbers))
            self.groups[key] = new if held is None else [a + b for a, b in zip(held, new, strict=True)]


def recount(wave: Wave, area: Area, parameters: Parameters) -> dict[str, Recount]:
    """Return the groups of every block, by block name, counted from the answers."""
    where, values = area.where()
    flags = list(parameters.excluded_flags)
    apps = list(parameters.app_codes)
    counts: dict[str, Recount] = defaultdict(Recount)
    for source in SOURCES:
        left_out = [flags] if source.leaves_out_flagged else []
        _count_blocks(counts, area, source.blocks, query(_source_sql(source, where), [wave.pk, *values, *left_out]))
    used = query(_used_apps_sql(where), [wave.pk, *values, apps])
    _count_named(
        counts,
        area,
        {
            HEAVIEST_PREFIX: query(_heaviest_sql(where), [wave.pk, *values, flags, apps]),
            USAGE_PREFIX: query(_usage_sql(where), [wave.pk, *values]),
            APP_USE_PREFIX: [row[:5] for row in used],
            **{prefix: [(*row[:3], row[5 + place]) for row in used] for place, prefix in enumerate(OPINION_BLOCKS)},
        },
    )
    return {name: found for name, found in counts.items() if family_of(name) in parameters.blocks}


def _count_blocks(
    counts: dict[str, Recount], area: Area, blocks: Iterable[Block], rows: Iterable[tuple[Any, ...]]
) -> None:
    for code, level, *numbers in rows:
        for block in blocks:
            width = 1 + len(block.magnitudes)
            counts[block.name].add((area.walked_as[code], level), [number or 0 for number in numbers[:width]])
            del numbers[:width]


def _count_named(counts: dict[str, Recount], area: Area, families: Mapping[str, Iterable[tuple[Any, ...]]]) -> None:
    for prefix, rows in families.items():
        for app_code, code, level, *numbers in rows:
            counts[f"{prefix}{app_code}"].add((area.walked_as[code], level), numbers)


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
