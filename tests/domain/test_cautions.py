"""Cautions arise where the rules say and nowhere else."""

from pathlib import Path

import pytest

from burden.domain import thresholds
from burden.domain.cautions import USUAL, Caution, CautionBars, Reading, cautions_of


def tight(value: float) -> Reading:
    """A value that many people stand behind."""
    return Reading(value=value, low=value * 0.98, high=value * 1.02, n=400)


def found(before: dict[str, Reading], after: dict[str, Reading]) -> list[tuple[str, str]]:
    return [(evidence.caution.value, evidence.indicator) for evidence in cautions_of(before, after)]


SHARE = Reading(value=30, low=20, high=42, n=30)
ALMOST = Reading(value=30, low=19.9, high=42, n=30)
LOOSE, HIGHER = Reading(value=60, low=50, high=70, n=30), Reading(value=75, low=69, high=81, n=30)
FEW = Reading(value=60, low=42, high=76, n=29)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"I07": tight(60)}, {"I07": tight(66)}, [("R22", "I07")]),
        ({"I07": tight(60)}, {"I07": tight(65.9)}, []),
        ({"I03": tight(10), "I07": tight(60)}, {"I03": tight(12), "I07": tight(50)}, [("R22", "I03")]),
        ({"I07": LOOSE}, {"I07": HIGHER}, []),  # they overlap
        ({"I04": tight(20)}, {"I04": tight(10), "I31-4": SHARE}, [("R23", "I04"), ("R23", "I31-4")]),
        ({"I04": tight(20)}, {"I04": tight(10.1), "I31-4": SHARE}, []),
        ({"I01": tight(8)}, {"I01": tight(2)}, []),  # nobody says that useful ones went
        ({"I01": tight(8)}, {"I01": tight(8), "I31-4": SHARE}, []),  # nothing was closed
        ({}, {"I32-1": SHARE}, [("R24", "I32-1")]),
        ({}, {"I32-1": ALMOST}, []),
        ({}, {"I32-1": FEW, "I31-3": FEW}, []),  # the finding of R24 would not speak either
        (
            {"I04": tight(20), "I06": tight(20)},
            {"I04": tight(16), "I06": tight(22)},
            [("R25", "I04"), ("R25", "I06")],
        ),
        ({"I04": tight(20), "I06": tight(20)}, {"I04": tight(16), "I06": tight(21.9)}, []),
        ({}, {"I31-3": SHARE}, [("R25", "I31-3")]),
        ({"I07": tight(0)}, {"I07": tight(50)}, []),  # no percent of nothing
    ],
)
def test_each_rule_at_its_bound(
    before: dict[str, Reading], after: dict[str, Reading], expected: list[tuple[str, str]]
) -> None:
    assert found(before, after) == expected


@pytest.mark.parametrize(
    ("caution", "changed", "expected"),
    [
        (Caution.REBOUND, CautionBars(rise=26), ["R23", "R23", "R24", "R25", "R25", "R25"]),
        (Caution.BLANKET, CautionBars(fall=51, share=20), ["R22", "R24", "R25", "R25", "R25"]),
        (Caution.BLANKET, CautionBars(fall=50, share=21), ["R22", "R24", "R25", "R25", "R25"]),
        (Caution.PAPERWORK, CautionBars(people_from=31, share=20), ["R22", "R23", "R23", "R25", "R25", "R25"]),
        (Caution.SWAPPED, CautionBars(fall=60, rise=10, share=20), ["R22", "R23", "R23", "R24", "R25"]),
        (Caution.SWAPPED, CautionBars(fall=20, rise=60, share=21), ["R22", "R23", "R23", "R24"]),
        (Caution.SWAPPED, None, ["R22", "R23", "R23", "R24"]),
    ],
)
def test_each_number_of_a_rule_decides(caution: Caution, changed: CautionBars | None, expected: list[str]) -> None:
    before = {"I04": tight(20), "I06": tight(20), "I07": tight(60)}
    after = {"I04": tight(10), "I06": tight(30), "I07": tight(75)} | dict.fromkeys(("I31-3", "I31-4", "I32-1"), SHARE)
    bars = {key: value for key, value in {**USUAL, caution: changed}.items() if value is not None}

    assert [evidence.caution.value for evidence in cautions_of(before, after, bars)] == expected


def test_what_is_not_shown_gives_no_caution() -> None:
    assert found({"I07": tight(60)}, {}) == []
    assert found({}, {"I07": tight(60)}) == []


def test_a_case_carries_its_numbers() -> None:
    (evidence,) = cautions_of({"I07": tight(60)}, {"I07": tight(75)})

    assert evidence.caution is Caution.REBOUND
    assert (evidence.change_percent, evidence.bound) == (25.0, 10)


def test_the_bounds_stand_in_the_document() -> None:
    document = (Path(__file__).resolve().parents[2] / "docs" / "arithmetic.md").read_text(encoding="utf-8")
    fewer, more = thresholds.FEWER_GROUPS_PERCENT, thresholds.MORE_MESSAGES_PERCENT
    share = thresholds.CAUTION_SHARE_PERCENT

    for bound in (
        f"| I03 or I07 up by {thresholds.REBOUND_PERCENT} % or more |",
        f"| I01 or I04 down by {thresholds.BLANKET_FALL_PERCENT} % or more, and I31-4 at {share} % |",
        f"| I32-1 at {share} % |",
        f"| I04 down by {fewer} % and I06 up by {more} % or more; or I31-3 at {share} % |",
    ):
        assert bound in document
