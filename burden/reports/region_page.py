"""The page of one region: its children against their peers, and how values spread."""

from burden.access.scopes import Viewer
from burden.reports.estimates import distribution
from burden.reports.figures import read_figures
from burden.reports.regional import Family, children_table, compare_children, readable_children
from burden.reports.selection import frame_of, select
from burden.reports.types import SUPPRESSED, RegionReport


def build_region_report(
    *,
    viewer: Viewer,
    wave: str | None = None,
    region: str | None = None,
    levels: tuple[int, ...] = (),
    indicator: str | None = None,
) -> RegionReport:
    """Return one indicator of a region and its children.

    The distribution belongs to those who read all of the region; the public reads values, intervals and quartiles.
    NothingToShow for what does not exist or may not be read, BadFilterError for unknown filters.  Six queries at most,
    and two or four more for peers that nobody has asked for.
    """
    selection = select(viewer=viewer, wave=wave, region=region, levels=levels, indicator=indicator)
    frame = frame_of(selection)
    children = readable_children(selection)
    codes = (selection.region.code, *(child.code for child in children))
    figures = read_figures(selection.release, blocks=(selection.indicator.block,), codes=codes)
    family = Family(selection=selection, children=children, figures=figures)
    comparison = compare_children(family)
    limits = comparison.usual_limits(selection.region.path) if comparison else None
    own = figures.tally(selection.indicator.block, selection.region.code, selection.levels)
    spread = distribution(own, indicator=selection.indicator, showing=family.showing)
    return RegionReport(
        frame=frame,
        own=family.own(selection.indicator, selection.levels),
        benchmark=comparison.benchmark if comparison else SUPPRESSED,
        funnel_low=limits[0] if limits else None,
        funnel_high=limits[1] if limits else None,
        children=children_table(family, comparison),
        distribution=() if frame.is_public_view else spread,
    )
