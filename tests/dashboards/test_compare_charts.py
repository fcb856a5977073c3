"""Funnels, boxes and practices as drawn: every mark has its interval, lines agree with bands, nothing is invented."""

import re
from dataclasses import replace
from math import log10
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import plotly.graph_objects as go
import pytest
from django.test import Client

from burden.access.scopes import Role, Subtree, Viewer
from burden.dashboards.charts.boxes import boxes_figure
from burden.dashboards.charts.funnel import funnel_figure
from burden.dashboards.charts.practices import marks_text, practices_figure
from burden.dashboards.compare_cards import compare_cards
from burden.dashboards.compare_sentences import compare_sentence
from burden.dashboards.distribution_cards import distribution_cards
from burden.dashboards.drawing.picture import drawing_of
from burden.dashboards.language import Language
from burden.dashboards.practices_cards import practices_cards
from burden.dashboards.practices_sentences import facts_sentence
from burden.models import Release
from burden.reports.compare.page import build_compare_report
from burden.reports.compare.types import CompareReport, Peer
from burden.reports.distribution.page import build_distribution_report
from burden.reports.practices.page import build_practices_report
from burden.reports.types import Band

ZH, EN = Language.SIMPLIFIED, Language.ENGLISH
STYLES = Path(__file__).resolve().parent.parent.parent / "static" / "css" / "site.css"
VIEWER = Viewer(role=Role.SUPERVISOR, subtrees=(Subtree(path="99", is_demo=True),))
pytestmark = pytest.mark.django_db


@pytest.fixture
def compared(release: Release) -> CompareReport:
    return build_compare_report(viewer=VIEWER, indicator="I04")


def drawn(report: CompareReport, part: int = 0) -> dict[str, Any]:
    figure = funnel_figure(part=report.parts[part], own="", indicator=report.frame.indicator, language=ZH)
    assert figure is not None
    go.Figure(figure)
    return figure


def test_a_funnel_has_four_lines_and_every_region_with_its_interval(compared: CompareReport) -> None:
    figure = drawn(compared)

    lines = [trace for trace in figure["data"] if trace["mode"] == "lines"]
    marks = [trace for trace in figure["data"] if trace["mode"] == "markers"]
    assert [trace["line"]["dash"] for trace in lines] == ["dash", "dash", "solid", "solid"]
    shown = [unit for unit in compared.parts[0].units if unit.judged_by is not None]
    assert sum(len(trace["x"]) for trace in marks) == len(shown)
    for trace in marks:
        assert len(trace["error_y"]["array"]) == len(trace["x"])
        assert all(trace["error_y"]["array"])
    assert figure["layout"]["xaxis"]["type"] == "log"


def test_lines_for_few_people_end_at_the_rim_of_the_plot(compared: CompareReport) -> None:
    part = compared.parts[0]
    few = replace(part.limits[0], ends=((0.0, 500.0), (0.0, 900.0)))
    figure = drawn(replace(compared, parts=(replace(part, limits=(few, *part.limits[1:])),)))

    plot = ET.fromstring(drawing_of(figure).plot)  # noqa: S314  # what this site has just drawn
    frames = [frame for frame in plot.iter("svg") if frame.find("path") is not None and frame.get("viewBox")]

    height, margin = figure["layout"]["height"], figure["layout"]["margin"]
    top, bottom = margin["t"], height - margin["b"]
    heights = re.findall(r" (-?[\d.]+)", "".join(path.attrib["d"] for frame in frames for path in frame))
    assert min(map(float, heights)) < top  # they go on far above
    assert len(frames) == 4
    for frame in frames:
        assert (float(frame.attrib["y"]), float(frame.attrib["height"])) == (top, bottom - top)
        assert frame.attrib["viewBox"] == f"0 {top} 1000 {bottom - top}"
        assert f".drawing .{frame.attrib['class']} {{ overflow: hidden; }}" in STYLES.read_text()


def test_marks_lie_outside_the_outer_lines_just_where_their_band_says_so(compared: CompareReport) -> None:
    for part in compared.parts:
        for unit in part.units:
            if unit.judged_by is None or unit.estimate.value is None:
                continue
            low, high = part.comparison.limits(unit.judged_by) or (0.0, 0.0)
            side = {Band.HIGHER: unit.estimate.value >= high, Band.LOWER: unit.estimate.value <= low}
            assert side.get(unit.estimate.band, low <= unit.estimate.value <= high)


def test_only_regions_outside_and_the_region_itself_are_named(compared: CompareReport) -> None:
    part = compared.parts[0]
    own = next(unit.region for unit in part.units if unit.estimate.band is Band.SIMILAR)

    figure = funnel_figure(part=part, own=own.code, indicator=compared.frame.indicator, language=ZH)

    assert figure is not None
    outside = {unit.region.name for unit in part.units if unit.estimate.band in {Band.HIGHER, Band.LOWER}}
    named = {note["text"] for note in figure["layout"]["annotations"]} - {
        note["text"] for note in figure["layout"]["annotations"] if note["text"].startswith("同级平均")
    }
    assert named == outside | {own.name}
    place = next(unit for unit in part.units if unit.region == own)
    assert log10(place.judged_by or 1) in {note["x"] for note in figure["layout"]["annotations"]}


def test_the_region_itself_and_the_farthest_are_named_before_names_are_cut(compared: CompareReport) -> None:
    part = compared.parts[0]
    peer = next(unit for unit in part.units if unit.judged_by is not None)
    centre = part.comparison.benchmark.value or 0.0

    def unit(name: str, distance: float, band: Band) -> Peer:
        value = replace(peer.estimate, value=centre + distance, low=centre, high=centre, band=band)
        return replace(peer, region=replace(peer.region, code=name, name=name), estimate=value)

    low = [unit(f"低{number}", -1 - number / 10, Band.LOWER) for number in range(13)]
    part = replace(part, units=(*low, unit("自己", 0, Band.SIMILAR), unit("高", 20, Band.HIGHER)))

    figure = funnel_figure(part=part, own="自己", indicator=compared.frame.indicator, language=ZH)

    assert figure is not None
    _, *names = [note["text"] for note in figure["layout"]["annotations"]]
    assert names == ["自己", "高", *(f"低{number}" for number in range(12, 2, -1))]


def test_sentences_of_a_funnel_say_benchmark_and_people_in_both_languages(compared: CompareReport) -> None:
    part = compared.parts[0]
    benchmark = part.comparison.benchmark

    zh, en = (
        compare_sentence(part=part, own="", indicator=compared.frame.indicator, language=language)
        for language in (ZH, EN)
    )

    assert zh.startswith(f"同级平均{benchmark.value:.1f} 个/人（95%区间{benchmark.low:.1f}–{benchmark.high:.1f}")
    assert en.startswith(f"Peer mean {benchmark.value:.1f} per person")
    assert "名次" not in zh
    cards = compare_cards(report=compared, hrefs={}, language=ZH)
    assert len([card for card in cards if card.figure]) <= 6


def test_boxes_end_at_released_tenths_and_hold_no_point_of_a_person(release: Release) -> None:
    report = build_distribution_report(viewer=VIEWER, indicator="I07")

    figure = boxes_figure(report=report, language=ZH)

    assert figure is not None
    go.Figure(figure)
    box = figure["data"][0]
    assert box["boxpoints"] is False
    assert "x" not in box
    found = [row.estimate.quantiles for row in report.by_level.rows if row.estimate.quantiles.p25 is not None]
    assert box["q1"] == [quantiles.p25 for quantiles in found]
    assert box["upperfence"] == [quantiles.p90 or quantiles.p75 for quantiles in found]
    for card in distribution_cards(report=report, language=EN):
        assert card.sentence


def test_a_share_is_no_distribution_to_draw(release: Release) -> None:
    report = build_distribution_report(viewer=VIEWER, indicator="I09")

    assert boxes_figure(report=report, language=ZH) is None
    (card,) = distribution_cards(report=report, language=ZH)
    assert card.sentence.startswith("这个指标是占比")


def test_levels_of_a_practice_differ_by_shape_and_each_has_its_interval(release: Release) -> None:
    report = build_practices_report(viewer=VIEWER)

    figure = practices_figure(table=report.practices, frame=report.frame, language=ZH)

    assert figure is not None
    go.Figure(figure)
    symbols = [trace["marker"]["symbol"] for trace in figure["data"]]
    assert len(set(symbols)) == len(symbols) > 1
    assert all(any(trace["error_x"]["array"]) for trace in figure["data"])
    assert "乡镇街道" in marks_text(report.frame, ZH)
    said = facts_sentence(table=report.practices, frame=report.frame, language=EN)
    assert re.search(r"Higher: [a-z -]+ [\d.]+%.*; lower: [a-z -]+ [\d.]+%", said), said
    for language in (ZH, EN):
        cards = practices_cards(report=report, hrefs={}, language=language)
        assert [bool(card.figure) for card in cards] == [True] * 4


def test_pages_have_no_more_than_six_charts_and_each_its_table(supervisor: Client) -> None:
    for address in ("/d/compare/", "/d/distribution/", "/d/practices/"):
        page = supervisor.get(address).content.decode()
        assert 0 < page.count("data-figure=") <= 6
        assert page.count("<table>") >= page.count("data-figure=") - 1
