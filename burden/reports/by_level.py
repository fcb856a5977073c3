"""One indicator of one region by level of the respondents' units."""

from collections.abc import Iterator

from burden.domain.indicators import I03, REFERENCE_LINES, Indicator
from burden.domain.levels import (
    CITY_AND_COUNTY_DEPARTMENTS,
    KIND_DEPTH,
    LEVEL_NAMES,
    RESPONDENT_LEVELS,
    SHALLOWEST_KIND,
    Level,
    RegionKind,
)
from burden.reports.estimates import Showing, estimate
from burden.reports.figures import Figures
from burden.reports.filters import ALL_LEVELS, CITY_AND_COUNTY
from burden.reports.notes import SUPPRESSION, contents_note, paired
from burden.reports.rows import estimate_cells, estimate_columns, row_kind
from burden.reports.types import Estimate, RegionRef, Row, Table

# Of the published numbers drawn beside ours, those about levels: 6.8 and 10.8 speak of apps plus accounts only.
LEVEL_LINES = tuple(line for line in REFERENCE_LINES if line.indicator == I03.code)


def level_table(figures: Figures, region: RegionRef, *, indicator: Indicator, showing: Showing) -> Table:
    """Return one row a level, 市县部门 as a row of its own after its parts, what is pooled, and the total.

    Levels that can live in the region have their row whether anything is shown or not; others, and the pooled row,
    appear only when something is.
    """

    def value_of(levels: tuple[int, ...]) -> Estimate:
        return estimate(figures.tally(indicator.block, region.code, levels), indicator=indicator, showing=showing)

    rows: list[Row] = []
    for level in RESPONDENT_LEVELS:
        value = value_of((int(level),))
        if value.is_shown or lives_in(level, region):
            rows.append(_row(LEVEL_NAMES[level], value, indicator, kind=row_kind(value), levels=(int(level),)))
        if level is CITY_AND_COUNTY_DEPARTMENTS[-1]:
            rows.extend(_group_row(value_of((40, 50)), indicator))
    pooled = value_of((int(Level.POOLED),))
    if pooled.is_shown:
        rows.append(_row(LEVEL_NAMES[Level.POOLED], pooled, indicator, kind="plain", levels=(int(Level.POOLED),)))
    rows.append(_row(ALL_LEVELS, value_of(()), indicator, kind="total", levels=()))
    notes_zh, notes_en = paired(SUPPRESSION, *_notes(figures, region, indicator))
    return Table(
        key=f"levels:{indicator.code}",
        title_zh=f"{region.name}各层级{indicator.name_zh}",
        title_en=f"{indicator.name_en} by level in {region.name}",
        columns=estimate_columns(indicator),
        rows=tuple(rows),
        notes_zh=notes_zh,
        notes_en=notes_en,
        head_zh="层级",
        head_en="Level",
        indicator=indicator,
        reference_lines=LEVEL_LINES if indicator is I03 else (),
    )


def lives_in(level: Level, region: RegionRef) -> bool:
    """Tell whether people of this level may be found in any region of this kind."""
    return KIND_DEPTH[RegionKind(region.kind)] <= KIND_DEPTH[SHALLOWEST_KIND[level]] or level >= Level.COUNTY


def _group_row(value: Estimate, indicator: Indicator) -> Iterator[Row]:
    levels = tuple(int(level) for level in CITY_AND_COUNTY_DEPARTMENTS)
    yield _row(CITY_AND_COUNTY, value, indicator, kind="group", levels=levels)


def _row(label: tuple[str, str], value: Estimate, indicator: Indicator, *, kind: str, levels: tuple[int, ...]) -> Row:
    return Row(
        label_zh=label[0],
        label_en=label[1],
        cells=estimate_cells(value, indicator),
        estimate=value,
        kind=kind,
        level=levels[0] if len(levels) == 1 else None,
        levels=levels,
    )


def _notes(figures: Figures, region: RegionRef, indicator: Indicator) -> Iterator[tuple[str, str]]:
    if figures.is_pooled(indicator.block, region.code):
        yield contents_note(figures.levels(indicator.block, region.code))
    if indicator is I03:
        yield from ((line.label_zh, line.label_en) for line in LEVEL_LINES)
