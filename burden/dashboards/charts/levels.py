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
    """Return the chart of one indicator by level, rows in the table's order; None when no row may be shown.

    A level with too few answers keeps its row, hatched and with the words for it.
    """
    rows = list(enumerate(table.rows))
    shown = [(place, row) for place, row in rows if row.estimate.is_shown]
    if not shown:
        return None
    groups = [
        [Dot(row=place, name=_name(row, language), estimate=row.estimate) for place, row in shown if row.kind == kind]
        for kind in MARKS
    ]
    missing = [place for place, row in rows if not row.estimate.is_shown]
    words = language.say("样本不足，已并入上级", "too few, counted<br>with the level above")
    return {
        "data": [
            dots_trace(group, measure=measure, language=language, mark=mark)
            for group, mark in zip(groups, MARKS.values(), strict=True)
            if group
        ],
        "layout": style.layout(
            height=style.rows_height(len(rows)),
            xaxis=style.value_axis(title=measure.unit(language), is_percentage=measure.is_percentage),
            yaxis=style.name_axis([_name(row, language) for row in table.rows]),
            shapes=_reference_shapes(table.reference_lines) + [style.hatched_row(row=place) for place in missing],
            annotations=[style.words_in_row(row=place, words=words) for place in missing],
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
