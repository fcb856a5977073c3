from typing import Any

import pytest

from burden.domain.further_check import check_further

PLACE = {"wave": "2026Q4", "region_code": "990101000000", "level_code": "60"}


def given(**answers: Any) -> dict[str, int]:
    checked = check_further(PLACE | answers)
    assert checked.values is not None, checked.errors
    return dict(checked.values.given)


def test_choices_are_kept_by_their_place_and_several_as_a_mask() -> None:
    assert given(reply_deadline="24h_always", cleanup_effect=["paperwork", "easier"], load_time="0") == {
        "reply_deadline": 5,
        "cleanup_effect": 0b10001,
        "load_time": 0,
    }
    assert given(cleanup_effect=["none"]) == {"cleanup_effect": 0}


@pytest.mark.parametrize(
    ("answers", "errors"),
    [
        ({}, {"body": "还没有答任何一题。"}),
        ({"off_hours_days": 8}, {"off_hours_days": "请填0到7之间的整数。"}),
        ({"cleanup_effect": ["none", "easier"]}, {"cleanup_effect": "选了最后一项，就不要再选其他。"}),
        ({"runs_media": "maybe"}, {"runs_media": "请从所列选项中选择。"}),
    ],
)
def test_what_does_not_fit_is_refused_by_name(answers: dict[str, Any], errors: dict[str, str]) -> None:
    checked = check_further(PLACE | answers)
    assert checked.values is None
    assert checked.errors == errors
