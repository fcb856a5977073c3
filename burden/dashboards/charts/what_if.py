"""What a what-if question saves: each measure by itself, as dots with intervals."""

from burden.dashboards import figure_style as style
from burden.dashboards.charts.dots import Dot, dots_trace
from burden.dashboards.language import Language
from burden.dashboards.numbers import Measure
from burden.reports.types import Table

SAVED = Measure(decimals=1, unit_zh="分钟/工作日", unit_en="min a workday")
TWO_LINES = 10  # pixels that a row of two lines takes more than others
HOURS = Measure(decimals=0, unit_zh="小时/月", unit_en="hours a month")


def parts_figure(*, table: Table, language: Language) -> style.Figure | None:
    """Return minutes saved by each measure, rows in the table's order; None when no row may be shown."""
    rows = [row for row in table.rows if row.estimate.is_shown]
    if not rows:
        return None
    dots = [
        Dot(row=place, name=language.say(row.label_zh, row.label_en), estimate=row.estimate)
        for place, row in enumerate(rows)
    ]
    names = style.name_axis([dot.name for dot in dots])
    return {
        "data": [dots_trace(dots, measure=SAVED, language=language)],
        "layout": style.layout(
            height=style.rows_height(len(dots)) + TWO_LINES * len(dots),
            xaxis=style.value_axis(title=SAVED.unit(language)),
            yaxis=names | {"ticktext": [_two_lines(dot.name) for dot in dots]},
        ),
    }


def _two_lines(name: str) -> str:
    """Return what is changed above what is done with it."""
    return name.replace("：", "<br>").replace(": ", "<br>")
