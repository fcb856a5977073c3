"""The overview of a region: headline indicators, levels, and where level and region combine."""

from burden.access.scopes import Viewer
from burden.domain.blocks import Block
from burden.domain.indicators import HEADLINE, Indicator
from burden.reports.by_level import level_table
from burden.reports.figures import read_figures
from burden.reports.heatmap import heatmap_rows, heatmap_table
from burden.reports.profile.honest import honest_page
from burden.reports.regional import Family, readable_children
from burden.reports.selection import Selection, frame_of, select
from burden.reports.types import Estimate, OverviewReport, Table


def build_overview(
    *,
    viewer: Viewer,
    wave: str | None = None,
    region: str | None = None,
    levels: tuple[int, ...] = (),
    indicator: str | None = None,
) -> OverviewReport:
    """Return the overview; defaults are the newest wave and the viewer's topmost region.

    ``levels`` choose what the headline counts, ``indicator`` what the heatmap shows.  NothingToShow for what does not
    exist or may not be read, BadFilterError for unknown filters.  At most six queries, however many children there are.
    """
    selection = select(viewer=viewer, wave=wave, region=region, levels=levels, indicator=indicator)
    frame = frame_of(selection)
    family = read_family(selection)
    cells = heatmap_rows(family, frame)
    return OverviewReport(
        frame=frame,
        headline=headline_of(family),
        by_level=level_tables(family),
        heatmap=heatmap_table(frame, cells),
        heatmap_levels=tuple(level for level, _, _ in frame.level_choices),
        heatmap_estimates=tuple(row.values for row in cells),
        honest=honest_page(
            (family.figures.tally(block, selection.region.code).n for block in _blocks(selection)),
            showing=family.showing,
        ),
    )


def read_family(selection: Selection) -> Family:
    """Return the region and its readable children with the figures of headline and chosen indicator; two queries."""
    children = readable_children(selection)
    codes = (selection.region.code, *(child.code for child in children))
    figures = read_figures(selection.release, blocks=_blocks(selection), codes=codes)
    return Family(selection=selection, children=children, figures=figures)


def headline_of(family: Family) -> tuple[tuple[Indicator, Estimate], ...]:
    """Return the headline indicators of the region for the chosen levels."""
    return tuple((indicator, family.own(indicator, family.selection.levels)) for indicator in HEADLINE)


def level_tables(family: Family) -> tuple[Table, ...]:
    """Return one table by level for each headline indicator, and for the chosen one."""
    return tuple(
        level_table(family.figures, family.region, indicator=indicator, showing=family.showing)
        for indicator in _shown_by_level(family.selection)
    )


def _shown_by_level(selection: Selection) -> tuple[Indicator, ...]:
    return HEADLINE if selection.indicator in HEADLINE else (*HEADLINE, selection.indicator)


def _blocks(selection: Selection) -> tuple[Block, ...]:
    return tuple({i.block.name: i.block for i in (*HEADLINE, selection.indicator)}.values())
