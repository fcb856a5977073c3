"""The same plain aggregates - nothing held back, no gate, nothing written - by DuckDB and by PostgreSQL.

Per region and level: n, mean, median and P90 of apps, groups and minutes; per county and up: users and minutes of apps.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import psycopg

_PREFIXES = ", ".join(f"left(region_code, {digits}) AS d{digits}" for digits in (2, 4, 6, 9))
_FIGURES = """
    SELECT level, d2, d4, d6, d9, count(*), avg(app_count), avg(group_count), avg(minutes), sum(app_count),
        {quantiles}
    FROM (SELECT level, app_count, group_count, app_minutes_per_day + group_minutes_per_day AS minutes, {prefixes}
        FROM {answers} WHERE quality_flag = 'ok') AS read
    GROUP BY GROUPING SETS ((level), (level, d2), (level, d4), (level, d6), (level, d9))
"""
_APPS = """
    SELECT app, d2, d4, d6, count(*), sum(spent)
    FROM (SELECT {unnested}, {prefixes} FROM {reports}) AS read
    GROUP BY GROUPING SETS ((app), (app, d2), (app, d4), (app, d6))
"""
_METRICS = ("app_count", "group_count", "minutes")


def by_duckdb(folder: Path) -> dict[str, Any]:
    """Aggregate the Parquet files with two threads."""
    database = duckdb.connect(config={"threads": 2})
    quantiles = ", ".join(f"quantile_cont({metric}, [0.5, 0.9])" for metric in _METRICS)
    figures = _FIGURES.format(quantiles=quantiles, prefixes=_PREFIXES, answers=f"'{folder}/responses.parquet'")
    unnested = "unnest(app_codes) AS app, unnest(minutes) AS spent"
    apps = _APPS.format(unnested=unnested, prefixes=_PREFIXES, reports=f"'{folder}/reports.parquet'")
    made: dict[str, Any] = _timed(lambda sql: database.execute(sql).fetchnumpy(), figures, apps)
    counted = database.execute(
        f"SELECT level, count(*), sum(app_count)::bigint FROM '{folder}/responses.parquet' "  # noqa: S608  # a folder of our own
        "WHERE quality_flag = 'ok' GROUP BY level ORDER BY level"
    ).fetchall()
    return made | {"levels": counted}


def by_postgresql(address: str) -> dict[str, Any]:
    """Aggregate tables of one row an answer with GROUPING SETS and ordered-set aggregates."""
    quantiles = ", ".join(f"percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY {metric})" for metric in _METRICS)
    figures = _FIGURES.format(quantiles=quantiles, prefixes=_PREFIXES, answers="bench_response")
    unnested = "unnest(app_codes) AS app, unnest(minutes) AS spent"
    apps = _APPS.format(unnested=unnested, prefixes=_PREFIXES, reports="bench_usagereport")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("SET work_mem = '256MB'")
        connection.execute("SET jit = off")
        # Every aggregate is computed and no row travels to the client: a lower bound of what PostgreSQL needs.
        return _timed(
            lambda sql: connection.execute(f"EXPLAIN (ANALYZE, TIMING OFF) {sql}".encode()).fetchall(),
            figures,
            apps,
        )


def _timed(run: Callable[[str], object], figures: str, apps: str) -> dict[str, float]:
    started = time.perf_counter()
    run(figures)
    between = time.perf_counter()
    run(apps)
    ended = time.perf_counter()
    return {"wall": ended - started, "figures": between - started, "apps": ended - between}


if __name__ == "__main__":
    made = by_duckdb(Path(sys.argv[2])) if sys.argv[1] == "duckdb" else by_postgresql(sys.argv[2])
    sys.stdout.write(json.dumps(made) + "\n")
