"""Practices, their classes and their bits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from burden.domain.blocks import PRACTICE_CLASSES, PRACTICE_CODES
from burden.domain.practices import CLASS_NAMES, PRACTICE_BY_CODE, PRACTICES, PracticeClass, practice_mask


def test_practices_stand_in_the_order_of_the_block() -> None:
    assert tuple(practice.code for practice in PRACTICES) == PRACTICE_CODES


def test_four_of_the_five_official_classes_have_practices() -> None:
    assert {str(practice.practice_class) for practice in PRACTICES} == set(PRACTICE_CLASSES)
    assert [zh for zh, _ in CLASS_NAMES.values()] == ["强制使用", "过度留痕", "滥用排名", "多头填报", "空壳僵尸"]


@pytest.mark.parametrize(
    ("code", "practice_class"),
    [
        ("p_checkin", PracticeClass.COMPULSORY),
        ("p_points_rank", PracticeClass.RANKING),
        ("p_rate_notice", PracticeClass.COMPULSORY),
        ("p_location_track", PracticeClass.TRACES),
        ("p_photo_upload", PracticeClass.TRACES),
        ("p_duplicate_entry", PracticeClass.MULTIPLE),
        ("p_like_recruit", PracticeClass.RANKING),
        ("p_instant_reply", PracticeClass.COMPULSORY),
    ],
)
def test_each_practice_is_evidence_of_one_class(code: str, practice_class: PracticeClass) -> None:
    assert PRACTICE_BY_CODE[code].practice_class is practice_class


def test_each_practice_has_a_bit_of_its_own() -> None:
    assert [practice_mask((code,)) for code in PRACTICE_CODES] == [1, 2, 4, 8, 16, 32, 64, 128]


@given(st.sets(st.sampled_from(PRACTICE_CODES), min_size=1))
def test_the_bits_of_several_are_those_of_each(chosen: set[str]) -> None:
    assert practice_mask(tuple(chosen)) == sum(2 ** PRACTICE_CODES.index(code) for code in chosen)


def test_none_of_these_is_zero() -> None:
    assert practice_mask(("none",)) == 0
