"""Is it chance?  The regions of a place in a funnel: their means beside the numbers of people behind them."""

from collections.abc import Iterable, Iterator, Sequence

from burden.access.policies import Reach, is_public_kind
from burden.access.scopes import Viewer
from burden.domain.levels import RegionKind
from burden.domain.thresholds import N_BANDS
from burden.reports.compare.tables import limits_table, units_table
from burden.reports.compare.types import LINES, CompareReport, FunnelPart, Limits, Peer
from burden.reports.estimates import estimate
from burden.reports.figures import Figures, read_figures
from burden.reports.peers.comparison import Comparison, Standing, banded, compare, names
from burden.reports.peers.level_mix import set_to_common_mix
from burden.reports.selection import Selection, frame_of, select
from burden.reports.types import SUPPRESSED, Estimate, RegionRef

# The kinds of regions that one chart can still hold, for each kind of place.
KINDS_WITHIN: dict[str, tuple[RegionKind, ...]] = {
    RegionKind.ROOT: (RegionKind.PROVINCE, RegionKind.CITY),
    RegionKind.PROVINCE: (RegionKind.COUNTY, RegionKind.CITY),
    RegionKind.CITY: (RegionKind.COUNTY, RegionKind.TOWNSHIP),
    RegionKind.COUNTY: (RegionKind.TOWNSHIP,),
    RegionKind.TOWNSHIP: (),
}
# Where lines are given: steps of a half at most, so that straight pieces between them look like the curve they are.
STEPS = (10, 15, 20, 30, 50, 70)
LAST_BAND_ENDS = 100  # where the open band of people ends in a chart


def build_compare_report(
    *,
    viewer: Viewer,
    wave: str | None = None,
    region: str | None = None,
    levels: tuple[int, ...] = (),
    indicator: str | None = None,
) -> CompareReport:
    """Return funnels of one indicator: of the regions within a place, by kind, or of its peers where it has none.

    Outside the viewer's own subtrees of counties and above.  NothingToShow for what does not exist or may not be read,
    BadFilterError for unknown filters.  Five queries, and two to six more for peers that nobody has asked for.
    """
    selection = select(viewer=viewer, wave=wave, region=region, levels=levels, indicator=indicator)
    frame = frame_of(selection)
    chosen = _chosen(selection)
    codes = {selection.region.code, *(one.region.code for _, standings in chosen for one in standings)}
    figures = read_figures(selection.release, blocks=(selection.indicator.block,), codes=sorted(codes))
    return CompareReport(
        frame=frame,
        own=_estimate(selection, figures, selection.region),
        parts=tuple(_part(selection, figures, comparison, standings) for comparison, standings in chosen),
    )


_Chosen = tuple[Comparison, tuple[Standing, ...]]


def _chosen(selection: Selection) -> tuple[_Chosen, ...]:
    """Return the regions within the place by kind, those that there are; its peers and itself where there are none."""
    own = selection.region
    open_kinds = (kind for kind in KINDS_WITHIN[own.kind] if _is_open(selection, kind))
    compared = (compare(selection, kind=kind, paths=(own.path,)) for kind in open_kinds)
    inside = ((found, tuple(s for s in found.standings if s.region.path.startswith(own.path))) for found in compared)
    return tuple(part for part in inside if part[1]) or (_among_peers(selection),)


def _among_peers(selection: Selection) -> _Chosen:
    """Return the region among those of its kind that the viewer reads by name."""
    own, above = selection.region, selection.line[:-1]
    comparison = compare(selection, kind=own.kind, paths=(*(region.path for region in above[-1:]), own.path))
    return comparison, tuple(one for one in comparison.standings if names(selection, one.region))


def _is_open(selection: Selection, kind: RegionKind) -> bool:
    is_readable = selection.reach is Reach.FULL or is_public_kind(kind)
    return is_readable and selection.indicator.may_be_shown_of(kind)


def _estimate(selection: Selection, figures: Figures, region: RegionRef) -> Estimate:
    tally = figures.tally(selection.indicator.block, region.code, selection.levels)
    return estimate(tally, indicator=selection.indicator, showing=selection.showing(region))


def _units(
    selection: Selection, figures: Figures, comparison: Comparison, standings: Sequence[Standing]
) -> Iterator[Peer]:
    """Yield the regions with their values, and those set to the peers' level mix where there is one."""
    indicator, mix = selection.indicator, comparison.mix
    shown = [one.region.code for one in standings if one.is_shown]
    adjusted = {} if mix is None else set_to_common_mix(figures, shown, indicator, mix)
    for one in standings:
        yield Peer(
            region=one.region,
            estimate=banded(_estimate(selection, figures, one.region), one.band),
            judged_by=one.judged_by,
            adjusted=adjusted.get(one.region.code, SUPPRESSED),
        )


def _part(
    selection: Selection, figures: Figures, comparison: Comparison, standings: tuple[Standing, ...]
) -> FunnelPart:
    found = tuple(_units(selection, figures, comparison, standings))
    limits = tuple(_limits(comparison, found))
    return FunnelPart(
        kind=comparison.kind,
        units=found,
        comparison=comparison,
        limits=limits,
        is_n_exact=is_public_kind(comparison.kind),
        units_table=units_table(selection, comparison, found),
        limits_table=limits_table(selection, comparison, limits),
    )


def _limits(comparison: Comparison, units: Iterable[Peer]) -> Iterator[Limits]:
    people = [unit.judged_by for unit in units if unit.judged_by is not None]
    if not people or comparison.funnel is None:
        return
    if is_public_kind(comparison.kind):
        for n in steps_around(min(people), max(people)):
            yield Limits(n=n, to=n, text=f"{n:,}", ends=_ends(comparison, n))
        return
    for low, high in (band for band in N_BANDS if min(people) <= band[0] <= max(people)):
        text = f"{low}+" if high is None else f"{low}–{high}"
        yield Limits(n=low, to=LAST_BAND_ENDS if high is None else high + 1, text=text, ends=_ends(comparison, low))


def _ends(comparison: Comparison, n: int) -> tuple[tuple[float, float], ...]:
    lines = (comparison.limits(n, confidence=confidence) for confidence in LINES)
    return tuple(line for line in lines if line is not None)


def steps_around(fewest: int, most: int) -> tuple[int, ...]:
    """Return round numbers from the last one that is no larger than ``fewest`` to the first no smaller than ``most``.

    >>> steps_around(62, 310)
    (50, 70, 100, 150, 200, 300, 500)
    """
    found = [step * 10**power for power in range(9) for step in STEPS]
    first = max((n for n in found if n <= fewest), default=found[0])
    last = min(n for n in found if n >= most)
    return tuple(n for n in found if first <= n <= last)
