"""Shares as shown: never 0 % or 100 %, so that nobody learns what everybody answered.

A share below 5 % is shown as "<5 %" and one above 95 % as ">95 %".  All of them, not only 0 and 100 %: if 1 % were
printed and 0 % hidden, "<5 %" would say 0.  What such a share carries depends on n alone, never on the count.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from math import ceil, floor

from burden.domain.statistics import Interval, wilson_interval
from burden.domain.thresholds import CONFIDENCE, ROUNDING_BASE, SHARE_FLOOR_PERCENT
from burden.domain.weights import Weighted

WHOLE_PERCENT = 100
WORST_ROUNDING = ROUNDING_BASE - 1  # cumulative rounding errs by less than its base


@dataclass(frozen=True, kw_only=True)
class Share:
    """A share of people in percent, as exactly as it may be known.

    ``at_least`` and ``at_most`` bound the share itself and are equal where it is shown; ``interval`` is the 95 %
    interval.  Text, chart and files read the same object, so none of them can show more than the others.
    """

    at_least: float
    at_most: float
    interval: Interval

    @property
    def value(self) -> float | None:
        """The share in percent; None where only a bound is shown."""
        return self.at_least if self.at_least == self.at_most else None

    @property
    def drawn_at(self) -> float:
        """Where a chart puts the mark: the share, or the bound that the text names (5 or 95)."""
        if self.value is not None:
            return self.value
        return self.at_most if self.at_least == 0 else self.at_least

    def text(self, *, decimals: int = 1) -> str:
        """Return the share in words.

        >>> share_of(11, 30).text(), share_of(0, 30).text(), share_of(30, 30).text()
        ('36.7 %', '<5 %', '>95 %')
        """
        if self.value is not None:
            return f"{self.value:.{decimals}f} %"
        if self.at_least == 0:
            return f"<{self.at_most:g} %"
        return f">{self.at_least:g} %"


def share_of(count: int, n: int, *, confidence: float = CONFIDENCE) -> Share:
    """Return the share count / n with Wilson's interval, from an exact count.

    ValueError unless 0 <= count <= n and n > 0.

    >>> share = share_of(12, 30)
    >>> share.value, round(share.interval.low, 1), round(share.interval.high, 1)
    (40.0, 24.6, 57.7)
    """
    return _shown(count, n, partial(wilson_interval, n=n, confidence=confidence))


def share_of_rounded(
    count: int, n: int, *, is_base_rounded: bool = False, parts: int = 1, confidence: float = CONFIDENCE
) -> Share:
    """Return the share of a count rounded to base 5, with the interval at the worst rounding.

    The count may be off by up to 4 either way: the lower bound is Wilson's with the count lowered by 4, the upper with
    the count raised by 4, both kept within 0..n.  Counts are rounded level by level: a count that adds ``parts`` levels
    may be off by as many times 4.  ``is_base_rounded`` says that n is such a count too (users among holders): then the
    lower bound takes n raised by as much and the upper n lowered by it.  A rounded count above n, which rounding may
    cause, is read as n.  ValueError when n is not positive or the count is negative.

    >>> share = share_of_rounded(25, 50)
    >>> share.value, round(share.interval.low, 1), round(share.interval.high, 1)
    (50.0, 29.4, 70.6)
    """
    count = min(count, n)
    slack = parts * WORST_ROUNDING
    base_slack = slack if is_base_rounded else 0
    worst = partial(wilson_at_worst_rounding, n=n, slack=slack, base_slack=base_slack, confidence=confidence)
    return _shown(count, n, worst)


def share_of_weighted(weighted: Weighted, *, confidence: float = CONFIDENCE) -> Share:
    """Return a weighted share; at its ends what as many answers of equal weight would show there.

    >>> from burden.domain.statistics import Sums
    >>> from burden.domain.weights import standardised
    >>> nobody, some = Sums(n=30, total=0, squares=0), Sums(n=30, total=12, squares=12)
    >>> share_of_weighted(standardised({50: some, 60: some}, {50: 1, 60: 1})).text()
    '40.0 %'
    >>> share_of_weighted(standardised({50: nobody, 60: nobody}, {50: 1, 60: 1})).text()
    '<5 %'
    """
    percent = WHOLE_PERCENT * weighted.value
    if not SHARE_FLOOR_PERCENT <= percent <= WHOLE_PERCENT - SHARE_FLOOR_PERCENT:
        worth = max(1, floor(weighted.effective))
        return share_of(worth if percent > SHARE_FLOOR_PERCENT else 0, worth, confidence=confidence)
    return Share(
        at_least=percent, at_most=percent, interval=_in_percent(weighted.share_interval(confidence=confidence))
    )


def wilson_at_worst_rounding(
    count: int, n: int, *, slack: int = WORST_ROUNDING, base_slack: int = 0, confidence: float = CONFIDENCE
) -> Interval:
    """Return Wilson's interval, as fractions, that holds whatever the true counts behind the rounded ones are.

    >>> interval = wilson_at_worst_rounding(15, 30)
    >>> round(interval.low, 3), round(interval.high, 3)
    (0.219, 0.781)
    """
    largest, fewest = n + base_slack, max(1, n - base_slack)
    low = wilson_interval(max(0, count - slack), largest, confidence=confidence).low
    high = wilson_interval(min(fewest, count + slack), fewest, confidence=confidence).high
    return Interval(low, high)


def _shown(count: int, n: int, interval_of: Callable[[int], Interval]) -> Share:
    if n < 1 or not 0 <= count <= n:
        raise ValueError(f"no share: {count} of {n}")
    percent = WHOLE_PERCENT * count / n
    ceiling = WHOLE_PERCENT - SHARE_FLOOR_PERCENT
    if percent < SHARE_FLOOR_PERCENT:
        most_hidden = ceil(n * SHARE_FLOOR_PERCENT / WHOLE_PERCENT) - 1
        hidden = Interval(0, interval_of(most_hidden).high)
        return Share(at_least=0, at_most=SHARE_FLOOR_PERCENT, interval=_in_percent(hidden))
    if percent > ceiling:
        fewest_hidden = floor(n * ceiling / WHOLE_PERCENT) + 1
        hidden = Interval(interval_of(fewest_hidden).low, 1)
        return Share(at_least=ceiling, at_most=WHOLE_PERCENT, interval=_in_percent(hidden))
    return Share(at_least=percent, at_most=percent, interval=_in_percent(interval_of(count)))


def _in_percent(interval: Interval) -> Interval:
    return Interval(WHOLE_PERCENT * interval.low, WHOLE_PERCENT * interval.high)
