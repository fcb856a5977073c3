"""Comparison with peers by funnel limits: higher, similar or lower, never a rank.

With 25 answers each, the 95 % interval of a unit's rank among forty spans all forty places; a band by 99.8 % limits
flags a unit without a true difference in 2 of 1,000 cases.  Limits lie on the log scale, where minutes and counts are
nearly symmetric, and widen where units differ more than chance explains (Spiegelhalter 2005, "Funnel plots for
comparing institutional performance", section 4).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp, fsum, log, sqrt

from burden.domain.statistics import Interval, Sums
from burden.domain.student_t import normal_half_width
from burden.domain.thresholds import FUNNEL_CONFIDENCE, FUNNEL_FEWEST_UNITS, FUNNEL_WINSORISED_SHARE

SMALLEST_TOTAL = 0.5  # the usual continuity correction: half of the smallest sum above 0


class Position(StrEnum):
    """Where a unit stands against the pooled mean of its peers."""

    HIGHER = "higher"
    SIMILAR = "similar"
    LOWER = "lower"


@dataclass(frozen=True, kw_only=True)
class Funnel:
    """The benchmark of one set of peers.

    ``centre`` is their pooled mean, ``relative_spread`` the pooled within-unit standard deviation over the centre,
    ``between_variance`` (tau squared, log scale) what units differ beyond chance.
    """

    centre: float
    relative_spread: float
    between_variance: float

    def limits(self, n: int, *, confidence: float = FUNNEL_CONFIDENCE) -> Interval:
        """Return the limits for a unit of n people: centre * exp(+- z * sqrt(relative_spread^2 / n + tau^2)).

        >>> limits = Funnel(centre=60, relative_spread=1.0, between_variance=0.0).limits(25)
        >>> round(limits.low, 1), round(limits.high, 1)
        (32.3, 111.3)
        """
        factor = exp(normal_half_width(confidence) * self._deviation(n))
        return Interval(self.centre / factor, self.centre * factor)

    def position_of(self, unit: Sums, *, confidence: float = FUNNEL_CONFIDENCE) -> Position:
        """Return where the unit stands; on a limit it still counts as similar."""
        distance = _log_distance(unit, self.centre)
        allowed = normal_half_width(confidence) * self._deviation(unit.n)
        if abs(distance) <= allowed:
            return Position.SIMILAR
        return Position.HIGHER if distance > 0 else Position.LOWER

    def _deviation(self, n: int) -> float:
        return sqrt(self.relative_spread**2 / n + self.between_variance)


def build_funnel(peers: Sequence[Sums]) -> Funnel | None:
    """Return the benchmark of peers, each given as its people, sum and sum of squares.

    centre = pooled mean; s = pooled within-unit standard deviation; each unit's z = log(mean / centre) / (s / centre /
    sqrt(n)).  The z are winsorised at 10 % on both sides, phi = mean of z squared over I units; where phi * I > I - 1,
    tau^2 = (phi * I - (I - 1)) / (sum w - sum w^2 / sum w) with w = n * centre^2 / s^2, else 0.

    For a share give count, count as sum and sum of squares.  None when there is nothing to compare by: fewer than three
    units, a pooled mean of 0, or no spread within any unit.

    >>> units = [Sums(n=20, total=20 * mean, squares=20 * (mean**2 + 900)) for mean in (56, 58, 60, 62, 64)]
    >>> funnel = build_funnel(units)
    >>> round(funnel.centre, 1), round(funnel.relative_spread, 3), funnel.between_variance
    (60.0, 0.513, 0.0)
    """
    units = [peer for peer in peers if peer.n > 0]
    people = sum(unit.n for unit in units)
    total = sum(unit.total for unit in units)
    freedom = people - len(units)
    if len(units) < FUNNEL_FEWEST_UNITS or total <= 0 or freedom < 1:
        return None
    centre = total / people
    within = fsum(unit.spread / unit.n for unit in units) / freedom
    if within <= 0:
        return None
    relative_spread = sqrt(within) / centre
    return Funnel(
        centre=centre,
        relative_spread=relative_spread,
        between_variance=_between_variance(units, centre, relative_spread),
    )


def _between_variance(units: Sequence[Sums], centre: float, relative_spread: float) -> float:
    """Tau squared by the method of moments on winsorised z."""
    weights = [unit.n / relative_spread**2 for unit in units]
    distances = [_log_distance(unit, centre) * sqrt(weight) for unit, weight in zip(units, weights, strict=True)]
    excess = fsum(z * z for z in winsorised(distances)) - (len(units) - 1)
    if excess <= 0:
        return 0.0
    total = fsum(weights)
    return excess / (total - fsum(weight**2 for weight in weights) / total)


def winsorised(values: Sequence[float], share: float = FUNNEL_WINSORISED_SHARE) -> list[float]:
    """Return the values with the lowest and highest ``share`` of them pulled in to the nearest value kept.

    >>> winsorised([9, 1, 2, 3, 4, 5, 6, 7, 8, 100])
    [9, 2, 2, 3, 4, 5, 6, 7, 8, 9]
    """
    cut = int(share * len(values))
    ordered = sorted(values)
    low, high = ordered[cut], ordered[len(ordered) - 1 - cut]
    return [min(max(value, low), high) for value in values]


def _log_distance(unit: Sums, centre: float) -> float:
    """Return log(mean / centre); a sum of 0, where the logarithm ends, counts as 1/2."""
    return log(max(unit.total, SMALLEST_TOTAL) / unit.n / centre)
