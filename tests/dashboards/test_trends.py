"""The chart of a trend draws what is known and breaks where nothing is; its sentence says no number of its own."""

import re
from dataclasses import replace
from datetime import date

import plotly.graph_objects as go
import pytest

from burden.dashboards.charts.trend import trend_figure
from burden.dashboards.figure_style import Figure
from burden.dashboards.language import Language
from burden.dashboards.tables import page_table
from burden.dashboards.trend_cards import trend_cards
from burden.dashboards.trend_sentences import trend_sentence
from burden.domain.trend import Verdict
from burden.reports.trends.types import TrendReport
from burden.reports.types import SUPPRESSED
from tests.dashboards.handmade import TREND, TREND_WAVES

ZH, EN = Language.SIMPLIFIED, Language.ENGLISH
OTHERWISE = replace(TREND, waves=(replace(TREND_WAVES[0], is_comparable=False), *TREND_WAVES[1:]))


def figure_of(report: TrendReport) -> Figure:
    figure = trend_figure(report=report, language=ZH)
    assert figure is not None
    return figure


def test_the_line_breaks_where_a_wave_has_no_number() -> None:
    figure = figure_of(TREND)
    go.Figure(figure)
    line = figure["data"][-1]
    assert line["x"][2] == "2025-12-31"
    assert line["y"] == [90, 86, None, 74, 64, 58]
    assert line["connectgaps"] is False


def test_every_mark_has_its_interval_and_few_people_are_faint() -> None:
    line = figure_of(TREND)["data"][-1]
    assert line["error_y"]["array"] == [7, 7, 0.0, 16, 6, 5]
    assert line["error_y"]["arrayminus"] == [6, 6, 0.0, 14, 5, 5]
    assert line["marker"]["opacity"] == [1.0, 1.0, 1.0, 0.5, 1.0, 1.0]
    assert line["text"][3].endswith("95%区间60–90，25人<br>可靠性C")


def test_bands_of_peers_reach_no_further_than_waves_that_have_them() -> None:
    outer = [trace for trace in figure_of(TREND)["data"] if trace.get("fill")][:3]
    assert [trace["x"] for trace in outer] == [
        ["2025-06-30", "2025-09-30", "2025-09-30", "2025-06-30"],
        ["2026-03-19", "2026-04-12", "2026-04-12", "2026-03-19"],  # alone: twelve days to both sides
        ["2026-09-18", "2026-10-12", "2026-10-12", "2026-09-18"],
    ]
    assert outer[0]["y"] == [50, 50, 95, 95]


def test_wherever_peers_have_a_band_their_median_is_drawn() -> None:
    dotted = [trace for trace in figure_of(TREND)["data"] if trace["line"].get("dash") == "dot"]
    assert [(trace["x"], trace["y"]) for trace in dotted] == [
        (["2025-06-30", "2025-09-30"], [70, 70]),
        (["2026-03-19", "2026-04-12"], [70, 70]),  # alone: as wide as its band
        (["2026-09-18", "2026-10-12"], [70, 70]),
    ]


def test_a_wave_counted_by_other_rules_has_band_and_median_of_its_own() -> None:
    traces = figure_of(OTHERWISE)["data"][:-2]
    around_the_first = [trace for trace in traces if trace["x"][:2] == ["2025-06-18", "2025-07-12"]]
    assert [bool(trace.get("fill")) for trace in around_the_first] == [True, True, False]


def test_hovering_says_the_dates_in_the_reader_s_brackets() -> None:
    english = trend_figure(report=TREND, language=EN)
    assert english is not None
    assert english["data"][-1]["text"][0].startswith("<b>2025Q2 (2025-06-01 – 2025-06-30)</b>")
    assert figure_of(TREND)["data"][-1]["text"][0].startswith("<b>2025Q2（2025-06-01 – 2025-06-30）</b>")


def test_a_wave_counted_by_other_rules_is_hollow_and_joined_to_nothing() -> None:
    *_, line, hollow = figure_of(OTHERWISE)["data"]
    assert line["y"][0] is None
    assert (hollow["x"], hollow["y"], hollow["mode"]) == (["2025-06-30"], [90], "markers")
    assert hollow["marker"]["symbol"] == "circle-open"


def test_clean_ups_close_together_have_their_marks_in_two_rows() -> None:
    layout = figure_of(TREND)["layout"]
    assert [(mark["text"], mark["yshift"]) for mark in layout["annotations"]] == [("①", 0), ("②", 18)]
    assert [shape["x0"] for shape in layout["shapes"]] == ["2025-12-20", "2025-12-28"]


def test_of_many_clean_ups_close_together_no_mark_covers_another() -> None:
    days = (date(2025, 12, 1), date(2025, 12, 20), date(2025, 12, 22), date(2026, 1, 10), date(2026, 9, 1))
    events = tuple(
        replace(TREND.events[0], mark=mark, happened_on=day) for mark, day in zip("①②③④⑤", days, strict=True)
    )
    crowded, usual = (figure_of(replace(TREND, events=those))["layout"] for those in (events, TREND.events))
    assert [mark["yshift"] for mark in crowded["annotations"]] == [0, 18, 36, 0, 0]
    assert crowded["margin"]["t"] - usual["margin"]["t"] == 18  # room for the third row
    assert crowded["height"] - usual["height"] == 18


def test_without_any_wave_to_show_there_is_no_chart() -> None:
    empty = replace(TREND, waves=tuple(replace(wave, estimate=SUPPRESSED) for wave in TREND_WAVES))
    assert trend_figure(report=empty, language=ZH) is None
    assert trend_sentence(report=empty, language=ZH).startswith("样本不足或无数据")


def test_earlier_waves_counted_otherwise_are_said_and_drawn_where_the_newest_is_not_shown() -> None:
    earlier = tuple(replace(wave, is_comparable=False) for wave in TREND_WAVES[:-1])
    report = replace(TREND, waves=(*earlier, replace(TREND_WAVES[-1], estimate=SUPPRESSED)))
    assert figure_of(report)["data"][-1]["y"] == [90, 86, 74, 64]
    assert trend_sentence(report=report, language=ZH) == (
        "以前各次口径不同，不能和最近一次比；数见下表。另有2次样本不足或无数据。"
    )
    assert trend_sentence(report=report, language=EN) == (
        "Earlier waves were counted otherwise and cannot be compared with the newest; their numbers stand in the table."
        " Too few answers, or none, in 2 waves more."
    )


def test_the_sentence_says_verdict_way_and_place_among_peers() -> None:
    assert trend_sentence(report=TREND, language=ZH) == (
        "最近5次：▼ 在下降。从2025Q2的90 分钟/工作日（95%区间84–97，300人），"
        "到2026Q3的58 分钟/工作日（95%区间53–63，1,301人）。另有1次样本不足或无数据。"
        "2026Q3：低于同级的中间一半，19个同级地区的中间一半在60到80之间。"
    )
    assert trend_sentence(report=TREND, language=EN) == (
        "Last 5 waves: ▼ falls. From 90 min a workday in 2025Q2 (95% interval 84–97, 300 people) to "
        "58 min a workday in 2026Q3 (95% interval 53–63, 1,301 people). Too few answers, or none, in 1 wave more. "
        "2026Q3: below the middle half of its peers; the middle half of 19 peers lies between 60 and 80."
    )


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (Verdict.RISES, "最近5次：▲ 在上升。"),
        (Verdict.NO_CLEAR_CHANGE, "最近5次：● 看不出明确的升降。"),
        (Verdict.TOO_FEW_WAVES, "能比的只有5次，不到5次，不判断升降。最近一次：2026Q3的58"),
        (Verdict.NOT_TESTED, "这个指标不判断升降。最近一次：2026Q3的58"),
    ],
)
def test_each_verdict_has_its_words(verdict: Verdict, words: str) -> None:
    assert trend_sentence(report=replace(TREND, verdict=verdict), language=ZH).startswith(words)


@pytest.mark.parametrize("language", list(Language))
def test_every_number_of_the_sentence_stands_in_the_table(language: Language) -> None:
    text = trend_sentence(report=TREND, language=language)
    table = page_table(TREND.trend, language=language)
    cells = {cell.text for row in table.rows for cell in row.cells} | {row.label for row in table.rows}
    numbers = set(re.findall(r"2\d{3}Q\d|\d+(?:,\d{3})*(?:\.\d+)?", text))
    assert numbers <= cells | {"95", "5", "1"}  # the interval's 95 %, the five waves, the one that is missing


def test_only_the_trend_is_tagged_as_self_reported() -> None:
    trend, clean_ups = trend_cards(report=TREND, language=ZH)
    assert (trend.is_self_reported, clean_ups.is_self_reported) == (True, False)
    assert clean_ups.sentence == "这期间本地区和上级地区登记了2件。"


def test_a_site_that_enters_no_clean_ups_has_no_card_of_them() -> None:
    cards = trend_cards(report=replace(TREND, events=(), clean_ups=None), language=ZH)
    assert [card.id for card in cards] == ["trend"]
    none_here = trend_cards(report=replace(TREND, events=()), language=ZH)[-1]
    assert (none_here.id, none_here.sentence) == ("clean-ups", "这期间本地区和上级地区没有登记减负事件。")
