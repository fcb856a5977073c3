"""The one style of all charts: colours, marks, fonts, margins, hover labels.

A figure is a plain dictionary as Plotly's JavaScript takes it.  It carries no template: Plotly's default one would
add seven kilobytes to every chart.  Its colours are those of a light page; where the reader's device is dark,
``static/js/figures.js`` puts in the dark counterpart of each, and ``static/css/site.css`` does in the server's drawing.
The scale of a heatmap has none: it is the same on both.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from burden.reports.types import Band

Figure = dict[str, Any]
Trace = dict[str, Any]

INK = "#1c2733"
INK_SOFT = "#4c5967"
GRID = "#e3e7eb"
PAPER = "#ffffff"
HATCH = "#a9b4be"
ACCENT = "#0b5394"
MISSING_FILL = "#dfe3e7"
PEER_FILL = "rgba(118,118,118,0.16)"
PEER_MIDDLE_FILL = "rgba(118,118,118,0.24)"  # drawn over the other
FONT_FAMILY = 'system-ui, "PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif'
FONT_SIZE, SMALL_FONT_SIZE = 15, 13  # pixels; the small ones on a narrow screen
ROW_HEIGHT = 34  # pixels a row of a dot chart; keeps neighbouring names apart at 200 % text
LONGEST_LATIN, LONGEST_CHINESE = 16, 7  # characters of a name on one line
LATIN, SMALL, NARROW = 0.7, 0.64, 0.4  # how wide digits and capitals, small and narrow letters are at most, nearly
WIDE_SIGNS, NARROW_SIGNS = frozenset("%mwMW"), frozenset(" .,:;'()-fijlrtI")
FAINT = 0.5  # opacity of marks of grade C

# Cividis, light to dark: readable in greyscale and by colour-blind people, dark means more.  The same on a dark page,
# and so is what is printed on it.
SEQUENTIAL: tuple[tuple[float, str], ...] = (
    (0.0, "#fdea45"),
    (0.25, "#bcae6c"),
    (0.5, "#7c7b78"),
    (0.75, "#414d6b"),
    (1.0, "#00224e"),
)
ON_LIGHT_CELL, ON_DARK_CELL = "#000000", "#fefefe"
HATCHES = (-0.6, -0.2, 0.2, 0.6)  # lines of a hatched cell: how far each runs from the cell's diagonal
CELL_REACH = 0.46  # of a cell, from its middle to where its hatching ends


@dataclass(frozen=True, kw_only=True)
class Mark:
    """How a band looks: a shape beside the colour, so that colour is never the only cue."""

    colour: str
    symbol: str


# Okabe-Ito; "high" and "low" are directions, never verdicts.
MARKS: Mapping[Band, Mark] = {
    Band.LOWER: Mark(colour="#0072B2", symbol="triangle-down"),
    Band.SIMILAR: Mark(colour="#767676", symbol="circle"),
    Band.HIGHER: Mark(colour="#D55E00", symbol="triangle-up"),
    Band.UNKNOWN: Mark(colour="#767676", symbol="circle-open"),
}
PLAIN = Mark(colour=ACCENT, symbol="circle")
GROUP = Mark(colour=ACCENT, symbol="circle-open")
TOTAL = Mark(colour=INK, symbol="diamond")


def value_axis(*, title: str, is_percentage: bool = False, from_zero: bool = True) -> dict[str, Any]:
    """Return a horizontal axis of values; ``from_zero`` where sizes are compared, not where differences are."""
    return {
        "title": {"text": "" if is_percentage else title, "standoff": 8},
        "rangemode": "tozero" if from_zero else "normal",
        "gridcolor": GRID,
        "zerolinecolor": INK_SOFT,
        "ticksuffix": "%" if is_percentage else "",
        "tickangle": 0,
        "fixedrange": True,
        "automargin": True,
        "nticks": 5,
    }


def name_axis(names: Sequence[str]) -> dict[str, Any]:
    """Return a vertical axis of names, first name on top, long names on two lines.

    Rows stand at 0, 1, 2, ...: two places may share a name, and each still has its row.
    """
    return {
        "type": "linear",
        "tickmode": "array",
        "tickvals": list(range(len(names))),
        "ticktext": [wrapped(name) for name in names],
        "range": [len(names) - 0.4, -0.6],
        "gridcolor": GRID,
        "zeroline": False,
        "automargin": True,
        "ticklabeloverflow": "allow",  # names have the room they need: Plotly need not measure each once more
        "fixedrange": True,
        "ticks": "",
    }


def wrapped(name: str, *, longest_chinese: int = LONGEST_CHINESE) -> str:
    """Return a name on at most two lines, so that it leaves room for the values on a phone.

    >>> wrapped("乡镇街道"), wrapped("townships and sub-districts"), wrapped("恩施土家族苗族自治州")
    ('乡镇街道', 'townships and<br>sub-districts', '恩施土家族<br>苗族自治州')
    >>> wrapped("人均每日APP用时"), wrapped("通报安装率、登录率")
    ('人均每日<br>APP用时', '通报安装率、<br>登录率')
    >>> wrapped("Enshi-Autonomous")
    'Enshi-Autonomous'
    """
    if " " in name:
        words = name.split(" ")
        breaks = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
        best = min(breaks, key=lambda pair: max(len(pair[0]), len(pair[1])))
        return "<br>".join(best) if len(name) > LONGEST_LATIN else name
    if len(name) <= longest_chinese:
        return name
    middle = (len(name) + 1) // 2
    places = [at for at in range(1, len(name)) if _may_break(name, at)]
    if not places:
        return name
    place = min(places, key=lambda at: (abs(at - middle), -at))
    return f"{name[:place]}<br>{name[place:]}"


def letters_of(text: str) -> float:
    """Return how wide the longest line is, in sizes of its letters: a Chinese sign is one, most others less.

    >>> letters_of("乡镇街道"), round(letters_of("share<br>of 10%"), 2)
    (4.0, 3.84)
    """
    return max(sum(map(_width_of, one)) for one in text.split("<br>"))


def _width_of(sign: str) -> float:
    if sign > "⺀" or sign in WIDE_SIGNS:
        return 1.0
    return NARROW if sign in NARROW_SIGNS else SMALL if sign.islower() else LATIN


def _may_break(name: str, at: int) -> bool:
    """Whether a line may begin here: neither with a mark that ends something, nor within a Latin word or number."""
    before, after = name[at - 1], name[at]
    return after not in "、，。：；！？）”" and not (before.isascii() and after.isascii())


def layout(*, height: int, **parts: Any) -> dict[str, Any]:
    """Return a layout in the style of the site; ``height`` in CSS pixels, ``parts`` are added to it."""
    return {
        "height": height,
        "font": {"family": FONT_FAMILY, "size": FONT_SIZE, "color": INK},
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "margin": {"l": 8, "r": 20, "t": 12, "b": 48},
        "showlegend": False,
        "hovermode": "closest",
        "dragmode": False,
        "hoverlabel": {"bgcolor": PAPER, "bordercolor": INK_SOFT, "font": {"color": INK}, "align": "left"},
        **parts,
    }


def rows_height(rows: int) -> int:
    """Return the height of a dot chart with this many rows, in CSS pixels."""
    return 70 + ROW_HEIGHT * max(rows, 1)


def asymmetric_error(*, plus: Sequence[float], minus: Sequence[float], colour: str) -> dict[str, Any]:
    """Return horizontal whiskers of unequal length, both lengths in units of the axis."""
    return {
        "type": "data",
        "symmetric": False,
        "array": list(plus),
        "arrayminus": list(minus),
        "color": colour,
        "thickness": 2,
        "width": 5,
    }


def hatched_cell(*, column: int, row: int) -> dict[str, Any]:
    """Return the lines across a cell that may not be shown, in a grid whose cells stand at whole numbers."""
    lines = []
    for distance in HATCHES:
        first, last = max(-CELL_REACH, distance - CELL_REACH), min(CELL_REACH, distance + CELL_REACH)
        ends = [(round(column + at, 2), round(row + at - distance, 2)) for at in (first, last)]
        lines.append("M{},{} L{},{}".format(*ends[0], *ends[1]))
    return {"type": "path", "path": " ".join(lines), "layer": "below", "line": {"color": HATCH, "width": 1}}


def hatched_row(*, row: int) -> dict[str, Any]:
    """Return the lines across a row of a chart of dots that may not be shown; the width is that of the plot."""
    steps = [at / 40 for at in range(40)]
    path = " ".join(f"M{at:g},{row + 0.2:g} L{at + 0.0125:g},{row - 0.2:g}" for at in steps)
    return {
        "type": "path",
        "path": path,
        "xref": "paper",
        "yref": "y",
        "layer": "below",
        "line": {"color": HATCH, "width": 1},
    }


def words_in_row(*, row: int, words: str) -> dict[str, Any]:
    """Return what is printed in a row that may not be shown."""
    return {
        "x": 0.5,
        "xref": "paper",
        "y": row,
        "text": words,
        "showarrow": False,
        "bgcolor": PAPER,
        "font": {"size": 13, "color": INK_SOFT},
    }
