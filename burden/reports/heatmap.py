"""Region by level: the table that stands where others would draw a map."""

from dataclasses import dataclass

from burden.reports.notes import SUPPRESSION, paired
from burden.reports.regional import Family
from burden.reports.rows import REST_LABEL, value_cell, value_kind
from burden.reports.types import Column, Estimate, Frame, RegionRef, Row, Table


@dataclass(frozen=True, kw_only=True)
class HeatmapRow:
    """One region, or the rest, with its value at each level; ``region`` is None for the rest."""

    label: tuple[str, str]
    region: RegionRef | None
    values: tuple[Estimate, ...]


def heatmap_rows(family: Family, frame: Frame) -> tuple[HeatmapRow, ...]:
    """Return one row a child and the rest row; a region without readable children has itself as its only row."""
    levels = tuple(level for level, _, _ in frame.level_choices)
    indicator = frame.indicator
    if not family.children:
        own = tuple(family.own(indicator, (level,)) for level in levels)
        return (HeatmapRow(label=(family.region.name, family.region.name), region=family.region, values=own),)
    children = (
        HeatmapRow(
            label=(child.name, child.name),
            region=child,
            values=tuple(family.child(child, indicator, (level,)) for level in levels),
        )
        for child in family.children
    )
    rest = tuple(family.rest(indicator, (level,)) for level in levels)
    return (*children, HeatmapRow(label=REST_LABEL, region=None, values=rest))


def heatmap_table(frame: Frame, rows: tuple[HeatmapRow, ...]) -> Table:
    """Return the rows as a table: one column a level, in each cell the value of the chosen indicator."""
    indicator = frame.indicator
    notes_zh, notes_en = paired(SUPPRESSION)
    return Table(
        key=f"heatmap:{indicator.code}",
        title_zh=f"{frame.region.name}：地区与层级，{indicator.name_zh}（{indicator.unit_zh}）",
        title_en=f"{frame.region.name}: regions by level, {indicator.name_en} ({indicator.unit_en})",
        columns=tuple(
            Column(
                key=f"level_{level}",
                title_zh=zh,
                title_en=en,
                kind=value_kind(indicator),
                decimals=indicator.decimals,
            )
            for level, zh, en in frame.level_choices
        ),
        rows=tuple(_table_row(row) for row in rows),
        notes_zh=notes_zh,
        notes_en=notes_en,
        indicator=indicator,
    )


def _table_row(row: HeatmapRow) -> Row:
    has_value = any(value.is_shown for value in row.values)
    kind = "plain" if has_value else "suppressed"
    return Row(
        label_zh=row.label[0],
        label_en=row.label[1],
        cells=tuple(value_cell(value) for value in row.values),
        kind=kind if row.region else "rest",
        region=row.region,
    )
