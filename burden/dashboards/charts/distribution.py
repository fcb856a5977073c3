"""How the values of people spread: all alike, or a few who carry much."""

from burden.dashboards import figure_style as style
from burden.dashboards.language import Language
from burden.dashboards.numbers import Measure
from burden.reports.types import HistogramBar

MOST_BARS = 16  # more than a phone can label


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
                "fixedrange": True,
                "automargin": True,
                "rangemode": "tozero",
                "ticksuffix": "%",
            },
            margin={"l": 8, "r": 8, "t": 28, "b": 52},
        ),
    }


def drawn_bars(bars: tuple[HistogramBar, ...]) -> tuple[HistogramBar, ...]:
    """Return at most MOST_BARS bars, neighbours merged; left alone where only percents are known, which are few."""
    size = -(-len(bars) // MOST_BARS)
    people = [bar.people for bar in bars if bar.people is not None]
    if size <= 1 or len(people) < len(bars):
        return bars
    return tuple(_merged(bars[start : start + size], total=sum(people)) for start in range(0, len(bars), size))


def _merged(bars: tuple[HistogramBar, ...], *, total: int) -> HistogramBar:
    people = sum(bar.people or 0 for bar in bars)
    return HistogramBar(low=bars[0].low, high=bars[-1].high, people=people, percent=round(100 * people / total))


def bar_name(bar: HistogramBar) -> str:
    """Return the bar's range: ``0–4``, ``12``, ``40+``."""
    if bar.high is None:
        return f"{bar.low}+"
    return str(bar.low) if bar.low == bar.high else f"{bar.low}–{bar.high}"
