"""Peers told anew from the answers: higher, alike or lower, the lines of fair comparison, how others lie."""

from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Any

from tests.attacks.finding import Finding
from tests.attacks.on_pages import LEVELS, Stage
from tests.attacks.peers import DIGITS, Field, field_around
from tests.attacks.published import BLOCK_OF, DECIMALS, Asked, Shown, mistakes

NOT_COMPARED = {"", "unknown", "none"}
SLACK = 1e-6  # of floating point, before rounding
Row = dict[str, Any]


def random_peers(stage: Stage, chance: Random, rounds: int) -> Finding:
    """T6: fair comparisons and profiles of random regions, levels and indicators."""
    wrong: list[str] = []
    told: Counter[str] = Counter()
    for place in range(rounds):
        levels = tuple(sorted(chance.sample(LEVELS, chance.choice((0, 0, 1, 2)))))
        asked = Asked(region=chance.choice(stage.regions), levels=levels, indicator=chance.choice(sorted(BLOCK_OF)))
        for standing, of_row in wrong_comparison(stage, asked) if place % 3 else _wrong_profile(stage, asked):
            told[standing] += 1
            wrong += of_row
    return Finding(
        tried=f"{rounds} random comparisons and profiles, {told.total()} rows compared",
        best=", ".join(f"{told[kind]} {kind}" for kind in ("higher", "similar", "lower", "lines", "others")),
        breaches=tuple(wrong),
    )


def wrong_comparison(stage: Stage, asked: Asked) -> Iterator[tuple[str, list[str]]]:
    """Yield what each row of fair comparison says and what is wrong with it."""
    tables = _tables(stage, "compare", asked)
    for key, table in tables.items():
        name, kind = key.split(":")
        right = field_around(stage.truth, asked.region, kind, levels=asked.levels, indicator=asked.indicator)
        where = f"compare {asked} {kind}"
        if name == "limits":
            yield from (("lines", list(_wrong_lines(row, right, where))) for row in table["rows"])
            continue
        units = [row for row in table["rows"] if row["region"]]
        yield "units", list(_wrong_units(stage, asked, right, [row["region"]["code"] for row in units], where))
        for row in units:
            yield _wrong_standing(row["estimate"], right, row["region"]["code"], where)
        yield "mean", list(_wrong_mean(stage, asked, right, [row for row in table["rows"] if not row["region"]], where))
        has_lines = right.measured[0] is not None and any(row["estimate"]["state"] == "shown" for row in units)
        if has_lines != (f"limits:{kind}" in tables):
            yield "lines", [f"{where}: lines where nothing is compared, or none where it is"]


def _wrong_units(stage: Stage, asked: Asked, right: Field, told: list[str], where: str) -> Iterator[str]:
    """Yield a mistake where other regions stand there than those within, or the peers of a region without any."""
    kinds = {code: kind for code, _, kind in stage.truth.made_up.regions}
    path = asked.region[: DIGITS[kinds[asked.region]]]
    within = [code for code in right.codes if code.startswith(path) and code != asked.region]
    if sorted(told) != sorted(within or right.codes):
        yield f"{where}: {told} stand there"


def _wrong_mean(stage: Stage, asked: Asked, right: Field, rows: list[Row], where: str) -> Iterator[str]:
    """Yield what is wrong with the peers' mean; there is none without a comparison."""
    if (right.measured[0] is not None) != bool(rows):
        yield f"{where}: {len(rows)} means"
    for row in rows if right.measured[0] else ():
        is_below = right.kind == "township"
        shown = Shown(asked=asked, kind=where, estimate=row["estimate"], cell=right.pooled, is_below_county=is_below)
        yield from mistakes(shown, stage.truth)


def _wrong_lines(row: Row, right: Field, where: str) -> Iterator[str]:
    people = int(row["label_zh"].replace(",", "").replace("+", "").partition("–")[0])
    yield from _wrong_numbers(row["cells"], right.limits(people), right.indicator, f"{where} lines at {people}")


def _wrong_profile(stage: Stage, asked: Asked) -> Iterator[tuple[str, list[str]]]:
    """Yield what each row of a profile says of peers and what is wrong with it."""
    kind = next(kind for code, _, kind in stage.truth.made_up.regions if code == asked.region)
    for table in _tables(stage, "profile", asked).values():
        columns = [column["key"] for column in table["columns"]]
        for row in table["rows"]:
            said = dict(zip(columns, row["cells"], strict=True))
            if said["indicator"] not in BLOCK_OF:
                continue
            right = field_around(stage.truth, asked.region, kind, levels=asked.levels, indicator=said["indicator"])
            others, where = right.others(asked.region), f"profile {asked} {said['indicator']}"
            cells = [said[name] for name in columns if name.startswith("peers_")]
            if others is None:
                wrong = [f"{where}: peers where there are too few"] if {*cells, said["peers"]} != {None} else []
                wrong += [f"{where}: a band"] if row["estimate"]["band"] not in NOT_COMPARED else []
                yield "alone", wrong
                continue
            count = sum(code != asked.region for code in right.printed)
            wrong = [] if said["peers"] == count else [f"{where}: {said['peers']} peers instead of {count}"]
            yield "others", [*wrong, *_wrong_numbers(cells, others, right.indicator, where)]
            yield _wrong_standing(row["estimate"], right, asked.region, where)


def _wrong_standing(said: Row, right: Field, code: str, where: str) -> tuple[str, list[str]]:
    standing = right.standing(code)
    told = "" if said["band"] in NOT_COMPARED else said["band"]
    return told, [] if told == standing else [f"{where} {code}: {told or 'nothing'} instead of {standing or 'nothing'}"]


def _wrong_numbers(said: list[Any], right: list[float], indicator: str, where: str) -> Iterator[str]:
    decimals = DECIMALS.get(indicator, 1)
    for one, other in zip(said, right, strict=True):
        if one is None or abs(float(one) - other) > 0.5 * 10**-decimals + SLACK or round(float(one), decimals) != one:
            yield f"{where}: {said} instead of {right}"


def _tables(stage: Stage, page: str, asked: Asked) -> dict[str, Row]:
    answer = stage.client.get(f"/api/v1/{page}/", asked.query(stage.wave))
    return {table["key"]: table for table in answer.json()["tables"]} if answer.status_code == 200 else {}
