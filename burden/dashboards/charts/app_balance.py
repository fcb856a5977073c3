"""Minutes against usefulness: one point an app with both intervals, lines at the middle of each."""

from dataclasses import dataclass

from burden.dashboards import figure_style as style
from burden.dashboards.charts.apps import ACTIVE, MINUTES
from burden.dashboards.charts.dots import Dot, hover_text
from burden.dashboards.language import Language
from burden.dashboards.numbers import value_with_unit
from burden.reports.apps.balance import middles, useful_of
from burden.reports.types import Band, Estimate, Row, Table

HEIGHT = 420
LOOK, OTHERS = style.MARKS[Band.HIGHER], style.MARKS[Band.SIMILAR]


@dataclass(frozen=True, kw_only=True)
class Corner:
    """Apps that take more than the middle of the time and are found useful by fewer than the middle; and the others."""

    look: tuple[Row, ...]
    others: tuple[Row, ...]


def corner_of(table: Table) -> Corner:
    """Divide the rows of a table by its middles; without rows both parts are empty."""
    middle = middles(table)
    if middle is None:
        return Corner(look=(), others=())
    minutes, useful = middle
    look = tuple(
        row for row in table.rows if (row.estimate.value or 0.0) > minutes and (useful_of(row).value or 0.0) < useful
    )
    return Corner(look=look, others=tuple(row for row in table.rows if row not in look))


def balance_figure(*, table: Table, language: Language) -> style.Figure | None:
    """Return the chart, apps of the corner to look at with a mark of their own; None when no app has both numbers."""
    middle = middles(table)
    if middle is None:
        return None
    corner = corner_of(table)
    traces = [
        _points(rows, mark=mark, language=language)
        for rows, mark in ((corner.others, OTHERS), (corner.look, LOOK))
        if rows
    ]
    return {
        "data": traces,
        "layout": style.layout(
            height=HEIGHT,
            xaxis=style.value_axis(title=MINUTES.unit(language)),
            yaxis={
                "title": {"text": language.say("觉得有用（%）", "find it useful (%)"), "standoff": 4},
                "gridcolor": style.GRID,
                "zerolinecolor": style.INK_SOFT,
                "rangemode": "tozero",
                "ticksuffix": "%",
                "fixedrange": True,
                "automargin": True,
                "nticks": 6,
            },
            shapes=_lines(*middle),
        ),
    }


def _points(rows: tuple[Row, ...], *, mark: style.Mark, language: Language) -> style.Trace:
    names = [language.say(row.label_zh, row.label_en) for row in rows]
    minutes, useful = [row.estimate for row in rows], [useful_of(row) for row in rows]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [value.value or 0.0 for value in minutes],
        "y": [value.value or 0.0 for value in useful],
        "error_x": _whiskers(minutes, mark),
        "error_y": _whiskers(useful, mark),
        "marker": {"color": mark.colour, "symbol": mark.symbol, "size": 12},
        "text": [
            hover_text(Dot(row=0, name=name, estimate=row.estimate), measure=MINUTES, language=language)
            + language.say("<br>觉得有用：", "<br>useful: ")
            + value_with_unit(useful_of(row), ACTIVE, language)
            for name, row in zip(names, rows, strict=True)
        ],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _whiskers(values: list[Estimate], mark: style.Mark) -> dict[str, object]:
    def reach(end: float | None, value: Estimate) -> float:
        return 0.0 if end is None else abs(end - (value.value or 0.0))

    whiskers = style.asymmetric_error(
        plus=[reach(value.high, value) for value in values],
        minus=[reach(value.low, value) for value in values],
        colour=mark.colour,
    )
    return whiskers | {"thickness": 1, "width": 0}


def _lines(minutes: float, useful: float) -> list[dict[str, object]]:
    line = {"color": style.INK_SOFT, "width": 1.5, "dash": "dot"}
    upright = {"xref": "x", "yref": "paper", "x0": minutes, "x1": minutes, "y0": 0, "y1": 1}
    level = {"xref": "paper", "yref": "y", "x0": 0, "x1": 1, "y0": useful, "y1": useful}
    return [{"type": "line", "layer": "below", "line": line} | ends for ends in (upright, level)]
