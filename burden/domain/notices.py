"""What deserves a look after a release: a standing that lasts, or a trend that is not one of the many by chance.

Whoever looks at forty regions and four indicators makes 160 comparisons; of trends without any true change two in a
thousand pass the test of a single one, so every third such look would find something.  Two guards keep the list short
enough to be read: a region counts as higher or lower only where two successive waves say so, and of trends only those
remain that the rule of Benjamini and Hochberg keeps.
"""

from collections.abc import Sequence
from enum import StrEnum
from math import erfc, sqrt

from burden.domain.thresholds import NOTICE_FALSE_SHARE, TREND_WAVES
from burden.domain.trend import WavePoint, chi_squared


class NoticeKind(StrEnum):
    """Why a region and an indicator are listed."""

    HIGHER = "higher"  # above the limits of its peers in two successive waves
    LOWER = "lower"
    RISES = "rises"  # over the last five waves
    FALLS = "falls"


def chance_of(points: Sequence[WavePoint]) -> float:
    """Return how often chance alone moves the last five waves as much: the tail of chi squared, one degree of freedom.

    1.0 where there are fewer than five.

    >>> def wave(day): return WavePoint(day=day, n=2, total=2 * day, squares=2 * day * day)
    >>> round(chance_of([wave(day) for day in (1, 2, 3, 4, 5)]), 4)
    0.0027
    """
    judged = points[-TREND_WAVES:]
    return 1.0 if len(judged) < TREND_WAVES else erfc(sqrt(chi_squared(judged) / 2))


def kept_of(chances: Sequence[float], *, false_share: float = NOTICE_FALSE_SHARE) -> tuple[bool, ...]:
    """Return which of many tests remain, so that on average at most ``false_share`` of those kept are chance.

    Benjamini and Hochberg 1995: the k smallest are kept, k the largest number for which the k-th smallest is at most
    k / m * false_share, m the number of tests.  Where nothing is true, anything is kept in at most that share of cases.

    >>> kept_of([0.001, 0.8, 0.02, 0.03, 0.9])
    (True, False, True, True, False)
    """
    limits = (place / len(chances) * false_share for place in range(1, len(chances) + 1))
    passed = [chance for chance, limit in zip(sorted(chances), limits, strict=True) if chance <= limit]
    return tuple(bool(passed) and chance <= passed[-1] for chance in chances)
