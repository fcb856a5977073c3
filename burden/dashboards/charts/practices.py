"""Practices by level: for each practice one mark a level, with its interval, told apart by shape as well as colour."""

from collections.abc import Sequence

from burden.dashboards import figure_style as style
from burden.dashboards.charts.dots import Dot, dots_trace
from burden.dashboards.language import Language, level_name
from burden.dashboards.numbers import SHARE
from burden.domain.levels import Level
from burden.reports.types import Frame, Row, Table

LEVEL_HEIGHT, GAP = 15, 16  # pixels of a level within a practice, and between practices
FILL = 0.78  # of a practice's row that its levels take
LEVEL_MARKS: dict[Level, tuple[style.Mark, str]] = {
    Level.PROVINCE: (style.Mark(colour=style.INK, symbol="star"), "★"),
    Level.CITY: (style.Mark(colour=style.ACCENT, symbol="circle"), "●"),
    Level.COUNTY: (style.Mark(colour="#767676", symbol="square"), "■"),
    Level.TOWNSHIP: (style.Mark(colour="#D55E00", symbol="diamond"), "◆"),
    Level.VILLAGE: (style.Mark(colour=style.INK, symbol="cross"), "✚"),
    Level.OTHER: (style.Mark(colour="#767676", symbol="triangle-up"), "▲"),
}


def practices_figure(*, table: Table, frame: Frame, language: Language) -> style.Figure | None:
    """Return the chart of the rows that have intervals; None when no level of them may be shown."""
    rows = [row for row in table.rows if any(value.low is not None for _, value in row.estimates)]
    levels = _levels(frame)
    traces = [trace for place, level in enumerate(levels) if (trace := _trace(rows, place, level, levels, language))]
    if not traces:
        return None
    names = [language.say(row.label_zh, row.label_en) for row in rows]
    return {
        "data": traces,
        "layout": style.layout(
            height=60 + len(rows) * (GAP + LEVEL_HEIGHT * len(levels)),
            xaxis=style.value_axis(title="%", is_percentage=True),
            yaxis=style.name_axis(names),
            shapes=[_divider(place) for place in range(1, len(rows))],
        ),
    }


def marks_text(frame: Frame, language: Language) -> str:
    """Return which mark stands for which level."""
    names = {Level(level): language.say(zh, en) for level, zh, en in frame.level_choices if level}
    return "　".join(f"{LEVEL_MARKS[level][1]} {name}" for level, name in names.items())


def _levels(frame: Frame) -> list[Level]:
    return [Level(level) for level, _, _ in frame.level_choices if level]


def _trace(
    rows: Sequence[Row], place: int, level: Level, levels: Sequence[Level], language: Language
) -> style.Trace | None:
    mark, _ = LEVEL_MARKS[level]
    shown = [(at, row, row.estimates[place][1]) for at, row in enumerate(rows) if row.estimates[place][1].is_shown]
    if not shown:
        return None
    name = level_name(level, language)
    dots = [
        Dot(row=at, name=f"{language.say(row.label_zh, row.label_en)} · {name}", estimate=value)
        for at, row, value in shown
    ]
    trace = dots_trace(dots, measure=SHARE, language=language, mark=mark, name=name)
    shift = FILL * ((place + 0.5) / len(levels) - 0.5)
    return {
        **trace,
        "y": [round(dot.row + shift, 3) for dot in dots],
        "marker": trace["marker"] | {"size": 9},
        "error_x": trace["error_x"] | {"thickness": 1.5, "width": 3},
    }


def _divider(place: int) -> dict[str, object]:
    line = {"color": style.GRID, "width": 1}
    at = place - 0.5
    return {"type": "line", "xref": "paper", "yref": "y", "x0": 0, "x1": 1, "y0": at, "y1": at, "line": line}
