"""Packed answers: what goes in comes out, order tells nothing, and nothing beyond its range goes in."""

import json
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from burden.domain.blocks import APP_FLAGS
from burden.domain.further_check import check_further
from burden.domain.pack_columns import LAYOUTS, MISSING, RESPONSE
from burden.domain.packing import packed
from burden.domain.packs import Pack, PackError, decode, encode, merged, pack_code, place_in_pack
from burden.domain.questionnaire import check_response, check_usage_report
from tests.answers import unpacked

PLACE = {"wave": "2026Q4", "region_code": "330522102000", "level_code": "60"}
REGIONS = ("330522000000", "330522102000", "330522999000")
MAYBE = st.none()


def said_of_app(draw: st.DrawFn) -> dict[str, Any]:
    is_listed = draw(st.booleans())
    return {
        "app_code": draw(st.sampled_from(("A1", "A2", "中文"))) if is_listed else None,
        "new_app_name": None if is_listed else draw(st.text(min_size=1, max_size=5)),
        "minutes_per_day": draw(MAYBE | st.integers(0, 960)),
        "duplicate_of_app_code": draw(MAYBE | st.sampled_from(("A1", "A9"))),
        **{flag: draw(st.booleans()) for flag in APP_FLAGS},
    }


@st.composite
def responses(draw: st.DrawFn) -> dict[str, Any]:
    apps = draw(MAYBE | st.integers(0, 60))
    return {
        "region_code": draw(st.sampled_from(REGIONS)),
        "level": draw(st.sampled_from((40, 60, 90))),
        "app_count": apps,
        "idle_app_count": draw(MAYBE | st.integers(0, 60 if apps is None else apps)),
        "account_count": draw(MAYBE | st.integers(0, 200)),
        "group_count": draw(MAYBE | st.integers(0, 300)),
        "app_minutes_per_day": draw(MAYBE | st.integers(0, 960)),
        "minutes_source": draw(st.sampled_from(("", "estimate", "screen_time"))),
        "group_minutes_per_day": draw(MAYBE | st.integers(0, 960)),
        "attitude_5": draw(MAYBE | st.integers(1, 5)),
        "scale_reversed": draw(st.booleans()),
        "practices_3m": draw(MAYBE | st.integers(0, 255)),
        "apps": [said_of_app(draw) for _ in range(draw(st.integers(0, 3)))],
        "duration_band": draw(st.sampled_from(("", "lt20", "20_60", "60_90", "gt90"))),
        "quality_flag": draw(st.sampled_from(("ok", "speeder", "straight", "contradiction", "outlier"))),
    }


@st.composite
def reports(draw: st.DrawFn) -> dict[str, Any]:
    codes = draw(st.lists(st.sampled_from(("A1", "A2", "A3", "A4")), unique=True))

    def of_each(low: int, high: int) -> list[int | None]:
        given_numbers = [draw(MAYBE | st.integers(low, high)) for _ in codes]
        return given_numbers if any(number is not None for number in given_numbers) else []

    return {
        "region_code": draw(st.sampled_from(REGIONS)),
        "level": 60,
        "app_codes": codes,
        "statuses": [draw(st.sampled_from((1, 2))) for _ in codes],
        "minutes": [draw(MAYBE | st.integers(0, 960)) for _ in codes],
        "usefulness_5": of_each(1, 5),
        "modules_used": of_each(1, 4),
        "keep_choice": of_each(1, 4),
        "overcollect": of_each(1, 3),
    }


@st.composite
def pages(draw: st.DrawFn) -> dict[str, Any]:
    columns = LAYOUTS["further"].people[2:]
    numbers = {column.name: draw(MAYBE | st.integers(column.low, column.high)) for column in columns}
    return {"region_code": draw(st.sampled_from(REGIONS)), "level": 50, **numbers}


MANY = st.one_of(
    st.tuples(st.just("response"), st.lists(responses(), max_size=8)),
    st.tuples(st.just("usage"), st.lists(reports(), max_size=8)),
    st.tuples(st.just("further"), st.lists(pages(), max_size=8)),
)


def through_bytes(pack: Pack) -> Pack:
    kind = pack.layout.kind
    return decode(kind, encode(pack), people=pack.size, app_codes=pack.app_codes, app_names=pack.app_names)


def as_set(answers: list[dict[str, Any]]) -> list[str]:
    return sorted(json.dumps(said, sort_keys=True) for said in answers)


@given(MANY)
def test_answers_come_out_of_the_bytes_as_they_went_in(many: tuple[str, list[dict[str, Any]]]) -> None:
    kind, answers = many
    assert as_set(list(unpacked(through_bytes(packed(kind, answers)), "330522000000"))) == as_set(answers)


@given(MANY, st.randoms(), st.integers(1, 4))
def test_the_same_answers_are_the_same_bytes_whatever_came_when(
    many: tuple[str, list[dict[str, Any]]], random: Random, batches: int
) -> None:
    kind, answers = many
    at_once = packed(kind, answers)
    shuffled = random.sample(answers, len(answers))
    one_by_one = packed(kind, [])
    for start in range(batches):
        one_by_one = merged([packed(kind, shuffled[start::batches]), through_bytes(one_by_one)])
    assert encode(one_by_one) == encode(at_once)
    assert (one_by_one.app_codes, one_by_one.app_names) == (at_once.app_codes, at_once.app_names)


def test_bytes_are_columns_of_two_bytes_one_after_the_other() -> None:
    answers = [{"region_code": "330522102000", "level": 60, "app_codes": ["A2", "A1"], "statuses": [1, 2]}]
    pack = packed("usage", [said | {"minutes": [300, None]} for said in answers])
    assert pack.app_codes == ("A1", "A2")
    place_level_uses = "6600 3c00 0200"
    which_app = "0100 0000"
    in_use_or_not_opened = "0100 0200"
    minutes = "2c01 ffff"
    no_opinions = "ffff ffff" * 4
    assert encode(pack) == bytes.fromhex(place_level_uses + which_app + in_use_or_not_opened + minutes + no_opinions)


def test_people_stand_in_the_order_of_their_place_and_what_they_said() -> None:
    answers = [
        {"region_code": region, "level": level, "group_count": groups}
        for region, level, groups in (
            ("330522102000", 60, 3),
            ("330522000000", 60, 9),
            ("330522102000", 50, 7),
            ("330522102000", 60, None),
            ("330522102000", 60, 2),
        )
    ]
    pack = packed("response", [said | {"quality_flag": "ok"} for said in answers])
    assert pack.people["place"].tolist() == [0, 102, 102, 102, 102]
    assert pack.people["level"].tolist() == [60, 50, 60, 60, 60]
    assert pack.people["group_count"].tolist() == [9, 7, MISSING, 2, 3]


def test_more_names_than_two_bytes_count_fit_into_a_pack() -> None:
    answers = [
        {"region_code": "330522102000", "level": 60, "quality_flag": "ok", "apps": [{"new_app_name": f"名{number}"}]}
        for number in range(40_000)
    ]
    pack = through_bytes(packed("response", answers))
    assert len(pack.app_names) == 40_000
    assert np.array_equal(np.sort(pack.apps["name"]), np.arange(40_000))


@pytest.mark.parametrize(
    ("kind", "said", "complaint"),
    [
        ("response", {"group_count": 301}, "group_count: 301 is not within 0 to 300"),
        ("response", {"group_count": -2}, "group_count: -2 is not within"),
        ("response", {"attitude_5": 0}, "attitude_5: 0 is not within 1 to 5"),
        ("response", {"account_count": 65_536}, "account_count: 65536 is not within"),
        ("response", {"app_count": 3, "idle_app_count": 4}, "idle_app_count: more than app_count"),
        ("response", {"quality_flag": ""}, "quality_flag: -1 is not within"),
        ("response", {"duration_band": "soon"}, "duration_band: 'soon' is no choice"),
        ("response", {"region_code": "330522102005"}, "region_code: '330522102005' is no region"),
        ("response", {"apps": [{"minutes_per_day": 961, "app_code": "A"}]}, "minutes_per_day: 961"),
        ("response", {"apps": [{"app_code": "A", "new_app_name": "B"}]}, "app: either a code or a name"),
        ("response", {"apps": [{"app_code": "A"}] * 4}, "uses: 4 is not within 0 to 3"),
        ("usage", {"app_codes": ["A"], "statuses": [3], "minutes": [None]}, "status: 3 is not within 1 to 2"),
        ("further", {"off_hours_days": 8}, "off_hours_days: 8 is not within 0 to 7"),
        ("further", {"reply_deadline": 6}, "reply_deadline: 6 is not within 1 to 5"),
    ],
)
def test_what_no_form_can_say_goes_into_no_pack(kind: str, said: dict[str, Any], complaint: str) -> None:
    place = {"region_code": "330522102000", "level": 60, "quality_flag": "ok", "app_codes": []}
    with pytest.raises(PackError, match=complaint):
        encode(packed(kind, [place | said]))


def test_bytes_of_a_wrong_length_are_no_pack() -> None:
    pack = packed("response", [{"region_code": "330522102000", "level": 60, "quality_flag": "ok"}])
    data = encode(pack)
    for wrong, people in ((data[:-1], 1), (data + b"\0", 1), (data, 2), (b"", 1), (data, -1)):
        with pytest.raises(PackError):
            decode("response", wrong, people=people, app_codes=())


def test_everything_that_the_checks_let_through_fits() -> None:
    """The largest that each form can say, beside nothing at all."""
    one = check_response(
        PLACE
        | {"app_count": 60, "idle_app_count": 60, "account_count": 200, "group_count": 300, "app_minutes_per_day": 960}
        | {"group_minutes_per_day": 960, "attitude_5": "5", "minutes_source": "screen_time", "duration_band": "gt90"}
        | {"practices_3m": ["p_checkin", "p_instant_reply"], "apps": [{"new_app_name": "字" * 30}]}
    ).values
    rows = [{"app_code": f"A{number}", "status": "in_use", "minutes_per_day": 960} for number in range(60)]
    two = check_usage_report(PLACE | {"apps": rows}, None).values
    three = check_further(PLACE | {"dead_group_count": 300, "cleanup_effect": ["easier", "paperwork"]}).values
    for kind, values, said in (
        ("response", one, {"quality_flag": "outlier"}),
        ("usage", two, {}),
        ("further", three, {}),
        ("response", check_response(PLACE).values, {"quality_flag": "ok"}),
    ):
        assert values
        answer = values.columns() | said
        assert as_set(list(unpacked(through_bytes(packed(kind, [answer])), "330522000000"))) == as_set([answer])


def test_region_codes_are_told_apart_by_three_digits() -> None:
    assert [pack_code(code) for code in REGIONS] == ["330522000000"] * 3
    assert [place_in_pack(code) for code in REGIONS] == [0, 102, 999]
    assert RESPONSE.people[0].high == 999
