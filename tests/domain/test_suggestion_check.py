"""A suggestion is scrubbed before anything else happens to it; nothing that may be a name is changed."""

import pytest

from burden.domain.further_check import check_further
from burden.domain.questionnaire import check_response

PLACE = {"wave": "2026Q4", "region_code": "990101000000", "level_code": "60"}


def said(text: object) -> str | None:
    checked = check_further({**PLACE, "suggestion": text}, takes_text=True)
    assert checked.values is not None
    return checked.values.suggestion


def test_numbers_never_reach_the_answer_and_the_person_reads_what_will() -> None:
    checked = check_further({**PLACE, "suggestion": "有事打１３８００１３８０００，\n别在群里@我"}, takes_text=True)

    assert checked.values is not None
    assert checked.values.suggestion == "有事打【已去掉】， 别在群里@我"
    assert checked.warnings == {"suggestion": "号码、网址不收。会收下的是：“有事打【已去掉】， 别在群里@我”。"}


def test_a_name_is_warned_about_and_left_to_its_writer() -> None:
    checked = check_further({**PLACE, "suggestion": "王书记和小刘天天催"}, takes_text=True)

    assert checked.values is not None
    assert checked.values.suggestion == "王书记和小刘天天催"
    assert checked.warnings["suggestion"].startswith("里面像是有人名（王书记、小刘）。")


def test_both_are_said_at_once() -> None:
    checked = check_further({**PLACE, "suggestion": "王书记电话0572-6043210"}, takes_text=True)

    assert checked.warnings["suggestion"] == (
        "号码、网址不收。会收下的是：“王书记电话【已去掉】”。里面像是有人名（王书记），不想留名，请改一下。"
    )


def test_harmless_words_pass_without_a_word() -> None:
    checked = check_further({**PLACE, "suggestion": "  10分钟内回复太急！（2026年起）  "}, takes_text=True)

    assert checked.values is not None
    assert checked.values.suggestion == "10分钟内回复太急！（2026年起）"
    assert checked.warnings == {}


def test_a_hundred_characters_are_counted_after_scrubbing() -> None:
    assert said("好" * 95 + "13800138000") == "好" * 95 + "【已去掉】"


@pytest.mark.parametrize("text", ["好" * 101, "好" * 96 + "13800138000", "1" * 100_000, "a@" * 50_000])
def test_longer_texts_are_refused_by_name(text: str) -> None:
    checked = check_further({**PLACE, "suggestion": text}, takes_text=True)

    assert checked.errors == {"suggestion": "太长了，最多100个字。"}


@pytest.mark.parametrize("text", [["a"], {"a": 1}, 7, True, 1.5, "坏\0字", "坏\ud800字", "坏\ue000字"])
def test_whatever_is_no_plain_text_is_refused(text: object) -> None:
    checked = check_further({**PLACE, "suggestion": text}, takes_text=True)

    assert list(checked.errors) == ["suggestion"]


@pytest.mark.parametrize("text", [None, "", "  \n ", "\u200b\u200b"])
def test_a_blank_suggestion_is_none(text: str | None) -> None:
    checked = check_further({**PLACE, "off_hours_days": "2", "suggestion": text}, takes_text=True)

    assert checked.values is not None
    assert checked.values.suggestion is None


@pytest.mark.parametrize("name", ["一三八零零一三八零零零", "zhang@qq.com", "浙A12345", "微信号abc_123"])
def test_the_name_of_an_app_takes_no_number_of_a_person(name: str) -> None:
    checked = check_response({**PLACE, "apps": [{"new_app_name": name}]})

    assert checked.errors == {"apps.0.new_app_name": "只写APP的名称，不要写号码。"}


@pytest.mark.parametrize("name", ["浙里办", "12345热线", "学习强国", "平安e家2.0", "5G消息"])
def test_ordinary_names_of_apps_are_taken(name: str) -> None:
    checked = check_response({**PLACE, "apps": [{"new_app_name": name}]})

    assert checked.values is not None
    assert checked.values.apps[0].new_app_name == name
