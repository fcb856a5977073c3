"""Is it chance?  The regions of a place in a funnel: their means beside the numbers of people behind them."""

from collections.abc import Iterable, Iterator

from burden.access.policies import Reach, is_public_kind
from burden.access.scopes import Viewer
from burden.domain.levels import RegionKind
from burden.domain.thresholds import N_BANDS
from burden.reports.compare_tables import limits_table, units_table
from burden.reports.compare_types import LINES, CompareReport, FunnelPart, Limits
from burden.reports.comparison import Comparison, Peer, compare, names
from burden.reports.estimates import estimate
from burden.reports.figures import read_figures
from burden.reports.selection import Selection, frame_of, select

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
    block = selection.indicator.block
    figures = read_figures(selection.release, blocks=(block,), codes=(selection.region.code,))
    own = figures.tally(block, selection.region.code, selection.levels)
    return CompareReport(
        frame=frame,
        own=estimate(own, indicator=selection.indicator, showing=selection.showing(selection.region)),
        parts=_parts(selection),
    )


def _parts(selection: Selection) -> tuple[FunnelPart, ...]:
    """Return the regions within the place by kind, those that there are; its peers and itself where there are none."""
    own = selection.region
    open_kinds = (kind for kind in KINDS_WITHIN[own.kind] if _is_open(selection, kind))
    compared = (compare(selection, kind=kind, paths=(own.path,)) for kind in open_kinds)
    inside = tuple(
        _part(selection, comparison, (p for p in comparison.peers if p.region.path.startswith(own.path)))
        for comparison in compared
    )
    return tuple(part for part in inside if part.units) or (_among_peers(selection),)


def _among_peers(selection: Selection) -> FunnelPart:
    """Return the region among those of its kind that the viewer reads by name."""
    own, above = selection.region, selection.line[:-1]
    comparison = compare(selection, kind=own.kind, paths=(*(region.path for region in above[-1:]), own.path))
    return _part(selection, comparison, (p for p in comparison.peers if names(selection, p.region)))


def _is_open(selection: Selection, kind: RegionKind) -> bool:
    is_readable = selection.reach is Reach.FULL or is_public_kind(kind)
    return is_readable and selection.indicator.may_be_shown_of(kind)


def _part(selection: Selection, comparison: Comparison, units: Iterable[Peer]) -> FunnelPart:
    found = tuple(units)
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
