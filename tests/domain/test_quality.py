"""Marks of hasty or careless answers."""

import pytest

from burden.domain.quality import QualityFlag, flag_of_columns, quality_flag


def flag(
    *numbers: int | None,
    band: str | None = "60_90",
    named: tuple[int | None, ...] = (),
    app_minutes: int | None = 30,
    group_minutes: int | None = 20,
) -> QualityFlag:
    return quality_flag(
        duration_band=band,
        numbers=numbers,
        app_minutes=app_minutes,
        group_minutes=group_minutes,
        named_app_minutes=named,
    )


def test_ordinary_answers_are_not_flagged() -> None:
    assert flag(6, 1, 4, 17, 30, 20, named=(20, None)) is QualityFlag.OK


def test_under_twenty_seconds_is_a_speeder() -> None:
    assert flag(6, 1, 4, 17, 30, 20, band="lt20") is QualityFlag.SPEEDER


@pytest.mark.parametrize("band", [None, "20_60", "60_90", "gt90"])
def test_any_other_time_is_no_speeder(band: str | None) -> None:
    assert flag(6, 1, 4, 17, 30, 20, band=band) is QualityFlag.OK


def test_the_same_number_everywhere_is_straight() -> None:
    assert flag(5, 5, 5, 5, 5, 5) is QualityFlag.STRAIGHT
    assert flag(5, None, 5, 5, 5, 5) is QualityFlag.STRAIGHT


def test_zero_everywhere_is_an_honest_answer() -> None:
    assert flag(0, 0, 0, 0, 0, 0) is QualityFlag.OK


def test_four_equal_numbers_happen_by_chance() -> None:
    assert flag(5, None, 5, 5, None, 5) is QualityFlag.OK


def test_one_app_taking_more_than_all_apps_contradicts() -> None:
    assert flag(6, 1, 4, 17, 30, 20, named=(None, 31)) is QualityFlag.CONTRADICTION
    assert flag(6, 1, 4, 17, None, 20, named=(31,), app_minutes=None) is QualityFlag.OK


def test_haste_comes_before_other_flags() -> None:
    assert flag(5, 5, 5, 5, 5, 5, band="lt20", named=(90,)) is QualityFlag.SPEEDER


@pytest.mark.parametrize(
    ("app_minutes", "group_minutes", "expected"),
    [(480, 480, "ok"), (480, 481, "outlier"), (960, None, "ok"), (None, 960, "ok"), (960, 1, "outlier")],
)
def test_more_than_sixteen_hours_a_workday_is_an_outlier(
    app_minutes: int | None, group_minutes: int | None, expected: str
) -> None:
    assert flag(6, 1, 4, 17, app_minutes=app_minutes, group_minutes=group_minutes) == expected


def test_contradiction_comes_before_outlier() -> None:
    assert flag(6, 1, 4, 17, app_minutes=900, group_minutes=100, named=(901,)) is QualityFlag.CONTRADICTION


def test_answers_as_the_inbox_keeps_them_are_judged_alike() -> None:
    columns = {
        "duration_band": "60_90",
        "app_count": 6,
        "app_minutes_per_day": 30,
        "apps": [{"app_code": "A01", "minutes_per_day": 31}, {"new_app_name": "打卡通", "minutes_per_day": None}],
    }
    assert flag_of_columns(columns) is QualityFlag.CONTRADICTION
    assert flag_of_columns({"duration_band": "lt20", "apps": []}) is QualityFlag.SPEEDER
    assert flag_of_columns({}) is QualityFlag.OK
