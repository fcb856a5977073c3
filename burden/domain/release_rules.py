"""What may be shown of a group of n people, and how sure the number is.  Reasons in docs/privacy.md.

A group smaller than the wave's K is never read here: its cells are suppressed before any statistic is computed.
"""

from enum import StrEnum

from burden.domain.statistics import Interval
from burden.domain.thresholds import (
    GRADE_A_FROM,
    GRADE_B_FROM,
    HISTOGRAM_FROM,
    MEDIAN_INTERVAL_FROM,
    N_BANDS,
    QUANTILE_SMALLEST_TAIL,
    ROUNDED_SHARES_FROM,
    SHARES_FROM,
    SHOWN_FROM,
    WIDE_INTERVAL_SHARE,
)

# In the balance of a release, beside its blocks: flagged answers to page 1 by level and flag, left out or not.
FLAGGED = "flagged"
QUALITY_NAMES: dict[str, tuple[str, str]] = {
    "speeder": ("填得太快", "answered too fast"),
    "straight": ("各题填同一个数", "the same number everywhere"),
    "contradiction": ("前后对不上", "parts that do not match"),
    "outlier": ("数特别大", "unusually large numbers"),
}
QUANTILE_SLACK = 1e-9  # 50 * min(0.9, 1 - 0.9) is 4.999999999999999 in floating point


class Grade(StrEnum):
    """How far a number carries: A firm, B fair, C for orientation only."""

    A = "A"
    B = "B"
    C = "C"


GRADE_WORDS: dict[Grade, tuple[str, str]] = {
    Grade.A: ("较可靠", "firm"),
    Grade.B: ("一般", "fair"),
    Grade.C: ("仅供参考", "for orientation only"),
}


def may_show_mean(n: int) -> bool:
    """Tell whether a mean with its interval may be shown of n people.

    >>> may_show_mean(9), may_show_mean(10)
    (False, True)
    """
    return n >= SHOWN_FROM


def may_show_quantile(n: int, q: float) -> bool:
    """Tell whether the q-quantile may be shown: n * min(q, 1 - q) >= 5.

    So the median from 10 people, quartiles from 20, the 10th and 90th percentile from 50; minima and maxima never.

    >>> [may_show_quantile(n, q) for n, q in ((10, 0.5), (19, 0.25), (20, 0.75), (49, 0.1), (50, 0.9), (10**6, 0.0))]
    [True, False, True, False, True, False]
    """
    return n * min(q, 1 - q) + QUANTILE_SLACK >= QUANTILE_SMALLEST_TAIL


def may_show_median_interval(n: int) -> bool:
    """Tell whether the order-statistic interval of the median may be shown: its ends are single people's values."""
    return n >= MEDIAN_INTERVAL_FROM


def may_show_histogram(n: int) -> bool:
    """Tell whether a histogram, bins merged to at least five people, may be shown."""
    return n >= HISTOGRAM_FROM


def may_show_share(n: int, *, is_rounded: bool = False) -> bool:
    """Tell whether a share may be shown: from 20 people by whole-atom counts, from 50 by rounded ones.

    >>> may_show_share(20), may_show_share(20, is_rounded=True), may_show_share(50, is_rounded=True)
    (True, False, True)
    """
    return n >= (ROUNDED_SHARES_FROM if is_rounded else SHARES_FROM)


def grade_of(n: int, *, value: float, interval: Interval | None) -> Grade:
    """Return the grade: A from 100 people, B from 30, else C; C too when the interval is wider than 160 % of the value.

    ``value`` and ``interval`` share a unit; without an interval n alone decides.

    >>> grade_of(100, value=10.8, interval=Interval(10.2, 11.4)), grade_of(100, value=2.0, interval=Interval(1.0, 4.5))
    (<Grade.A: 'A'>, <Grade.C: 'C'>)
    """
    if n < GRADE_B_FROM or (interval is not None and interval.width > WIDE_INTERVAL_SHARE * value):
        return Grade.C
    return Grade.A if n >= GRADE_A_FROM else Grade.B


def n_text(n: int, *, is_exact: bool) -> str:
    """Return n as shown: exact from county up, a band below county; '' below the smallest band.

    >>> [n_text(n, is_exact=False) for n in (9, 10, 19, 20, 49, 50, 800)]
    ['', '10–19', '10–19', '20–49', '20–49', '50+', '50+']
    >>> n_text(1234, is_exact=True)
    '1234'
    """
    if n < SHOWN_FROM:
        return ""
    if is_exact:
        return str(n)
    low, high = _band_of(n)
    return f"{low}+" if high is None else f"{low}–{high}"


def fewest_people(n: int, *, is_exact: bool) -> int:
    """Return how many people there are at least by what is shown of n; n of at least the smallest band.

    >>> [fewest_people(n, is_exact=False) for n in (10, 19, 49, 800)], fewest_people(37, is_exact=True)
    ([10, 10, 20, 50], 37)
    """
    return n if is_exact else _band_of(n)[0]


def _band_of(n: int) -> tuple[int, int | None]:
    return next(band for band in reversed(N_BANDS) if n >= band[0])
