"""What happens to a form that is sent: thanks, what would be sent, mistakes; the forms that follow."""

import re
from collections.abc import Mapping

import pytest
from django.test import Client

from burden.models import InboxItem
from tests.intake.read_page import handed_over, offered, payload
from tests.intake.small_world import COUNTY, TOWNSHIP

PAGE = f"/s/2026Q4/{COUNTY}/"
FORM = {"region_code": COUNTY, "level_code": "60", "idempotency_key": "0123456789abcdef", "rotation": "0"}


def post(fields: Mapping[str, object]) -> tuple[int, str]:
    reply = Client().post(PAGE, {**FORM, **fields})
    assert not reply.cookies
    return reply.status_code, reply.content.decode()


@pytest.mark.usefixtures("wave", "catalogue")
def test_thanks_hand_on_place_level_and_pass_and_put_none_in_an_address() -> None:
    status, page = post({"below_code": TOWNSHIP})
    assert (status, 'data-page="thanks"' in page, offered(page)) == (200, True, ["usage", "more"])
    kept = handed_over(page, "usage")
    assert (kept["open"], kept["region_code"], kept["level_code"]) == ("1", TOWNSHIP, "60")
    assert kept == handed_over(page, "more")
    assert "?" not in "".join(re.findall(r'(?:href|action)="([^"]*)"', page))
    assert kept["one_time_pass"] not in "".join(re.findall(r'(?:href|action)="([^"]*)"', page))


@pytest.mark.usefixtures("wave", "catalogue")
def test_sending_twice_is_thanked_twice_with_the_same_pass() -> None:
    first, second = post({})[1], post({})[1]
    assert handed_over(first, "usage") == handed_over(second, "usage")
    assert InboxItem.objects.count() == 1


@pytest.mark.usefixtures("wave", "catalogue")
def test_plain_thanks_offer_nothing() -> None:
    reply = Client().get("/s/2026Q4/thanks/")
    assert (reply.status_code, offered(reply.content.decode())) == (200, [])


@pytest.mark.usefixtures("wave", "catalogue")
def test_exactly_what_would_be_sent_is_shown_and_nothing_is_stored() -> None:
    fields = {"app_count_chip": "8", "practices_3m": ["p_checkin", "none"], "app_0_code": "A01", "preview": "1"}
    status, page = post(fields | {"code": "<b>", "group_count": ""})
    assert (status, InboxItem.objects.count()) == (200, 0)
    assert payload(page) == [
        f"region_code={COUNTY}",
        "level_code=60",
        "idempotency_key=0123456789abcdef",
        "rotation=0",
        "app_count_chip=8",
        "practices_3m=p_checkin",
        "practices_3m=none",
        "app_0_code=A01",
        "code=&lt;b&gt;",
    ]
    for words in (
        "云汀省 澄江市 青禾县",
        "您所在单位：乡镇街道",
        "近3个月工作中遇到过（可多选）：打卡签到",
        "：应用A01",
    ):
        assert words in page
    assert "<code>group_count</code>" in page
    assert 'value="p_checkin" checked' in page


@pytest.mark.usefixtures("wave", "catalogue")
def test_field_that_nobody_sees_is_for_programs_only() -> None:
    assert 'tabindex="-1" autocomplete="off"' in Client().get(PAGE).content.decode()
    status, page = post({"homepage": "http://spam.example", "app_count": "12"})
    assert (status, InboxItem.objects.count(), "spam.example" in page) == (400, 0, False)
    assert "有一个应当留空的格子里填了字" in page
    assert 'value="12"' in page


@pytest.mark.usefixtures("wave", "catalogue")
def test_mistakes_are_listed_with_links_to_their_questions() -> None:
    fields = {"level_code": "", "app_count": "3", "idle_app_count": "7", "app_1_minutes": "20"}
    status, page = post(fields)
    assert status == 400
    listed = re.findall(r'<li><a href="#([^"]+)">([^<]+)</a></li>', page)
    assert listed == [
        ("q-level_code", "您所在单位 请选择您所在单位。"),
        ("q-idle_app_count", "其中近3个月没打开过：几个？ 没打开过的不能比装了的多（装了3个）。"),
        ("q-apps", "最费时间的APP是哪个？ 请选择或写出是哪个APP。"),
    ]
    assert all(f'id="{anchor}"' in page for anchor, _ in listed)
