"""Comparison with peers by funnel limits: higher, similar or lower, never a rank.

With 25 answers each, the 95 % interval of a unit's rank among forty spans all forty places; a band by 99.8 % limits
flags a unit without a true difference in 2 of 1,000 cases.  Limits lie on the log scale, where minutes and counts are
nearly symmetric, and widen where units differ more than chance explains (Spiegelhalter 2005, "Funnel plots for
comparing institutional performance", section 4).

Of many units a few odd ones are winsorised.  Of few that is no unit at all, and one that lies far off would widen the
limits until it is inside them; so there the farthest is judged by the others alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import exp, fsum, log, sqrt

from burden.domain.statistics import Interval, Sums
from burden.domain.student_t import half_width, normal_half_width
from burden.domain.thresholds import (
    FUNNEL_CONFIDENCE,
    FUNNEL_FEWEST_UNITS,
    FUNNEL_FEWEST_WINSORISED,
    FUNNEL_WINSORISED_SHARE,
)

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
    ``between_variance`` (tau squared, log scale) what units differ beyond chance.  ``set_aside`` is the place, among
    the peers given, of the one unit that lies too far off to count for all this; None where there is none.
    """

    centre: float
    relative_spread: float
    between_variance: float
    set_aside: int | None = None

    def limits(self, n: int, *, confidence: float = FUNNEL_CONFIDENCE) -> Interval:
        """Return the limits for a unit of n people: centre * exp(+- z * sqrt(relative_spread^2 / n + tau^2)).

        >>> limits = Funnel(centre=60, relative_spread=1.0, between_variance=0.0).limits(25)
        >>> round(limits.low, 1), round(limits.high, 1)
        (32.3, 111.3)
        """
        factor = exp(normal_half_width(confidence) * self._deviation(n))
        return Interval(self.centre / factor, self.centre * factor)

    def position_of(self, mean: float, *, n: int, confidence: float = FUNNEL_CONFIDENCE) -> Position:
        """Return where a unit of n people with this mean stands; on a limit it still counts as similar.

        >>> Funnel(centre=60, relative_spread=1.0, between_variance=0.0).position_of(120, n=25)
        <Position.HIGHER: 'higher'>
        """
        distance = _log_distance(mean, n, self.centre)
        allowed = normal_half_width(confidence) * self._deviation(n)
        if abs(distance) <= allowed:
            return Position.SIMILAR
        return Position.HIGHER if distance > 0 else Position.LOWER

    def _deviation(self, n: int) -> float:
        return sqrt(self.relative_spread**2 / n + self.between_variance)


def build_funnel(peers: Sequence[Sums], *, may_set_aside: bool = True) -> Funnel | None:
    """Return the benchmark of peers, each given as its people, sum and sum of squares.

    centre = pooled mean; s = pooled within-unit standard deviation; each unit's z = log(mean / centre) / (s / centre /
    sqrt(n)).  The z are winsorised at 10 % on both sides, phi = mean of z squared over I units; where phi * I > I - 1,
    tau^2 = (phi * I - (I - 1)) / (sum w - sum w^2 / sum w) with w = n * centre^2 / s^2, else 0.

    Of fewer than ten units the one farthest from the others is set aside where it lies outside the limits that the
    others alone give it, unless ``may_set_aside`` forbids it (where the number of its people may not be told: it could
    be computed from the two means).

    For a share give count, count as sum and sum of squares.  None when there is nothing to compare by: fewer than three
    units, a pooled mean of 0, or no spread within any unit.

    >>> units = [Sums(n=20, total=20 * mean, squares=20 * (mean**2 + 900)) for mean in (56, 58, 60, 62, 64)]
    >>> funnel = build_funnel(units)
    >>> round(funnel.centre, 1), round(funnel.relative_spread, 3), funnel.between_variance
    (60.0, 0.513, 0.0)
    """
    places = [place for place, peer in enumerate(peers) if peer.n > 0]
    units = [peers[place] for place in places]
    if len(units) >= FUNNEL_FEWEST_WINSORISED or not may_set_aside:
        return _funnel_of(units)
    odd, others = _farthest(units)
    return _funnel_of(units) if others is None else replace(others, set_aside=places[odd])


def _funnel_of(units: Sequence[Sums]) -> Funnel | None:
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


def _farthest(units: Sequence[Sums]) -> tuple[int, Funnel | None]:
    """Return the place of the unit farthest outside the limits of the others, with their funnel; None for none."""
    farthest, place, benchmark = 1.0, 0, None
    for odd, unit in enumerate(units):
        others = [*units[:odd], *units[odd + 1 :]]
        funnel = _funnel_of(others)
        share = 0.0 if funnel is None else _share_of_limit(unit, others, funnel)
        if share > farthest:
            farthest, place, benchmark = share, odd, funnel
    return place, benchmark


def _share_of_limit(unit: Sums, others: Sequence[Sums], funnel: Funnel) -> float:
    """Return how far a unit lies from the others' centre, as a share of what their limits allow it.

    The others did not know it, so their centre errs too: by s^2 / N for their N people, and by tau^2 sum n^2 / N^2.
    The quantile is Student's with the N - I degrees of freedom that their spread has.
    """
    people = sum(other.n for other in others)
    uneven = fsum(other.n**2 for other in others) / people**2
    variance = funnel.relative_spread**2 * (1 / unit.n + 1 / people) + funnel.between_variance * (1 + uneven)
    allowed = half_width(people - len(others), FUNNEL_CONFIDENCE) * sqrt(variance)
    return abs(_log_distance(unit.mean, unit.n, funnel.centre)) / allowed


def _between_variance(units: Sequence[Sums], centre: float, relative_spread: float) -> float:
    """Tau squared by the method of moments on winsorised z."""
    weights = [unit.n / relative_spread**2 for unit in units]
    distances = [
        _log_distance(unit.mean, unit.n, centre) * sqrt(weight) for unit, weight in zip(units, weights, strict=True)
    ]
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


def _log_distance(mean: float, n: int, centre: float) -> float:
    """Return log(mean / centre); a sum of 0, where the logarithm ends, counts as 1/2."""
    return log(max(mean, SMALLEST_TOTAL / n) / centre)
