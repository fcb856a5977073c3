"""One check behind page and interface."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from burden.domain.answers import Answers
from burden.domain.blocks import PRACTICE_CODES
from burden.domain.levels import Level
from burden.domain.questionnaire import check_response

PLACE = {"wave": "2026Q4", "region_code": "990101001000", "level_code": "60"}


def accepted(**said: object) -> Answers:
    checked = check_response({**PLACE, **said})
    assert checked.errors == {}
    assert checked.values is not None
    return checked.values


def errors(**said: object) -> dict[str, str]:
    return dict(check_response({**PLACE, **said}).errors)


def warnings(**said: object) -> dict[str, str]:
    checked = check_response({**PLACE, **said})
    assert checked.values is not None
    return dict(checked.warnings)


def test_region_and_level_alone_are_an_answer_and_all_else_is_missing() -> None:
    answers = accepted()

    assert (answers.wave, answers.region_code, answers.level_code) == ("2026Q4", "990101001000", Level.TOWNSHIP)
    assert answers == Answers(wave="2026Q4", region_code="990101001000", level_code=Level.TOWNSHIP)
    assert answers.app_count is None
    assert answers.practices_3m is None


@pytest.mark.parametrize("blank", ["", "  ", "\u3000", None])
def test_blank_is_missing_never_zero(blank: str | None) -> None:
    numbers = ("app_count", "idle_app_count", "account_count", "group_count", "app_minutes_per_day")

    answers = accepted(**dict.fromkeys(numbers, blank), attitude_5=blank, practices_3m=blank, minutes_source=blank)

    assert [getattr(answers, name) for name in numbers] == [None] * 5
    assert answers.attitude_5 is None
    assert answers.practices_3m is None


def test_form_text_and_json_types_mean_the_same() -> None:
    typed = accepted(
        app_count="11", app_minutes_per_day="60", attitude_5="4", practices_3m=["p_checkin"], level_code="60"
    )
    sent = accepted(app_count=11, app_minutes_per_day=60.0, attitude_5=4, practices_3m=("p_checkin",), level_code=60)

    assert typed == sent


@pytest.mark.parametrize("raw", ["\uff11\uff12", " 12 ", "12个", "12.0", "+12", "012", 12, 12.0])
def test_numbers_are_read_as_people_type_them(raw: object) -> None:
    assert accepted(app_count=raw).app_count == 12


@pytest.mark.parametrize(
    "raw",
    ["十二", "1e3", "3.5", 3.5, True, [3], {"a": 1}, "NaN", float("nan"), float("inf"), "3 or 4", "\x003", "9" * 5000],
)
def test_what_is_no_whole_number_is_refused_in_plain_words(raw: object) -> None:
    assert errors(app_count=raw) == {"app_count": "请填整数，例如8。"}


@pytest.mark.parametrize(
    ("field", "raw", "sentence"),
    [
        ("app_count", 61, "请填0到60之间的整数。"),
        ("app_count", "-1", "请填0到60之间的整数。"),
        ("account_count", 201, "请填0到200之间的整数。"),
        ("group_count", 10**400, "请填0到300之间的整数。"),
        ("app_minutes_per_day", 961, "请填0到960之间的整数。"),
        ("group_minutes_per_day", "1000", "请填0到960之间的整数。"),
    ],
)
def test_numbers_out_of_range_are_refused_by_name(field: str, raw: object, sentence: str) -> None:
    assert errors(**{field: raw}) == {field: sentence}


@pytest.mark.parametrize(
    ("field", "most"),
    [("app_count", 60), ("account_count", 200), ("group_count", 300), ("group_minutes_per_day", 960)],
)
def test_ends_of_a_range_belong_to_it(field: str, most: int) -> None:
    assert getattr(accepted(**{field: 0}), field) == 0
    assert getattr(accepted(**{field: most}), field) == most


def test_more_idle_apps_than_apps_are_refused() -> None:
    assert errors(app_count=5, idle_app_count=6) == {"idle_app_count": "没打开过的不能比装了的多（装了5个）。"}
    assert accepted(app_count=5, idle_app_count=5).idle_app_count == 5
    assert accepted(idle_app_count=5).idle_app_count == 5


def test_no_apps_make_idle_apps_and_app_minutes_a_true_zero() -> None:
    answers = accepted(app_count=0)

    assert (answers.idle_app_count, answers.app_minutes_per_day, answers.apps) == (0, 0, ())
    assert answers.group_minutes_per_day is None


def test_what_a_hidden_field_still_holds_does_not_count() -> None:
    said: dict[str, Any] = {
        "app_count": "0",
        "idle_app_count": "3",
        "app_minutes_per_day": "abc",
        "apps": [{"app_code": "a1"}],
        "group_count": 0,
        "group_minutes_per_day": 45,
    }

    answers = accepted(**said)

    assert (answers.idle_app_count, answers.app_minutes_per_day, answers.apps) == (0, 0, ())
    assert answers.group_minutes_per_day == 0
    assert warnings(**said) == {
        "idle_app_count": "前面填的是0，这一项按0计。",
        "app_minutes_per_day": "前面填的是0，这一项按0计。",
        "group_minutes_per_day": "前面填的是0，这一项按0计。",
        "apps": "前面填的APP数是0，这里写的不计入。",
    }


def test_empty_app_rows_of_a_form_without_apps_are_no_reason_to_warn() -> None:
    assert warnings(app_count="0", apps=[{"app_code": "", "minutes_per_day": ""}]) == {}


def test_no_groups_make_group_minutes_a_true_zero() -> None:
    answers = accepted(group_count="0")

    assert answers.group_minutes_per_day == 0
    assert answers.app_minutes_per_day is None


@pytest.mark.parametrize(
    ("said", "field", "sentence"),
    [
        ({"app_count": 31}, "app_count", "超过30个，请再看一眼是否多按了一位。"),
        ({"app_minutes_per_day": 481}, "app_minutes_per_day", "超过8小时，请再看一眼单位是不是分钟。"),
        ({"group_minutes_per_day": 481}, "group_minutes_per_day", "超过8小时，请再看一眼单位是不是分钟。"),
        (
            {"app_minutes_per_day": 481, "group_minutes_per_day": 480},
            "group_minutes_per_day",
            "两项合计超过16小时，请再看一眼。",
        ),
        (
            {"app_minutes_per_day": 30, "apps": [{"app_code": "a1", "minutes_per_day": 31}]},
            "apps.0.minutes_per_day",
            "比所有APP合计的用时还多，请再看一眼。",
        ),
    ],
)
def test_unlikely_numbers_are_asked_about_and_taken(said: dict[str, Any], field: str, sentence: str) -> None:
    assert warnings(**said)[field] == sentence


@pytest.mark.parametrize(
    "said",
    [
        {"app_count": 30},
        {"app_minutes_per_day": 480, "group_minutes_per_day": 480},
        {"app_minutes_per_day": 30, "apps": [{"app_code": "a1", "minutes_per_day": 30}]},
    ],
)
def test_high_but_likely_numbers_are_not_asked_about(said: dict[str, Any]) -> None:
    assert warnings(**said) == {}


def test_hard_to_say_is_missing() -> None:
    assert accepted(attitude_5="unsure").attitude_5 is None


def test_attitude_means_the_same_however_it_was_shown() -> None:
    answers = accepted(attitude_5="5", scale_reversed="1")

    assert answers.attitude_5 == 5
    assert answers.scale_reversed is True


@pytest.mark.parametrize("raw", ["6", 0, "较反感", True, [4]])
def test_attitude_outside_the_scale_is_refused(raw: object) -> None:
    assert errors(attitude_5=raw) == {"attitude_5": "请从所列选项中选择。"}


def test_practices_come_in_their_order_each_once() -> None:
    answers = accepted(practices_3m=["p_instant_reply", "p_checkin", "p_checkin", ""])

    assert answers.practices_3m == ("p_checkin", "p_instant_reply")


def test_none_of_these_is_an_answer_and_excludes_the_rest() -> None:
    assert accepted(practices_3m="none").practices_3m == ("none",)
    assert errors(practices_3m=["none", "p_checkin"]) == {"practices_3m": "选了最后一项，就不要再选其他。"}


def test_unknown_practice_is_refused() -> None:
    assert errors(practices_3m=["p_other"]) == {"practices_3m": "请从所列选项中选择。"}
    assert errors(practices_3m=["p_checkin"] * 1000) == {"practices_3m": "请从所列选项中选择。"}


def test_source_of_minutes_goes_with_minutes_only() -> None:
    assert accepted(minutes_source="screen_time", group_minutes_per_day=20).minutes_source == "screen_time"
    assert accepted(minutes_source="estimate").minutes_source is None


@pytest.mark.parametrize("field", ["minutes_source", "duration_band"])
def test_unknown_choice_is_refused(field: str) -> None:
    assert errors(**{field: "other"}) == {field: "请从所列选项中选择。"}


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ("wave", "没有写明是哪一次调查。"),
        ("region_code", "请选择所在地区。"),
        ("level_code", "请选择您所在单位。"),
    ],
)
def test_wave_region_and_level_are_asked_for_by_name(missing: str, sentence: str) -> None:
    assert errors(**{missing: ""}) == {missing: sentence}


@pytest.mark.parametrize("raw", ["99010", "99010100100x", 990101001000, "9901010010000"])
def test_region_is_twelve_digits(raw: object) -> None:
    assert set(errors(region_code=raw)) == {"region_code"}


def test_provincial_level_is_open_in_provincial_waves_only() -> None:
    assert "level_code" in errors(level_code="20")
    checked = check_response({**PLACE, "level_code": "20"}, offers_province_level=True)
    assert checked.values is not None
    assert checked.values.level_code is Level.PROVINCE


def test_unknown_field_is_refused_by_name() -> None:
    assert errors(name="张三", app_cout=3) == {
        "name": "没有名为“name”的项目，请删去。",
        "app_cout": "没有名为“app_cout”的项目，请删去。",
    }


def test_name_of_an_unknown_field_is_quoted_short_and_printable() -> None:
    found = check_response({**PLACE, "\x00" + "x" * 500: 1}).errors

    assert list(found) == ["?" + "x" * 39]


@pytest.mark.parametrize("raw", [None, [], "text", 3, True])
def test_what_is_no_object_is_refused(raw: object) -> None:
    assert dict(check_response(raw).errors) == {"body": "请按说明提交一个JSON对象。"}


@pytest.mark.parametrize("raw", ["x\x00y", "\ud800", "a\nb"])
def test_strange_characters_are_refused(raw: str) -> None:
    assert errors(code=raw) == {"code": "有不能识别的字符，请重新填写。"}


@pytest.mark.parametrize("raw", [5, True, ["x"], {"a": 1}])
def test_codes_are_text(raw: object) -> None:
    assert errors(code=raw) == {"code": "请填文字。"}


def test_code_and_key_are_folded_and_kept_out_of_the_columns() -> None:
    answers = accepted(code=" \uff21\uff22C1 ", idempotency_key="k" * 64)

    assert (answers.code, answers.idempotency_key) == ("ABC1", "k" * 64)
    assert {"code", "idempotency_key", "wave"}.isdisjoint(answers.columns())
    assert "idempotency_key" in errors(idempotency_key="k" * 65)


def test_columns_are_plain_json_with_practices_as_bits() -> None:
    answers = accepted(app_count=3, practices_3m=["p_checkin", "p_rate_notice"], apps=[{"app_code": "a1"}])

    columns = json.loads(json.dumps(answers.columns()))

    assert columns["practices_3m"] == 5
    assert columns["level"] == 60
    assert columns["app_count"] == 3
    assert columns["account_count"] is None
    assert columns["apps"][0]["app_code"] == "a1"
    assert "quality_flag" not in columns  # judged at the promotion


def test_hasty_answers_are_flagged_not_refused() -> None:
    assert accepted(duration_band="lt20").quality_flag == "speeder"


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=300),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=20), inner, max_size=5),
    max_leaves=20,
)
FIELDS = st.sampled_from(
    [
        *PLACE,
        "app_count",
        "idle_app_count",
        "group_count",
        "app_minutes_per_day",
        "attitude_5",
        "practices_3m",
        "apps",
        "code",
        "idempotency_key",
        "scale_reversed",
        "minutes_source",
        "duration_band",
    ]
)


@given(st.dictionaries(FIELDS | st.text(max_size=20), JSON_VALUES, max_size=8))
def test_hostile_answers_are_refused_without_an_accident(said: dict[str, Any]) -> None:
    checked = check_response({**PLACE, **said})

    assert (checked.values is None) == bool(checked.errors)
    assert all(isinstance(sentence, str) and sentence.endswith("。") for sentence in checked.errors.values())
    if checked.values is not None:
        json.dumps(checked.values.columns(), allow_nan=False).encode()


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "app_count": st.integers(0, 60),
            "account_count": st.integers(0, 200),
            "group_count": st.integers(0, 300),
            "app_minutes_per_day": st.integers(0, 960),
            "group_minutes_per_day": st.integers(0, 960),
            "attitude_5": st.integers(1, 5),
            "practices_3m": st.lists(st.sampled_from(PRACTICE_CODES), min_size=1, unique=True),
        },
    )
)
def test_honest_answers_are_always_taken_and_read_the_same_from_a_form(said: dict[str, Any]) -> None:
    typed = {name: value if isinstance(value, list) else str(value) for name, value in said.items()}

    assert accepted(**typed) == accepted(**said)
