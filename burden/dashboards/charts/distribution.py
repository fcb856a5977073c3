"""How the values of people spread: all alike, or a few who carry much."""

from burden.dashboards import figure_style as style
from burden.dashboards.language import Language
from burden.dashboards.numbers import Measure
from burden.reports.distribution.tables import bar_name
from burden.reports.types import HistogramBar


def distribution_figure(*, bars: tuple[HistogramBar, ...], measure: Measure, language: Language) -> style.Figure | None:
    """Return one bar a merged bin, in whole percent of the people; None when the histogram was not published."""
    if not bars:
        return None
    unit = measure.unit(language)
    names = [bar_name(bar) for bar in bars]
    trace = {
        "type": "bar",
        "x": names,
        "y": [bar.percent for bar in bars],
        "marker": {"color": style.ACCENT},
        "hovertemplate": language.say("%{x}：%{y}%的人<extra></extra>", "%{x}: %{y} % of people<extra></extra>"),
    }
    return {
        "data": [trace],
        "layout": style.layout(
            height=300,
            bargap=0.15,
            xaxis={"type": "category", "title": {"text": unit}, "tickangle": 0, "nticks": 10, "fixedrange": True},
            yaxis={
                "gridcolor": style.GRID,
                "zerolinecolor": style.INK_SOFT,
                "fixedrange": True,
                "automargin": True,
                "rangemode": "tozero",
                "ticksuffix": "%",
            },
            margin={"l": 8, "r": 8, "t": 28, "b": 52},
        ),
    }
