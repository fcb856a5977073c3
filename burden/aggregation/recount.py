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
from burden.domain.blocks import APP_USE_PREFIX, HEAVIEST_PREFIX, PAGE_ONE_BLOCKS, USAGE_PREFIX, Block
from burden.models import Response, UsageReport, Wave

Key = tuple[str, int]
_ANSWERS = Response._meta.db_table  # noqa: SLF001  # Django's documented way to a table's name
_REPORTS = UsageReport._meta.db_table  # noqa: SLF001  # likewise
_IDLE = "CASE WHEN app_count = 0 THEN 0 ELSE idle_app_count END"


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
    _count_page_one(counts, area, query(_page_one_sql(where), [wave.pk, *values, flags]))
    _count_named(
        counts,
        area,
        {
            HEAVIEST_PREFIX: query(_heaviest_sql(where), [wave.pk, *values, flags, apps]),
            APP_USE_PREFIX: query(_app_use_sql(where), [wave.pk, *values, apps]),
            USAGE_PREFIX: query(_usage_sql(where), [wave.pk, *values]),
        },
    )
    return dict(counts)


def _count_page_one(counts: dict[str, Recount], area: Area, rows: Iterable[tuple[Any, ...]]) -> None:
    for code, level, *numbers in rows:
        for block in PAGE_ONE_BLOCKS:
            width = 1 + len(block.magnitudes)
            counts[block.name].add((area.walked_as[code], level), [number or 0 for number in numbers[:width]])
            del numbers[:width]


def _count_named(counts: dict[str, Recount], area: Area, families: Mapping[str, Iterable[tuple[Any, ...]]]) -> None:
    for prefix, rows in families.items():
        for app_code, code, level, *numbers in rows:
            counts[f"{prefix}{app_code}"].add((area.walked_as[code], level), numbers)


def _page_one_sql(where: str) -> str:
    columns = ", ".join(expression for block in PAGE_ONE_BLOCKS for expression in _block_sql(block))
    return (
        f"SELECT region_code, level, {columns} FROM {_ANSWERS} "  # noqa: S608  # constants
        f"WHERE wave_id = %s AND {where} AND NOT quality_flag = ANY(%s) GROUP BY region_code, level"
    )


def _block_sql(block: Block) -> list[str]:
    columns = {column: _IDLE if column == "idle_app_count" else column for column in block.columns}
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


def _app_use_sql(where: str) -> str:
    return (
        "SELECT app_code, region_code, level, count(DISTINCT id), sum(spent)::bigint FROM ("  # noqa: S608  # constants
        "SELECT id, region_code, level, held.* FROM "
        f"{_REPORTS}, unnest(app_codes, statuses, minutes) AS held(app_code, status, spent) "
        f"WHERE wave_id = %s AND {where}) AS reports "
        f"WHERE spent IS NOT NULL AND status = {UsageReport.Status.IN_USE.value} AND app_code = ANY(%s) "
        "GROUP BY app_code, region_code, level"
    )


def _usage_sql(where: str) -> str:
    return (
        f"SELECT '', region_code, level, count(DISTINCT id) FROM {_REPORTS} "  # noqa: S608  # constants
        f"WHERE wave_id = %s AND {where} GROUP BY region_code, level"
    )
