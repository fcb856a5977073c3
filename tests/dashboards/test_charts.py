"""Charts draw exactly what the report publishes, and nothing that it holds back."""

import re
from collections.abc import Callable
from dataclasses import replace

import plotly.graph_objects as go
import pytest

from burden.dashboards import figure_style
from burden.dashboards.charts import caterpillar, distribution, levels
from burden.dashboards.figure_style import Figure
from burden.dashboards.numbers import measure_of
from burden.domain.indicators import I03, I07
from burden.reports.types import SUPPRESSED
from tests.dashboards import handmade
from tests.dashboards import handmade_figures as figures
from tests.dashboards.handmade_figures import EVERY, HREFS, ZH


@pytest.mark.parametrize("make", EVERY)
def test_every_figure_is_one_that_plotly_knows(make: Callable[[], Figure]) -> None:
    known = go.Figure(make())  # refuses names and values that Plotly does not know
    assert known.data


def test_levels_are_drawn_with_their_intervals_and_sums_apart() -> None:
    plain, group, total = figures.levels_figure()["data"]
    assert plain["x"] == [6.5, 6.9, 10.8]
    assert plain["error_x"]["array"] == [0.5, 0.4, 0.4]
    assert plain["error_x"]["arrayminus"] == [0.4, 0.3, 0.4]
    assert (group["x"], total["x"]) == ([6.8], [9.1])


def test_a_level_that_may_not_be_shown_has_no_dot_but_a_hatched_row_with_words() -> None:
    figure = figures.levels_figure()
    place = figure["layout"]["yaxis"]["ticktext"].index("村社区")
    assert place not in {row for trace in figure["data"] for row in trace["y"]}
    [words] = figure["layout"]["annotations"]
    assert (words["y"], words["text"]) == (place, "样本不足，已并入上级")
    [hatching] = [shape for shape in figure["layout"]["shapes"] if shape["type"] == "path"]
    assert all(abs(float(end) - place) <= 0.5 for end in re.findall(r",([\d.]+)", hatching["path"]))


def test_published_numbers_of_others_are_dotted_lines() -> None:
    lines = [shape for shape in figures.levels_figure()["layout"]["shapes"] if shape["type"] == "line"]
    assert [line["x0"] for line in lines] == [6.8, 10.8]


def test_suppressed_cells_of_the_heatmap_are_hatched_and_say_so() -> None:
    figure = figures.heatmap_figure()
    assert figure["data"][0]["z"] == [[55, 82], [48, 71], [None, 64], [None, None]]
    texts = [label["text"] for label in figure["layout"]["annotations"]]
    few = "样本<br>不足"
    assert texts == ["55", "82", "48", "71", few, "64", few, few]
    middles = {_middle(shape["path"]) for shape in figure["layout"]["shapes"]}
    assert middles == {(0, 2), (0, 3), (1, 3)}


def _middle(path: str) -> tuple[int, int]:
    """The cell around which the lines of a hatching lie."""
    ends = [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+),(-?[\d.]+)", path)]
    columns, rows = zip(*ends, strict=True)
    return round((min(columns) + max(columns)) / 2), round((min(rows) + max(rows)) / 2)


def test_a_cell_of_the_heatmap_leads_to_its_region() -> None:
    assert figures.heatmap_figure()["data"][0]["customdata"][1][0]["href"] == "/d/regions/990402000000/"


def test_bands_differ_by_shape_and_word_as_well_as_colour() -> None:
    traces = figures.caterpillar_figure()["data"]
    assert [trace["marker"]["symbol"] for trace in traces] == ["triangle-up", "circle", "triangle-down"]
    assert [trace["name"] for trace in traces] == ["▲ 高于同级", "● 无明显差异", "▼ 低于同级"]
    assert len({trace["marker"]["color"] for trace in traces}) == 3


def test_children_stand_in_the_order_of_their_values_and_the_rest_is_left_to_the_table() -> None:
    figure = figures.caterpillar_figure()
    assert figure["layout"]["yaxis"]["ticktext"] == ["听荻区", "临溆县", "青浦洲县"]
    assert [trace["y"] for trace in figure["data"]] == [[0], [1], [2]]


def test_the_peer_mean_is_a_line_in_the_band_of_chance() -> None:
    band, line = figures.caterpillar_figure()["layout"]["shapes"]
    assert (band["x0"], line["x0"], band["x1"]) == (58.0, 68, 80.0)


def test_a_band_far_wider_than_the_values_does_not_stretch_the_axis() -> None:
    wide = replace(handmade.REGION, funnel_low=1.0, funnel_high=5_000.0)
    figure = caterpillar.caterpillar_figure(report=wide, language=ZH, hrefs=HREFS)
    assert figure is not None
    band, _ = figure["layout"]["shapes"]
    shown = [row.estimate for row in handmade.REGION.children.rows if row.estimate.is_shown]
    assert 1.0 < band["x0"] < min(value.low for value in shown if value.low is not None)
    assert max(value.high for value in shown if value.high is not None) < band["x1"] < 200


def test_estimates_of_grade_c_are_drawn_faint() -> None:
    lower = figures.caterpillar_figure()["data"][2]
    assert lower["marker"]["opacity"] == [figure_style.FAINT]


def test_hovering_tells_interval_and_number_of_people() -> None:
    assert "95%区间80–97，210人" in figures.caterpillar_figure()["data"][0]["text"][0]


def test_bars_are_whole_percents() -> None:
    assert figures.distribution_figure()["data"][0]["y"] == [21, 29, 50]


def test_without_any_value_there_is_no_chart() -> None:
    empty = replace(handmade.LEVELS, rows=tuple(replace(r, estimate=SUPPRESSED) for r in handmade.LEVELS.rows))
    assert levels.levels_figure(table=empty, measure=measure_of(I03), language=ZH) is None
    assert distribution.distribution_figure(bars=(), measure=measure_of(I07), language=ZH) is None


@pytest.mark.parametrize("make", EVERY)
def test_figures_carry_no_template(make: Callable[[], Figure]) -> None:
    assert "template" not in make()["layout"]


def test_two_places_of_one_name_keep_a_row_each() -> None:
    first, second, *rest = handmade.REGION.children.rows
    twins = replace(handmade.REGION.children, rows=(first, replace(second, label_zh=first.label_zh), *rest))
    figure = caterpillar.caterpillar_figure(report=replace(handmade.REGION, children=twins), language=ZH, hrefs=HREFS)
    assert figure is not None
    assert figure["layout"]["yaxis"]["ticktext"] == ["听荻区", "听荻区", "青浦洲县"]
    assert [trace["y"] for trace in figure["data"]] == [[0], [1], [2]]


def test_an_app_that_takes_more_time_and_is_useful_to_fewer_has_a_mark_of_its_own() -> None:
    others, look = figures.balance_figure()["data"]

    # Middles of the printed values: 11 minutes, 40 %.
    assert (look["x"], look["y"]) == ([22], [20])
    assert "云汀办公" in look["text"][0]
    assert look["marker"]["symbol"] != others["marker"]["symbol"]
    assert [shape["x0"] for shape in figures.balance_figure()["layout"]["shapes"]] == [11, 0]


def test_shares_of_time_and_shares_so_far_stand_on_one_scale_with_their_intervals() -> None:
    bars, line = figures.weights_figure()["data"]

    assert (bars["x"], line["x"]) == ([70, 30], [70, 100])
    assert (bars["error_x"]["array"], line["error_x"]["arrayminus"]) == ([10, 50], [10, 40])
