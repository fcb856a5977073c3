"""What pages say of apps, told anew from the answers at any levels: the list, the portrait of each app, the board."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any

from django.test import Client

from tests.aggregation.world import APPS
from tests.attacks.finding import Finding
from tests.attacks.readings import TOO_FEW
from tests.attacks.retold import (
    LEVEL_TITLES,
    K,
    Retold,
    Told,
    differences,
    plain,
    said_in,
)

LEVELS_ASKED = (40, 50, 60, 70)
ROUNDED_FROM, HOLDERS_FROM = 50, 30
SAYINGS = {
    "较有用或很有用": ("useful", "usefulness_5", ("4", "5")),
    "没用或用处不大": ("useful", "usefulness_5", ("1", "2")),
    "功能很少用到或没有用到": ("modules", "modules_used", ("few", "none")),
    "该保留": ("keep", "keep_choice", ("keep",)),
    "该合并": ("keep", "keep_choice", ("merge",)),
    "该停用": ("keep", "keep_choice", ("stop",)),
    "要的个人信息过多": ("overcollect", "overcollect", ("yes",)),
}
TOO_FEW_OF_ALL = Told(text=TOO_FEW)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A region and levels of a wave, and who reads them."""

    client: Client
    wave: str
    region: str
    levels: tuple[int, ...] = ()

    def tables(self, page: str, **more: str) -> dict[str, dict[str, Any]]:
        """Return the tables of a page by key; ``more`` is what this page alone asks."""
        level = {"level": ",".join(map(str, self.levels))} if self.levels else {}
        answer = self.client.get(f"/api/v1/{page}/", {"wave": self.wave, "region": self.region, **level, **more})
        return {table["key"]: table for table in answer.json()["tables"]}

    @property
    def name(self) -> str:
        """What a mistake is called by."""
        return f"{self.region} {self.levels}"


def random_apps(client: Client, retold: Retold, chance: Random, *, wave: str, rounds: int) -> Finding:
    """T6: apps, a portrait and the board at random regions and levels."""
    wrong: list[str] = []
    compared = 0
    for _ in range(rounds):
        levels = tuple(sorted(chance.sample(LEVELS_ASKED, chance.choice((0, 1, 1, 2)))))
        asked = Asked(client=client, wave=wave, region=chance.choice(sorted(retold.kinds)), levels=levels)
        for rows, mistakes in (
            wrong_apps(asked, retold),
            wrong_portrait(asked, retold, chance.choice(APPS)),
            wrong_board(asked, retold),
        ):
            compared += rows
            wrong += mistakes
    return Finding(
        tried=f"{rounds} random filters of apps, portraits and the board, {compared} rows compared",
        best="all equal",
        breaches=tuple(wrong),
    )


def wrong_apps(asked: Asked, retold: Retold) -> tuple[int, list[str]]:
    """Return the rows of apps in JSON, and what they say of holders, users, minutes, opinions that answers do not."""
    tables = asked.tables("apps")
    apps, opinions = tables["apps"], tables["opinions"]
    wrong = [*_wrong_numbers(apps, retold, asked), *_wrong_opinions(opinions, retold, asked)]
    return len(apps["rows"]) + len(opinions["rows"]), wrong


def wrong_portrait(asked: Asked, retold: Retold, app: str) -> tuple[int, list[str]]:
    """Return the rows of an app's portrait by level and by region below, and what is wrong with them."""
    tables = asked.tables(f"apps/{app}")
    by_level = tables["app_levels"]
    *levels, together = by_level["rows"]
    rows: list[tuple[str, tuple[int, ...], Any]] = [
        (asked.region, (LEVEL_TITLES[row["label_zh"]],), row) for row in levels
    ]
    rows.append((asked.region, asked.levels, together))
    below = tables.get("app_regions", {"rows": []})["rows"]
    rows += [(row["region"]["code"], asked.levels, row) for row in below]
    wrong: list[str] = []
    for region, chosen, row in rows:
        cells, right = _cells(by_level, row), _app(retold, app, region, chosen)
        where = f"{region} {chosen} {app}"
        for name, told in (("held", right["holders"]), ("active", right["active"]), ("minutes", right["minutes"])):
            wrong += differences(f"{where} {name}", (said_in(cells[name]), told.text))
        wrong += differences(f"{where} n", (said_in(cells["n"]), right["minutes"].n))
    return len(rows), wrong


def wrong_board(asked: Asked, retold: Retold) -> tuple[int, list[str]]:
    """Return the rows of minutes by sponsor, and what is wrong; all apps of the made-up wave have one sponsor."""
    tables = [table for key, table in asked.tables("board").items() if key.startswith("sponsor_")]
    people = retold.sums("usage", asked.region, asked.levels)["n"]
    uses = [retold.sums(f"use:{app}", asked.region, asked.levels) for app in APPS]
    counted = [use for use in uses if people >= use["n"] >= K]
    minutes = Fraction(sum(use["sum:minutes_per_day"] for use in counted), max(1, people))
    text, n = (plain(minutes, 1), retold.people(people, asked.region)) if counted else (TOO_FEW, "")
    wrong: list[str] = []
    rows = [(table, row) for table in tables for row in table["rows"]]
    for table, row in rows:
        cells = _cells(table, row)
        said = tuple(said_in(cells[name]) for name in ("counted", "minutes", "n"))
        right = (str(len(counted)), text, n)
        wrong += differences(f"{asked.name} {table['key']}", *zip(said, right, strict=True))
    return len(rows), wrong


def _cells(table: dict[str, Any], row: dict[str, Any]) -> dict[str, Any]:
    return dict(zip((column["key"] for column in table["columns"]), row["cells"], strict=True))


def _wrong_numbers(apps: dict[str, Any], retold: Retold, asked: Asked) -> Iterator[str]:
    for row in apps["rows"]:
        cells = _cells(apps, row)
        told = _app(retold, cells["code"], asked.region, asked.levels)
        for name, right in told.items():
            yield from differences(f"{asked.name} {cells['code']} {name}", (said_in(cells[name]), right.text))
        yield from differences(f"{asked.name} {cells['code']} n", (said_in(cells["minutes_n"]), told["minutes"].n))


def _wrong_opinions(opinions: dict[str, Any], retold: Retold, asked: Asked) -> Iterator[str]:
    for row in opinions["rows"]:
        app, n, value, *_ = row["cells"]
        prefix, field, answers = SAYINGS[row["label_zh"].partition("：")[2]]
        sums = retold.sums(f"{prefix}:{app}", asked.region, asked.levels)
        count = sum(sums[f"count:{field}_{answer}"] for answer in answers)
        right = retold.share(count, sums["n"], asked.region, decimals=0)
        pairs = ((said_in(value), right.text), (said_in(n), right.n))
        yield from differences(f"{asked.name} {row['label_zh']}", *pairs)


def _app(retold: Retold, app: str, region: str, levels: Collection[int]) -> dict[str, Told]:
    usage, use = retold.sums("usage", region, levels), retold.sums(f"use:{app}", region, levels)
    n, holders, users = usage["n"], usage[f"count:holders:{app}"], usage[f"count:users:{app}"]
    active = retold.share(min(users, holders), holders, region, decimals=0, bar=HOLDERS_FROM)
    mean = Fraction(use["sum:minutes_per_day"], max(1, use["n"]))
    minutes = Told(text=plain(mean, 0), n=retold.people(use["n"], region)) if use["n"] >= K else TOO_FEW_OF_ALL
    return {
        "holders": retold.share(min(holders, n), n, region, decimals=0, bar=ROUNDED_FROM),
        "users": retold.share(min(users, n), n, region, decimals=0, bar=ROUNDED_FROM),
        "active": active if n >= ROUNDED_FROM else TOO_FEW_OF_ALL,
        "minutes": minutes,
    }
