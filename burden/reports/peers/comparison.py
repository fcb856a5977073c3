"""Regions of one kind against the pooled mean of their peers: bands, never ranks.

Released figures never change, so a comparison computed for one page serves every later one; it is keyed by release and
never by who asks.  Whom it may be shown to, and of which regions by name, is decided anew for each page.  It holds no
numbers of single regions: pages print those of the regions they may name, from figures of their own.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from statistics import median_low

from burden.access.policies import is_public_kind
from burden.domain.funnel import Funnel
from burden.domain.indicators import BY_CODE, Indicator, Statistic
from burden.domain.levels import RegionKind
from burden.domain.side_by_side import side_by_side
from burden.domain.standing import Standard, standard_of
from burden.domain.statistics import Interval
from burden.domain.thresholds import FUNNEL_CONFIDENCE
from burden.domain.totals import Totals
from burden.models import FigurePack, Region, Release
from burden.reports.estimates import PERCENT, estimate
from burden.reports.figures import Tally
from burden.reports.kept import Kept
from burden.reports.peers.grounds import ground_path, may_be_shown_of_peers, may_name
from burden.reports.peers.level_mix import LevelMix, mix_of
from burden.reports.regions import region_ref
from burden.reports.selection import Selection
from burden.reports.types import SUPPRESSED, Band, Estimate, RegionRef
from burden.reports.waves import showing_of

COMPARISONS_KEPT = 256  # releases x grounds x indicators x levels


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One region among its peers: where it stands, and by how many people it was judged, None where not compared.

    Where the number of people is shown as a band it is judged by the fewest of the band, so that nothing tells more of
    it than the band does.
    """

    region: RegionRef
    is_shown: bool
    band: Band
    judged_by: int | None


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """All regions of a kind within a path, by code, with bands, and what they are compared with.

    ``benchmark`` is the pooled mean of those that are shown, but for ``set_aside``: where they are few, the one that
    lies too far off.  ``funnel`` is None where there is nothing to compare by.
    ``mix`` is that of their levels: of counties and larger, where no levels are chosen.
    """

    standings: tuple[Standing, ...]
    benchmark: Estimate
    funnel: Funnel | None
    set_aside: RegionRef | None
    indicator: Indicator
    kind: str
    within: str
    mix: LevelMix | None = None

    @cached_property
    def bands(self) -> Mapping[str, Band]:
        """Where each region stands, by code."""
        return {one.region.code: one.band for one in self.standings}

    @property
    def compared(self) -> int:
        """Number of regions that stand in the comparison."""
        return sum(one.judged_by is not None for one in self.standings)

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
        people = [p.judged_by for p in self.standings if p.judged_by is not None and p.region.path.startswith(path)]
        return self.limits(median_low(people)) if people else None


def compare(selection: Selection, *, kind: str, paths: Sequence[str]) -> Comparison:
    """Return one comparison of :func:`compare_all`."""
    return compare_all([selection], kind=kind, paths=paths)[0]


def compare_below(selections: Sequence[Selection], children: Sequence[RegionRef]) -> tuple[Comparison | None, ...]:
    """Return comparisons of a region's children, of the commonest kind among them; None without children."""
    if not children or not selections:
        return (None,) * len(selections)
    ((kind, _),) = Counter(child.kind for child in children).most_common(1)
    return compare_all(selections, kind=kind, paths=(selections[0].region.path,))


def compare_all(selections: Sequence[Selection], *, kind: str, paths: Sequence[str]) -> tuple[Comparison, ...]:
    """Return for each selection the comparison of regions of this kind, with as many peers as may be shown.

    Selections differ by release and indicator.  Peers are all regions of their ground; where that would tell single
    foreign regions apart, those within the first of the ``paths`` where it does not.  All regions within the last path
    are the viewer's to read.  Two queries for each place that peers lie in, if nobody has asked for them.
    """
    roads = [(ground_path(one.wave, path=paths[0], kind=kind), *paths) for one in selections]
    found: dict[int, Comparison] = {}
    for step in range(len(paths) + 1):
        asked: dict[int, _Asked] = {
            place: (one.release, roads[place][step], kind, one.indicator.code, one.levels)
            for place, one in enumerate(selections)
            if place not in found
        }
        compared = _kept.all(list(asked.values()), _read)
        is_last = step == len(paths)
        found |= {
            place: compared[question]
            for place, question in asked.items()
            if is_last or _may_be_shown(compared[question], selections[place])
        }
    return tuple(found[place] for place in range(len(selections)))


def _may_be_shown(found: Comparison, selection: Selection) -> bool:
    foreign = [not names(selection, one.region) for one in found.standings if one.is_shown]
    # Two choices of levels may differ by the people of one foreign region: then none may be among the peers.
    return may_be_shown_of_peers(foreign) and not (selection.levels and any(foreign))


def banded(value: Estimate, band: Band | None) -> Estimate:
    """Return a region's value with where it stands among its peers."""
    return replace(value, band=band) if band and value.is_shown else value


def names(selection: Selection, region: RegionRef) -> bool:
    """Whether the viewer reads the chosen indicator of a region by name."""
    return may_name(
        selection.viewer,
        path=region.path,
        kind=region.kind,
        indicator=selection.indicator,
        is_demo=selection.wave.is_demo,
    )


_Asked = tuple[Release, str, str, str, tuple[int, ...]]
_kept: Kept[_Asked, Comparison] = Kept(COMPARISONS_KEPT)


def _read(missing: Sequence[_Asked]) -> dict[_Asked, Comparison]:
    """Compare all regions of a kind within a path, in each release and by each indicator that is asked for."""
    places: dict[tuple[object, ...], list[_Asked]] = defaultdict(list)
    for asked in missing:
        release, within, kind, _, levels = asked
        places[release.wave.tree_id, within, kind, levels].append(asked)
    return {asked: found for same in places.values() for asked, found in _read_of_place(same).items()}


def _read_of_place(missing: Sequence[_Asked]) -> dict[_Asked, Comparison]:
    """Return the comparisons of the same regions and levels; two queries."""
    first, within, kind, _, levels = missing[0]
    found = Region.objects.of_tree(first.wave.tree_id).within(within).filter(kind=kind)
    regions = tuple(region_ref(region) for region in found)
    totals = FigurePack.objects.totals_of(
        {asked[0] for asked in missing},
        codes=[region.code for region in regions],
        blocks=[BY_CODE[code].block for code in sorted({asked[3] for asked in missing})],
        whole=levels,
    )
    return {asked: _compared(asked, regions, totals[asked[0], BY_CODE[asked[3]].block.name]) for asked in missing}


def _compared(asked: _Asked, regions: tuple[RegionRef, ...], totals: Totals) -> Comparison:
    release, within, kind, code, levels = asked
    indicator, showing = BY_CODE[code], showing_of(release, kind)
    found = side_by_side(
        totals.of_levels(levels), indicator=indicator, smallest_group=showing.smallest_group, kind=kind
    )
    standard = standard_of(found, is_n_exact=showing.is_n_exact)
    is_mixed = not levels and is_public_kind(kind)
    return Comparison(
        standings=tuple(_standing(region, place, standard) for place, region in enumerate(regions)),
        benchmark=_pooled(totals, standard, release=release, kind=kind),
        funnel=standard.funnel,
        set_aside=None if standard.set_aside is None else regions[standard.set_aside],
        indicator=indicator,
        kind=kind,
        within=within,
        mix=mix_of(totals, found) if is_mixed else None,
    )


def _standing(region: RegionRef, place: int, standard: Standard) -> Standing:
    position = standard.position_of(place)
    return Standing(
        region=region,
        is_shown=bool(standard.found.is_shown[place]),
        band=Band.UNKNOWN if position is None else Band(position.value),
        judged_by=standard.judged_by(place),
    )


def _pooled(totals: Totals, standard: Standard, *, release: Release, kind: str) -> Estimate:
    """Return the mean of all people of the peers; the number of people as exact as it is of one of them."""
    if standard.funnel is None:
        return SUPPRESSED
    place = showing_of(release, RegionKind.ROOT)
    showing = replace(place, is_n_exact=is_public_kind(kind))
    tally = Tally(block=totals.block, vector=totals.tallies[list(standard.pooled)].sum(axis=0))
    return estimate(tally, indicator=standard.found.indicator, showing=showing)
