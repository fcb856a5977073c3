"""A region's children against the pooled mean of their peers: bands, never ranks."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median_low

from burden.domain.funnel import Funnel, build_funnel
from burden.domain.indicators import Indicator, Statistic
from burden.domain.statistics import Interval, Sums
from burden.reports.estimates import PERCENT, Showing, estimate, peer_sums
from burden.reports.figures import Tally, added
from burden.reports.types import SUPPRESSED, Band, Estimate, RegionRef


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Estimates of children with their bands by region code, and what they are compared with.

    ``low`` and ``high`` limit what chance alone does to a child with the median number of answers.
    """

    children: Mapping[str, Estimate]
    benchmark: Estimate
    low: float | None
    high: float | None


def compare(
    tallies: Mapping[str, Tally],
    *,
    children: Sequence[RegionRef],
    indicator: Indicator,
    showing: Showing,
    shown_as: Mapping[str, Showing],
) -> Comparison:
    """Compare children of one kind, the commonest among them, with their pooled mean.

    ``tallies`` and ``shown_as`` are by region code; ``showing`` is the parent's, whose numbers the benchmark repeats.
    Only children that are shown count as peers.
    """
    values = {
        child.code: estimate(tallies[child.code], indicator=indicator, showing=shown_as[child.code])
        for child in children
    }
    peers = {code: tallies[code] for code in _commonest_kind(children) if values[code].is_shown}
    sums = {code: peer_sums(tally, indicator=indicator) for code, tally in peers.items()}
    known = {code: found for code, found in sums.items() if found is not None}
    funnel = build_funnel(tuple(known.values()))
    if funnel is None:
        return Comparison(children=values, benchmark=SUPPRESSED, low=None, high=None)
    banded = {code: replace(values[code], band=Band(funnel.position_of(known[code]).value)) for code in known}
    low, high = _limits(funnel, tuple(known.values()), indicator=indicator)
    pooled = added(indicator.block, peers.values())
    return Comparison(
        children=values | banded,
        benchmark=estimate(pooled, indicator=indicator, showing=showing),
        low=low,
        high=high,
    )


def _commonest_kind(children: Sequence[RegionRef]) -> tuple[str, ...]:
    if not children:
        return ()
    ((kind, _),) = Counter(child.kind for child in children).most_common(1)
    return tuple(child.code for child in children if child.kind == kind)


def _limits(funnel: Funnel, peers: Sequence[Sums], *, indicator: Indicator) -> tuple[float, float]:
    limits = funnel.limits(median_low(peer.n for peer in peers))
    if indicator.statistic is Statistic.SHARE:
        # The log scale of the funnel knows no upper end.
        limits = Interval(PERCENT * limits.low, min(PERCENT, PERCENT * limits.high))
    scale = float(indicator.scale)
    return round(scale * limits.low, indicator.decimals), round(scale * limits.high, indicator.decimals)
