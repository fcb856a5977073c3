import gzip
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from burden.domain.levels import Level
from burden.intake.codes import issue_codes
from burden.models import InboxItem, Wave
from tests.intake.read_page import CHINESE, words_at_first_sight
from tests.intake.small_world import CITY, COUNTY, OTHER_TOWNSHIP, PROVINCE, TOWNSHIP

PAGE = f"/s/2026Q4/{COUNTY}/"
STATIC = Path(__file__).resolve().parent.parent.parent / "static"
FORM = {"region_code": COUNTY, "level_code": "60", "idempotency_key": "0123456789abcdef", "rotation": "0"}


def post(fields: Mapping[str, object], page: str = PAGE) -> tuple[int, str]:
    reply = Client().post(page, {**FORM, **fields})
    assert not reply.cookies
    return reply.status_code, reply.content.decode()


def answers() -> dict[str, Any]:
    stored: dict[str, Any] = InboxItem.objects.get().answers
    return stored


@pytest.mark.usefixtures("wave", "catalogue")
def test_page_is_small_and_asks_nothing_of_the_browser() -> None:
    reply = Client().get(PAGE)
    page = reply.content.decode()
    assert reply.status_code == 200
    assert not reply.cookies
    assert reply.headers["Cache-Control"] == "no-store"
    assert reply.headers["Referrer-Policy"] == "no-referrer"
    assert len(re.findall(r"<(?:script|link|img)\b[^>]*(?:src|href)=\"/", page)) == 2
    assert len(gzip.compress(reply.content)) < 20_000
    assert "csrf" not in page
    assert "本站数据库不存姓名、手机号、IP和时刻" in page


@pytest.mark.usefixtures("wave", "catalogue")
def test_chip_or_typed_number_is_stored() -> None:
    fields = {"app_count_chip": "8", "idle_app_count": "\uff12", "group_count": "12", "group_count_chip": ""}
    status, _ = post(fields | {"practices_3m": ["p_checkin", "p_rate_notice"], "attitude_5": "unsure"})
    assert status == 200
    assert (answers()["app_count"], answers()["idle_app_count"], answers()["group_count"]) == (8, 2, 12)
    assert (answers()["practices_3m"], answers()["attitude_5"], answers()["account_count"]) == (5, None, None)


@pytest.mark.usefixtures("wave", "catalogue")
def test_chip_and_typed_number_that_differ_are_asked_back() -> None:
    status, page = post({"app_count_chip": "8", "app_count": "9"})
    assert (status, "选了8又填了9，请只留一个。" in page) == (400, True)
    assert InboxItem.objects.count() == 0


@pytest.mark.usefixtures("wave", "catalogue")
def test_error_keeps_everything_typed() -> None:
    fields = {
        "level_code": "",
        "app_count": "12",
        "attitude_5": "4",
        "practices_3m": ["p_checkin"],
        "app_0_code": "A01",
        "app_1_name": "<b>巡田</b>",
        "app_1_flags": ["has_checkin"],
        "minutes_source": "screen_time",
        "scale_reversed": "1",
    }
    status, page = post(fields)
    assert status == 400
    assert "请选择您所在单位。" in page
    for kept in (
        'name="app_count" id="f-app_count" value="12"',
        'name="attitude_5" value="4" checked',
        'name="practices_3m" value="p_checkin" checked',
        '<option value="A01" data-initials="yya01" selected>',
        'value="&lt;b&gt;巡田&lt;/b&gt;"',
        'value="has_checkin" checked',
        'value="screen_time" checked',
        'name="scale_reversed" value="1"',
        'name="idempotency_key" value="0123456789abcdef"',
    ):
        assert kept in page


@pytest.mark.usefixtures("wave", "catalogue")
def test_unusual_number_is_asked_once_and_then_taken() -> None:
    status, page = post({"app_count": "45"})
    assert (status, "超过30个" in page, 'name="confirmed"' in page) == (400, True, True)
    assert post({"app_count": "45", "confirmed": "1"})[0] == 200
    assert answers()["app_count"] == 45


@pytest.mark.usefixtures("wave", "catalogue")
def test_named_apps_are_stored_and_empty_blocks_are_not() -> None:
    fields = {"app_count": "5", "app_0_code": "A01", "app_0_minutes_chip": "20", "app_0_flags": ["has_checkin"]}
    assert post(fields | {"app_2_name": "巡田通"})[0] == 200
    first, second = answers()["apps"]
    assert (first["app_code"], first["minutes_per_day"], first["has_checkin"]) == ("A01", 20, True)
    assert (second["app_code"], second["new_app_name"]) == (None, "巡田通")


@pytest.mark.usefixtures("wave", "catalogue")
def test_region_is_changed_by_search_without_losing_the_rest() -> None:
    status, page = post({"find_region": "1", "region_query": "ljx", "app_count": "12"})
    assert (status, OTHER_TOWNSHIP in page, 'value="12"' in page) == (200, True, True)
    assert post({"region_choice": OTHER_TOWNSHIP})[0] == 200
    assert answers()["region_code"] == OTHER_TOWNSHIP


@pytest.mark.usefixtures("wave", "catalogue")
def test_township_is_optional_and_must_belong_to_the_county() -> None:
    assert post({"below_code": TOWNSHIP})[0] == 200
    assert answers()["region_code"] == TOWNSHIP
    assert post({"below_code": OTHER_TOWNSHIP, "idempotency_key": "another-key-12345"})[0] == 200
    assert InboxItem.objects.filter(answers__region_code=COUNTY).count() == 1


@pytest.mark.usefixtures("wave", "catalogue")
def test_county_cadre_who_names_only_the_city_is_asked_for_the_county() -> None:
    status, page = post({"region_code": CITY})
    assert (status, "请选到县（市、区）" in page) == (400, True)


@pytest.mark.usefixtures("wave", "catalogue")
def test_scale_and_practices_change_their_order_between_views() -> None:
    pages = [Client().get(PAGE).content.decode() for _ in range(40)]
    assert {re.search(r'name="scale_reversed" value="(.)"', page)[1] for page in pages} == {"0", "1"}  # type: ignore[index]
    assert len({tuple(re.findall(r'name="practices_3m" value="(\w+)"', page)) for page in pages}) > 3
    assert all(page.rindex('value="none"') > page.rindex('value="p_') for page in pages)


@pytest.mark.usefixtures("catalogue")
def test_used_code_is_a_conflict_with_a_kind_word(make_wave: Callable[..., Wave]) -> None:
    wave = make_wave(assurance="coded")
    [code] = issue_codes(wave=wave, region_code=COUNTY, level=Level.TOWNSHIP, number=1)
    assert "纸条上的填报码" in Client().get(PAGE).content.decode()
    assert post({})[0] == 400
    assert post({"code": code})[0] == 200
    status, page = post({"code": code, "idempotency_key": "another-key-12345"})
    assert (status, "该码已用过；若您刚才提交过，答卷已收到。" in page) == (409, True)


@pytest.mark.usefixtures("wave", "catalogue")
def test_closed_wave_says_so() -> None:
    Wave.objects.update(state="closed")
    assert Client().get(PAGE).status_code == 410
    status, page = post({})
    assert (status, "这次调查已截止" in page) == (410, True)


@pytest.mark.usefixtures("wave", "catalogue")
def test_unknown_wave_and_region_lead_somewhere() -> None:
    assert Client().get("/s/nothing/").status_code == 404
    reply = Client().get("/s/2026Q4/110101000000/")
    assert (reply.status_code, "您在哪里工作？" in reply.content.decode()) == (404, True)


@pytest.mark.usefixtures("wave", "catalogue")
def test_too_large_a_form_is_refused() -> None:
    status, page = post({"app_0_name": "字" * 30_000})
    assert (status, "内容太大" in page) == (413, True)


@pytest.mark.usefixtures("wave", "catalogue")
def test_place_is_reached_by_links_alone() -> None:
    browser = Client()
    assert f"?parent={CITY}" in browser.get("/s/2026Q4/").content.decode()
    page = browser.get("/s/2026Q4/", {"parent": CITY}).content.decode()
    assert f'href="/s/2026Q4/{COUNTY}/"' in page
    assert f'href="/s/2026Q4/{CITY}/"' in page
    assert TOWNSHIP in browser.get("/s/2026Q4/", {"q": "李家巷"}).content.decode()


def test_wave_of_one_county_needs_no_choice_of_place(make_wave: Callable[..., Wave]) -> None:
    make_wave(region_code=COUNTY)
    assert Client().get("/s/2026Q4/").headers["Location"] == PAGE


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize(("region", "offered"), [(PROVINCE, True), (CITY, False)])
def test_provincial_departments_are_offered_by_provincial_waves_only(
    make_wave: Callable[..., Wave], region: str, *, offered: bool
) -> None:
    make_wave(region_code=region)
    assert ("省直部门</span>" in Client().get(PAGE).content.decode()) is offered


@pytest.mark.usefixtures("wave", "catalogue")
def test_page_speaks_english_to_english_browsers() -> None:
    page = Client().get(PAGE, headers={"Accept-Language": "en"}).content.decode()
    assert "Work groups (WeChat, DingTalk, QQ and others): how many?" in page


@pytest.mark.usefixtures("wave", "catalogue")
@pytest.mark.parametrize("code", ["\0", f"{COUNTY}\0", f"{COUNTY[:-1]}x", "%", "9" * 5_000])
def test_place_that_is_no_code_is_a_place_that_there_is_not(code: str) -> None:
    for page in ("/s/2026Q4/?parent=", "/s/2026Q4/thanks/?region=", "/s/2026Q4/usage/?region="):
        assert Client().get(page + quote(code)).status_code in (200, 302)
    for field in ("region_code", "region_choice", "below_code"):
        assert post({field: code, "find_region": "1", "region_query": "x"})[0] == 200
    assert post({"region_code": code})[0] == 400
    assert post({"region_code": code}, page="/s/2026Q4/usage/")[0] == 400


@pytest.mark.usefixtures("wave", "catalogue")
@pytest.mark.parametrize("codec", ["zlib", "utf-16", "rot13", "nonsense"])
def test_form_is_read_as_the_page_was_written_whatever_it_claims(codec: str) -> None:
    lines = [f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in FORM.items()]
    body = "".join(lines).encode() + b"--x--\r\n"
    reply = Client().generic("POST", PAGE, body, content_type=f"multipart/form-data; boundary=x; charset={codec}")
    assert reply.status_code == 200
    assert InboxItem.objects.count() == 1


@pytest.mark.usefixtures("wave", "catalogue")
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh-TW", ["您所在單位", "鄉鎮街道", "打卡簽到", "傳照片、截圖、視頻", "較反感", "憑估計"]),
        ("en", ["Your unit", "Townships and sub-districts", "Check-in", "Rather averse", "An estimate", "minutes"]),
    ],
)
def test_every_choice_is_said_in_the_readers_language(language: str, said: list[str]) -> None:
    page = Client(headers={"accept-language": language}).get(PAGE).content.decode()
    assert [words for words in said if words not in page] == []
    assert [words for words in ("乡镇街道", "打卡签到", "较反感") if words in page] == []


@pytest.mark.usefixtures("catalogue")
def test_header_and_questions_take_no_more_than_330_characters_to_read(make_wave: Callable[..., Wave]) -> None:
    make_wave(region_code=CITY)
    page = Client().get(PAGE).content.decode()
    read = words_at_first_sight(page)
    assert "最费时间的APP是哪个？" in read
    assert len(CHINESE.findall(read)) <= 330


@pytest.mark.usefixtures("wave", "catalogue")
def test_page_with_its_style_and_script_is_below_60_kilobytes() -> None:
    page = Client().get(PAGE).content
    files = [path.read_bytes() for path in (STATIC / "css" / "survey.css", STATIC / "js" / "survey.js")]
    assert sum(len(gzip.compress(part)) for part in (page, *files)) < 60_000


@pytest.mark.usefixtures("wave", "catalogue")
def test_numbers_have_a_stepper_around_their_field() -> None:
    page = Client().get(PAGE).content.decode()
    assert re.findall(r'data-step="(\d)" data-low="0" data-high="(\d+)"><input type="text"[^>]*name="(\w+)"', page) == [
        ("1", "60", "app_count"),
        ("1", "60", "idle_app_count"),
        ("1", "200", "account_count"),
        ("1", "300", "group_count"),
        ("5", "960", "app_minutes_per_day"),
        ("5", "960", "group_minutes_per_day"),
        ("5", "960", "app_0_minutes"),
        ("5", "960", "app_1_minutes"),
        ("5", "960", "app_2_minutes"),
    ]


@pytest.mark.usefixtures("catalogue")
def test_form_says_who_issued_it(make_wave: Callable[..., Wave]) -> None:
    make_wave(form_no="数基01表", issuer="某局", issue_no="数字2026第1号", approver="某统计局", approval_no="批2号")
    page = Client().get(PAGE).content.decode()
    for said in (
        "表号",
        "数基01表",
        "制定机关",
        "某局",
        "文号",
        "数字2026第1号",
        "审批机关",
        "某统计局",
        "批准文号",
        "批2号",
    ):
        assert said in page


@pytest.mark.usefixtures("wave", "catalogue")
def test_names_of_places_and_apps_are_traditional_for_traditional_readers() -> None:
    browser = Client(headers={"accept-language": "zh-TW"})
    page = browser.get(f"/s/2026Q4/{TOWNSHIP}/").content.decode()
    assert "雲汀省 澂江市 青禾縣" in page
    assert "李家巷鎮</option>" in page
    assert "應用A01</option>" in page
    assert "柳溪鄉" in browser.get("/s/2026Q4/", {"parent": COUNTY}).content.decode()


@pytest.mark.usefixtures("wave", "catalogue")
def test_form_that_another_site_sent_is_refused() -> None:
    reply = Client().post(PAGE, FORM, headers={"Sec-Fetch-Site": "cross-site"})
    assert (reply.status_code, InboxItem.objects.count()) == (403, 0)
    assert "请从调查的页面里提交。" in reply.content.decode()
