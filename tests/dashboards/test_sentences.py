"""The sentence above a chart says direction, benchmark and number of people, with the table's numbers."""

import re

import pytest

from burden.dashboards import sentences
from burden.dashboards.language import Language
from burden.dashboards.tables import page_table
from burden.domain.indicators import I03, I07
from tests.dashboards import handmade

ZH, EN = Language.SIMPLIFIED, Language.ENGLISH


def test_levels_are_compared_with_each_other_and_the_region() -> None:
    text = sentences.levels_sentence(table=handmade.LEVELS, indicator=I03, language=ZH)
    assert text == (
        "乡镇街道10.8 个/人（95%区间10.4–11.2，n=1,203），较高；市直部门6.5 个/人（95%区间6.1–7.0，n=402），较低。"
        "本地区合计9.1 个/人（95%区间8.8–9.4，n=2,416）。"
    )


def test_overlapping_intervals_are_called_chance() -> None:
    first_two = handmade.LEVELS.__class__(**{**vars(handmade.LEVELS), "rows": handmade.LEVELS.rows[:2]})
    text = sentences.levels_sentence(table=first_two, indicator=I03, language=ZH)
    assert "差别可能只是偶然" in text


def test_the_children_sentence_counts_bands_and_names_the_benchmark() -> None:
    text = sentences.children_sentence(report=handmade.REGION, language=ZH)
    assert text.startswith(
        "能显示的3个地区中，1个高于同级平均（68 分钟/工作日），1个低于，1个看不出差异。另有1个样本不足，已并入上级。"
    )
    assert "n=2,380" in text


def test_the_heatmap_sentence_names_the_heaviest_cell() -> None:
    text = sentences.heatmap_sentence(report=handmade.OVERVIEW, language=ZH)
    assert text == "最集中处是听荻区的乡镇街道：82 分钟/工作日（95%区间76–89，n=140）。另有3格样本不足，已并入上级。"


def test_the_distribution_sentence_gives_median_middle_half_and_heaviest_tenth() -> None:
    text = sentences.distribution_sentence(
        bars=handmade.REGION.distribution, own=handmade.REGION.own, indicator=I07, language=EN
    )
    assert text == (
        "Half of the people are at 69 or below (95% interval 67–72). The middle half lies between 30 and 95. "
        "The heaviest tenth is at 160 or above. The region as a whole: 69 min a workday (95% interval 67–72, n=2,380)."
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
