"""Levels of units as dots with intervals, to see for whom it is heavier."""

from burden.dashboards import figure_style as style
from burden.dashboards.charts.dots import Dot, dots_trace
from burden.dashboards.language import Language, level_name
from burden.dashboards.numbers import Measure
from burden.domain.indicators import ReferenceLine
from burden.domain.levels import Level
from burden.reports.types import Row, Table

# Sums of other rows look different from the levels themselves.
MARKS = {"plain": style.PLAIN, "group": style.GROUP, "total": style.TOTAL}


def levels_figure(*, table: Table, measure: Measure, language: Language) -> style.Figure | None:
    """Return the chart of one indicator by level, rows in the table's order; None when no row may be shown."""
    rows = [row for row in table.rows if row.estimate.is_shown]
    if not rows:
        return None
    dots = [Dot(row=place, name=_name(row, language), estimate=row.estimate) for place, row in enumerate(rows)]
    kinds = [row.kind for row in rows]
    groups = [[dot for dot, kind in zip(dots, kinds, strict=True) if kind == wanted] for wanted in MARKS]
    return {
        "data": [
            dots_trace(group, measure=measure, language=language, mark=mark)
            for group, mark in zip(groups, MARKS.values(), strict=True)
            if group
        ],
        "layout": style.layout(
            height=style.rows_height(len(dots)),
            xaxis=style.value_axis(title=measure.unit(language), is_percentage=measure.is_percentage),
            yaxis=style.name_axis([dot.name for dot in dots]),
            shapes=_reference_shapes(table.reference_lines),
        ),
    }


def _name(row: Row, language: Language) -> str:
    if row.level == Level.POOLED:
        return level_name(Level.POOLED, language)
    return language.say(row.label_zh, row.label_en)


def _reference_shapes(lines: tuple[ReferenceLine, ...]) -> list[dict[str, object]]:
    """Dotted lines at published numbers of others; their labels stand under the chart, where a phone has room."""
    return [
        {
            "type": "line",
            "xref": "x",
            "yref": "paper",
            "x0": line.value,
            "x1": line.value,
            "y0": 0,
            "y1": 1,
            "layer": "below",
            "line": {"color": style.INK_SOFT, "width": 1.5, "dash": "dot"},
        }
        for line in lines
    ]
