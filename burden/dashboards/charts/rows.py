"""The rows of any table as dots with intervals, in the table's order; rows without a number have no dot."""

from collections.abc import Callable

from burden.dashboards import figure_style as style
from burden.dashboards.charts.dots import Dot, dots_trace
from burden.dashboards.language import Language
from burden.dashboards.numbers import Measure
from burden.reports.types import Estimate, Row, Table

LINES_MORE = 10  # pixels that a row of two lines takes more than others


def own_estimate(row: Row) -> Estimate:
    """Return the estimate that a row is about."""
    return row.estimate


def rows_figure(
    *, table: Table, measure: Measure, language: Language, of: Callable[[Row], Estimate] = own_estimate
) -> style.Figure | None:
    """Return one dot a row, of the estimate that ``of`` takes from it; None when no row may be shown."""
    rows = [row for row in table.rows if of(row).is_shown]
    if not rows:
        return None
    dots = [
        Dot(row=place, name=language.say(row.label_zh, row.label_en), estimate=of(row))
        for place, row in enumerate(rows)
    ]
    names = style.name_axis([dot.name for dot in dots])
    names["ticktext"] = [_question_above_answer(dot.name) for dot in dots]
    return {
        "data": [dots_trace(dots, measure=measure, language=language)],
        "layout": style.layout(
            height=style.rows_height(len(dots)) + LINES_MORE * len(dots),
            xaxis=style.value_axis(title=measure.unit(language), is_percentage=measure.is_percentage),
            yaxis=names,
        ),
    }


def _question_above_answer(name: str) -> str:
    """Return a name on two lines at most: a question and its answer part between them."""
    for end in ("？", "? "):
        question, found, answer = name.partition(end)
        if found and answer:
            return f"{question}{end.strip()}<br>{answer}"
    return style.wrapped(name)
