"""Typical, or a few who carry much?  Quantiles of one indicator by level, and how the people of a region spread."""

from burden.access.scopes import Viewer
from burden.domain.indicators import Indicator
from burden.reports.by_level import level_table
from burden.reports.distribution.tables import drawn_bars, histogram_table, quantiles_table
from burden.reports.distribution.types import DistributionReport
from burden.reports.estimates import distribution, estimate
from burden.reports.figures import read_figures
from burden.reports.selection import frame_of, select


def build_distribution_report(
    *,
    viewer: Viewer,
    wave: str | None = None,
    region: str | None = None,
    levels: tuple[int, ...] = (),
    indicator: str | None = None,
) -> DistributionReport:
    """Return quantiles by level and the histogram of one of the viewer's own regions.

    ``levels`` choose the people of the histogram; the quantiles are of every level.  NothingToShow outside the viewer's
    subtrees, BadFilterError for unknown filters.  Five queries.
    """
    selection = select(viewer=viewer, wave=wave, region=region, levels=levels, indicator=indicator, reads_all=True)
    frame = frame_of(selection)
    chosen: Indicator = selection.indicator
    figures = read_figures(selection.release, blocks=(chosen.block,), codes=(selection.region.code,))
    showing = selection.showing(selection.region)
    own = figures.tally(chosen.block, selection.region.code, selection.levels)
    bars = drawn_bars(distribution(own, indicator=chosen, showing=showing))
    by_level = level_table(figures, selection.region, indicator=chosen, showing=showing)
    return DistributionReport(
        frame=frame,
        own=estimate(own, indicator=chosen, showing=showing),
        by_level=quantiles_table(frame, by_level),
        bars=bars,
        histogram=histogram_table(frame, bars),
    )
