"""Trends, and what came of clean-ups, told anew from the answers of two waves over the same regions."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from random import Random
from typing import Any

from django.test import Client

from burden.models import CleanupEvent, Wave
from tests.attacks.finding import Finding
from tests.attacks.published import BLOCK_OF, DECIMALS, SHARES, SHARES_FROM, Asked, Shown, mistakes
from tests.attacks.stage import publish, reader
from tests.attacks.truth import K, Truth
from tests.attacks.worlds import LEVELS, PROVINCE, make_up
from tests.oracles import ORACLES

BEFORE, AFTER = "2026Q1", "2026Q3"
DAYS = {BEFORE: (date(2026, 1, 5), date(2026, 2, 5)), AFTER: (date(2026, 7, 5), date(2026, 8, 5))}
CLEANED_UP_ON = date(2026, 5, 4)
DIGITS = {"root": 0, "province": 2, "city": 4, "county": 6, "township": 9}
GROUND = {"township": 4, "county": 2, "city": 0}  # digits that peers share
FEWEST_OTHERS = 3
RATIO = "I10"  # of sums: no effect is computed of it
ENDS = {Fraction(0): Fraction(5), Fraction(100): Fraction(95)}  # as what the shares of nobody and of all count

Cell = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Times:
    """Two released waves by code, somebody who reads all of both, and the regions of clean-ups in between."""

    client: Client
    truths: dict[str, Truth]
    cleaned: tuple[str, ...]

    @property
    def kinds(self) -> dict[str, str]:
        """Return the kinds of regions by code."""
        return {code: kind for code, _, kind in self.truths[AFTER].made_up.regions}

    def path(self, region: str) -> str:
        """Return the digits that a region shares with all below it."""
        return region[: DIGITS[self.kinds[region]]]


def two_waves(chance: Random, *, shape: str) -> Times:
    """Publish two waves of the same regions, half a year apart, and two clean-ups in between."""
    truths = {}
    for code, days in DAYS.items():
        truths[code] = Truth(make_up(shape=shape, seed=chance.randrange(10**6), crowd=1.5))
        publish(truths[code].made_up, code=code, version=code)
        Wave.objects.filter(code=code).update(opens_on=days[0], closes_on=days[1])
    places = [code for code, _, kind in truths[AFTER].made_up.regions if kind in GROUND]
    cleaned = tuple(chance.sample(places, 2))
    for region in cleaned:
        CleanupEvent.objects.create(tree_id=AFTER, region_code=region, happened_on=CLEANED_UP_ON, title=region)
    return Times(client=reader(), truths=truths, cleaned=cleaned)


def random_times(times: Times, chance: Random, rounds: int) -> Finding:
    """T6: trends of random regions, levels and indicators, and what came of the clean-ups."""
    wrong: list[str] = []
    told = {"trends": 0, "clean-ups": 0}
    for place in range(rounds):
        levels = tuple(sorted(chance.sample(LEVELS, chance.choice((0, 0, 1, 2)))))
        asked = Asked(
            region=chance.choice(sorted(times.kinds)), levels=levels, indicator=chance.choice(sorted(BLOCK_OF))
        )
        page = ("trends", "clean-ups")[place % 2]
        found = _wrong_trend(times, asked) if page == "trends" else _wrong_effects(times, asked)
        for mistakes_of_one in found:
            told[page] += 1
            wrong += mistakes_of_one
    return Finding(
        tried=f"{rounds} random filters, {told['trends']} values of trends, {told['clean-ups']} of clean-ups compared",
        best="all equal",
        breaches=tuple(wrong),
    )


def _wrong_trend(times: Times, asked: Asked) -> Iterator[list[str]]:
    """Yield the mistakes of each wave's value."""
    answer = times.client.get("/api/v1/trends/", asked.query(AFTER)).json()
    for row in answer["tables"][0]["rows"]:
        yield _mistakes(times, row["label_zh"], asked, row["estimate"])


def _mistakes(times: Times, wave: str, asked: Asked, said: Cell) -> list[str]:
    truth = times.truths[wave]
    cell = truth.cell(BLOCK_OF[asked.indicator], asked.region, asked.levels)
    is_below = times.kinds[asked.region] == "township"
    return list(mistakes(Shown(asked=asked, kind=wave, estimate=said, cell=cell, is_below_county=is_below), truth))


def _wrong_effects(times: Times, asked: Asked) -> Iterator[list[str]]:
    """Yield the mistakes of the cells of each clean-up and of its effect."""
    for event in CleanupEvent.objects.all():
        query = asked.query(AFTER) | {"region": PROVINCE, "event": str(event.pk)}
        table = times.client.get("/api/v1/before-after/", query).json()["tables"][0]
        *own, others_before, others_after, effect = [row["estimate"] for row in table["rows"]]
        of_place = replace(asked, region=event.region_code)
        for wave, said in zip(DAYS, own, strict=True):
            yield _mistakes(times, wave, of_place, said)
        right = _right_effect(times, of_place)
        where = f"clean-up of {of_place}"
        for said, expected in zip((others_before, others_after, effect), right, strict=True):
            yield [f"{where}: {found}" for found in _differences(said, expected, asked.indicator)]


def _right_effect(times: Times, asked: Asked) -> tuple[Fraction | None, Fraction | None, Fraction | None]:
    """Return the others' mean before and after, and the effect; None where it may not be shown."""
    kind = times.kinds[asked.region]
    ground = times.path(asked.region)[: GROUND[kind]]
    peers = [code for code, other in times.kinds.items() if other == kind and code.startswith(ground)]
    quiet = [code for code in peers if not _is_touched(times, code)]
    pairs = [pair for code in quiet if (pair := _pair(times, replace(asked, region=code)))]
    if len(pairs) < FEWEST_OTHERS or asked.indicator == RATIO:
        return None, None, None
    before, after = (sum(values, Fraction(0)) / len(pairs) for values in zip(*pairs, strict=True))
    own = _pair(times, asked)
    return before, after, own[1] - own[0] - (after - before) if own else None


def _is_touched(times: Times, region: str) -> bool:
    """Tell whether a region, one above or one below it had a clean-up."""
    own, cleaned = times.path(region), [times.path(code) for code in times.cleaned]
    return any(own.startswith(path) or path.startswith(own) for path in cleaned)


def _pair(times: Times, asked: Asked) -> tuple[Fraction, Fraction] | None:
    """Return a region's values before and after, None unless both are shown."""
    found = []
    for wave in DAYS:
        truth = times.truths[wave]
        block = BLOCK_OF[asked.indicator]
        right = ORACLES[asked.indicator](truth.persons(block, truth.cell(block, asked.region, asked.levels)))
        is_share = asked.indicator in SHARES
        if right.value is None or right.n < (SHARES_FROM if is_share else K):
            return None
        found.append(ENDS.get(right.value, right.value) if is_share else right.value)
    return found[0], found[1]


def _differences(said: Cell, right: Fraction | None, indicator: str) -> Iterator[str]:
    if (said["state"] == "shown") != (right is not None):
        yield f"{said['value']} instead of {right}"
    elif right is not None:
        decimals = DECIMALS.get(indicator, 1)
        if abs(said["value"] - float(right)) > 0.5 * 10**-decimals + 1e-9:
            yield f"{said['value']} instead of {float(right)}"
