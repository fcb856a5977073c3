"""The sentence above a chart says direction, benchmark and number of people, with the table's numbers."""

import re
from dataclasses import replace

import pytest

from burden.dashboards import app_sentences, sentences
from burden.dashboards.language import Language
from burden.dashboards.tables import page_table
from burden.domain.indicators import I03, I07
from burden.reports.types import Band
from tests.dashboards import handmade

ZH, EN = Language.SIMPLIFIED, Language.ENGLISH


def test_levels_are_compared_with_each_other_and_the_region() -> None:
    text = sentences.levels_sentence(table=handmade.LEVELS, indicator=I03, language=ZH)
    assert text == (
        "乡镇街道10.8 个/人（95%区间10.4–11.2，1,203人），较高；市直部门6.5 个/人（95%区间6.1–7.0，402人），较低。"
        "本地区合计9.1 个/人（95%区间8.8–9.4，2,416人）。"
    )


def test_overlapping_intervals_are_called_chance() -> None:
    first_two = handmade.LEVELS.__class__(**{**vars(handmade.LEVELS), "rows": handmade.LEVELS.rows[:2]})
    text = sentences.levels_sentence(table=first_two, indicator=I03, language=ZH)
    assert "差别可能只是偶然" in text


def test_the_children_sentence_counts_bands_and_names_the_benchmark() -> None:
    text = sentences.children_sentence(report=handmade.REGION, language=ZH)
    assert text.startswith(
        "能显示的3个地区与同级平均（68 分钟/工作日）相比，1个较高，1个较低，1个看不出差异。"
        "另有1个地区样本不足或无数据，人数已并入上级。"
    )
    assert "2,380人" in text


def test_what_is_none_is_not_counted() -> None:
    rows = tuple(row for row in handmade.REGION.children.rows if row.estimate.band is Band.SIMILAR)
    report = replace(handmade.REGION, children=replace(handmade.REGION.children, rows=rows))
    text = sentences.children_sentence(report=report, language=ZH)
    assert text.startswith("能显示的1个地区与同级平均（68 分钟/工作日）相比，都看不出差异。本地区合计")
    assert "none differs clearly" in sentences.children_sentence(report=report, language=EN)


def test_the_heatmap_sentence_names_the_heaviest_cell() -> None:
    text = sentences.heatmap_sentence(report=handmade.OVERVIEW, language=ZH)
    assert text == (
        "最重的是听荻区的乡镇街道：82 分钟/工作日（95%区间76–89，140人）。另有3格样本不足或无数据，人数已并入上级。"
    )


def test_the_distribution_sentence_gives_median_middle_half_and_heaviest_tenth() -> None:
    text = sentences.distribution_sentence(
        bars=handmade.REGION.distribution, own=handmade.REGION.own, indicator=I07, language=EN
    )
    assert text == (
        "Half of the people are at 69 or below (95% interval 67–72). The middle half lies between 30 and 95. "
        "The heaviest tenth is at 160 or above. "
        "The region as a whole: 69 min a workday (95% interval 67–72, 2,380 people)."
    )


@pytest.mark.parametrize("language", list(Language))
def test_every_number_of_a_sentence_stands_in_the_table(language: Language) -> None:
    text = sentences.levels_sentence(table=handmade.LEVELS, indicator=I03, language=language)
    table = page_table(handmade.LEVELS, language=language)
    cells = {cell.text for row in table.rows for cell in row.cells}
    assert set(re.findall(r"\d[\d,]*(?:\.\d+)?", text)) <= cells | {"95"}


def test_no_sentence_speaks_of_violations() -> None:
    for language in Language:
        text = sentences.children_sentence(report=handmade.REGION, language=language)
        assert "违规" not in text
        assert "violation" not in text.lower()


@pytest.mark.parametrize(("so_far", "said"), [(54, "前2个应用合起来占54%"), (44, "")])
def test_the_rest_of_the_apps_is_not_counted_as_one_app(so_far: int, said: str) -> None:
    first, second = handmade.APPS.weights.rows
    listed = [
        replace(row, estimates=(row.estimates[0], ("so_far", handmade.estimate(value, value, value, 200))))
        for row, value in ((first, 30), (second, so_far))
    ]
    table = replace(handmade.APPS.weights, rows=(*listed, replace(second, label_zh="其余5个应用", kind="rest")))

    text = app_sentences.weights_sentence(table=table, language=ZH)

    assert said in text
    assert ("合起来" in text) is bool(said)
