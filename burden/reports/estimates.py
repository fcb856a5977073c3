"""From a tally to one published value with everything that must stand beside it.

All rules of display meet here: who is too few is the constant ``SUPPRESSED``, whatever the reason, so nothing tells
nobody from too few.  Rounding is exact and half to even; what is printed is what is drawn.
"""

from dataclasses import dataclass
from fractions import Fraction

from burden.domain.blocks import Magnitude
from burden.domain.histograms import display_bins, rank_of, values_at_ranks
from burden.domain.indicators import Indicator, Statistic
from burden.domain.levels import RegionKind
from burden.domain.release_rules import (
    grade_of,
    may_show_histogram,
    may_show_mean,
    may_show_median_interval,
    may_show_quantile,
    may_show_share,
    n_text,
)
from burden.domain.shares import Share, share_of, share_of_rounded
from burden.domain.statistics import Sums, mean_interval, median_rank
from burden.domain.thresholds import CONFIDENCE, LEAD_FROM
from burden.reports.figures import Tally
from burden.reports.types import SUPPRESSED, Estimate, HistogramBar, Quantiles, State

PERCENT = 100
ONE = Fraction(1)
QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)


@dataclass(frozen=True, kw_only=True)
class Showing:
    """How numbers are shown in one place: K of the release, and whether n is exact (county and above) or a band.

    ``kind`` is the kind of place; some indicators may be shown of large ones only.
    """

    smallest_group: int
    is_n_exact: bool
    kind: str = RegionKind.TOWNSHIP

    def hides(self, n: int) -> bool:
        """Whether n people are too few for any number."""
        return n < self.smallest_group or not may_show_mean(n)


def estimate(tally: Tally, *, indicator: Indicator, showing: Showing) -> Estimate:
    """Return the indicator's value for the people of a tally, suppressed where n or the place does not carry it."""
    if not indicator.may_be_shown_of(showing.kind):
        return SUPPRESSED
    if indicator.statistic is Statistic.MEAN:
        (magnitude,) = indicator.sums
        return mean_estimate(
            tally, magnitude=magnitude, decimals=indicator.decimals, showing=showing, scale=indicator.scale
        )
    if indicator.statistic is Statistic.SHARE:
        count, base = tally.count(*indicator.sums), share_base(tally, indicator)
        return share_estimate(count, base, decimals=indicator.decimals, showing=showing)
    return _ratio_estimate(tally, indicator=indicator, showing=showing)


def share_base(tally: Tally, indicator: Indicator) -> int:
    """Return how many people a share is of: everybody in the block, or those of the indicator's base."""
    return tally.count(*indicator.base) if indicator.base else tally.n


def mean_estimate(tally: Tally, *, magnitude: str, decimals: int, showing: Showing, scale: Fraction = ONE) -> Estimate:
    """Return the mean of a magnitude, times ``scale``, with its log-scale t interval, quantiles beside it."""
    n = tally.n
    if showing.hides(n):
        return SUPPRESSED
    sums = tally.sums(magnitude)
    interval = mean_interval(sums)
    top = tally.block.magnitude(magnitude).top  # no mean lies above the largest value kept
    return Estimate(
        state=State.SHOWN,
        value=_quotient(scale.numerator * sums.total, scale.denominator * n, decimals),
        low=_scaled(interval.low, scale, decimals),
        high=_scaled(min(interval.high, float(top)), scale, decimals),
        n=n if showing.is_n_exact else None,
        n_text=n_text(n, is_exact=showing.is_n_exact),
        grade=grade_of(n, value=sums.mean, interval=interval).value,
        quantiles=_quantiles(tally, tally.block.magnitude(magnitude), scale=scale, decimals=decimals),
    )


def share_estimate(count: int, n: int, *, decimals: int, showing: Showing) -> Estimate:
    """Return a share of people in percent from an exact count, with Wilson's interval."""
    if showing.hides(n) or not may_show_share(n):
        return SUPPRESSED
    percent = _quotient(PERCENT * count, n, decimals)
    return _of_share(share_of(count, n), percent, n, decimals=decimals, showing=showing)


@dataclass(frozen=True, kw_only=True)
class RoundedCounts:
    """Holders and users of one app among ``n`` people, rounded level by level; ``parts`` levels are added."""

    holders: int
    users: int
    n: int
    parts: int

    def share_of_people(self, count: int, *, decimals: int, showing: Showing) -> Estimate:
        """Return one of the counts as a share of all people in percent, with the interval at the worst rounding."""
        if self._hidden(showing):
            return SUPPRESSED
        share = share_of_rounded(count, self.n, parts=self.parts)
        percent = _quotient(PERCENT * min(count, self.n), self.n, decimals)
        return _of_share(share, percent, self.n, decimals=decimals, showing=showing)

    def users_among_holders(self, *, decimals: int, showing: Showing) -> Estimate:
        """Return users among holders in percent; both are rounded, so their base needs to be large enough itself."""
        if self._hidden(showing) or self.holders < LEAD_FROM:
            return SUPPRESSED
        share = share_of_rounded(self.users, self.holders, is_base_rounded=True, parts=self.parts)
        percent = _quotient(PERCENT * min(self.users, self.holders), self.holders, decimals)
        return _of_share(share, percent, self.holders, decimals=decimals, showing=showing)

    def _hidden(self, showing: Showing) -> bool:
        return showing.hides(self.n) or not may_show_share(self.n, is_rounded=True)


def _of_share(share: Share, percent: float, n: int, *, decimals: int, showing: Showing) -> Estimate:
    is_plain = share.value is not None
    return Estimate(
        state=State.SHOWN,
        value=percent if is_plain else float(share.drawn_at),
        low=_scaled(share.interval.low, ONE, decimals),
        high=_scaled(share.interval.high, ONE, decimals),
        text="" if is_plain else share.text(decimals=decimals),
        n=n if showing.is_n_exact else None,
        n_text=n_text(n, is_exact=showing.is_n_exact),
        grade=grade_of(n, value=share.drawn_at, interval=share.interval).value,
    )


def _ratio_estimate(tally: Tally, *, indicator: Indicator, showing: Showing) -> Estimate:
    """Return one sum over another in percent; no interval, and 0 and 100 % hidden as in shares."""
    n = tally.n
    numerator, denominator = (tally.total(f"sum:{name}") for name in indicator.sums)
    if showing.hides(n) or not may_show_share(n) or denominator == 0:
        return SUPPRESSED
    percent = _quotient(PERCENT * numerator, denominator, indicator.decimals)
    share = share_of(numerator, denominator)
    is_plain = share.value is not None
    return Estimate(
        state=State.SHOWN,
        value=percent if is_plain else float(share.drawn_at),
        text="" if is_plain else share.text(decimals=indicator.decimals),
        n=n if showing.is_n_exact else None,
        n_text=n_text(n, is_exact=showing.is_n_exact),
        grade=grade_of(n, value=share.drawn_at, interval=None).value,
    )


def people_estimate(n: int, *, showing: Showing) -> Estimate:
    """Return a number of people as a value of its own; below county only the band is known."""
    if showing.hides(n):
        return SUPPRESSED
    words = n_text(n, is_exact=showing.is_n_exact)
    exact = n if showing.is_n_exact else None
    return Estimate(
        state=State.SHOWN,
        value=None if exact is None else float(exact),
        text="" if showing.is_n_exact else words,
        n=exact,
        n_text=words,
        grade=grade_of(n, value=1, interval=None).value,
    )


def distribution(tally: Tally, *, indicator: Indicator, showing: Showing) -> tuple[HistogramBar, ...]:
    """Return the bars of a mean's magnitude, merged to at least five people each; () where they may not be shown."""
    n = tally.n
    is_place_too_small = not indicator.may_be_shown_of(showing.kind)
    if not indicator.has_distribution or is_place_too_small or showing.hides(n) or not may_show_histogram(n):
        return ()
    magnitude = tally.block.magnitude(indicator.sums[0])
    return tuple(
        HistogramBar(
            low=round(indicator.scale * bar.low),
            high=None if bar.high is None else round(indicator.scale * bar.high),
            people=bar.people if showing.is_n_exact else None,
            percent=round(Fraction(PERCENT * bar.people, n)),
        )
        for bar in display_bins(tally.histogram(magnitude.name), width=magnitude.width)
    )


def _quantiles(tally: Tally, magnitude: Magnitude, *, scale: Fraction, decimals: int) -> Quantiles:
    n = tally.n
    ranks = {q: rank_of(q, n) for q in QUANTILES if may_show_quantile(n, q)}
    median = median_rank(n, CONFIDENCE) if may_show_median_interval(n) else 0
    asked = sorted({*ranks.values(), *((median, n + 1 - median) if median else ())})
    found = values_at_ranks(tally.histogram(magnitude.name), asked, width=magnitude.width)
    at_rank = {
        rank: float(value) if scale == ONE else _quotient(scale.numerator * value, scale.denominator, decimals)
        for rank, value in zip(asked, found, strict=True)
    }
    p10, p25, middle, p75, p90 = (at_rank.get(ranks.get(q, 0)) for q in QUANTILES)
    return Quantiles(
        p10=p10,
        p25=p25,
        median=middle,
        p75=p75,
        p90=p90,
        median_low=at_rank.get(median),
        median_high=at_rank.get(n + 1 - median) if median else None,
    )


def peer_sums(tally: Tally, *, indicator: Indicator) -> Sums | None:
    """Return what a comparison with peers needs; None for ratios, which have no spread per person."""
    if indicator.statistic is Statistic.MEAN:
        return tally.sums(indicator.sums[0])
    if indicator.statistic is Statistic.SHARE:
        count = tally.count(*indicator.sums)
        return Sums(n=share_base(tally, indicator), total=count, squares=count)
    return None


def _scaled(value: float, scale: Fraction, decimals: int) -> float:
    """Round half to even, exactly; a float's own rounding is exact too."""
    return round(float(value), decimals) if scale == ONE else float(round(scale * Fraction(value), decimals))


def _quotient(numerator: int, denominator: int, decimals: int) -> float:
    """Return numerator / denominator rounded half to even, exactly.

    >>> _quotient(1, 4, 1), _quotient(3, 4, 1)
    (0.2, 0.8)
    """
    power: int = 10**decimals
    whole, rest = divmod(power * numerator, denominator)
    is_up = 2 * rest > denominator or (2 * rest == denominator and whole % 2)
    return (whole + 1 if is_up else whole) / power
