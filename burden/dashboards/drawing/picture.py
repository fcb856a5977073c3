"""A whole figure as SVG: names beside the plot, ticks, grid, traces, and what stands over them.

Sizes are those of the figure's layout, so that nothing moves when Plotly's drawing takes the place of this one.  The
width is not known here: the names have a column of their own, and all places across are shares of what is left.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, tostring

from django.utils.safestring import SafeString, mark_safe

from burden.dashboards import figure_style as style
from burden.dashboards.drawing.elements import WIDE_ONLY, Plane, line, percent, put, words
from burden.dashboards.drawing.marks import draw_trace
from burden.dashboards.drawing.scales import Tick, scale_of, ticks_of
from burden.dashboards.drawing.shapes import draw_shapes, draw_words

TICK_GAP = 8  # pixels between the plot and what is written at an axis
TITLE_ROOM = 26  # pixels that the name of the upright axis takes
TITLE_UP = 6  # pixels between the name of the lower axis and the end of the drawing
TICK = "tick"  # class of what is written at an axis: places, not numbers of the figure

Ticks = Sequence[Tick]


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A drawing as SVG: ``names`` have a width of their own, ``plot`` beside them takes the rest of the screen.

    On a narrow screen ``turned`` pixels above them hold the names of columns, which are turned there.
    """

    names: SafeString
    plot: SafeString
    turned: int


def drawing_of(figure: style.Figure) -> Drawing:
    """Return the drawing of a figure."""
    layout = figure["layout"]
    plane = Plane(
        x=scale_of(figure, "x"),
        y=scale_of(figure, "y"),
        top=layout["margin"]["t"],
        bottom=layout["height"] - layout["margin"]["b"],
        bar_width=1 - layout.get("bargap", 0.2),
    )
    rows, along = ticks_of(layout["yaxis"], plane.y), ticks_of(layout["xaxis"], plane.x)
    return Drawing(
        names=_text(_names(layout, rows, plane)),
        plot=_text(_plot(figure, rows, along, plane)),
        turned=layout.get("meta", {}).get("turned", 0),
    )


def _text(svg: Element) -> SafeString:
    return mark_safe(tostring(svg, encoding="unicode"))  # noqa: S308  # ElementTree escapes all words and attributes


def _svg(height: float, **more: str) -> Element:
    return Element("svg", {"height": str(round(height)), **more})


def _names(layout: dict[str, Any], rows: Ticks, plane: Plane) -> Element:
    """Return what is written beside the upright axis, its name included, as wide as the longest of them."""
    title = layout["yaxis"].get("title", {}).get("text", "")
    letters = max((style.letters_of(row.text) for row in rows), default=0.0)
    beside = TICK_GAP + (TITLE_ROOM if title else 0)
    svg = _svg(layout["height"], width=f"{letters + beside / style.SMALL_FONT_SIZE:.2f}em")
    for row in rows:
        down = plane.bottom - row.share * (plane.bottom - plane.top)
        words(svg, row.text, x="100%", y=down, anchor="end", dx=-TICK_GAP, of_class=TICK)
    if title:
        middle = (plane.top + plane.bottom) / 2
        words(svg, title, x=0, y=0).set("transform", f"translate({TITLE_ROOM / 2:g} {middle:g}) rotate(-90)")
    return svg


def _plot(figure: style.Figure, rows: Ticks, along: Ticks, plane: Plane) -> Element:
    layout = figure["layout"]
    svg = _svg(layout["height"])
    if layout["plot_bgcolor"] != style.PAPER:
        put(svg, "rect", y=plane.top, width="100%", height=plane.bottom - plane.top, fill=layout["plot_bgcolor"])
    _grid(svg, layout, rows, along, plane)
    shapes = layout.get("shapes", [])
    draw_shapes(svg, [shape for shape in shapes if shape.get("layer") == "below"], plane)
    for trace in figure["data"]:
        draw_trace(svg, trace, plane)
    draw_shapes(svg, [shape for shape in shapes if shape.get("layer") != "below"], plane)
    for annotation in layout.get("annotations", []):
        draw_words(svg, annotation, plane)
    _along(svg, layout, along, plane)
    return svg


def _grid(svg: Element, layout: dict[str, Any], rows: Ticks, along: Ticks, plane: Plane) -> None:
    """Draw the lines of both grids, and those at zero where the axes name a colour for them."""
    xaxis, yaxis = layout["xaxis"], layout["yaxis"]
    if "gridcolor" in xaxis and xaxis.get("showgrid", True):
        for tick in along:
            line(svg, x=(100 * tick.share,) * 2, y=(plane.top, plane.bottom), look={"color": xaxis["gridcolor"]})
    if "gridcolor" in yaxis and yaxis.get("showgrid", True):
        for tick in rows:
            down = plane.bottom - tick.share * (plane.bottom - plane.top)
            line(svg, x=(0, 100), y=(down, down), look={"color": yaxis["gridcolor"]})
    if "zerolinecolor" in xaxis and 0 <= plane.x.share(0) <= 1:
        line(svg, x=(plane.across(0),) * 2, y=(plane.top, plane.bottom), look={"color": xaxis["zerolinecolor"]})
    if "zerolinecolor" in yaxis and 0 <= plane.y.share(0) <= 1:
        line(svg, x=(0, 100), y=(plane.down(0),) * 2, look={"color": yaxis["zerolinecolor"]})


def _along(svg: Element, layout: dict[str, Any], along: Ticks, plane: Plane) -> None:
    """Write the ticks and the name of the axis across."""
    axis = layout["xaxis"]
    is_above = axis.get("side") == "top"
    at = plane.top - TICK_GAP if is_above else plane.bottom + TICK_GAP
    has_long = "meta" in layout
    for tick in along:
        classes = f"{TICK} {WIDE_ONLY}" if has_long or not tick.is_for_narrow else TICK
        x = percent(100 * tick.share)
        words(svg, tick.text, x=x, y=at, upright="bottom" if is_above else "top", of_class=classes)
        if has_long:
            turned = put(svg, "svg", x=x, y=at, class_="narrow-only")
            words(turned, tick.text, x=0, y=0, anchor="start", of_class=TICK).set("transform", "rotate(-90)")
    title = axis.get("title", {}).get("text", "")
    if title:
        words(svg, title, x="50%", y=layout["height"] - TITLE_UP, upright="bottom")
