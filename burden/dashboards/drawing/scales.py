"""Where values lie along an axis of a figure, and which of them are written at it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import ceil, floor, log10
from typing import Any

from burden.dashboards.figure_style import Figure, Trace

Axis = Mapping[str, Any]
Value = float | str
AIR = 0.06  # of the span of what is drawn, where the figure does not say how far its axis goes
STEPS = (1, 2, 5, 10)  # times a power of ten, from one tick to the next
MOST_TICKS, MOST_NARROW_TICKS = 6, 4
MINUS = "−"


@dataclass(frozen=True, kw_only=True)
class Scale:
    """An axis from ``low`` to ``high`` in its own numbers: logarithms, days, places of a category; may be reversed."""

    kind: str
    low: float
    high: float
    categories: tuple[str, ...] = ()

    def number(self, value: Value) -> float:
        """Return the axis' own number of a value."""
        if self.kind == "category" and isinstance(value, str):
            return float(self.categories.index(value))
        return log10(float(value)) if self.kind == "log" else own_number(value, self.kind)

    def share(self, number: float) -> float:
        """Return how far along the axis one of its own numbers lies: 0 at its beginning, 1 at its end."""
        return (number - self.low) / ((self.high - self.low) or 1.0)


def own_number(value: Value, kind: str) -> float:
    """Return an axis' own number of what Plotly takes as such, ends of axes and places of words: a day as its number.

    >>> own_number(2, "log"), own_number("0001-01-03", "date")
    (2.0, 3.0)
    """
    return float(date.fromisoformat(str(value)).toordinal()) if kind == "date" else float(value)


@dataclass(frozen=True, kw_only=True)
class Tick:
    """What is written at an axis and where, as a share of it; on a narrow screen only some of them."""

    share: float
    text: str
    is_for_narrow: bool


def scale_of(figure: Figure, along: str) -> Scale:
    """Return the scale of an axis, ``along`` x or y: as far as the figure says, else as far as its marks reach."""
    axis: Axis = figure["layout"][f"{along}axis"]
    kind = axis.get("type", "linear")
    if kind == "category":
        names = tuple(figure["data"][0][along])
        return Scale(kind=kind, low=-0.5, high=len(names) - 0.5, categories=names)
    if "range" in axis:
        low, high = (own_number(end, kind) for end in axis["range"])
    else:
        low, high = _reach(list(_values(figure, along)), is_from_zero=axis.get("rangemode") == "tozero")
    return Scale(kind=kind, low=low, high=high)


def ticks_of(axis: Axis, scale: Scale) -> list[Tick]:
    """Return the ticks of an axis; those left out on a narrow screen are counted from the last."""
    if scale.kind == "category":
        every = ceil(len(scale.categories) / axis.get("nticks", MOST_TICKS))
        places = [(float(place), name) for place, name in enumerate(scale.categories) if place % every == 0]
    elif axis.get("tickmode") == "array":
        numbers = [scale.number(value) for value in axis["tickvals"]]
        places = list(zip(numbers, axis["ticktext"], strict=True))
    else:
        places = list(_round_numbers(axis, scale))
    may_be_thinned = scale.kind in {"date", "category"}
    step = ceil(len(places) / MOST_NARROW_TICKS) if may_be_thinned else 1
    last = len(places) - 1
    return [
        Tick(share=scale.share(number), text=text, is_for_narrow=(last - place) % step == 0)
        for place, (number, text) in enumerate(places)
    ]


def _round_numbers(axis: Axis, scale: Scale) -> Iterator[tuple[float, str]]:
    """Yield as many round numbers as the axis takes, with their texts."""
    low, high = sorted((scale.low, scale.high))
    least = (high - low) / axis.get("nticks", MOST_TICKS)
    power = 10.0 ** floor(log10(least or 1.0))
    step = power * next(step for step in STEPS if step * power >= least * 0.999)
    decimals = max(0, -floor(log10(step)))
    for place in range(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1):
        text = f"{place * step:.{decimals}f}".replace("-", MINUS)
        yield place * step, text + axis.get("ticksuffix", "")


def _reach(values: Sequence[float], *, is_from_zero: bool) -> tuple[float, float]:
    low, high = min(values, default=0.0), max(values, default=1.0)
    if is_from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    air = AIR * ((high - low) or 1.0)
    return (low if is_from_zero and low == 0 else low - air), high + air


def _values(figure: Figure, along: str) -> Iterator[float]:
    """Yield every number that marks, whiskers and lines of an axis reach."""
    for trace in figure["data"]:
        yield from _reached_by(trace, along)
    for shape in figure["layout"].get("shapes", []):
        if shape.get(f"{along}ref") == along and shape["type"] != "path":
            yield from (shape[f"{along}0"], shape[f"{along}1"])


def _reached_by(trace: Trace, along: str) -> Iterator[float]:
    """Yield the numbers that a trace reaches; bars that begin elsewhere than at 0 say how far their axis goes."""
    if trace["type"] == "box":
        yield from (*trace["lowerfence"], *trace["upperfence"])
        return
    if trace["type"] == "bar" and along == ("x" if trace.get("orientation") == "h" else "y"):
        yield 0.0
    whiskers = trace.get(f"error_{along}")
    for place, value in enumerate(trace[along]):
        if value is None:
            continue
        yield value
        if whiskers:
            yield from (value - whiskers["arrayminus"][place], value + whiskers["array"][place])


def colour_at(share: float, stops: Sequence[tuple[float, str]]) -> str:
    """Return the colour at a share of a scale of colours, mixed between its stops as Plotly mixes.

    >>> colour_at(0.25, [(0.0, "#000000"), (0.5, "#ffffff"), (1.0, "#000000")])
    '#808080'
    """
    (start, one), (end, other) = next(pair for pair in pairwise(stops) if share <= pair[1][0])
    part = (share - start) / (end - start)
    mixed = (
        round(int(one[at : at + 2], 16) * (1 - part) + int(other[at : at + 2], 16) * part + 1e-9) for at in (1, 3, 5)
    )
    return "#" + "".join(f"{value:02x}" for value in mixed)
