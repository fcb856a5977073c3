"""Poster, notice and text for a group: who asks, why, that it is voluntary, and nothing that chases anybody."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape
from pytest_django import Settings

from burden.access.scopes import Role
from burden.domain.survey_items import HEADER_ZH
from burden.models import Wave
from tests.intake.printed import pages_of, scanned
from tests.intake.small_world import COUNTY, store_small_tree, store_wave
from tests.operate.test_suggestions import client_of

PAGE = "/operate/waves/2026Q4/notices/"
CHASING = ("务必", "尽快", "抓紧", "逾期", "全员", "必须", "请各单位", "完成率", "回复收到", "接龙")
FACTS: dict[str, Any] = {
    "issuer": "青禾县数据局",
    "contact": "县数据局办公室 0000-0000000",
    "form_no": "基减01表",
    "approval_no": "青统审〔2026〕9号",
    "valid_until": date(2027, 12, 31),
}


@pytest.fixture
def operator(db: None) -> Client:
    store_small_tree()
    store_wave(state=Wave.State.DRAFT, assurance="coded", region_code=COUNTY, **FACTS)
    return client_of(Role.OPERATOR)


def text_of(pdf: bytes) -> str:
    """Return the text of the one page without blanks: the layouter puts some between Chinese and digits."""
    [text] = pages_of(pdf)
    return "".join(text.split())


def printed(client: Client, kind: str) -> bytes:
    answer = client.get(f"{PAGE}{kind}.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="2026Q4-{kind}.pdf"'
    return answer.content


def test_the_poster_is_one_page_that_phones_can_scan(operator: Client) -> None:
    pdf = printed(operator, "poster")

    text = text_of(pdf)
    for words in ("移动政务应用使用情况调查", "testserver/s/2026Q4/", "自愿", "青禾县", "基减01表", FACTS["contact"]):
        assert "".join(words.split()) in text
    assert scanned(pdf) == ["http://testserver/s/2026Q4/"]


def test_the_notice_says_everything_that_somebody_who_is_asked_must_know(operator: Client) -> None:
    pdf = printed(operator, "notice")

    text = text_of(pdf)
    for words in (
        "青禾县数据局，问的是云汀省 澄江市 青禾县的工作人员。",
        "好把用不着的减下来。",
        "填不填都行，每一题都可以不答，不填不用说明。",
        "第一页大约一分半钟。",
        HEADER_ZH,
        "不满10人的一组不公布。",
        "20个字符",
        FACTS["contact"],
        "青统审〔2026〕9号",
        "2027-12-31",
    ):
        assert "".join(str(words).split()) in text
    assert scanned(pdf) == ["http://testserver/s/2026Q4/"]


def test_the_page_shows_the_same_words_and_a_text_to_paste_that_chases_nobody(operator: Client) -> None:
    page = operator.get(PAGE).content.decode()

    assert "青禾县数据局想知道工作用的APP和群占了大家多少时间" in page
    assert "填不填都不用回复，也不用截图。" in page
    assert escape(HEADER_ZH) in page
    text = page + text_of(printed(operator, "poster")) + text_of(printed(operator, "notice"))
    assert [word for word in CHASING if word in text] == []


def test_an_open_link_needs_no_slip_and_thirty_people(operator: Client) -> None:
    Wave.objects.update(assurance="link")

    text = text_of(printed(operator, "notice"))

    assert "用手机扫码，或者在浏览器里输入网址。" in text
    assert "纸条" not in text
    assert "不满30人的一组不公布。" in text


def test_what_is_missing_and_what_cannot_be_printed_is_said(operator: Client) -> None:
    Wave.objects.update(issuer="", contact="\U0002a6d6办公室")

    page = operator.get(PAGE, headers={"host": "localhost"}).content.decode()

    assert "谁在问、有问题问谁，要写在告示上。" in page
    assert "印成了“_”，请用笔补上" in page
    assert "只有本机打得开" in page
    text = text_of(printed(operator, "notice"))
    assert "_办公室" in text
    assert "（请写明组织单位）" in text


def test_the_longest_words_still_stand_on_one_page(operator: Client) -> None:
    longest = dict.fromkeys(("issuer", "contact", "form_no", "issue_no", "approver", "approval_no"), "县" * 60)
    Wave.objects.update(**longest)

    for kind in ("poster", "notice"):
        pdf = printed(operator, kind)
        assert len(pages_of(pdf)) == 1, kind
        assert text_of(pdf).count("县" * 60) >= 6
        assert scanned(pdf)


def test_text_is_never_taken_for_markup(operator: Client) -> None:
    Wave.objects.update(issuer="#pagebreak() *数据局* $x$")

    text = text_of(printed(operator, "poster"))
    notice = text_of(printed(operator, "notice"))

    assert "#pagebreak()*数据局*$x$" in text
    assert "#pagebreak()*数据局*$x$" in notice


@pytest.mark.parametrize(
    ("host", "is_said"),
    [("localhost:8000", True), ("127.0.0.1", True), ("[::1]", True), ("[::1]:8000", True), ("10.0.0.7:8000", False)],
)
def test_an_address_that_only_this_machine_can_open_is_named(
    operator: Client, settings: Settings, host: str, *, is_said: bool
) -> None:
    settings.ALLOWED_HOSTS = ["*"]

    assert ("只有本机打得开" in operator.get(PAGE, headers={"host": host}).content.decode()) is is_said
