"""The page of data quality draws weighted values beside raw ones, and says the same numbers as its tables."""

import re
from dataclasses import replace

import plotly.graph_objects as go
import pytest

from burden.dashboards.charts.weighting import weighting_figure
from burden.dashboards.language import Language
from burden.dashboards.quality_sentences import heaping_sentence, notes_sentence, sources_sentence, weighting_sentence
from burden.dashboards.tables import page_table
from burden.domain.indicators import BY_CODE
from burden.domain.survey_items import MINUTES_SOURCE_OPTIONS
from burden.reports.quality.tables import evenness_table, heaping_table, notes_table, sources_table, weighting_table
from burden.reports.quality.types import Heaped, Sourced, WeighedLine
from burden.reports.types import SUPPRESSED, Estimate
from tests.dashboards.handmade import TREND
from tests.dashboards.test_profile import value

ZH = Language.SIMPLIFIED


def line(code: str, raw: Estimate, weighted: Estimate) -> WeighedLine:
    return WeighedLine(indicator=BY_CODE[code], raw=raw, weighted=weighted, effective=812)


LINES = (
    line("I01", value(8.0, 7.0, 9.0), value(8.4, 7.2, 9.6)),
    line("I04", value(20.0, 18.0, 22.0), value(25.0, 22.0, 29.0)),
    line("I09", SUPPRESSED, SUPPRESSED),
)
SOURCED = tuple(
    Sourced(option=option, share=value(*numbers))
    for option, numbers in zip(MINUTES_SOURCE_OPTIONS, ((74.5, 71.0, 77.7), (25.5, 22.3, 29.0)), strict=True)
)
HEAPED = (Heaped(indicator=BY_CODE["I05"], share=value(62.5, 58.0, 67.0)),)


def test_weighted_values_stand_beside_the_raw_one_on_one_scale() -> None:
    figure = weighting_figure(lines=LINES, language=ZH)
    assert figure is not None
    go.Figure(figure)
    near, far = figure["data"]
    assert (near["x"], near["y"], near["marker"]["symbol"]) == ([105.0], [0], "circle")
    assert (far["x"], far["y"], far["marker"]["color"]) == ([125.0], [1], "#0b5394")
    assert (far["error_x"]["array"], far["error_x"]["arrayminus"]) == ([20.0], [15.0])
    band, raw = figure["layout"]["shapes"]
    assert (band["x0"], band["x1"], raw["x0"]) == (90.0, 110.0, 100)


def test_without_weighted_values_there_is_no_chart_and_the_sentence_says_why() -> None:
    bare = (line("I04", value(20.0, 18.0, 22.0), SUPPRESSED),)
    assert weighting_figure(lines=bare, language=ZH) is None
    assert weighting_sentence(lines=bare, language=ZH) == "没有各单位的人数，或人数只覆盖少部分答卷，不能加权。"


@pytest.mark.parametrize("language", list(Language))
def test_every_number_of_the_sentences_stands_in_a_table(language: Language) -> None:
    weights = page_table(weighting_table(TREND.frame, LINES), language=language)
    rounding = page_table(heaping_table(TREND.frame, HEAPED), language=language)
    known = page_table(sources_table(TREND.frame, SOURCED), language=language)
    cells = {cell.text for table in (weights, rounding, known) for row in table.rows for cell in row.cells}
    texts = weighting_sentence(lines=LINES, language=language) + heaping_sentence(heaped=HEAPED, language=language)
    texts += sources_sentence(sourced=SOURCED, language=language)
    # 95 % of the interval, 10 % of the rule, how many indicators, and the half hours.
    rules = {"95", "10", "1", "2", "30", "60", "90"}
    assert set(re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", texts)) <= cells | rules


def test_notes_are_counted_and_accuse_nobody() -> None:
    table = notes_table(TREND.frame, LINES, HEAPED, ())
    assert [row.label_zh for row in table.rows] == [
        "加权前后相差10%以上：人均工作群数",
        "多数人填的是整半小时：人均每日APP用时",
    ]
    assert notes_sentence(table=table, language=ZH) == "有2件事，读数时请留意；这不是说谁填得不实。"
    assert notes_sentence(table=notes_table(TREND.frame, (), (), ()), language=ZH) == "这一次没有特别要提醒的。"


def test_every_table_of_answers_says_which_levels_alone_it_holds() -> None:
    frame = replace(TREND.frame, levels=(60,))
    tables = (
        notes_table(frame, LINES, HEAPED, ()),
        weighting_table(frame, LINES),
        heaping_table(frame, HEAPED),
        sources_table(frame, SOURCED),
        evenness_table(frame, ()),
    )

    assert {table.notes_zh[-1] for table in tables} == {"只含层级：乡镇街道；层级没有单列的人不在其中。"}
    assert not any("只含层级" in note for note in heaping_table(TREND.frame, HEAPED).notes_zh)
