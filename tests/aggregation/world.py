"""A small made-up province with answers, for the tests of releases."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from burden.aggregation.release import start_release, work_on
from burden.domain.blocks import APP_FLAGS
from burden.models import CatalogueItem, Headcount, Region, Release, TreeVersion, Wave
from tests.answers import store

PROVINCE = "990000000000"
APPS = ("A1", "A2", "A3")
LEVELS = (40, 50, 60, 70)
EVERYTHING_IN_ONE, SOME_SHARDS = 10**9, 400  # rows a shard
# Largest number of each answer to page 2; those in the set begin at 1.
PAGE_TWO = {
    "off_hours_days": 7,
    "reply_deadline": 5,
    "group_msgs_band": 6,
    "same_data_times": 9,
    "proxy_account_count": 99,
    "runs_media": 2,
    "extra_phone_count": 9,
    "data_return": 5,
    "change_6m": 5,
    "relief_paperwork_count": 50,
    "load_time": 10,
    "load_effort": 10,
    "load_frustration": 10,
    "seen_proxy": 4,
    "seen_boosting": 4,
    "seen_padding": 4,
    "citizen_push": 3,
    "quota_mismatch": 3,
    "group_task_demand": 3,
    "dead_group_count": 300,
}
FROM_ZERO = {"off_hours_days", "proxy_account_count", "extra_phone_count", "relief_paperwork_count", "dead_group_count"}
APP_MINUTES = (0, 5, 17, 30, 62, 63, 120, 600)
ONE_AND_UP = set(PAGE_TWO) - FROM_ZERO - {"load_time", "load_effort", "load_frustration"}
OPINIONS = {"usefulness_5": 5, "modules_used": 4, "keep_choice": 4, "overcollect": 3}


@dataclass(frozen=True, kw_only=True)
class World:
    """A closed wave, its regions as (code, parent, kind), and its answers as they stand in the database."""

    wave: Wave
    regions: tuple[tuple[str, str, str], ...]


def region_rows(*, cities: int, counties: int, townships: int) -> list[tuple[str, str, str]]:
    """A province of regular shape, and a county directly below the province."""
    rows = [("000000000000", "", "root"), (PROVINCE, "000000000000", "province")]
    for city in range(1, cities + 1):
        rows.append((f"99{city:02d}00000000", PROVINCE, "city"))
        for county in range(1, counties + 1):
            code = f"99{city:02d}{county:02d}"
            rows.append((f"{code}000000", f"99{city:02d}00000000", "county"))
            rows += [(f"{code}{town:03d}000", f"{code}000000", "township") for town in range(1, townships + 1)]
    rows.append(("999001000000", PROVINCE, "county"))
    return rows


def make_world(
    *,
    people: int = 600,
    seed: int = 1,
    shape: tuple[int, int, int] = (2, 3, 3),
    app_minutes: Sequence[int] = APP_MINUTES,
    **wave_fields: object,
) -> World:
    """Store a province whose townships differ in size, with skipped questions, careless answers and usage reports.

    ``shape`` is (cities, counties a city, townships a county), ``app_minutes`` what people may spend on all apps.
    """
    cities, counties, townships = shape
    rows = region_rows(cities=cities, counties=counties, townships=townships)
    tree = _store_tree(rows)
    defaults: dict[str, Any] = {
        "code": "2026Q4",
        "region_code": PROVINCE,
        "opens_on": date(2026, 10, 1),
        "closes_on": date(2026, 10, 20),
        "state": Wave.State.CLOSED,
        "assurance": Wave.Assurance.CODED,
    }
    wave = Wave.objects.create(tree=tree, **(defaults | dict(wave_fields)))
    path = _path(wave.region_code, next(kind for code, _, kind in rows if code == wave.region_code))
    within = [row for row in rows if row[0].startswith(path)]
    _answer(wave, [row for row in within if row[2] not in {"root", "province"}], Random(seed), people, app_minutes)
    return World(wave=wave, regions=tuple(within))


def released(world: World, *, most_rows: int = SOME_SHARDS) -> Release:
    """Let one worker compute the wave's release to its end, and return it."""
    release = start_release(wave=world.wave, most_rows=most_rows)
    work_on(release.pk)
    release.refresh_from_db()
    return release


def _store_tree(rows: Sequence[tuple[str, str, str]]) -> TreeVersion:
    tree, _ = TreeVersion.objects.get_or_create(
        version="made-up", defaults={"source": "test", "as_of_on": date(2026, 9, 1)}
    )
    Region.objects.bulk_create(
        [Region(tree=tree, code=c, parent_code=p, kind=k, path=_path(c, k), name=c, source="test") for c, p, k in rows],
        ignore_conflicts=True,
    )
    for app_code in APPS:
        fields = {"tree": tree, "name_zh": app_code, "kind": "app", "region_code": PROVINCE, "audience": "internal"}
        CatalogueItem.objects.get_or_create(app_code=app_code, defaults=fields | {"sponsor_level": 20})
    return tree


def _path(code: str, kind: str) -> str:
    return code[: {"root": 0, "province": 2, "city": 4, "county": 6, "township": 9}[kind]]


def _answer(
    wave: Wave, regions: Sequence[tuple[str, str, str]], random: Random, people: int, app_minutes: Sequence[int]
) -> None:
    weights = [random.choice((0, 1, 1, 2, 5, 9)) for _ in regions]
    weights[0] = 5
    named = random.choices(regions, weights, k=people)
    responses, reports, further = [], [], []
    units: set[tuple[str, int]] = set()
    for code, _, kind in named:
        level = random.choice({"city": (40,), "county": (50, 50, 60, 70)}.get(kind, (50, 60, 60, 60, 70)))
        units.add((code, level))
        responses.append({"region_code": code, "level": level, **_page_one(random, app_minutes)})
        if random.random() < 0.6:
            held = [app for app in APPS if random.random() < 0.6]
            statuses = [random.choice((1, 1, 2)) for _ in held]
            reports.append(
                {
                    "region_code": code,
                    "level": level,
                    "app_codes": held,
                    "statuses": statuses,
                    "minutes": [_skip(random, random.randrange(0, 90)) if s == 1 else None for s in statuses],
                    **_opinions(random, statuses),
                }
            )
        if random.random() < 0.5:
            further.append({"region_code": code, "level": level, **_page_two(random)})
    for kind, answers in (("response", responses), ("usage", reports), ("further", further)):
        store(wave, kind, answers)
    Headcount.objects.bulk_create(
        Headcount(
            wave=wave,
            region_code=code,
            level=level,
            people=random.choice((12, 20, 200)),
            source="test",
            as_of_on=date(2026, 9, 1),
        )
        for code, level in sorted(units)
        if random.random() < 0.7
    )


def _page_one(random: Random, app_minutes: Sequence[int]) -> dict[str, Any]:
    apps = random.randrange(0, 30) if random.random() < 0.95 else 0
    return {
        "app_count": _skip(random, apps),
        "idle_app_count": _skip(random, random.randrange(0, apps + 1)) if apps else None,
        "account_count": _skip(random, random.randrange(0, 40)),
        "group_count": _skip(random, random.randrange(0, 60)),
        "app_minutes_per_day": _skip(random, random.choice(app_minutes)),
        "group_minutes_per_day": _skip(random, random.choice((0, 3, 20, 45, 500))),
        "attitude_5": _skip(random, random.randrange(1, 6)),
        "practices_3m": _skip(random, random.choice((0, random.randrange(256)))),
        "apps": list(_named_apps(random)),
        "duration_band": random.choice(("lt20", "20_60", "60_90", "60_90", "gt90", "")),
        "minutes_source": ("", "estimate", "screen_time")[apps % 3],
        "quality_flag": random.choice(("ok",) * 18 + ("speeder", "straight")),
    }


def _page_two(random: Random) -> dict[str, Any]:
    most = PAGE_TWO | {"cleanup_effect": 31}
    return {name: _skip(random, random.randrange(int(name in ONE_AND_UP), top + 1)) for name, top in most.items()}


def _opinions(random: Random, statuses: Sequence[int]) -> dict[str, list[int | None]]:
    """Opinions of the apps in use; now and then nobody has one, and the array is empty as the site keeps it."""
    found: dict[str, list[int | None]] = {}
    for name, most in OPINIONS.items():
        given = [random.randrange(1, most + 1) if s == 1 and random.random() < 0.6 else None for s in statuses]
        found[name] = given if any(given) else []
    return found


def _named_apps(random: Random) -> Iterator[dict[str, Any]]:
    for app in random.sample((*APPS, None), random.randrange(0, 3)):
        yield {
            "app_code": app,
            "new_app_name": None if app else "手写的名字",
            "minutes_per_day": _skip(random, random.randrange(0, 120)),
            **{flag: random.random() < 0.3 for flag in APP_FLAGS},
        }


def _skip(random: Random, value: int) -> int | None:
    return None if random.random() < 0.08 else value
