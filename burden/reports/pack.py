"""The summary pack of a region: everything that the viewer may read of it, for files."""

from collections.abc import Iterator

from burden.access.policies import Reach
from burden.access.scopes import Role, Viewer
from burden.domain.blocks import Block
from burden.domain.indicators import HEADLINE, PAGE_ONE_INDICATORS, Indicator
from burden.domain.levels import RegionKind
from burden.reports.apps.board_page import build_board_report
from burden.reports.apps.page import build_apps_report
from burden.reports.balance import balance_table, flags_table
from burden.reports.by_level import level_table
from burden.reports.estimates import estimate
from burden.reports.figures import Figures, read_figures
from burden.reports.filters import readable_indicators
from burden.reports.findings.page import build_findings_report
from burden.reports.further_page import build_further_report
from burden.reports.headline import headline_table
from burden.reports.method import method_table
from burden.reports.notes import SUPPRESSION, left_out_note, paired
from burden.reports.practices.page import build_practices_report
from burden.reports.regions import regions_of_kinds
from burden.reports.rows import CODE_COLUMN, Cell, estimate_cells, estimate_columns
from burden.reports.selection import Selection, frame_of, select
from burden.reports.types import Estimate, RegionRef, Row, Table, TablePage

# Townships are listed where a person can still read the sheet; a pack of the whole country stops at counties.
MOST_TOWNSHIPS = 2000
READ_AT_ONCE = 400


def build_pack(
    *,
    viewer: Viewer,
    wave: str | None = None,
    region: str | None = None,
    levels: tuple[int, ...] = (),
) -> TablePage:
    """Return headline, regions, levels, apps and their board, practices, page 2 and method; in public view its part.

    NothingToShow for what does not exist or may not be read, BadFilterError for unknown levels.
    """
    selection = select(viewer=viewer, wave=wave, region=region, levels=levels)
    frame = frame_of(selection)
    indicators = _indicators(selection)
    own = read_figures(selection.release, blocks=_blocks(indicators), codes=(selection.region.code,))
    headline = tuple((i, _value(own, selection.region, i, selection)) for i in indicators)
    showing = selection.showing(selection.region)
    return TablePage(
        frame=frame,
        tables=(
            headline_table(frame, headline),
            _region_table(selection),
            *(
                level_table(own, selection.region, indicator=i, showing=showing)
                for i in indicators
                if i in PAGE_ONE_INDICATORS
            ),
            *_own_tables(selection),
            balance_table(frame.release),
            flags_table(frame.release),
            method_table(selection, frame),
        ),
    )


def _indicators(selection: Selection) -> tuple[Indicator, ...]:
    return readable_indicators(selection.reach, kind=selection.region.kind)


def _blocks(indicators: tuple[Indicator, ...]) -> tuple[Block, ...]:
    return tuple({i.block.name: i.block for i in indicators}.values())


def _own_tables(selection: Selection) -> tuple[Table, ...]:
    """Return the tables that have no public part, by the same builders as their pages."""
    if selection.reach is not Reach.FULL:
        return ()
    viewer, wave = selection.viewer, selection.wave.code
    code, levels = selection.region.code, selection.levels
    apps = build_apps_report(viewer=viewer, wave=wave, region=code, levels=levels)
    board = build_board_report(viewer=viewer, wave=wave, region=code, levels=levels)
    practices = build_practices_report(viewer=viewer, wave=wave, region=code, levels=levels)
    further = build_further_report(viewer=viewer, wave=wave, region=code, levels=levels)
    findings = _findings(selection)
    of_people = (practices.practices, practices.classes, *further.topics)
    return apps.apps, apps.opinions, *board.tables, *of_people, *findings


def _findings(selection: Selection) -> tuple[Table, ...]:
    """Return the leads by rule in an inspector's pack."""
    if selection.viewer.role is not Role.INSPECTOR:
        return ()
    viewer, wave, levels = selection.viewer, selection.wave.code, selection.levels
    return (build_findings_report(viewer=viewer, wave=wave, region=selection.region.code, levels=levels).table,)


def _region_table(selection: Selection) -> Table:
    """Return the headline indicators of all counties, and of all townships where they are not too many, by code."""
    contents = (left_out_note(selection.levels),) if selection.levels else ()
    notes_zh, notes_en = paired(SUPPRESSION, *contents)
    return Table(
        key="regions",
        title_zh=f"{selection.region.name}：各地区",
        title_en=f"{selection.region.name}: all regions",
        columns=(CODE_COLUMN, *(c for i in HEADLINE for c in estimate_columns(i, is_one_of_many=True))),
        rows=tuple(_region_rows(selection)),
        notes_zh=notes_zh,
        notes_en=notes_en,
    )


def _region_rows(selection: Selection) -> Iterator[Row]:
    """Yield the rows, reading the figures of some hundred regions at a time: a country's do not fit into memory."""
    regions = _listed(selection)
    for start in range(0, len(regions), READ_AT_ONCE):
        some = regions[start : start + READ_AT_ONCE]
        codes = tuple(region.code for region in some)
        figures = read_figures(selection.release, blocks=_blocks(HEADLINE), codes=codes)
        yield from (_row(region, figures, selection) for region in some)


def _listed(selection: Selection) -> tuple[RegionRef, ...]:
    wave, region = selection.wave, selection.region
    kinds = [RegionKind.CITY, RegionKind.COUNTY]
    listed = [r for kind in kinds for r in regions_of_kinds(wave, region, (kind,))]
    if selection.reach is Reach.FULL:
        townships = regions_of_kinds(wave, region, (RegionKind.TOWNSHIP,))
        listed += townships if len(townships) <= MOST_TOWNSHIPS else ()
    return tuple(sorted(listed, key=lambda found: found.code))


def _row(region: RegionRef, figures: Figures, selection: Selection) -> Row:
    values = [(indicator, _value(figures, region, indicator, selection)) for indicator in HEADLINE]
    cells: list[Cell] = [region.code]
    for indicator, value in values:
        cells.extend(estimate_cells(value, indicator))
    return Row(
        label_zh=region.name,
        label_en=region.name,
        cells=tuple(cells),
        kind="plain" if any(value.is_shown for _, value in values) else "suppressed",
        region=region,
        estimates=tuple((indicator.code, value) for indicator, value in values),
    )


def _value(figures: Figures, region: RegionRef, indicator: Indicator, selection: Selection) -> Estimate:
    tally = figures.tally(indicator.block, region.code, selection.levels)
    return estimate(tally, indicator=indicator, showing=selection.showing(region))
