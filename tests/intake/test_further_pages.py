"""The further questions as a page: all of them, in groups, each skippable."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.test import Client

from burden.domain.further_items import FURTHER_BY_FIELD
from burden.intake.further_pages import GROUPS
from burden.models import InboxItem, Wave
from tests.intake.read_page import payload
from tests.intake.small_world import COUNTY

MORE = "/s/2026Q4/more/"
FORM = {"region_code": COUNTY, "level_code": "60", "idempotency_key": "0123456789abcdef", "rotation": "0"}


def post(fields: Mapping[str, object]) -> tuple[int, str]:
    reply = Client().post(MORE, {**FORM, **fields})
    return reply.status_code, reply.content.decode()


def answers() -> dict[str, Any]:
    stored: dict[str, Any] = InboxItem.objects.get(kind="further").answers
    return stored


def test_every_question_stands_in_one_group() -> None:
    assert sorted(name for _, names in GROUPS for name in names) == sorted(FURTHER_BY_FIELD)


@pytest.mark.usefixtures("wave")
def test_every_question_is_on_the_page() -> None:
    page = Client().get(MORE, {"region": COUNTY}).content.decode()
    assert [name for name in FURTHER_BY_FIELD if f'id="q-{name}"' not in page] == []
    assert "再花1分钟补充？可直接离开。" in page
    assert "<textarea" not in page
    assert "required" not in page


@pytest.mark.usefixtures("wave")
def test_answers_are_stored_and_skipped_ones_are_not() -> None:
    fields = {
        "off_hours_days": "2",
        "reply_deadline": "30min",
        "same_data_times_chip": "4",
        "proxy_account_count": "12",
        "load_time": "7",
        "cleanup_effect": ["easier", "moved"],
        "seen_proxy": "decline",
    }
    status, page = post(fields)
    assert (status, 'data-page="thanks"' in page) == (200, True)
    given = {name: value for name, value in answers().items() if name in FURTHER_BY_FIELD and value is not None}
    assert given == {
        "off_hours_days": 2,
        "reply_deadline": 4,
        "same_data_times": 4,
        "proxy_account_count": 12,
        "load_time": 7,
        "cleanup_effect": 5,
        "seen_proxy": 4,
    }


@pytest.mark.usefixtures("wave")
def test_load_is_tapped_on_eleven_points() -> None:
    page = Client().get(MORE, {"region": COUNTY}).content.decode()
    for name in ("load_time", "load_effort", "load_frustration"):
        assert re.findall(rf'name="{name}" value="(\d+)"', page) == [str(point) for point in range(11)]


@pytest.mark.usefixtures("wave")
def test_several_choices_are_rotated_and_the_exclusive_one_stays_last() -> None:
    pages = [Client().get(MORE, {"region": COUNTY}).content.decode() for _ in range(40)]
    orders = {tuple(re.findall(r'name="cleanup_effect" value="(\w+)"', page)) for page in pages}
    assert len(orders) > 2
    assert {order[-1] for order in orders} == {"none"}
    _, again = post({"level_code": "", "rotation": "2"})
    assert re.findall(r'name="cleanup_effect" value="(\w+)"', again)[0] == "moved"
    assert 'name="rotation" value="2"' in again


@pytest.mark.usefixtures("wave")
def test_nothing_answered_is_said_kindly_and_nothing_is_stored() -> None:
    status, page = post({})
    assert (status, "还没有答任何一题。" in page, InboxItem.objects.count()) == (400, True, 0)


@pytest.mark.usefixtures("wave")
def test_mistakes_are_linked_and_nothing_is_lost() -> None:
    fields = {"relief_paperwork_count": "51", "cleanup_effect": ["none", "easier"], "change_6m": "2"}
    status, page = post(fields)
    assert status == 400
    assert re.findall(r'<li><a href="#([^"]+)">', page) == ["q-cleanup_effect", "q-relief_paperwork_count"]
    assert 'value="51"' in page
    assert 'name="change_6m" value="2" checked' in page


@pytest.mark.usefixtures("tree")
def test_suggestion_is_asked_where_the_wave_asks_for_it(make_wave: Callable[..., Wave]) -> None:
    make_wave(asks_for_text=True)
    page = Client().get(MORE, {"region": COUNTY}).content.decode()
    assert re.search(r'<textarea [^>]*name="suggestion" [^>]*maxlength="100"[^>]* data-scrub', page)
    assert "js/scrub" in page
    assert post({"suggestion": "少建群\r\n多办事"})[0] == 200
    stored: dict[str, Any] = InboxItem.objects.get(kind="text").answers
    assert stored["text"] == "少建群 多办事"
    assert "js/scrub" not in Client().get(f"/s/2026Q4/{COUNTY}/").content.decode()


@pytest.mark.usefixtures("wave")
def test_exactly_what_would_be_sent_is_shown() -> None:
    status, page = post({"load_time": "7", "runs_media": "yes", "preview": "1"})
    assert (status, InboxItem.objects.count()) == (200, 0)
    assert payload(page)[4:] == ["load_time=7", "runs_media=yes"]
    assert "是否兼管本单位的公众号或APP？：是" in page


@pytest.mark.usefixtures("tree")
def test_coded_wave_leads_to_page_one(make_wave: Callable[..., Wave]) -> None:
    make_wave(assurance="coded")
    page = Client().get(MORE).content.decode()
    assert ("请先交第一页" in page, 'href="/s/2026Q4/"' in page) == (True, True)
    status, page = post({"change_6m": "2"})
    assert (status, 'data-page="notice"' in page) == (400, True)
    assert InboxItem.objects.count() == 0


@pytest.mark.usefixtures("wave")
def test_page_speaks_english_to_english_browsers() -> None:
    page = Client(headers={"accept-language": "en"}).get(MORE, {"region": COUNTY}).content.decode()
    assert "How soon must notices in groups usually be answered?" in page
    assert "After hours, and work groups" in page
