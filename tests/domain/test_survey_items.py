"""The questionnaire as data: wording budget, points, order, skips."""

import re
from pathlib import Path

import pytest

from burden.domain import survey_items
from burden.domain.blocks import APP_FLAGS, PRACTICE_CODES
from burden.domain.survey_items import (
    APP_FLAG_OPTIONS,
    ATTITUDE_OPTIONS,
    HEADER_ZH,
    ITEM_BY_FIELD,
    LEVEL_OPTIONS,
    PAGE_ONE,
    PRACTICE_OPTIONS,
    PROVINCE_LEVEL_OPTION,
    USAGE_STATUS_OPTIONS,
    Item,
    page_one_words,
)
from burden.domain.thresholds import POINT_BUDGET

CHINESE = re.compile("[\u4e00-\u9fff]")


def test_page_one_costs_no_more_than_its_budget() -> None:
    assert sum(item.points for item in PAGE_ONE) <= POINT_BUDGET == 16


def test_page_one_has_no_more_than_330_chinese_characters() -> None:
    assert len(CHINESE.findall("".join(page_one_words()))) <= 330


def test_page_one_asks_eleven_things_in_order() -> None:
    assert [item.code for item in PAGE_ONE] == [f"A{number}" for number in range(1, 12)]
    assert list(ITEM_BY_FIELD) == [
        "region_code",
        "level_code",
        "app_count",
        "idle_app_count",
        "account_count",
        "group_count",
        "app_minutes_per_day",
        "group_minutes_per_day",
        "attitude_5",
        "practices_3m",
        "apps",
    ]


def test_only_region_and_level_are_required() -> None:
    assert [item.field for item in PAGE_ONE if item.is_required] == ["region_code", "level_code"]


@pytest.mark.parametrize(
    ("field", "low", "high"),
    [
        ("app_count", 0, 60),
        ("idle_app_count", 0, 60),
        ("account_count", 0, 200),
        ("group_count", 0, 300),
        ("app_minutes_per_day", 0, 960),
        ("group_minutes_per_day", 0, 960),
    ],
)
def test_numbers_have_their_range_and_chips_within(field: str, low: int, high: int) -> None:
    item = ITEM_BY_FIELD[field]

    assert (item.low, item.high) == (low, high)
    assert all(low <= chip <= high for chip in item.chips)
    assert list(item.chips) == sorted(item.chips)


@pytest.mark.parametrize(
    ("field", "skipped_by", "stores"),
    [
        ("idle_app_count", "app_count", 0),
        ("app_minutes_per_day", "app_count", 0),
        ("apps", "app_count", None),
        ("group_minutes_per_day", "group_count", 0),
    ],
)
def test_skips_keep_a_true_zero(field: str, skipped_by: str, stores: int | None) -> None:
    skip = ITEM_BY_FIELD[field].skip

    assert skip is not None
    assert (skip.field, skip.stores) == (skipped_by, stores)


@pytest.mark.parametrize("item", PAGE_ONE, ids=lambda item: item.code)
def test_every_question_speaks_both_languages(item: Item) -> None:
    texts = [(item.zh, item.en), *((option.zh, option.en) for option in item.options)]

    assert all(CHINESE.search(zh) and en and not CHINESE.search(en) for zh, en in texts)


def test_choices_are_those_of_the_blocks() -> None:
    assert [option.value for option in PRACTICE_OPTIONS] == [*PRACTICE_CODES, "none"]
    assert [option.value for option in PRACTICE_OPTIONS if option.is_exclusive] == ["none"]
    assert [option.value for option in APP_FLAG_OPTIONS] == list(APP_FLAGS)
    assert [option.value for option in ATTITUDE_OPTIONS] == ["1", "2", "3", "4", "5", "unsure"]
    assert [option.value for option in LEVEL_OPTIONS] == ["40", "50", "60", "70", "90"]
    assert PROVINCE_LEVEL_OPTION.value == "20"
    assert [option.value for option in USAGE_STATUS_OPTIONS] == ["not_installed", "in_use", "idle_3m"]


def test_only_attitude_is_turned_and_only_practices_are_rotated() -> None:
    assert [item.field for item in PAGE_ONE if item.may_be_reversed] == ["attitude_5"]
    assert [item.field for item in PAGE_ONE if item.may_be_rotated] == ["practices_3m"]


@pytest.mark.parametrize("word", ["违规", "形式主义", "负担", "举报", "匿名"])
def test_no_question_accuses_leads_or_promises_too_much(word: str) -> None:
    assert word not in Path(survey_items.__file__).read_text(encoding="utf-8")


def test_header_says_what_is_kept_and_by_whom() -> None:
    assert "本站数据库不存姓名、手机号、IP和时刻；网络设备依法留存的日志由另一单位保管，与答卷分开。" in HEADER_ZH
