"""Pieces of SVG whose place across is a share of the width, so that a drawing fits any screen without script."""

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from burden.dashboards import figure_style as style
from burden.dashboards.drawing.scales import Scale

LINE_HEIGHT = 1.2  # of the size of letters
DASHES = {"dot": "2 3", "dash": "7 5"}
LINE_SPACE = 1000  # units that the plot is wide where lines are stretched over its width
WITHIN = "within"  # class of what is not seen beyond the plot
WIDE_ONLY = "wide"  # class of what a narrow screen leaves out
FIRST_LINE = {"middle": 0.35, "bottom": -0.3, "top": 1.0}  # how far down its place, in letters, one line stands
LINES_UP = {"middle": 0.5, "bottom": 1.0, "top": 0.0}  # how much of the other lines stands above that


@dataclass(frozen=True, kw_only=True)
class Plane:
    """The ground of a drawing: ``across`` in percent of the width, ``down`` in pixels from ``top`` to ``bottom``.

    ``bar_width`` is that of bars, in units of the axis that they stand on.
    """

    x: Scale
    y: Scale
    top: float
    bottom: float
    bar_width: float

    def across(self, number: float) -> float:
        """Return where a number of the horizontal axis lies, in percent of the width."""
        return 100 * self.x.share(number)

    def down(self, number: float) -> float:
        """Return where a number of the vertical axis lies, in pixels from the top of the drawing."""
        return self.bottom - self.y.share(number) * (self.bottom - self.top)


def put(parent: Element, tag: str, **attributes: float | str | None) -> Element:
    """Add an element; names of attributes with _ for -, numbers shortened, None left out."""
    texts = {
        name.replace("_", "-").rstrip("-"): value if isinstance(value, str) else f"{round(value, 2):g}"
        for name, value in attributes.items()
        if value is not None
    }
    return SubElement(parent, tag, texts)


def percent(share: float) -> str:
    """Return percent of the width as an attribute."""
    return f"{round(share, 2):g}%"


def line(parent: Element, *, x: tuple[float, float], y: tuple[float, float], look: dict[str, float | str]) -> None:
    """Draw a straight line, x in percent, y in pixels; ``look`` as Plotly says it: color, width, dash."""
    put(
        parent,
        "line",
        x1=percent(x[0]),
        x2=percent(x[1]),
        y1=y[0],
        y2=y[1],
        stroke=str(look["color"]),
        stroke_width=look.get("width", 1),
        stroke_dasharray=DASHES.get(str(look.get("dash"))),
    )


def stretched_path(ground: Element, steps: Iterable[str], *, plane: Plane, **look: float | str | None) -> None:
    """Draw a path as far as the plot reaches; ``steps`` count units of LINE_SPACE across, pixels down."""
    height = plane.bottom - plane.top
    frame = put(
        ground,
        "svg",
        y=plane.top,
        width="100%",
        height=height,
        viewBox=f"0 {plane.top:g} {LINE_SPACE} {height:g}",
        preserveAspectRatio="none",
        class_=WITHIN,
    )
    put(frame, "path", d="".join(steps), vector_effect="non-scaling-stroke", **look)


def rectangle(parent: Element, *, x: tuple[float, float], y: tuple[float, float], fill: str) -> Element:
    """Draw a filled rectangle between two places across, in percent, and two down, in pixels."""
    (left, right), (top, bottom) = sorted(x), sorted(y)
    return put(parent, "rect", x=percent(left), width=percent(right - left), y=top, height=bottom - top, fill=fill)


def words(  # noqa: PLR0913  # where they stand, and how they look
    parent: Element,
    text: str,
    *,
    x: str | float,
    y: float,
    anchor: str = "middle",
    upright: str = "middle",
    colour: str = style.INK,
    size: float | None = None,
    dx: float | None = None,
    of_class: str | None = None,
) -> Element:
    """Write one or several lines (``<br>``), ``upright`` of the place: its middle, above it (bottom) or below (top)."""
    lines = text.split("<br>")
    place = put(parent, "text", x=x, y=y, text_anchor=anchor, fill=colour, font_size=size, dx=dx, class_=of_class)
    first = FIRST_LINE[upright] - LINES_UP[upright] * LINE_HEIGHT * (len(lines) - 1)
    place.set("dy", f"{round(first, 2):g}em")
    place.text = lines[0]
    for more in lines[1:]:
        put(place, "tspan", x=x, dx=dx, dy=f"{LINE_HEIGHT:g}em").text = more
    return place
