import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from burden.domain.levels import Level
from burden.intake.codes import issue_codes
from burden.models import InboxItem, Wave
from tests.intake.small_world import COUNTY, TOWNSHIP

BODY = {
    "wave": "2026Q4",
    "region_code": TOWNSHIP,
    "level_code": 60,
    "app_count": 11,
    "practices_3m": ["p_checkin"],
    "apps": [{"app_code": "A01", "minutes_per_day": 30, "is_required": True}],
    "idempotency_key": "0123456789abcdef",
}


def post(path: str, body: object, **headers: str) -> tuple[int, dict[str, Any]]:
    reply = Client().post(f"/api/v1/{path}/", json.dumps(body), content_type="application/json", headers=headers)
    assert not reply.cookies
    return reply.status_code, reply.json()


@pytest.mark.usefixtures("wave", "catalogue")
def test_response_is_received_and_repeated_safely() -> None:
    first, second = post("responses", BODY), post("responses", BODY)
    assert first == second  # the same receipt, with the same pass
    assert (first[0], first[1]["status"], first[1]["message"]) == (201, "received", "已收到")
    assert InboxItem.objects.count() == 1


@pytest.mark.usefixtures("wave", "catalogue")
def test_usage_report_is_received() -> None:
    apps = [{"app_code": "A01", "status": "in_use", "minutes_per_day": 20}]
    body = {"wave": "2026Q4", "region_code": COUNTY, "level_code": 50, "apps": apps}
    assert post("usage-reports", body)[0] == 201
    assert InboxItem.objects.get().answers["app_codes"] == ["A01"]


@pytest.mark.usefixtures("wave", "catalogue")
@pytest.mark.parametrize("app_code", ["A\\01", "\\A01", "A01\\", 'A01"', 'A01","A01', "{A01}", "NULL", "A01,A01"])
def test_signs_that_mean_something_to_an_array_make_no_app(app_code: str) -> None:
    refused = (400, {"errors": {"apps.0.app_code": "列表里没有这个APP。"}})
    assert post("responses", BODY | {"apps": [{"app_code": app_code}]}) == refused
    usage = {"wave": "2026Q4", "region_code": COUNTY, "level_code": 50}
    assert post("usage-reports", usage | {"apps": [{"app_code": app_code, "status": "in_use"}]}) == refused
    assert not InboxItem.objects.exists()


@pytest.mark.usefixtures("wave", "catalogue")
@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"wave": "nowhere"}, "wave", "没有这次调查，请核对链接。"),
        ({"wave": None}, "wave", "没有写明是哪一次调查。"),
        ({"wave": 7}, "wave", "请填文字。"),
        ({"region_code": "110101001000"}, "region_code", "这次调查的范围内没有这个地区，请另选。"),
        ({"app_count": "很多"}, "app_count", "请填整数，例如8。"),
        ({"apps": [{"app_code": "A02"}]}, "apps.0.app_code", "列表里没有这个APP。"),  # of the neighbouring county
        ({"apps": [{"app_code": "A03"}]}, "apps.0.app_code", "列表里没有这个APP。"),  # an account, followed not carried
        ({"idempotency_key": "1"}, "idempotency_key", "请用至少16个字符的随机串。"),
        ({"name": "张三"}, "name", "没有名为“name”的项目，请删去。"),
    ],
)
def test_refusal_names_the_field(change: dict[str, object], field: str, sentence: str) -> None:
    status, reply = post("responses", BODY | change)
    assert (status, reply["errors"].get(field)) == (400, sentence)
    assert InboxItem.objects.count() == 0


def test_spent_code_is_a_conflict(make_wave: Callable[..., Wave], catalogue: None) -> None:
    wave = make_wave(assurance="coded")
    [code] = issue_codes(wave=wave, region_code=TOWNSHIP, level=Level.TOWNSHIP, number=1)
    assert post("responses", BODY | {"code": code})[0] == 201
    status, reply = post("responses", BODY | {"code": code, "idempotency_key": "another-key-12345"})
    assert (status, reply) == (409, {"errors": {"code": "该码已用过；若您刚才提交过，答卷已收到。"}})


def test_closed_wave_is_gone(wave: Wave, catalogue: None) -> None:
    Wave.objects.update(state="closed")
    status, reply = post("responses", BODY)
    assert (status, reply["errors"]["wave"]) == (410, "这次调查已截止，不再接收答卷。谢谢您。")


@pytest.mark.usefixtures("wave")
@pytest.mark.parametrize(
    ("content", "content_type", "status"),
    [
        (b"{", "application/json", 400),
        (b"[" * 60_000, "application/json", 400),
        (b"[]", "application/json", 400),
        (b"\xff", "application/json", 400),
        (rb'{"wave": "\ud800", "region_code": "\ud800", "level_code": "\u0000"}', "application/json", 400),
        (b"a=1", "application/x-www-form-urlencoded", 415),
        (b" " * 65_537, "application/json", 413),
    ],
)
def test_body_that_is_no_answer_is_refused_in_words(content: bytes, content_type: str, status: int) -> None:
    reply = Client().post("/api/v1/responses/", content, content_type=content_type)
    assert (reply.status_code, list(reply.json())) == (status, ["errors"])


@pytest.mark.usefixtures("catalogue")
def test_catalogue_is_what_concerns_the_place() -> None:
    reply = Client().get("/api/v1/catalogue/", {"region": TOWNSHIP})
    assert [item["app_code"] for item in reply.json()] == ["A01", "A03"]
    assert Client().get("/api/v1/catalogue/", {"region": "x"}).status_code == 404


@pytest.mark.usefixtures("wave")
def test_regions_are_found_by_name_initials_and_parent() -> None:
    def codes(**query: str) -> list[str]:
        return [place["code"] for place in Client().get("/api/v1/regions/", query).json()]

    assert codes(q="李家巷", wave="2026Q4") == [TOWNSHIP, "990102001000"]
    assert codes(q="ljx", wave="2026Q4") == [TOWNSHIP, "990102001000"]
    assert codes(q="青禾 李家", wave="2026Q4") == [TOWNSHIP]
    assert codes(parent=COUNTY) == [TOWNSHIP, "990101002000"]
    assert codes(q="李", wave="2026Q4") == []
