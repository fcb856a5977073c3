"""Dots with intervals as plain SVG, drawn by the server: for old phones, slow lines and no script.

Each row has its words above its line, so that nothing is cut off on a small screen.  Sizes are in units of the picture,
which is as wide as the page; colours and words are those of the other charts.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from burden.dashboards.charts.dots import Dot
from burden.dashboards.language import Language
from burden.dashboards.numbers import Measure, people_text, value_text

WIDTH, EDGE = 300, 6
ROW = 46
TEXT_DOWN, LINE_DOWN = 16, 32  # of a row's words, of its line
TICK = 5


@dataclass(frozen=True, kw_only=True)
class SvgRow:
    """One row: words, then a dot at ``x`` and its interval from ``low`` to ``high``; None where nothing is shown."""

    words: str
    text_y: int
    line_y: int
    tick_top: int
    tick_bottom: int
    x: int | None
    low: int | None
    high: int | None
    is_faint: bool


@dataclass(frozen=True, kw_only=True)
class SvgChart:
    """A picture of ``width`` by ``height``; every row's ground line goes from ``start``, which is 0, to ``end``."""

    width: int
    height: int
    start: int
    end: int
    rows: tuple[SvgRow, ...]


def svg_dots(dots: Sequence[Dot], *, measure: Measure, language: Language) -> SvgChart | None:
    """Return the rows from top to bottom on one scale from 0; None where nothing may be shown."""
    shown = [dot.estimate for dot in dots if dot.estimate.is_shown]
    if not shown:
        return None
    most = max(value.high or value.value or 0.0 for value in shown) or 1.0

    def place(value: float | None) -> int | None:
        return None if value is None else EDGE + round((WIDTH - 2 * EDGE) * value / most)

    rows = tuple(
        SvgRow(
            words=_words(dot, measure, language),
            text_y=ROW * number + TEXT_DOWN,
            line_y=ROW * number + LINE_DOWN,
            tick_top=ROW * number + LINE_DOWN - TICK,
            tick_bottom=ROW * number + LINE_DOWN + TICK,
            x=place(dot.estimate.value),
            low=place(dot.estimate.low),
            high=place(dot.estimate.high),
            is_faint=dot.estimate.grade == "C",
        )
        for number, dot in enumerate(dots)
    )
    return SvgChart(width=WIDTH, height=ROW * len(rows), start=EDGE, end=WIDTH - EDGE, rows=rows)


def _words(dot: Dot, measure: Measure, language: Language) -> str:
    if not dot.estimate.is_shown:
        return language.say(f"{dot.name}：人数不够，不单列", f"{dot.name}: too few to show")
    value, people = value_text(dot.estimate, measure), people_text(dot.estimate)
    return language.say(f"{dot.name} {value}（{people}人）", f"{dot.name} {value} ({people} people)")
