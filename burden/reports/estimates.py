"""From a tally to one published value with everything that must stand beside it.

All rules of display meet here: who is too few is the constant ``SUPPRESSED``, whatever the reason, so nothing tells
nobody from too few.  Rounding is exact and half to even; what is printed is what is drawn.
"""

from dataclasses import dataclass
from fractions import Fraction

from burden.domain.blocks import Magnitude
from burden.domain.histograms import display_bins, quantile
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
from burden.domain.statistics import Sums, mean_interval, median_interval
from burden.domain.thresholds import LEAD_FROM
from burden.reports.figures import Tally
from burden.reports.types import SUPPRESSED, Estimate, HistogramBar, Quantiles, State

PERCENT = 100
ONE = Fraction(1)


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


def shown_value(tally: Tally, *, indicator: Indicator, showing: Showing) -> float | None:
    """Return the value of :func:`estimate` alone, None where it is suppressed; a mean needs no interval for it."""
    if indicator.statistic is not Statistic.MEAN:
        return estimate(tally, indicator=indicator, showing=showing).value
    if not indicator.may_be_shown_of(showing.kind) or showing.hides(tally.n):
        return None
    total = tally.total(f"sum:{indicator.sums[0]}")
    return _rounded(indicator.scale * Fraction(total, tally.n), indicator.decimals)


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
        value=_rounded(scale * Fraction(sums.total, n), decimals),
        low=_rounded(scale * Fraction(interval.low), decimals),
        high=_rounded(scale * min(Fraction(interval.high), Fraction(top)), decimals),
        n=n if showing.is_n_exact else None,
        n_text=n_text(n, is_exact=showing.is_n_exact),
        grade=grade_of(n, value=sums.mean, interval=interval).value,
        quantiles=_quantiles(tally, tally.block.magnitude(magnitude), scale=scale, decimals=decimals),
    )


def share_estimate(count: int, n: int, *, decimals: int, showing: Showing) -> Estimate:
    """Return a share of people in percent from an exact count, with Wilson's interval."""
    if showing.hides(n) or not may_show_share(n):
        return SUPPRESSED
    return _of_share(share_of(count, n), Fraction(PERCENT * count, n), n, decimals=decimals, showing=showing)


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
        percent = Fraction(PERCENT * min(count, self.n), self.n)
        return _of_share(share, percent, self.n, decimals=decimals, showing=showing)

    def users_among_holders(self, *, decimals: int, showing: Showing) -> Estimate:
        """Return users among holders in percent; both are rounded, so their base needs to be large enough itself."""
        if self._hidden(showing) or self.holders < LEAD_FROM:
            return SUPPRESSED
        share = share_of_rounded(self.users, self.holders, is_base_rounded=True, parts=self.parts)
        percent = Fraction(PERCENT * min(self.users, self.holders), self.holders)
        return _of_share(share, percent, self.holders, decimals=decimals, showing=showing)

    def _hidden(self, showing: Showing) -> bool:
        return showing.hides(self.n) or not may_show_share(self.n, is_rounded=True)


def _of_share(share: Share, percent: Fraction, n: int, *, decimals: int, showing: Showing) -> Estimate:
    is_plain = share.value is not None
    return Estimate(
        state=State.SHOWN,
        value=_rounded(percent, decimals) if is_plain else float(share.drawn_at),
        low=_rounded(share.interval.low, decimals),
        high=_rounded(share.interval.high, decimals),
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
    percent = Fraction(PERCENT * numerator, denominator)
    share = share_of(numerator, denominator)
    is_plain = share.value is not None
    return Estimate(
        state=State.SHOWN,
        value=_rounded(percent, indicator.decimals) if is_plain else float(share.drawn_at),
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
    histogram = tally.histogram(magnitude.name)

    def scaled(value: float) -> float:
        return float(value) if scale == ONE else _rounded(scale * Fraction(value), decimals)

    def at(q: float) -> float | None:
        return scaled(quantile(histogram, q, width=magnitude.width)) if may_show_quantile(n, q) else None

    interval = median_interval(histogram, width=magnitude.width) if may_show_median_interval(n) else None
    return Quantiles(
        p10=at(0.1),
        p25=at(0.25),
        median=at(0.5),
        p75=at(0.75),
        p90=at(0.9),
        median_low=None if interval is None else scaled(interval.low),
        median_high=None if interval is None else scaled(interval.high),
    )


def peer_sums(tally: Tally, *, indicator: Indicator) -> Sums | None:
    """Return what a comparison with peers needs; None for ratios, which have no spread per person."""
    if indicator.statistic is Statistic.MEAN:
        return tally.sums(indicator.sums[0])
    if indicator.statistic is Statistic.SHARE:
        count = tally.count(*indicator.sums)
        return Sums(n=share_base(tally, indicator), total=count, squares=count)
    return None


def _rounded(value: Fraction | float, decimals: int) -> float:
    """Round half to even; exactly, where the value is a fraction of the whole numbers behind it."""
    return float(round(Fraction(value), decimals))
