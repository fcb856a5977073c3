"""Regions of one kind against the pooled mean of their peers: bands, never ranks.

Released figures never change, so a comparison computed for one page serves every later one; it is keyed by release and
never by who asks.  Whom it may be shown to, and of which regions by name, is decided anew for each page.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from statistics import median_low

from burden.access.policies import is_public_kind
from burden.domain.funnel import Funnel, build_funnel
from burden.domain.indicators import BY_CODE, Indicator, Statistic
from burden.domain.levels import RegionKind
from burden.domain.release_rules import fewest_people
from burden.domain.statistics import Interval, Sums
from burden.domain.thresholds import FUNNEL_CONFIDENCE
from burden.models import Region, Release
from burden.reports.estimates import PERCENT, Showing, estimate, peer_sums
from burden.reports.figures import Tally, added, read_figures
from burden.reports.grounds import ground_path, may_be_shown_of_peers, may_name
from burden.reports.level_mix import set_to_common_mix
from burden.reports.regions import region_ref
from burden.reports.selection import Selection
from burden.reports.types import SUPPRESSED, Band, Estimate, RegionRef
from burden.reports.waves import showing_of

COMPARISONS_KEPT = 256  # releases x grounds x indicators x levels


@dataclass(frozen=True, kw_only=True)
class Peer:
    """One region with its value, and where it stands among its peers; ``judged_by`` people, None where not compared.

    Where the number of people is shown as a band it is judged by the fewest of the band, so that nothing tells more of
    it than the band does.
    """

    region: RegionRef
    estimate: Estimate
    judged_by: int | None = None


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """All regions of a kind within a path, by code, with bands, and what they are compared with.

    ``benchmark`` is the pooled mean of those that are shown, but for ``set_aside``: where they are few, the one that
    lies too far off.  ``funnel`` is None where there is nothing to compare by.
    ``adjusted`` are values set to the peers' level mix, by code: of counties and larger, where no levels are chosen.
    """

    peers: tuple[Peer, ...]
    benchmark: Estimate
    funnel: Funnel | None
    set_aside: RegionRef | None
    indicator: Indicator
    kind: str
    within: str
    adjusted: Mapping[str, Estimate] = field(default_factory=dict)

    @property
    def compared(self) -> int:
        """Number of regions that stand in the comparison."""
        return sum(peer.judged_by is not None for peer in self.peers)

    def limits(self, n: int, *, confidence: float = FUNNEL_CONFIDENCE) -> tuple[float, float] | None:
        """Return the limits for a region of n people, as the indicator prints its values; None without a funnel."""
        if self.funnel is None:
            return None
        limits = self.funnel.limits(n, confidence=confidence)
        if self.indicator.statistic is Statistic.SHARE:
            # The log scale of the funnel knows no upper end.
            limits = Interval(PERCENT * limits.low, min(PERCENT, PERCENT * limits.high))
        scale, decimals = float(self.indicator.scale), self.indicator.decimals
        return round(scale * limits.low, decimals), round(scale * limits.high, decimals)

    def usual_limits(self, path: str) -> tuple[float, float] | None:
        """Return the limits for the median number of people of the regions within a path."""
        people = [p.judged_by for p in self.peers if p.judged_by is not None and p.region.path.startswith(path)]
        return self.limits(median_low(people)) if people else None


def compare(selection: Selection, *, kind: str, paths: Sequence[str]) -> Comparison:
    """Return the comparison of regions of this kind, with as many peers as the viewer may be shown.

    These are all of their ground; where that would tell single foreign regions apart, those within the first of the
    ``paths`` where it does not.  All regions within the last path are the viewer's to read.
    """
    for path in (ground_path(selection.wave, path=paths[0], kind=kind), *paths[:-1]):
        found = _compared(selection.release, path, kind, selection.indicator.code, selection.levels)
        foreign = [not names(selection, peer.region) for peer in found.peers if peer.estimate.is_shown]
        # Two choices of levels may differ by the people of one foreign region: then none may be among the peers.
        if may_be_shown_of_peers(foreign) and not (selection.levels and any(foreign)):
            return found
    return _compared(selection.release, paths[-1], kind, selection.indicator.code, selection.levels)


def compare_below(selection: Selection, children: Sequence[RegionRef]) -> Comparison | None:
    """Return the comparison of a region's children, of the commonest kind among them; None without children."""
    if not children:
        return None
    ((kind, _),) = Counter(child.kind for child in children).most_common(1)
    return compare(selection, kind=kind, paths=(selection.region.path,))


def names(selection: Selection, region: RegionRef) -> bool:
    """Whether the viewer reads the chosen indicator of a region by name."""
    return may_name(
        selection.viewer,
        path=region.path,
        kind=region.kind,
        indicator=selection.indicator,
        is_demo=selection.wave.is_demo,
    )


@lru_cache(maxsize=COMPARISONS_KEPT)
def _compared(release: Release, within: str, kind: str, code: str, levels: tuple[int, ...]) -> Comparison:
    """Compare all regions of a kind within a path; two queries."""
    indicator = BY_CODE[code]
    found = Region.objects.of_tree(release.wave.tree_id).within(within).filter(kind=kind)
    regions = [region_ref(region) for region in found]
    figures = read_figures(release, blocks=(indicator.block,), codes=tuple(region.code for region in regions))
    tallies = {region: figures.tally(indicator.block, region.code, levels) for region in regions}
    compared = comparison_of(release, tallies, indicator=indicator, kind=kind, within=within)
    if levels or not is_public_kind(kind):
        return compared
    shown = [peer.region.code for peer in compared.peers if peer.estimate.is_shown]
    return replace(compared, adjusted=set_to_common_mix(figures, shown, indicator))


def comparison_of(
    release: Release, regions: Mapping[RegionRef, Tally], *, indicator: Indicator, kind: str, within: str
) -> Comparison:
    """Compare regions of one kind within a path with each other, by their tallies."""
    tallies = {region.code: tally for region, tally in regions.items()}
    showing = showing_of(release, kind)
    peers = tuple(
        Peer(region=region, estimate=estimate(tallies[region.code], indicator=indicator, showing=showing))
        for region in regions
    )
    known = _known(peers, tallies, indicator)
    funnel = build_funnel(tuple(known.values()), may_set_aside=showing.is_n_exact)
    if funnel is None:
        return _incomparable(peers, indicator, kind, within)
    aside = None if funnel.set_aside is None else tuple(known)[funnel.set_aside]
    benchmark = _pooled([tallies[code] for code in known if code != aside], release, indicator, kind)
    if benchmark.text:
        # Limits lie around the pooled share: they would tell what "<5 %" hides, and no limits that it is 0.
        return _incomparable(peers, indicator, kind, within)
    return Comparison(
        peers=tuple(_banded(peer, known, funnel, indicator, showing) for peer in peers),
        benchmark=benchmark,
        funnel=funnel,
        set_aside=next((peer.region for peer in peers if peer.region.code == aside), None),
        indicator=indicator,
        kind=kind,
        within=within,
    )


def _incomparable(peers: tuple[Peer, ...], indicator: Indicator, kind: str, within: str) -> Comparison:
    return Comparison(
        peers=peers,
        benchmark=SUPPRESSED,
        funnel=None,
        set_aside=None,
        indicator=indicator,
        kind=kind,
        within=within,
    )


def _known(peers: tuple[Peer, ...], tallies: dict[str, Tally], indicator: Indicator) -> dict[str, Sums]:
    """Return what is compared of each region that is shown, by code; nothing for ratios."""
    shown = (peer.region.code for peer in peers if peer.estimate.is_shown)
    sums = ((code, peer_sums(tallies[code], indicator=indicator)) for code in shown)
    return {code: found for code, found in sums if found is not None}


def _pooled(tallies: list[Tally], release: Release, indicator: Indicator, kind: str) -> Estimate:
    """Return the mean of all people of the peers; the number of people as exact as it is of one of them."""
    place = showing_of(release, RegionKind.ROOT)
    showing = replace(place, is_n_exact=is_public_kind(kind))
    return estimate(added(indicator.block, tallies), indicator=indicator, showing=showing)


def _banded(peer: Peer, known: dict[str, Sums], funnel: Funnel, indicator: Indicator, showing: Showing) -> Peer:
    sums = known.get(peer.region.code)
    if sums is None:
        return peer
    n = fewest_people(sums.n, is_exact=showing.is_n_exact)
    position = funnel.position_of(_told_mean(peer.estimate, sums, indicator), n=n)
    return replace(peer, estimate=replace(peer.estimate, band=Band(position.value)), judged_by=n)


def _told_mean(value: Estimate, sums: Sums, indicator: Indicator) -> float:
    """Return the mean to judge by; a share printed as "<5 %" counts as 5 %: the band must not tell what it hides."""
    if value.text and value.value is not None and indicator.statistic is Statistic.SHARE:
        return value.value / PERCENT
    return sums.mean
