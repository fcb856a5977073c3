"""Rows about single apps: the most time-consuming ones, and the app-usage report."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from burden.domain.answers import AppUse, UsageAnswers
from burden.domain.questionnaire import check_response, check_usage_report
from burden.domain.survey_items import UsageStatus

PLACE = {"wave": "2026Q4", "region_code": "990101001000", "level_code": "60"}
CATALOGUE = {"a1", "a2", "a3", "a4"}


def named(*apps: object, known: set[str] | None = None) -> tuple[AppUse, ...]:
    checked = check_response({**PLACE, "apps": list(apps)}, known_app_codes=known)
    assert checked.errors == {}
    assert checked.values is not None
    return checked.values.apps


def errors_of_named(*apps: object, known: set[str] | None = None) -> dict[str, str]:
    return dict(check_response({**PLACE, "apps": list(apps)}, known_app_codes=known).errors)


def reported(*apps: object) -> UsageAnswers:
    checked = check_usage_report({**PLACE, "apps": list(apps)}, CATALOGUE)
    assert checked.errors == {}
    assert checked.values is not None
    return checked.values


def errors_of_report(*apps: object) -> dict[str, str]:
    return dict(check_usage_report({**PLACE, "apps": list(apps)}, CATALOGUE).errors)


def test_named_app_carries_minutes_and_flags() -> None:
    (use,) = named(
        {
            "app_code": "a1",
            "minutes_per_day": "30分钟",
            "has_checkin": "on",
            "duplicate_entry": True,
            "duplicate_of_app_code": "a2",
        }
    )

    assert use == AppUse(
        app_code="a1", minutes_per_day=30, has_checkin=True, duplicate_entry=True, duplicate_of_app_code="a2"
    )


def test_app_outside_the_list_can_be_named_in_words() -> None:
    (use,) = named({"app_code": "", "new_app_name": "某某通"})

    assert (use.app_code, use.new_app_name) == (None, "某某通")


def test_empty_rows_of_the_form_are_left_out_and_numbers_stay() -> None:
    blank = {"app_code": "", "new_app_name": " ", "minutes_per_day": "", "has_checkin": False}

    assert len(named(blank, {"app_code": "a1"}, blank)) == 1
    assert errors_of_named(blank, {"app_code": "a1", "minutes_per_day": "x"}) == {
        "apps.1.minutes_per_day": "请填整数，例如8。"
    }


def test_at_most_three_apps_are_named() -> None:
    rows = [{"app_code": f"a{number}"} for number in range(4)]

    assert len(named(*rows[:3])) == 3
    assert errors_of_named(*rows) == {"apps": "最多写3个APP。"}


@pytest.mark.parametrize(
    ("rows", "field", "sentence"),
    [
        ([{"minutes_per_day": 5}], "apps.0.app_code", "请选择或写出是哪个APP。"),
        ([{"app_code": "a1", "new_app_name": "某"}], "apps.0.new_app_name", "已从列表中选了APP，名称请留空。"),
        ([{"new_app_name": "打13800000000"}], "apps.0.new_app_name", "只写APP的名称，不要写号码。"),
        ([{"new_app_name": "某" * 31}], "apps.0.new_app_name", "太长了，最多30个字。"),
        ([{"app_code": "a1"}, {"app_code": "a1"}], "apps.1.app_code", "这个APP前面已经写过了。"),
        ([{"new_app_name": "X通"}, {"new_app_name": "x通"}], "apps.1.app_code", "这个APP前面已经写过了。"),
        ([{"app_code": "zz"}], "apps.0.app_code", "列表里没有这个APP。"),
        ([{"app_code": "a1", "minutes_per_day": 961}], "apps.0.minutes_per_day", "请填0到960之间的整数。"),
        ([{"app_code": "a1", "has_checkin": "maybe"}], "apps.0.has_checkin", "请填是或否。"),
        ([{"app_code": "a1", "usefulness": 5}], "apps.0.usefulness", "没有名为“usefulness”的项目，请删去。"),
        (
            [{"app_code": "a1", "duplicate_entry": 1, "duplicate_of_app_code": "a1"}],
            "apps.0.duplicate_of_app_code",
            "不能与自己重复，请另选一个。",
        ),
    ],
)
def test_error_of_a_named_app_says_which_and_what(rows: list[dict[str, Any]], field: str, sentence: str) -> None:
    assert errors_of_named(*rows, known=CATALOGUE) == {field: sentence}


def test_which_app_it_duplicates_counts_only_with_the_tick() -> None:
    (use,) = named({"app_code": "a1", "duplicate_of_app_code": "a2"})

    assert use.duplicate_of_app_code is None


@pytest.mark.parametrize("raw", ["a1", {"app_code": "a1"}, 5, [5], ["a1"], True])
def test_apps_are_a_list_of_objects(raw: object) -> None:
    checked = check_response({**PLACE, "apps": raw})

    assert dict(checked.errors) == {"apps": "请按说明提交一个列表。"}


def test_report_keeps_apps_on_the_phone_by_code() -> None:
    report = reported(
        {"app_code": "a3", "status": "idle_3m"},
        {"app_code": "a1", "status": "in_use", "minutes_per_day": "20"},
        {"app_code": "a2", "status": "not_installed"},
        {"app_code": "a4", "status": ""},
    )

    assert [(app.app_code, app.status, app.minutes_per_day) for app in report.apps] == [
        ("a1", UsageStatus.IN_USE, 20),
        ("a3", UsageStatus.IDLE_3M, None),
    ]
    assert report.columns() == {
        "region_code": "990101001000",
        "level": 60,
        "app_codes": ["a1", "a3"],
        "statuses": [1, 2],
        "minutes": [20, None],
        "usefulness_5": [],
        "modules_used": [],
        "keep_choice": [],
        "overcollect": [],
    }


def test_report_without_apps_says_that_none_is_held() -> None:
    assert reported().apps == ()
    assert check_usage_report(PLACE, CATALOGUE).values is not None


@pytest.mark.parametrize(
    ("rows", "field", "sentence"),
    [
        ([{"status": "in_use"}], "apps.0.app_code", "请选择或写出是哪个APP。"),
        ([{"app_code": "zz", "status": "in_use"}], "apps.0.app_code", "列表里没有这个APP。"),
        ([{"app_code": "a1", "status": "lost"}], "apps.0.status", "请从所列选项中选择。"),
        (
            [{"app_code": "a1", "status": "in_use", "minutes_per_day": 961}],
            "apps.0.minutes_per_day",
            "请填0到960之间的整数。",
        ),
        ([{"app_code": "a1", "status": "in_use"}] * 2, "apps.1.app_code", "这个APP前面已经写过了。"),
        ([{"app_code": "a1", "has_checkin": True}], "apps.0.has_checkin", "没有名为“has_checkin”的项目，请删去。"),
        ([{"app_code": f"a{number}"} for number in range(61)], "apps", "最多写60个APP。"),
    ],
)
def test_error_of_a_report_says_which_and_what(rows: list[dict[str, Any]], field: str, sentence: str) -> None:
    assert errors_of_report(*rows) == {field: sentence}


def test_unlikely_minutes_of_a_report_are_asked_about() -> None:
    apps = [
        {"app_code": "a1", "status": "in_use", "minutes_per_day": 481},
        {"app_code": "a2", "status": "in_use", "minutes_per_day": 480},
        {"app_code": "a3", "status": "idle_3m", "minutes_per_day": 5},
    ]

    checked = check_usage_report({**PLACE, "apps": apps}, CATALOGUE)

    assert checked.values is not None
    assert dict(checked.warnings) == {
        "apps.0.minutes_per_day": "超过8小时，请再看一眼单位是不是分钟。",
        "apps.2.minutes_per_day": "这个APP不在用，用时不计入。",
        "apps": "各个APP合计超过16小时，请再看一眼。",
    }


def test_report_knows_nothing_of_page_one() -> None:
    checked = check_usage_report({**PLACE, "app_count": 3}, CATALOGUE)

    assert dict(checked.errors) == {"app_count": "没有名为“app_count”的项目，请删去。"}


@pytest.mark.parametrize("raw", [None, [], "text"])
def test_report_that_is_no_object_is_refused(raw: object) -> None:
    assert dict(check_usage_report(raw, CATALOGUE).errors) == {"body": "请按说明提交一个JSON对象。"}


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(
                ["app_code", "new_app_name", "status", "minutes_per_day", "has_checkin", "duplicate_entry"]
            ),
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40) | st.lists(st.integers()),
        ),
        max_size=5,
    )
)
def test_hostile_rows_are_refused_without_an_accident(rows: list[dict[str, Any]]) -> None:
    for checked in (check_response({**PLACE, "apps": rows}), check_usage_report({**PLACE, "apps": rows}, CATALOGUE)):
        assert (checked.values is None) == bool(checked.errors)
