"""What-if told anew from the answers: random questions at random places, every number of both tables.

The written formulae (docs/arithmetic.md, "What if") a second time, by the sums of people that the slow oracle gives and
quantiles of another library.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from django.test import Client

from tests.aggregation.world import APPS
from tests.attacks.finding import Finding
from tests.attacks.readings import TOO_FEW
from tests.attacks.retold import LEVEL_TITLES, Retold, differences, said_in
from tests.attacks.savings import Measures, Saved, Savings
from tests.attacks.told_apps import LEVELS_ASKED, Asked

ACTION_WORDS = {"stop": "停用", "merge": "合并", "checkin": "取消打卡"}
NOWHERE = "ZZ9"  # an app of no catalogue
HOURS = 21 * 100 / 60  # a month of a hundred people, for each minute a workday
SLACK = 1e-6  # of floating point, before rounding
Cells = dict[str, Any]


def random_what_if(client: Client, retold: Retold, chance: Random, *, wave: str, rounds: int) -> Finding:
    """T6: random questions; minutes, hours, intervals, people and what is left out, by level and by measure."""
    found = _Compared()
    for _ in range(rounds):
        levels = tuple(sorted(chance.sample(LEVELS_ASKED, chance.choice((0, 0, 1, 2)))))
        asked = Asked(client=client, wave=wave, region=chance.choice(sorted(retold.kinds)), levels=levels)
        found.compare(asked, Savings(retold=retold, region=asked.region, measures=_random_measures(chance)))
    told = found.told
    return Finding(
        tried=f"{rounds} random what-if questions, {told['rows']} rows compared",
        best=f"all equal; {told['saved']} savings, {told['capped']} of them capped",
        breaches=tuple(found.wrong),
    )


def _random_measures(chance: Random) -> Measures:
    actions = {app: chance.choice(("", *ACTION_WORDS)) for app in APPS}
    if chance.random() < 0.2:
        actions[NOWHERE] = "stop"
    return Measures(
        actions={app: action for app, action in actions.items() if action},
        transfer=chance.choice((0, 0, 33, 50, 100)),
        checkin_share=chance.choice((100, 100, 40, 0)),
        groups=chance.choice((0, 0, 1, 3, 40, 300)),
    )


@dataclass(frozen=True, kw_only=True)
class _Compared:
    """What was compared so far: how many rows, savings and capped ones, and the mistakes."""

    told: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def compare(self, asked: Asked, right: Savings) -> None:
        """Ask one question and compare every row of both tables."""
        tables = asked.tables("what-if", **right.measures.query())
        changes, parts = tables["changes"], tables["parts"]
        where = f"{asked.name} {right.measures}"
        self.wrong.extend(_missing(asked, right, {tuple(row["levels"]) for row in changes["rows"]}, where))
        for row in changes["rows"]:
            levels = tuple(row["levels"])
            saved, left_out = right.together(levels)
            self._count(saved)
            self.wrong.extend(_wrong_change(row, _cells(changes, row), right, levels, where=f"{where} at {levels}"))
            self.wrong.extend(_wrong_left_out(row, _cells(changes, row), left_out, where=f"{where} at {levels}"))
        expected = dict(_parts(right, asked.levels))
        self.wrong.extend(differences(where, *zip([row["label_zh"] for row in parts["rows"]], expected, strict=True)))
        for row in parts["rows"]:
            saved = expected.get(row["label_zh"])
            self._count(saved)
            self.wrong.extend(_wrong_saving(row, _cells(parts, row), saved, right, where=f"{where} {row['label_zh']}"))

    def _count(self, saved: Saved | None) -> None:
        self.told["rows"] += 1
        self.told["saved"] += saved is not None
        self.told["capped"] += saved is not None and saved.is_capped


def _parts(right: Savings, levels: tuple[int, ...]) -> Iterator[tuple[str, Saved | None]]:
    """Yield the rows of the second table by their words, with what each saves by itself."""
    measures = right.measures
    for action, words in ACTION_WORDS.items():
        for app in sorted(APPS):
            if measures.actions.get(app) == action:
                yield f"{app}：{words}", right.of_apps((app,), levels)
    if measures.groups:
        yield f"每人少{measures.groups}个群：假设各群相当", right.of_groups(levels)


def _missing(asked: Asked, right: Savings, told: set[tuple[int, ...]], where: str) -> Iterator[str]:
    """Yield the levels that must have a row and have none, and those that must not."""
    if right.measures.is_empty:
        yield from (f"{where}: a row where nothing was asked" for _ in told)
    elif asked.levels:
        if told != {asked.levels, *((level,) for level in asked.levels)}:
            yield f"{where}: rows of {sorted(told)}"
    else:
        needed = [(level,) for level in LEVEL_TITLES.values() if right.together((level,))[0]]
        yield from (f"{where}: no row of {levels}" for levels in [(), *needed] if levels not in told)


def _wrong_change(row: Cells, said: Cells, right: Savings, levels: tuple[int, ...], *, where: str) -> Iterator[str]:
    """Yield what is wrong with a row of the first table but for what is left out."""
    saved, _ = right.together(levels)
    yield from _wrong_saving(row, said, saved, right, where=where)
    names = ("now", "after", "hours", "hours_low", "hours_high")
    if saved is None:
        yield from differences(where, *((said_in(said[name]), "") for name in names if name != "hours"))
        return
    now, less = float(right.spent(levels)), float(saved.minutes)
    values = (now, max(now - less, 0.0), HOURS * less, HOURS * saved.low, HOURS * saved.high)
    for name, value in zip(names, values, strict=True):
        yield from _wrong_number(f"{where} {name}", said[name], value, decimals=0)


def _wrong_left_out(row: Cells, said: Cells, left_out: int, *, where: str) -> Iterator[str]:
    shown = row["estimate"]["state"] == "shown"
    yield from differences(f"{where} left out", (said_in(said["left_out"]), str(left_out) if shown else ""))


def _wrong_saving(row: Cells, said: Cells, saved: Saved | None, right: Savings, *, where: str) -> Iterator[str]:
    """Yield what is wrong with minutes saved, their interval, people and grade."""
    if saved is None:
        yield from differences(where, (said_in(said["saved"]), TOO_FEW))
        rest = ("n", "low", "high", "grade")
        yield from differences(where, *((said_in(said[name]), "") for name in rest))
        return
    for name, value in (("saved", float(saved.minutes)), ("low", saved.low), ("high", saved.high)):
        yield from _wrong_number(f"{where} {name}", said[name], value, decimals=1)
    people = right.retold.people(saved.people, right.region)
    pairs = [("n", people), ("grade", saved.grade)]
    yield from differences(where, *((said_in(said[name]), text) for name, text in pairs))
    if right.retold.kinds[right.region] == "township" and row["estimate"]["n"] is not None:
        yield f"{where}: an exact n of {row['estimate']['n']} below county"


def _wrong_number(where: str, said: Any, right: float, *, decimals: int) -> Iterator[str]:  # noqa: ANN401  # whatever JSON holds
    """Yield a number that is not the right one rounded, or has more digits than it may."""
    is_number = isinstance(said, int | float)
    if not is_number or abs(said - right) > 0.5 * 10**-decimals + SLACK or round(said, decimals) != said:
        yield f"{where}: {said} instead of {right}"


def _cells(table: dict[str, Any], row: dict[str, Any]) -> Cells:
    return dict(zip((column["key"] for column in table["columns"]), row["cells"], strict=True))
