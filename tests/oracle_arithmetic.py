"""Means, shares, intervals and quantiles, slow and obvious: what the oracles are made of.  No shared code."""

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

from scipy import stats

Person = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class OracleEstimate:
    """What is true of some people: exact value, 95 % interval, type-1 quantiles; None where it is not defined."""

    n: int
    value: Fraction | None
    low: float | None = None
    high: float | None = None
    p10: float | None = None
    p25: float | None = None
    median: float | None = None
    p75: float | None = None
    p90: float | None = None
    median_low: int | None = None
    median_high: int | None = None


def mean_of(values: list[int], *, most: int, step: int = 1) -> OracleEstimate:
    """Return mean, log-scale t interval and quantiles.

    ``most`` is the largest possible value, above which no interval reaches; ``step`` the width of the bins that
    quantiles know.
    """
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
        high=None if high is None else min(high, most),
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
