"""Weighted values as a percentage of the raw ones, so that indicators of different units share one scale."""

from collections.abc import Sequence

from burden.dashboards import figure_style as style
from burden.dashboards.language import Language
from burden.dashboards.numbers import measure_of, value_with_unit
from burden.domain.thresholds import WEIGHTED_DIFFERS
from burden.reports.quality.types import WeighedLine
from burden.reports.types import Band
from burden.reports.weighting import differs

RAW = 100  # percent
ROW = 42  # pixels


def weighting_figure(*, lines: Sequence[WeighedLine], language: Language) -> style.Figure | None:
    """Return the chart of the lines with a weighted value; None without any."""
    shown = [line for line in lines if line.weighted.is_shown and line.raw.value]
    if not shown:
        return None
    rows = list(enumerate(shown))
    near = [(row, line) for row, line in rows if not differs(line.raw, line.weighted)]
    far = [(row, line) for row, line in rows if differs(line.raw, line.weighted)]
    names = [language.say(line.indicator.name_zh, line.indicator.name_en) for line in shown]
    return {
        "data": [
            _trace(group, mark, language)
            for group, mark in ((near, style.MARKS[Band.SIMILAR]), (far, style.PLAIN))
            if group
        ],
        "layout": style.layout(
            height=ROW * len(shown) + 70,
            xaxis=style.value_axis(title="", is_percentage=True, from_zero=False),
            yaxis=style.name_axis(names),
            shapes=_limits(),
        ),
    }


def _limits() -> list[dict[str, object]]:
    """Return the raw value as a line, and how far weighted values may lie without being mentioned."""
    across = {"xref": "x", "yref": "paper", "y0": 0, "y1": 1, "layer": "below"}
    width = RAW * WEIGHTED_DIFFERS
    band = {**across, "type": "rect", "x0": RAW - width, "x1": RAW + width, "fillcolor": style.PEER_FILL}
    line = {**across, "type": "line", "x0": RAW, "x1": RAW, "line": {"color": style.INK_SOFT, "width": 1.5}}
    return [{**band, "line": {"width": 0}}, line]


def _trace(rows: Sequence[tuple[int, WeighedLine]], mark: style.Mark, language: Language) -> style.Trace:
    of_raw = [[_percent(line, end) for end in _ends(line)] for _, line in rows]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [value for value, _, _ in of_raw],
        "y": [row for row, _ in rows],
        "error_x": style.asymmetric_error(
            plus=[round(high - value, 1) for value, _, high in of_raw],
            minus=[round(value - low, 1) for value, low, _ in of_raw],
            colour=mark.colour,
        ),
        "marker": {"color": mark.colour, "symbol": mark.symbol, "size": 12},
        "text": [_hover(line, language) for _, line in rows],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _ends(line: WeighedLine) -> tuple[float, float, float]:
    value = line.weighted.value or 0.0
    low = value if line.weighted.low is None else line.weighted.low
    return value, low, value if line.weighted.high is None else line.weighted.high


def _percent(line: WeighedLine, value: float) -> float:
    return round(RAW * value / (line.raw.value or 1.0), 1)


def _hover(line: WeighedLine, language: Language) -> str:
    measure = measure_of(line.indicator)
    raw, weighted = (value_with_unit(value, measure, language) for value in (line.raw, line.weighted))
    name = language.say(line.indicator.name_zh, line.indicator.name_en)
    both = language.say(f"未加权{raw}<br>加权{weighted}", f"raw {raw}<br>weighted {weighted}")
    return f"<b>{name}</b><br>{both}"
