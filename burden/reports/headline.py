"""The headline numbers as a table: one row an indicator."""

from burden.domain.indicators import Indicator
from burden.reports.rows import Cell, n_cell, row_kind, value_cell
from burden.reports.types import Column, Estimate, Frame, Row, Table

COLUMNS = (
    Column(key="indicator", title_zh="代码", title_en="Code", kind="code"),
    Column(key="n", title_zh="人数", title_en="People", kind="count"),
    Column(key="value", title_zh="数值", title_en="Value", kind="number", decimals=1),
    Column(key="unit", title_zh="单位", title_en="Unit", kind="text"),
    Column(key="low", title_zh="区间下限", title_en="95% low", kind="number", decimals=1),
    Column(key="high", title_zh="区间上限", title_en="95% high", kind="number", decimals=1),
    Column(key="median", title_zh="中位数", title_en="Median", kind="number", decimals=1),
    Column(key="grade", title_zh="可靠性", title_en="Grade", kind="text"),
)


def headline_table(frame: Frame, headline: tuple[tuple[Indicator, Estimate], ...]) -> Table:
    """Return the numbers of the chosen region and levels."""
    return Table(
        key="headline",
        title_zh=f"{frame.region.name}：总览（{frame.levels_zh}）",
        title_en=f"{frame.region.name}: overview ({frame.levels_en})",
        columns=COLUMNS,
        rows=tuple(_row(indicator, value) for indicator, value in headline),
        notes_zh=frame.notes_zh,
        notes_en=frame.notes_en,
        head_zh="指标",
        head_en="Indicator",
    )


def in_own_decimals(cell: Cell, indicator: Indicator) -> Cell:
    """Return minutes as whole numbers: the column holds several units, and 62.0 minutes would feign precision."""
    return round(cell) if isinstance(cell, float) and indicator.decimals == 0 else cell


def _row(indicator: Indicator, value: Estimate) -> Row:
    return Row(
        label_zh=indicator.name_zh,
        label_en=indicator.name_en,
        cells=(
            indicator.code,
            n_cell(value),
            in_own_decimals(value_cell(value), indicator),
            indicator.unit_zh,
            in_own_decimals(value.low, indicator),
            in_own_decimals(value.high, indicator),
            in_own_decimals(value.quantiles.median, indicator),
            value.grade or None,
        ),
        estimate=value,
        kind=row_kind(value),
    )
