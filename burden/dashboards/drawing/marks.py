"""The traces of a figure as SVG: marks with whiskers, lines and bands, bars, boxes, cells."""

from collections.abc import Callable, Iterator
from typing import Any
from xml.etree.ElementTree import Element

from burden.dashboards.drawing.elements import DASHES, LINE_SPACE, Plane, line, percent, put, rectangle, stretched_path
from burden.dashboards.drawing.scales import colour_at
from burden.dashboards.figure_style import MISSING_FILL, Trace

Ends = tuple[float, float]
Look = dict[str, Any]

OPEN_LINE = 1.5  # pixels of the rim of a hollow mark
CELL_GAP = 2  # pixels between cells of a grid
CROSS_THIN, CROSS_LONG = 0.4, 1.2
# Corners in radii of the mark, as Plotly's symbols.
CORNERS: dict[str, tuple[tuple[float, float], ...]] = {
    "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    "diamond": ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
    "triangle-up": ((-1.15, 0.5), (1.15, 0.5), (0, -1)),
    "triangle-down": ((-1.15, -0.5), (1.15, -0.5), (0, 1)),
    "cross": (
        *((CROSS_THIN, CROSS_LONG), (-CROSS_THIN, CROSS_LONG), (-CROSS_THIN, CROSS_THIN), (-CROSS_LONG, CROSS_THIN)),
        *((-CROSS_LONG, -CROSS_THIN), (-CROSS_THIN, -CROSS_THIN), (-CROSS_THIN, -CROSS_LONG)),
        *((CROSS_THIN, -CROSS_LONG), (CROSS_THIN, -CROSS_THIN), (CROSS_LONG, -CROSS_THIN), (CROSS_LONG, CROSS_THIN)),
        (CROSS_THIN, CROSS_THIN),
    ),
    "star": (
        *((0, -1.4), (0.32, -0.44), (1.33, -0.43), (0.52, 0.17), (0.82, 1.13), (0, 0.55)),
        *((-0.82, 1.13), (-0.52, 0.17), (-1.33, -0.43), (-0.32, -0.44)),
    ),
    "line-ns": ((0, -1.4), (0, 1.4)),
}


def draw_trace(ground: Element, trace: Trace, plane: Plane) -> None:
    """Draw one trace of any of the types that the charts use."""
    _DRAWN_BY[trace["type"]](ground, trace, plane)


def _scatter(ground: Element, trace: Trace, plane: Plane) -> None:
    if "lines" in trace["mode"]:
        _line(ground, trace, plane)
    if "markers" in trace["mode"]:
        _whiskers(ground, trace, plane)
        _marks(ground, trace, plane)


def _points(trace: Trace, plane: Plane) -> Iterator[tuple[int, float, float]]:
    """Yield number, percent across and pixels down of every point that has a value."""
    for place, (x, y) in enumerate(zip(trace["x"], trace["y"], strict=True)):
        if x is not None and y is not None:
            yield place, plane.across(plane.x.number(x)), plane.down(plane.y.number(y))


def _line(ground: Element, trace: Trace, plane: Plane) -> None:
    """Draw a line that breaks where a value is missing, or the band that it goes around, as far as the plot reaches."""
    there = {place: (across, down) for place, across, down in _points(trace, plane)}
    steps = [
        f"{'L' if place - 1 in there else 'M'}{LINE_SPACE * across / 100:.1f} {down:.1f}"
        for place, (across, down) in there.items()
    ]
    look = trace["line"]
    stretched_path(
        ground,
        steps,
        plane=plane,
        fill=trace.get("fillcolor", "none") if trace.get("fill") else "none",
        stroke=look.get("color", "none"),
        stroke_width=look.get("width", 1),
        stroke_dasharray=DASHES.get(look.get("dash", "")),
    )


def _whiskers(ground: Element, trace: Trace, plane: Plane) -> None:
    for along in ("x", "y"):
        whiskers = trace.get(f"error_{along}")
        if whiskers:
            for place, across, down in _points(trace, plane):
                value = trace[along][place]
                ends = value - whiskers["arrayminus"][place], value + whiskers["array"][place]
                if along == "x":
                    _lying_whisker(ground, ends, down, look=whiskers, plane=plane)
                else:
                    _upright_whisker(ground, ends, across, look=whiskers, plane=plane)


def _lying_whisker(ground: Element, ends: Ends, down: float, *, look: Look, plane: Plane) -> None:
    """Draw an interval across, with a small stroke at both ends."""
    if ends[0] == ends[1]:
        return
    stroke, cap = {"color": look["color"], "width": look["thickness"]}, look["width"]
    left, right = (plane.across(plane.x.number(end)) for end in ends)
    line(ground, x=(left, right), y=(down, down), look=stroke)
    for end in (left, right) if cap else ():
        line(ground, x=(end, end), y=(down - cap, down + cap), look=stroke)


def _upright_whisker(ground: Element, ends: Ends, across: float, *, look: Look, plane: Plane) -> None:
    if ends[0] != ends[1]:
        low, high = (plane.down(plane.y.number(end)) for end in ends)
        line(ground, x=(across, across), y=(low, high), look={"color": look["color"], "width": look["thickness"]})


def _marks(ground: Element, trace: Trace, plane: Plane) -> None:
    marker = trace["marker"]
    name, is_open, _ = marker["symbol"].partition("-open")
    rim = marker.get("line", {}) if not is_open else {"color": marker["color"], **marker.get("line", {})}
    look = {
        "fill": "none" if is_open else marker["color"],
        "stroke": rim.get("color"),
        "stroke_width": rim.get("width", OPEN_LINE) if rim else None,
    }
    opacity = marker.get("opacity", 1.0)
    for place, across, down in _points(trace, plane):
        seen = opacity[place] if isinstance(opacity, list) else opacity
        look["opacity"] = None if seen == 1.0 else seen
        if name == "circle":
            put(ground, "circle", cx=percent(across), cy=down, r=marker["size"] / 2, **look)
        else:
            corners = [(marker["size"] / 2 * x, marker["size"] / 2 * y) for x, y in CORNERS[name]]
            there = put(ground, "svg", x=percent(across), y=down)
            put(there, "path", d="M" + "L".join(f"{x:.3g} {y:.3g}" for x, y in corners) + "Z", **look)


def _bars(ground: Element, trace: Trace, plane: Plane) -> None:
    """Draw bars that lie (``orientation`` h) or stand."""
    is_lying = trace.get("orientation") == "h"
    thick = trace.get("width", plane.bar_width) / 2
    for place, (x, y) in enumerate(zip(trace["x"], trace["y"], strict=True)):
        at, length = (plane.y.number(y), x) if is_lying else (plane.x.number(x), y)
        start = trace["base"][place] if "base" in trace else 0.0
        sides, ends = (at - thick, at + thick), (start, start + length)
        across, down = (ends, sides) if is_lying else (sides, ends)
        bar = rectangle(
            ground,
            x=(plane.across(across[0]), plane.across(across[1])),
            y=(plane.down(down[0]), plane.down(down[1])),
            fill=trace["marker"]["color"],
        )
        if "opacity" in trace["marker"]:
            bar.set("opacity", str(trace["marker"]["opacity"]))
    _whiskers(ground, trace, plane)


def _boxes(ground: Element, trace: Trace, plane: Plane) -> None:
    """Draw lying boxes of released quantiles: whiskers, the middle half, the median."""
    look, thick = trace["line"], trace["width"] / 2
    names = ("lowerfence", "q1", "median", "q3", "upperfence")
    for place, row in enumerate(trace["y"]):
        low, start, middle, end, high = (plane.across(trace[name][place]) for name in names)
        at, top, bottom = plane.down(row), plane.down(row - thick), plane.down(row + thick)
        for ends in ((low, start), (end, high)):
            line(ground, x=ends, y=(at, at), look=look)
        box = rectangle(ground, x=(start, end), y=(top, bottom), fill=trace["fillcolor"])
        box.set("stroke", look["color"])
        box.set("stroke-width", str(look["width"]))
        line(ground, x=(middle, middle), y=(top, bottom), look=look)


def _cells(ground: Element, trace: Trace, plane: Plane) -> None:
    """Draw the cells of a grid that have a value."""
    values = [value for row in trace["z"] for value in row if value is not None]
    low, span = min(values), (max(values) - min(values)) or 1.0
    for y, row in zip(trace["y"], trace["z"], strict=True):
        for x, value in zip(trace["x"], row, strict=True):
            if value is None:
                continue
            cell = rectangle(
                ground,
                x=(plane.across(x - 0.5), plane.across(x + 0.5)),
                y=(plane.down(y - 0.5), plane.down(y + 0.5)),
                fill=colour_at((value - low) / span, trace["colorscale"]),
            )
            cell.set("stroke", MISSING_FILL)
            cell.set("stroke-width", str(CELL_GAP))


_DRAWN_BY: dict[str, Callable[[Element, Trace, Plane], None]] = {
    "scatter": _scatter,
    "bar": _bars,
    "box": _boxes,
    "heatmap": _cells,
}
