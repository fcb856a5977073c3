"""The server's drawing of a chart: every mark stands where its number says, in colours that the dark page knows."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from burden.dashboards.charts import heatmap
from burden.dashboards.drawing.picture import Drawing, drawing_of
from burden.dashboards.drawing.scales import scale_of
from burden.dashboards.figure_style import Figure
from burden.dashboards.language import Language
from burden.dashboards.numbers import measure_of
from burden.domain.indicators import I07
from tests.dashboards import handmade
from tests.dashboards import handmade_figures as figures
from tests.dashboards.handmade_figures import EVERY
from tests.dashboards.test_chart_colours import PAGES, SCALE

STATIC = Path(__file__).resolve().parent.parent.parent / "static"
A_LOOK = re.compile(r'(?:fill|stroke)="(#[0-9a-fA-F]{6}|rgba\([^)]+\))"')
DARK_RULE = re.compile(r'\.drawing \[(fill|stroke)="([^"]+)"\] \{ (fill|stroke): ([^;]+); \}')


def _svg(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314  # what this site has just drawn


def _plot(figure: Figure) -> ET.Element:
    return _svg(drawing_of(figure).plot)


def _percent(element: ET.Element, name: str) -> float:
    return float(element.attrib[name].removesuffix("%"))


def _ticks(plot: ET.Element) -> list[tuple[float, float]]:
    """Return the numbers written at the axis across, and where each stands in percent of the width."""
    found = [text for text in plot.iter("text") if "tick" in text.get("class", "").split()]
    return [(float("".join(text.itertext()).rstrip("%")), _percent(text, "x")) for text in found]


def _value_at(percent: float, plot: ET.Element) -> float:
    """Read a value off the axis, as somebody with a ruler would."""
    (first, start), *_, (last, end) = _ticks(plot)
    return first + (percent - start) * (last - first) / (end - start)


def test_a_ruler_reads_the_published_values_off_the_marks() -> None:
    plot = _plot(figures.levels_figure())
    circles = [circle for circle in plot.iter("circle") if circle.get("fill") != "none"]
    read = [round(_value_at(_percent(circle, "cx"), plot), 1) for circle in circles]
    assert read == [6.5, 6.9, 10.8]
    whiskers = [
        line for line in plot.iter("line") if line.get("stroke-width") == "2" and line.get("y1") == line.get("y2")
    ]
    ends = [tuple(round(_value_at(_percent(line, end), plot), 1) for end in ("x1", "x2")) for line in whiskers]
    assert ends[:3] == [(6.1, 7.0), (6.6, 7.3), (10.4, 11.2)]


def test_bars_are_as_long_as_their_numbers() -> None:
    plot = _plot(figures.weights_figure())
    bars = [bar for bar in plot.iter("rect") if bar.get("opacity")]
    lengths = [round(_value_at(_percent(bar, "width") + _percent(bar, "x"), plot)) for bar in bars]
    assert lengths == figures.weights_figure()["data"][0]["x"]


def test_a_level_that_may_not_be_shown_is_hatched_and_says_so_and_has_no_mark() -> None:
    drawing = drawing_of(figures.levels_figure())
    names = [(text.get("y"), "".join(text.itertext())) for text in _svg(drawing.names).iter("text")]
    [row] = [float(y or 0) for y, name in names if name == "村社区"]
    plot = _svg(drawing.plot)
    assert row not in {float(circle.attrib["cy"]) for circle in plot.iter("circle")}
    [words] = [text for text in plot.iter("text") if "样本不足" in "".join(text.itertext())]
    assert float(words.attrib["y"]) == pytest.approx(row)
    [hatching] = [path.attrib["d"] for path in plot.iter("path") if path.get("stroke") == "#a9b4be"]
    strokes = re.findall(r"M(\d+) ([\d.]+)L(\d+) ([\d.]+)", hatching)
    assert len(strokes) == 40
    assert {round((float(low) + float(high)) / 2) for _, low, _, high in strokes} == {round(row)}
    assert (strokes[0][0], strokes[-1][2]) == ("0", "988")  # of a thousand


def test_zero_has_a_line_of_its_own_where_it_lies_within_the_axis() -> None:
    plot = _plot(figures.levels_figure())
    lines = [line for line in plot.iter("line") if line.get("stroke") == "#4c5967" and line.get("x1") == "0%"]
    assert [(line.attrib["x2"], line.get("stroke-dasharray")) for line in lines] == [("0%", None)]
    figure = figures.levels_figure()
    figure["layout"]["xaxis"] |= {"range": [5, 12]}
    assert not [line for line in _plot(figure).iter("line") if _percent(line, "x1") < 0]


def test_the_axis_of_names_goes_no_farther_than_its_bars() -> None:
    figure = figures.weights_figure()
    figure["data"] = [figure["data"][0] | {"y": [3, 4]}]
    figure["layout"] |= {"yaxis": {"type": "linear"}}
    scale = scale_of(figure, "y")
    assert (scale.low, scale.high) == pytest.approx((2.94, 4.06))


def test_long_names_over_columns_are_turned_on_a_phone_above_the_drawing_and_take_nothing_from_the_cells() -> None:
    short, long = _grid("乡镇<br>街道"), _grid("townships and<br>sub-districts")
    heights = [
        {float(cell.attrib["height"]) for cell in _plot(figure).iter("rect") if cell.get("stroke")}
        for figure in (short, long)
    ]
    assert heights[0] == heights[1]
    assert min(heights[0]) >= 40
    assert drawing_of(short).turned == 0
    turned = [name for name in _plot(long).iter("svg") if name.get("class") == "narrow-only"]
    assert ["".join(name.itertext()) for name in turned] == ["townships andsub-districts"] * 5
    letters = len("sub-districts")
    assert drawing_of(long).turned + 48 >= letters * 0.6 * 13  # of 13 pixels each, where 48 are free anyway


def _grid(column: str) -> Figure:
    cell = heatmap.GridCell(estimate=handmade.estimate(10.8, 10.4, 11.2, 1203), name="甲县")
    figure = heatmap.grid_figure(
        names=["甲县", "乙县"],
        columns=[column] * 5,
        cells=[[cell] * 5] * 2,
        measure=measure_of(I07),
        language=Language.ENGLISH,
    )
    assert figure is not None
    return figure


def test_names_leave_room_for_the_plot_on_a_phone_and_are_not_cut() -> None:
    names = _svg(drawing_of(figures.levels_figure()).names)
    assert float(names.attrib["width"].removesuffix("em")) == pytest.approx(4 + 8 / 13, abs=0.01)  # 乡镇街道, a gap
    places = {(text.get("x"), text.get("dx"), text.get("text-anchor")) for text in names.iter("text")}
    assert places == {("100%", "-8", "end")}


def test_cells_are_printed_as_in_the_grid_and_names_are_words_whatever_they_hold() -> None:
    figure = figures.heatmap_figure()
    printed = ["".join(text.itertext()) for text in _plot(figure).iter("text") if not text.get("class")]
    assert printed == ["55", "82", "48", "71", "样本不足", "64", "样本不足", "样本不足"]
    figure["layout"]["yaxis"]["ticktext"][0] = "<script>1 & 2</script>"
    assert "&lt;script&gt;1 &amp; 2&lt;/script&gt;" in drawing_of(figure).names


def test_the_drawing_is_as_high_as_what_takes_its_place() -> None:
    for make in EVERY:
        drawing = drawing_of(make())
        heights = {_svg(part).attrib["height"] for part in (drawing.names, drawing.plot)}
        assert heights == {str(make()["layout"]["height"])}


def test_a_wave_without_a_number_breaks_the_line_and_does_not_stretch_the_axis_to_zero() -> None:
    points = {"x": [0, 1, 2, 3], "y": [61.0, None, 64.0, 66.0], "line": {"color": "#0b5394"}}
    marker = {"color": "#0b5394", "symbol": "circle", "size": 11}
    figure = figures.levels_figure()
    figure["data"] = [{"type": "scatter", "mode": "lines+markers", "marker": marker, **points}]
    figure["layout"] |= {"yaxis": {"type": "linear", "nticks": 5}, "shapes": [], "annotations": []}
    plot = _plot(figure)
    assert len(list(plot.iter("circle"))) == 3
    [path] = plot.iter("path")
    assert re.sub(r"[\d.\s]+", "", path.attrib["d"]) == "MML"
    assert min(float(text.text or 0) for text in _svg(drawing_of(figure).names).iter("text")) >= 60


@pytest.mark.parametrize("make", EVERY)
def test_nothing_is_drawn_outside(make: Callable[[], Figure]) -> None:
    drawing = drawing_of(make())
    assert [place for place in _places(drawing) if not -1 <= place <= 101] == []


def _places(drawing: Drawing) -> Iterator[float]:
    for element in _svg(drawing.plot).iter():
        yield from (_percent(element, name) for name in ("x", "x1", "x2", "cx") if element.get(name, "").endswith("%"))


def test_every_colour_of_every_drawing_has_the_dark_counterpart_of_the_scripts() -> None:
    rules = DARK_RULE.findall((STATIC / "css" / "site.css").read_text())
    assert all(attribute == changed for attribute, _, changed, _ in rules)
    [listed] = re.findall(r"var DARK = \{(.*?)\};", (STATIC / "js" / "figures.js").read_text(), flags=re.DOTALL)
    for wanted in ("fill", "stroke"):
        dark = {colour: of_dark for attribute, colour, _, of_dark in rules if attribute == wanted}
        assert dark == dict(re.findall(r"'([^']+)': '([^']+)'", listed))


def test_every_chart_of_every_page_is_there_without_script(supervisor: Client) -> None:
    known = set(re.findall(r'\.drawing \[fill="([^"]+)"\]', (STATIC / "css" / "site.css").read_text())) | SCALE
    for address in PAGES:
        page = supervisor.get(address).content.decode()
        drawings = re.findall(r'<div class="drawing".*?</div>', page, flags=re.DOTALL)
        assert len(drawings) == page.count("data-figure=") > 0, address
        cells = set(re.findall(r'<rect[^>]* fill="(#[0-9a-f]{6})" stroke="#dfe3e7"', page))  # on the scale of colours
        assert set(A_LOOK.findall("".join(drawings))) - cells <= known, address
