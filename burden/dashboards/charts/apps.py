"""Apps of the catalogue as dots with intervals: which are used, and how long."""

from burden.dashboards import figure_style as style
from burden.dashboards.charts.dots import Dot, dots_trace
from burden.dashboards.language import Language
from burden.dashboards.numbers import Measure
from burden.reports.types import AppsReport, Estimate, Row

ACTIVE = Measure(decimals=0, unit_zh="%", unit_en="%", is_percentage=True)
MINUTES = Measure(decimals=0, unit_zh="分钟/工作日", unit_en="min a workday")


def active_figure(*, report: AppsReport, language: Language) -> style.Figure | None:
    """Return the share of holders who use each app, with its Wilson interval; None when no share may be shown."""
    return _dots_figure(report, name="active", measure=ACTIVE, language=language)


def minutes_figure(*, report: AppsReport, language: Language) -> style.Figure | None:
    """Return the minutes a workday of each app's users, with their interval; None when none may be shown."""
    return _dots_figure(report, name="minutes", measure=MINUTES, language=language)


def estimate_of(row: Row, name: str) -> Estimate:
    """Return the row's estimate of that name; KeyError when the report names none."""
    return dict(row.estimates)[name]


def _dots_figure(report: AppsReport, *, name: str, measure: Measure, language: Language) -> style.Figure | None:
    rows = [row for row in report.apps.rows if estimate_of(row, name).is_shown]
    dots = [
        Dot(row=place, name=language.say(row.label_zh, row.label_en), estimate=estimate_of(row, name))
        for place, row in enumerate(rows)
    ]
    if not dots:
        return None
    return {
        "data": [dots_trace(dots, measure=measure, language=language)],
        "layout": style.layout(
            height=style.rows_height(len(dots)),
            xaxis=style.value_axis(title=measure.unit(language), is_percentage=measure.is_percentage),
            yaxis=style.name_axis([dot.name for dot in dots]),
        ),
    }
