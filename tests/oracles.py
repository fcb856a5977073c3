"""A second, slow and obvious implementation of every indicator: loops over people, dictionaries, no shared code.

A person is a dictionary as the interface takes it: ``region_code``, ``level_code``, the fields of page 1 (missing or
None when skipped), ``practices_3m`` as a list of codes.  Nothing here imports the product, rounds, hides or merges; it
says what is true of the people it is given.  Percentages are 0-100.
"""

import math
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, partial
from typing import Any

from scipy import stats

Person = dict[str, Any]

MOST_MINUTES = 960
FIELD_ZEROED_BY = {
    "idle_app_count": "app_count",
    "app_minutes_per_day": "app_count",
    "group_minutes_per_day": "group_count",
}
CLASSES = {
    "class_compulsory": {"p_checkin", "p_rate_notice", "p_instant_reply"},
    "class_traces": {"p_location_track", "p_photo_upload"},
    "class_ranking": {"p_points_rank", "p_like_recruit"},
    "class_multiple": {"p_duplicate_entry"},
}


@dataclass(frozen=True, kw_only=True)
class OracleEstimate:
    """What is true of some people: exact value, 95 % interval, type-1 quantiles; None where it is not defined."""

    n: int
    value: Fraction | None
    low: float | None = None
    high: float | None = None
    p10: int | None = None
    p25: int | None = None
    median: int | None = None
    p75: int | None = None
    p90: int | None = None
    median_low: int | None = None
    median_high: int | None = None


def people_at(people: Iterable[Person], *, prefix: str = "", levels: Collection[int] = ()) -> list[Person]:
    """Return the people of a subtree (its code's shared digits) and of some levels (none given: all)."""
    return [
        person
        for person in people
        if person["region_code"].startswith(prefix) and (not levels or int(person["level_code"]) in levels)
    ]


def said(person: Person, field: str) -> int | None:
    """Return a number that a person gave; 0 apps or groups make what hangs on them 0 although nobody asked."""
    gate = FIELD_ZEROED_BY.get(field)
    if gate is not None and person.get(gate) == 0:
        return 0
    value = person.get(field)
    return None if value is None else int(value)


def rows_of(people: Iterable[Person], fields: tuple[str, ...]) -> list[list[int]]:
    """Return one row a person who answered all of the fields."""
    rows = []
    for person in people:
        row = [said(person, field) for field in fields]
        complete = [value for value in row if value is not None]
        if len(complete) == len(fields):
            rows.append(complete)
    return rows


def apps(people: list[Person]) -> list[list[int]]:
    return rows_of(people, ("app_count", "idle_app_count", "account_count"))


def minutes(people: list[Person]) -> list[list[int]]:
    return rows_of(people, ("app_minutes_per_day", "group_minutes_per_day"))


def mean_of(values: list[int], *, step: int = 1) -> OracleEstimate:
    """Return mean, log-scale t interval and quantiles; ``step`` is the width of the bins that quantiles know."""
    n = len(values)
    if n == 0:
        return OracleEstimate(n=0, value=None)
    low, high = log_t_interval(values)
    binned = sorted(step * math.floor(value / step + 0.5) for value in values)
    rank = order_statistic_rank(n)
    return OracleEstimate(
        n=n,
        value=Fraction(sum(values), n),
        low=low,
        high=high,
        p10=type_one(binned, Fraction(1, 10)),
        p25=type_one(binned, Fraction(1, 4)),
        median=type_one(binned, Fraction(1, 2)),
        p75=type_one(binned, Fraction(3, 4)),
        p90=type_one(binned, Fraction(9, 10)),
        median_low=binned[rank - 1] if rank else None,
        median_high=binned[n - rank] if rank else None,
    )


def log_t_interval(values: list[int]) -> tuple[float | None, float | None]:
    n = len(values)
    if n < 2:
        return None, None
    mean = sum(values) / n
    if mean == 0:
        return 0.0, 0.0
    squared_deviations = 0.0
    for value in values:
        squared_deviations += (value - mean) ** 2
    standard_error = math.sqrt(squared_deviations / (n - 1)) / math.sqrt(n)
    t = float(stats.t.ppf(0.975, n - 1))
    return mean * math.exp(-t * standard_error / mean), mean * math.exp(t * standard_error / mean)


def type_one(ordered: list[int], q: Fraction) -> int:
    """Return the smallest value that at least the share q does not exceed, counting one by one."""
    for place, value in enumerate(ordered, start=1):
        if Fraction(place, len(ordered)) >= q:
            return value
    raise AssertionError


@cache
def order_statistic_rank(n: int) -> int:
    """Return the largest rank that lies above the median with at most 2.5 % probability, counting up; 0 without."""
    rank = 0
    while stats.binom.cdf(rank, n, 0.5) <= 0.025:
        rank += 1
    return rank


def share_of(count: int, n: int) -> OracleEstimate:
    """Return a share in percent with Wilson's interval."""
    if n == 0:
        return OracleEstimate(n=0, value=None)
    interval = stats.binomtest(count, n).proportion_ci(0.95, method="wilson")
    return OracleEstimate(
        n=n, value=Fraction(100 * count, n), low=100 * float(interval.low), high=100 * float(interval.high)
    )


def i01(people: list[Person]) -> OracleEstimate:
    return mean_of([row[0] for row in apps(people)])


def i02(people: list[Person]) -> OracleEstimate:
    return mean_of([row[2] for row in apps(people)])


def i03(people: list[Person]) -> OracleEstimate:
    return mean_of([row[0] + row[2] for row in apps(people)])


def i04(people: list[Person]) -> OracleEstimate:
    return mean_of([row[0] for row in rows_of(people, ("group_count",))])


def i05(people: list[Person]) -> OracleEstimate:
    return mean_of([row[0] for row in minutes(people)], step=5)


def i06(people: list[Person]) -> OracleEstimate:
    return mean_of([row[1] for row in minutes(people)], step=5)


def i07(people: list[Person]) -> OracleEstimate:
    return mean_of([min(row[0] + row[1], MOST_MINUTES) for row in minutes(people)], step=5)


def i08(people: list[Person], *, at_least: int = 60) -> OracleEstimate:
    rows = minutes(people)
    heavy = 0
    for row in rows:
        if row[0] + row[1] >= at_least:
            heavy += 1
    return share_of(heavy, len(rows))


def i09(people: list[Person]) -> OracleEstimate:
    rows = rows_of(people, ("attitude_5",))
    averse = 0
    for (attitude,) in rows:
        if attitude in (4, 5):
            averse += 1
    return share_of(averse, len(rows))


def i10(people: list[Person]) -> OracleEstimate:
    rows = apps(people)
    installed = sum(row[0] for row in rows)
    idle = sum(row[1] for row in rows)
    return OracleEstimate(n=len(rows), value=Fraction(100 * idle, installed) if installed else None)


ORACLES: dict[str, Callable[[list[Person]], OracleEstimate]] = {
    "I01": i01,
    "I02": i02,
    "I03": i03,
    "I04": i04,
    "I05": i05,
    "I06": i06,
    "I07": i07,
    "I08": i08,
    "I08-90": partial(i08, at_least=90),
    "I08-120": partial(i08, at_least=120),
    "I09": i09,
    "I10": i10,
}


def practice_share(people: list[Person], chosen: Collection[str]) -> OracleEstimate:
    """Return the share of people who met any of the practices, among those who answered; "none" is an answer."""
    answered = [set(person["practices_3m"]) for person in people if person.get("practices_3m")]
    met = 0
    for practices in answered:
        if practices & set(chosen):
            met += 1
    return share_of(met, len(answered))


def figures(
    people: list[Person], *, cells: Iterable[tuple[str, tuple[int, ...]]]
) -> dict[tuple[str, tuple[int, ...], str], OracleEstimate]:
    """Return every indicator of every cell (shared digits of a region, levels), by (digits, levels, indicator code)."""
    found = {}
    for prefix, levels in cells:
        group = people_at(people, prefix=prefix, levels=levels)
        for code, oracle in ORACLES.items():
            found[prefix, levels, code] = oracle(group)
    return found


@dataclass(frozen=True, kw_only=True)
class OracleUsage:
    """What app-usage reports say of one app: everybody who reported, holders, users, minutes of users who gave them."""

    people: int
    holders: int
    users: int
    minutes: OracleEstimate


def usage_of(reports: list[Person], app_code: str) -> OracleUsage:
    """Return exact counts of one app; an app that a report does not list is not installed."""
    holders = users = 0
    given = []
    for report in reports:
        for app in report.get("apps", []):
            if app["app_code"] != app_code:
                continue
            if app["status"] in ("in_use", "idle_3m"):
                holders += 1
            if app["status"] == "in_use":
                users += 1
                if app.get("minutes_per_day") is not None:
                    given.append(int(app["minutes_per_day"]))
    return OracleUsage(people=len(reports), holders=holders, users=users, minutes=mean_of(given, step=5))
