"""What a figure's layout puts over and under its traces: lines, bands, hatching, words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element

from burden.dashboards import figure_style as style
from burden.dashboards.drawing.elements import LINE_SPACE, Plane, line, percent, rectangle, stretched_path, words
from burden.dashboards.drawing.scales import own_number

STROKE = re.compile(r"M([-\d.e]+),([-\d.e]+) L([-\d.e]+),([-\d.e]+)")
ANCHORS = {"left": "start", "right": "end", "center": "middle"}
HALO = 8  # pixels of ground around words that stand on hatching

Layout = Mapping[str, Any]


def draw_shapes(ground: Element, shapes: Sequence[Layout], plane: Plane) -> None:
    """Draw lines and bands, and the straight strokes of all paths in one: a row that is hatched has forty."""
    hatched = [shape for shape in shapes if shape["type"] == "path"]
    if hatched:
        look = hatched[0]["line"]
        steps = (step for shape in hatched for step in _strokes(shape, plane))
        stretched_path(ground, steps, plane=plane, stroke=look["color"], stroke_width=look["width"])
    for shape in shapes:
        if shape["type"] != "path":
            _draw_shape(ground, shape, plane)


def _strokes(shape: Layout, plane: Plane) -> Iterator[str]:
    for x0, y0, x1, y1 in STROKE.findall(shape["path"]):
        ends = [(_across(float(x), shape, plane), _down(float(y), shape, plane)) for x, y in ((x0, y0), (x1, y1))]
        yield "M{:.0f} {:.1f}L{:.0f} {:.1f}".format(*(at for x, y in ends for at in (LINE_SPACE * x / 100, y)))


def _draw_shape(ground: Element, shape: Layout, plane: Plane) -> None:
    ends = [shape[name] for name in ("x0", "y0", "x1", "y1")]
    x0, y0, x1, y1 = (_number(end, shape, "xy"[place % 2], plane) for place, end in enumerate(ends))
    x = _across(x0, shape, plane), _across(x1, shape, plane)
    y = _down(y0, shape, plane), _down(y1, shape, plane)
    if shape["type"] == "rect":
        rectangle(ground, x=x, y=y, fill=shape["fillcolor"])
    else:
        line(ground, x=x, y=y, look=shape["line"])


def draw_words(ground: Element, annotation: Layout, plane: Plane) -> None:
    """Write what an annotation says at its place."""
    font = annotation.get("font", {})
    x = own_number(annotation["x"], plane.x.kind)
    y = own_number(annotation["y"], plane.y.kind)
    upright = annotation.get("yanchor", "middle")
    written = words(
        ground,
        annotation["text"],
        x=percent(_across(x, annotation, plane)),
        y=_down(y, annotation, plane) - annotation.get("yshift", 0),
        anchor=ANCHORS[annotation.get("xanchor", "center")],
        upright=upright,
        colour=font.get("color", style.INK),
        size=font.get("size"),
        dx=annotation.get("xshift"),
    )
    if "bgcolor" in annotation:
        written.set("stroke", annotation["bgcolor"])
        written.set("stroke-width", str(HALO))
        written.set("paint-order", "stroke")


def _number(value: Any, shape: Layout, along: str, plane: Plane) -> float:  # noqa: ANN401  # a number or a day
    if shape.get(f"{along}ref", along) == "paper":
        return float(value)
    return plane.x.number(value) if along == "x" else plane.y.number(value)


def _across(number: float, part: Layout, plane: Plane) -> float:
    return 100 * number if part.get("xref", "x") == "paper" else plane.across(number)


def _down(number: float, part: Layout, plane: Plane) -> float:
    if part.get("yref", "y") == "paper":
        return plane.bottom - number * (plane.bottom - plane.top)
    return plane.down(number)
