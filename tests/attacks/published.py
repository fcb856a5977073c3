"""What readers see: numbers out of JSON and CSV, and whether each is what the answers say."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from django.test import Client

from tests.attackers import Cell
from tests.attacks.truth import K, Truth
from tests.attacks.worlds import Person
from tests.oracles import ORACLES, OracleEstimate

BLOCK_OF = {
    "I01": "apps",
    "I02": "apps",
    "I03": "apps",
    "I10": "apps",
    "I04": "groups",
    "I05": "minutes",
    "I06": "minutes",
    "I07": "minutes",
    "I08": "minutes",
    "I08-90": "minutes",
    "I08-120": "minutes",
    "I09": "attitude",
}
DECIMALS = {"I05": 0, "I06": 0, "I07": 0}
SHARES = {"I08", "I08-90", "I08-120", "I09", "I10"}
SHARES_FROM = 20
FLOOR, CEILING = 5, 95  # percent; beyond them a share shows the bound alone
BANDS = ((10, "10–19"), (20, "20–49"), (50, "50+"))


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One address that somebody asks for."""

    region: str
    levels: tuple[int, ...] = ()
    indicator: str = "I03"

    def query(self, wave: str) -> dict[str, str]:
        """Return the filters as they stand in the address."""
        levels = {"level": ",".join(map(str, self.levels))} if self.levels else {}
        return {"wave": wave, "region": self.region, "indicator": self.indicator, **levels}


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One row of an answer and the people it must speak of."""

    asked: Asked
    kind: str
    estimate: dict[str, Any]
    cell: Cell
    is_below_county: bool


def rows_of_json(client: Client, truth: Truth, asked: Asked, *, wave: str) -> list[Shown]:
    """Ask for figures and return every row with the people that it must speak of."""
    answer = client.get("/api/v1/figures/", asked.query(wave))
    if answer.status_code != 200:
        raise AssertionError(f"{asked} {answer.status_code}")
    [table] = answer.json()["tables"]
    block = BLOCK_OF[asked.indicator]
    kinds = {code: kind for code, _, kind in truth.made_up.regions}
    children = [row["region"]["code"] for row in table["rows"] if row["region"] and row["kind"] != "total"]
    found = []
    for row in table["rows"]:
        code = row["region"]["code"] if row["region"] else asked.region
        left_out = children if row["kind"] == "rest" else ()
        cell = truth.cell(block, code, asked.levels, without=left_out)
        is_below = kinds[code] == "township"
        found.append(
            Shown(asked=asked, kind=row["kind"], estimate=row["estimate"], cell=cell, is_below_county=is_below)
        )
    return found


# Where a row of a page says of which indicator it is: the column, None where it is the one that was asked for.
INDICATOR_COLUMN: dict[str, int | None] = {
    "compare": None,
    "trends": None,
    "distribution": None,
    "profile": 0,
    "quality": 0,
    "notices": 1,
}
POOLED = 0  # the level of small leftovers of all levels, which the answers do not know
TABLES_OF_OTHER_PEOPLE = ("limits:", "histogram:", "clean-ups", "quality-rounding", "quality-spread", "quality-sources")


def rows_of_page(client: Client, truth: Truth, page: str, asked: Asked, *, wave: str) -> Iterator[Shown]:
    """Ask a page for its tables and yield the rows that speak of one region's people; nothing where it has no such."""
    answer = client.get(f"/api/v1/{page}/", asked.query(wave))
    kinds = {code: kind for code, _, kind in truth.made_up.regions}
    tables = answer.json()["tables"] if answer.status_code == 200 else []
    for table in tables:
        if table["key"].startswith(TABLES_OF_OTHER_PEOPLE):
            continue
        for row in table["rows"]:
            # A page by level has a row for all of them, whichever are chosen elsewhere on it.
            levels = tuple(row["levels"]) if page == "distribution" else asked.levels
            if row["kind"] == "group" or POOLED in levels:
                continue
            column = INDICATOR_COLUMN[page]
            indicator = asked.indicator if column is None else row["cells"][column]
            if indicator in BLOCK_OF:
                code = row["region"]["code"] if row["region"] else asked.region
                yield Shown(
                    asked=replace(asked, indicator=indicator),
                    kind=f"{page} {row['kind']}",
                    estimate=row["estimate"],
                    cell=truth.cell(BLOCK_OF[indicator], code, levels),
                    is_below_county=kinds[code] == "township",
                )


def mistakes(shown: Shown, truth: Truth) -> Iterator[str]:
    """Yield what a row says that the answers do not."""
    block = BLOCK_OF[shown.asked.indicator]
    persons = truth.persons(block, shown.cell)
    right = ORACLES[shown.asked.indicator](persons)
    needed = SHARES_FROM if shown.asked.indicator in SHARES else K
    where = f"{shown.asked} {shown.cell.name} {shown.kind}"
    if shown.estimate["state"] == "suppressed":
        if right.n >= needed and right.value is not None:
            yield f"{where}: {right.n} people are not shown"
        if any(shown.estimate[name] is not None for name in ("value", "low", "high", "n")):
            yield f"{where}: a suppressed row tells something"
        return
    if right.n < K:
        yield f"{where}: shown of {right.n} people"
        return
    yield from (f"{where}: {mistake}" for mistake in _differences(shown, right, persons))


def _differences(shown: Shown, right: OracleEstimate, persons: list[Person]) -> Iterator[str]:
    said = shown.estimate
    decimals = DECIMALS.get(shown.asked.indicator, 1)
    if right.value is None:
        yield f"a value of nothing, {said['value']}"
        return
    value = printed_value(right.value, shown.asked.indicator, decimals=decimals)
    if said["value"] != value:
        yield f"{said['value']} instead of {value} of {len(persons)}"
    yield from _wrong_people(said, right.n, is_below_county=shown.is_below_county)
    if shown.asked.indicator not in SHARES:
        median = said["quantiles"]["median"]
        if median != right.median:
            yield f"median {median} instead of {right.median}"


def printed_value(exact: Fraction, indicator: str, *, decimals: int) -> float:
    """Return what is printed: rounded, and of shares below 5 % or above 95 % only the bound."""
    if indicator in SHARES and not FLOOR <= exact <= CEILING:
        return float(FLOOR if exact < FLOOR else CEILING)
    return float(round(exact, decimals))


def wrong_share(said: dict[str, Any], right: OracleEstimate, *, is_below_county: bool) -> Iterator[str]:
    """Yield what a share of people says that the answers do not."""
    if said["state"] == "suppressed":
        if right.n >= SHARES_FROM:
            yield f"{right.n} people are not shown"
        if any(said[name] is not None for name in ("value", "low", "high", "n")):
            yield "a suppressed share tells something"
    elif right.n < SHARES_FROM or right.value is None:
        yield f"shown of {right.n} people"
    else:
        if said["value"] != printed_value(right.value, "I09", decimals=1):
            yield f"{said['value']} instead of {right.value}"
        yield from _wrong_people(said, right.n, is_below_county=is_below_county)


def _wrong_people(said: dict[str, Any], n: int, *, is_below_county: bool) -> Iterator[str]:
    """Yield where a number of people is another, or exact where it must be a band."""
    if is_below_county and said["n"] is not None:
        yield f"an exact n of {said['n']} below county"
    elif not is_below_county and said["n"] != n:
        yield f"n {said['n']} instead of {n}"
    band = next(text for bar, text in reversed(BANDS) if n >= bar)
    if said["n_text"] != (band if is_below_county else str(n)):
        yield f"{said['n_text']} instead of {n}"


def numbers_of_csv(content: bytes) -> list[list[str]]:
    """Return the rows of a CSV file."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
