"""Practices, their classes and their bits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from burden.domain.blocks import PRACTICE_CLASSES, PRACTICE_CODES
from burden.domain.practices import CLASS_NAMES, PRACTICES, PracticeClass, classes_of, practice_mask, practices_in


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
    assert classes_of((code,)) == {practice_class}


def test_none_of_these_belongs_to_no_class() -> None:
    assert classes_of(("none",)) == frozenset()


def test_unknown_practice_is_refused() -> None:
    with pytest.raises(KeyError):
        classes_of(("p_other",))


@given(st.sets(st.sampled_from(PRACTICE_CODES), min_size=1))
def test_bits_and_codes_say_the_same(chosen: set[str]) -> None:
    codes = tuple(code for code in PRACTICE_CODES if code in chosen)

    assert practices_in(practice_mask(codes)) == codes


def test_none_of_these_is_zero() -> None:
    assert practice_mask(("none",)) == 0
    assert practices_in(0) == ("none",)
