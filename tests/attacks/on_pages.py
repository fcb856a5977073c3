"""T1-T3 and T6 on what a released wave shows: JSON, pages and files of a real site against the answers themselves."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from random import Random

from django.test import Client

from burden.exports.making import make_file
from tests.attackers import Cell, derivable_units, nested_differences, signature_classes
from tests.attacks.finding import Finding
from tests.attacks.published import (
    BLOCK_OF,
    INDICATOR_COLUMN,
    Asked,
    Shown,
    mistakes,
    numbers_of_csv,
    rows_of_json,
    rows_of_page,
)
from tests.attacks.stage import WAVE
from tests.attacks.truth import K, Truth

MAIN_INDICATOR = {"apps": "I03", "groups": "I04", "minutes": "I07", "attitude": "I09"}
LEVELS = (20, 40, 50, 60, 70, 90)
NUMBER = re.compile(r"^-?\d[\d,]*(\.\d+)?$")
CODE_DIGITS = 12


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A released wave, somebody who reads all of it, and what the answers say."""

    client: Client
    truth: Truth
    wave: str = WAVE

    @property
    def regions(self) -> list[str]:
        """Codes of all regions of the wave."""
        return [code for code, _, _ in self.truth.made_up.regions]

    def ask(self, asked: Asked) -> list[Shown]:
        """Return every row that an address gives."""
        return rows_of_json(self.client, self.truth, asked, wave=self.wave)


def random_filters(stage: Stage, chance: Random, rounds: int) -> Finding:
    """T6: random regions, level sets and indicators; each number is the one that the answers give."""
    wrong: list[str] = []
    rows: list[Shown] = []
    for _ in range(rounds):
        levels = tuple(sorted(chance.sample(LEVELS, chance.randrange(len(LEVELS)))))
        asked = Asked(region=chance.choice(stage.regions), levels=levels, indicator=chance.choice(sorted(BLOCK_OF)))
        found = stage.ask(asked)
        rows += found
        wrong += [mistake for row in found for mistake in mistakes(row, stage.truth)]
    smallest = [_people(row, stage.truth) for row in rows if row.estimate["state"] == "shown"]
    return Finding(
        tried=f"{rounds} random filters, {len(rows)} rows compared with the answers",
        best=f"smallest group shown {min(smallest, default=0)} people",
        breaches=tuple(wrong),
    )


def random_pages(stage: Stage, chance: Random, rounds: int) -> Finding:
    """T6: the pages that compare, spread and follow a region's numbers; each is the one that the answers give."""
    wrong: list[str] = []
    told: Counter[str] = Counter()
    for place in range(rounds):
        page = sorted(INDICATOR_COLUMN)[place % len(INDICATOR_COLUMN)]
        levels = tuple(sorted(chance.sample(LEVELS, chance.choice((0, 0, 1, 2)))))
        asked = Asked(region=chance.choice(stage.regions), levels=levels, indicator=chance.choice(sorted(BLOCK_OF)))
        for row in rows_of_page(stage.client, stage.truth, page, asked, wave=stage.wave):
            told[page] += row.estimate["state"] == "shown"
            wrong += mistakes(row, stage.truth)
    return Finding(
        tried=f"{rounds} random filters of {len(INDICATOR_COLUMN)} pages, {told.total()} rows compared",
        best=", ".join(f"{page} {told[page]}" for page in sorted(told)),
        breaches=tuple(wrong),
    )


def every_cell(stage: Stage, *, blocks: Collection[str] = ("apps", "groups", "minutes", "attitude")) -> Finding:
    """T1-T3 on the cells of JSON: what all regions, levels and rest rows together tell."""
    breaches: list[str] = []
    sizes: list[int] = []
    count = 0
    for block in blocks:
        indicator = MAIN_INDICATOR[block]
        people = stage.truth.people(block)
        shown = [row for asked in _all_addresses(stage, indicator) for row in stage.ask(asked)]
        cells = _distinct(row.cell for row in shown if row.estimate["state"] == "shown")
        count += len(cells)
        sizes += signature_classes(cells, people) + nested_differences(cells, people)
        breaches += [f"{block} {unit} is a combination of cells" for unit in derivable_units(cells, people, below=K)]
        breaches += list(_bare_differences(shown))
    breaches += [f"{size} people" for size in sizes if size < K]
    return Finding(
        tried=f"{count} cells of JSON: classes, pairs, rank, differences of exact n",
        best=f"smallest class or difference {min(sizes, default=0)} people",
        breaches=tuple(breaches),
    )


def files(stage: Stage, regions: Iterable[str]) -> Finding:
    """T6: a number in a CSV or on a page is a number of the JSON of the same address."""
    strangers: list[str] = []
    compared = 0
    for region in regions:
        known = _numbers_of_json(stage, region)
        for cell in _cells_of_file(stage, region):
            compared += 1
            if NUMBER.match(cell) and len(cell) < CODE_DIGITS and float(cell.replace(",", "")) not in known:
                strangers.append(f"{region}: {cell} stands in the file only")
    return Finding(tried=f"{compared} cells of CSV files", best="no stranger", breaches=tuple(strangers))


def _people(row: Shown, truth: Truth) -> int:
    return len(truth.persons(BLOCK_OF[row.asked.indicator], row.cell))


def _all_addresses(stage: Stage, indicator: str) -> Iterator[Asked]:
    for region in stage.regions:
        yield Asked(region=region, indicator=indicator)
        for level in LEVELS:
            yield Asked(region=region, levels=(level,), indicator=indicator)


def _distinct(cells: Iterable[Cell]) -> list[Cell]:
    by_units = {cell.units: cell for cell in cells if cell.units}
    return list(by_units.values())


def _bare_differences(shown: Iterable[Shown]) -> Iterator[str]:
    """Yield differences of one to nine between exact numbers of people, without a look at who they are."""
    by_levels: dict[tuple[int, ...], list[Shown]] = defaultdict(list)
    for row in shown:
        if row.estimate["n"] is not None:
            by_levels[row.asked.levels].append(row)
    for rows in by_levels.values():
        for outer in rows:
            for inner in rows:
                rest = outer.estimate["n"] - inner.estimate["n"]
                if 0 < rest < K and inner.cell.units < outer.cell.units:
                    yield f"{outer.cell.name} less {inner.cell.name} leaves {rest}"


def _numbers_of_json(stage: Stage, region: str) -> set[float]:
    answer = stage.client.get("/api/v1/figures/", {"wave": stage.wave, "region": region, "indicator": "I03"})
    [table] = answer.json()["tables"]
    return {float(cell) for row in table["rows"] for cell in row["cells"] if isinstance(cell, int | float)}


def _cells_of_file(stage: Stage, region: str) -> Iterator[str]:
    asked = {"kind": "table-csv", "page": "region", "region": region, "wave": stage.wave, "indicator": "I03"}
    answer = stage.client.post("/exports/", asked)
    address = answer["Location"]
    make_file(address.split("/")[2])
    rows = numbers_of_csv(stage.client.get(f"{address}file/").getvalue())
    for row in rows:
        if not row:  # what follows the table names release and rules
            break
        yield from row[1:]
