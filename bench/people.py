"""Makes a wave of any size: packs for us, Parquet for DuckDB, CSV for tables that only PostgreSQL's baseline reads.

Everybody answers page 1, names one app there and sends one usage report with three apps in use.  Counts are
gamma-Poisson and minutes log-normal and heaped, with the means of the demo; counties and townships differ in size.
"""

import sys
from pathlib import Path

import django
import duckdb
import numpy as np
from numpy.typing import NDArray

django.setup()

from bench.packs import fill  # noqa: E402  # Django must be set up first
from burden.domain.levels import Level, RegionKind  # noqa: E402  # likewise
from burden.operate.demo.answers import MEANS, heaped  # noqa: E402  # likewise

IntArray = NDArray[np.int64]
SEED = 20_260_901
APPS = 24
APP_SHARES = 1 / np.arange(2, APPS + 2)
LEVELS = {Level.CITY: 0.05, Level.COUNTY: 0.20, Level.TOWNSHIP: 0.35, Level.VILLAGE: 0.35, Level.OTHER: 0.05}
COUNTY_SPREAD, TOWNSHIP_SPREAD = 0.8, 0.6
SPEEDERS, SKIPPED = 0.02, 0.04
USES = 3
APP_COLUMNS = [f"{name}_{place}" for name in ("code", "spent") for place in range(USES)]

_RESPONSES = """
    SELECT region_code, level, app_count, idle_app_count, account_count, group_count,
        CASE WHEN skipped THEN NULL ELSE spent_0 + spent_1 + spent_2 END AS app_minutes_per_day,
        group_minutes_per_day, attitude_5, practices_3m, CASE WHEN hurried THEN 'speeder' ELSE 'ok' END AS quality_flag
    FROM people
"""
_REPORTS = """
    SELECT region_code, level, ['bench-' || code_0, 'bench-' || code_1, 'bench-' || code_2] AS app_codes,
        [spent_0, spent_1, spent_2] AS minutes FROM people
"""
_AS_ARRAYS = (
    "SELECT * REPLACE ('{' || array_to_string(app_codes, ',') || '}' AS app_codes, "
    "'{' || array_to_string(minutes, ',') || '}' AS minutes) FROM made"
)


def app_codes() -> list[str]:
    """Return the codes of the bench's catalogue."""
    return [f"bench-{place}" for place in range(APPS)]


def main(folder: Path, *, rows: int, wave_id: int) -> None:
    """Write answers and reports of so many people into the folder, and into the packs of the wave."""
    columns = draw(rows)
    fill(wave_id, columns, app_codes=app_codes(), uses=USES)
    database = duckdb.connect(config={"threads": 2, "memory_limit": "3GB"})
    database.execute("CREATE TEMP TABLE people AS SELECT * FROM columns")
    del columns
    for name, sql in (("responses", _RESPONSES), ("reports", _REPORTS)):
        database.execute(f"CREATE OR REPLACE TEMP TABLE made AS {sql}")
        database.execute(f"COPY made TO '{folder / name}.parquet' (FORMAT parquet, COMPRESSION zstd)")
        rows_of_table = "SELECT * FROM made" if name == "responses" else _AS_ARRAYS
        database.execute(f"COPY ({rows_of_table}) TO '{folder / name}.csv' (FORMAT csv, HEADER false)")


def draw(rows: int) -> dict[str, NDArray[np.generic]]:
    """Return the people as columns; the same number of rows gives the same people."""
    generator = np.random.default_rng([SEED, rows])
    level = generator.choice([int(one) for one in LEVELS], size=rows, p=list(LEVELS.values()))
    means = np.array([MEANS.get(int(one), MEANS[int(Level.COUNTY)]) for one in LEVELS])
    mean = means[np.searchsorted([int(one) for one in LEVELS], level)]
    person = np.exp(0.4 * generator.standard_normal(rows))
    apps, accounts, groups = (
        np.minimum(generator.poisson(generator.gamma(10.0, mean[:, kind] * person / 10.0)), most)
        for kind, most in enumerate((60, 200, 300))
    )
    codes, spent = _uses(generator, rows)
    columns = {
        "level": level,
        "region_code": _regions(generator, level),
        "app_count": apps,
        "idle_app_count": generator.binomial(apps, 0.18),
        "account_count": accounts,
        "group_count": groups,
        "group_minutes_per_day": _heaped_up_to(np.exp(2.2 + 0.8 * generator.standard_normal(rows)), 480),
        "attitude_5": generator.choice(5, size=rows, p=(0.08, 0.18, 0.34, 0.26, 0.14)) + 1,
        "practices_3m": generator.integers(0, 256, size=rows) & generator.integers(0, 256, size=rows),
        "skipped": generator.random(rows) < SKIPPED,
        "hurried": generator.random(rows) < SPEEDERS,
    }
    return columns | dict(zip(APP_COLUMNS, [*codes, *spent], strict=True))


def _uses(generator: np.random.Generator, rows: int) -> tuple[list[IntArray], list[IntArray]]:
    """Return three different apps of each person, popular ones more often, and the minutes of each."""
    first = generator.choice(APPS, size=rows, p=APP_SHARES / APP_SHARES.sum())
    steps = generator.integers(1, APPS // 2, size=(2, rows))
    codes = [first, (first + steps[0]) % APPS, (first + steps[0] + steps[1]) % APPS]
    spent = [_heaped_up_to(np.exp(1.6 + 0.7 * generator.standard_normal(rows)), 160) for _ in range(3)]
    return codes, spent


def _heaped_up_to(minutes: NDArray[np.float64], most: int) -> IntArray:
    return np.minimum(heaped(minutes), most).astype(np.int64)


def _regions(generator: np.random.Generator, level: IntArray) -> NDArray[np.str_]:
    """Return the place that each person names: their township, county or city."""
    found = _places()
    county_of = {code: place for place, code in enumerate(found["county"])}
    county_weight = generator.lognormal(0.0, COUNTY_SPREAD, len(county_of))
    home = np.array([county_of[f"{code[:6]}000000"] for code in found["township"]])
    township_weight = generator.lognormal(0.0, TOWNSHIP_SPREAD, len(home))
    township_weight *= (county_weight / np.maximum(np.bincount(home, township_weight, len(county_of)), 1e-9))[home]
    named = np.array(found["township"])[_chosen(generator, township_weight, len(level))]
    in_county = np.array(found["county"])[_chosen(generator, county_weight, len(level))]
    in_city = np.array(found["city"])[_chosen(generator, county_weight, len(level))]
    of_county = np.isin(level, (int(Level.COUNTY), int(Level.OTHER)))
    return np.where(level == int(Level.CITY), in_city, np.where(of_county, in_county, named))


def _chosen(generator: np.random.Generator, weights: NDArray[np.float64], size: int) -> IntArray:
    """Return positions by weight; much faster than Generator.choice for many weights."""
    steps = np.cumsum(weights)
    found: IntArray = np.searchsorted(steps, generator.random(size) * steps[-1], side="right").astype(np.int64)
    return found


def _places() -> dict[str, list[str]]:
    """Return the codes of townships and counties, and for each county the city that its city-level people name."""
    from burden.models import Region  # noqa: PLC0415  # once Django is set up

    regions = list(Region.objects.order_by("code").values_list("code", "parent_code", "kind"))
    kinds = {code: kind for code, _, kind in regions}
    counties = [(code, parent) for code, parent, kind in regions if kind == RegionKind.COUNTY.value]
    known = {code for code, _ in counties}
    return {
        "county": [code for code, _ in counties],
        "city": [parent if kinds[parent] == RegionKind.CITY.value else code for code, parent in counties],
        "township": [
            code for code, _, kind in regions if kind == RegionKind.TOWNSHIP.value and f"{code[:6]}000000" in known
        ],
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]), rows=int(sys.argv[2]), wave_id=int(sys.argv[3]))
