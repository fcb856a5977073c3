"""Whether a figure falls or rises from wave to wave, beyond what chance does to whoever happens to answer.

The five-point rule: the last five waves, a straight line through their means weighted by how sure each is, and a
verdict only where the line's slope has chi squared above 9.55 (2 in 1,000 by chance) and keeps its sign when any one
wave is left out, so that no single odd wave decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import fsum

from burden.domain.thresholds import TREND_CHI_SQUARED, TREND_WAVES


class Verdict(StrEnum):
    """What may be said of a figure over the last waves."""

    FALLS = "falls"
    RISES = "rises"
    NO_CLEAR_CHANGE = "no_clear_change"
    TOO_FEW_WAVES = "too_few_waves"
    NOT_TESTED = "not_tested"  # a ratio of sums has no spread from person to person


@dataclass(frozen=True, kw_only=True)
class WavePoint:
    """What one wave says of a figure: the day it stands for, its people, their sum and sum of squares.

    Of a share give the people counted as sum and as sum of squares.
    """

    day: int
    n: int
    total: float
    squares: float

    @property
    def mean(self) -> float:
        """Return the sum over people."""
        return self.total / self.n


def verdict_of(points: Sequence[WavePoint]) -> Verdict:
    """Return what the last five of these waves, oldest first, say; each has people and a day of its own.

    >>> def wave(day, mean): return WavePoint(day=day, n=100, total=100 * mean, squares=100 * (mean**2 + 400))
    >>> verdict_of([wave(90 * k, mean) for k, mean in enumerate((70, 66, 61, 57, 52))])
    <Verdict.FALLS: 'falls'>
    >>> verdict_of([wave(90 * k, mean) for k, mean in enumerate((60, 60, 60, 60, 90))])
    <Verdict.NO_CLEAR_CHANGE: 'no_clear_change'>
    """
    judged = points[-TREND_WAVES:]
    if len(judged) < TREND_WAVES:
        return Verdict.TOO_FEW_WAVES
    slope = slope_of(judged)
    is_steady = all(slope_of([*judged[:place], *judged[place + 1 :]]) * slope > 0 for place in range(TREND_WAVES))
    if not is_steady or chi_squared(judged) <= TREND_CHI_SQUARED:
        return Verdict.NO_CLEAR_CHANGE
    return Verdict.RISES if slope > 0 else Verdict.FALLS


def slope_of(points: Sequence[WavePoint]) -> float:
    """Return the change a day of the straight line through the means, each weighted by its people; 0 on a single day.

    >>> slope_of([WavePoint(day=day, n=10, total=10 * mean, squares=0) for day, mean in ((0, 4), (10, 5), (20, 6))])
    0.1
    """
    middle = _mean_day(points)
    across = fsum(point.n * (point.day - middle) ** 2 for point in points)
    return _co_spread(points) / across if across else 0.0


def chi_squared(points: Sequence[WavePoint]) -> float:
    """Return Mantel's test of the slope over all people: (N - 1) * r^2, r the correlation of day and value.

    It is slope^2 / SE^2 with weights 1/SE^2 where every wave has the spread of all N people together.  Each wave's own
    spread, taken from ten skewed answers, calls chance a trend nine times too often; of this test few answers make a
    careful one.  For shares it is the Cochran-Armitage test, times (N - 1) / N.  0 where all people have one value or
    all waves one day.

    >>> chi_squared([WavePoint(day=day, n=2, total=2 * v, squares=2 * v * v) for day, v in ((0, 1), (1, 2), (2, 3))])
    5.0
    """
    people = sum(point.n for point in points)
    middle, mean = _mean_day(points), fsum(point.total for point in points) / people
    days = fsum(point.n * (point.day - middle) ** 2 for point in points)
    values = fsum(point.squares for point in points) - people * mean**2
    if values <= 0 or days == 0:
        return 0.0
    return (people - 1) * _co_spread(points) ** 2 / (days * values)


def _mean_day(points: Sequence[WavePoint]) -> float:
    return fsum(point.n * point.day for point in points) / sum(point.n for point in points)


def _co_spread(points: Sequence[WavePoint]) -> float:
    middle = _mean_day(points)
    mean = fsum(point.total for point in points) / sum(point.n for point in points)
    return fsum(point.n * (point.day - middle) * (point.mean - mean) for point in points)
