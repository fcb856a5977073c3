"""How few apps take most of the time: bars of each one's share, and a line of all shares so far, on one scale."""

from burden.dashboards import figure_style as style
from burden.dashboards.charts.apps import estimate_of
from burden.dashboards.charts.dots import Dot, dots_trace, hover_text
from burden.dashboards.language import Language
from burden.dashboards.numbers import Measure
from burden.reports.types import Estimate, Table

SHARE = Measure(decimals=0, unit_zh="%", unit_en="%", is_percentage=True)
BAR_WIDTH = 0.6
SO_FAR = style.Mark(colour=style.INK, symbol="diamond")


def weights_figure(*, table: Table, language: Language) -> style.Figure | None:
    """Return one bar an app with its interval, rows in the table's order; None when the table has none."""
    if not table.rows:
        return None
    names = [language.say(row.label_zh, row.label_en) for row in table.rows]
    shares = [Dot(row=n, name=name, estimate=table.rows[n].estimate) for n, name in enumerate(names)]
    so_far = [
        Dot(row=n, name=_up_to(name, language), estimate=estimate_of(table.rows[n], "so_far"))
        for n, name in enumerate(names)
    ]
    line = dots_trace(so_far, measure=SHARE, language=language, mark=SO_FAR)
    line |= {"mode": "lines+markers", "line": {"color": style.INK_SOFT, "width": 1.5, "dash": "dot"}}
    return {
        "data": [_bars(shares, language), line],
        "layout": style.layout(
            height=style.rows_height(len(names)),
            xaxis=style.value_axis(title="%", is_percentage=True),
            yaxis=style.name_axis(names),
            bargap=1 - BAR_WIDTH,
        ),
    }


def _up_to(name: str, language: Language) -> str:
    return language.say(f"到{name}为止", f"up to {name}")


def _bars(dots: list[Dot], language: Language) -> style.Trace:
    values = [dot.estimate.value or 0.0 for dot in dots]
    return {
        "type": "bar",
        "orientation": "h",
        "x": values,
        "y": [dot.row for dot in dots],
        "width": BAR_WIDTH,
        "marker": {"color": style.ACCENT, "opacity": 0.55},
        "error_x": style.asymmetric_error(
            plus=[_reach(dot.estimate)[1] for dot in dots],
            minus=[_reach(dot.estimate)[0] for dot in dots],
            colour=style.ACCENT,
        ),
        "text": [hover_text(dot, measure=SHARE, language=language) for dot in dots],
        "textposition": "none",
        "hovertemplate": "%{text}<extra></extra>",
    }


def _reach(estimate: Estimate) -> tuple[float, float]:
    """Return how far the interval reaches below and above the value."""
    value = estimate.value or 0.0
    low, high = (value if end is None else end for end in (estimate.low, estimate.high))
    return value - low, high - value
