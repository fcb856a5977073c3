"""Marks of hasty or careless answers."""

import pytest

from burden.domain.quality import QualityFlag, quality_flag


def flag(
    *numbers: int | None, band: str | None = "60_90", named: tuple[int | None, ...] = (), app_minutes: int | None = 30
) -> QualityFlag:
    return quality_flag(duration_band=band, numbers=numbers, app_minutes=app_minutes, named_app_minutes=named)


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
