"""What was filled in survives a closed tab, stays on the phone for a day at most, and is gone after the receipt."""

import json

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from burden.domain.levels import Level
from burden.intake.codes import issue_codes
from burden.models import Wave
from tests.intake.small_world import COUNTY, OTHER_COUNTY, TOWNSHIP, store_catalogue, store_small_tree, store_wave
from tests.journeys.phone import (
    DRAFT,
    answer_shortly,
    expect_one_short_answer,
    expect_received,
    on_the_phone,
    posted,
    send,
    stored_answers,
    tap,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RESTORED = "上次填的还在"
ORDER = "Array.from(document.querySelectorAll('[name=attitude_5], [name=practices_3m]')).map(choice => choice.value)"


@pytest.fixture
def address(transactional_db: None, live_server: LiveServer) -> str:
    """Address of the survey of a county."""
    store_small_tree()
    store_catalogue()
    store_wave()
    return f"{live_server.url}/s/2026Q4/{COUNTY}/"


def reopened(page: Page, address: str) -> Page:
    """Close the tab and open the address in a new one of the same phone."""
    context = page.context
    page.close()
    again = context.new_page()
    again.goto(address)
    return again


def test_nothing_is_stored_before_the_first_tap(page: Page, address: str) -> None:
    page.goto(address)
    assert on_the_phone(page) == {}


def test_answers_are_back_after_the_tab_was_closed(page: Page, address: str) -> None:
    page.goto(address)
    answer_shortly(page)
    tap(page, "practices_3m", "打卡签到", "定位轨迹")
    order = page.evaluate(ORDER)
    page = reopened(page, address)
    expect(page.get_by_text(RESTORED)).to_be_visible()
    expect(page.get_by_label("乡镇街道")).to_be_checked()
    expect(page.locator("#f-app_count")).to_have_value("8")
    expect(page.locator("#q-app_count").get_by_label("8", exact=True)).to_be_checked()
    expect(page.locator("#f-group_count")).to_have_value("17")
    expect(page.locator("#q-practices_3m").get_by_label("定位轨迹")).to_be_checked()
    # The order that the person answered in is part of the answer.
    assert page.evaluate(ORDER) == order
    assert stored_answers() == []
    send(page)
    expect_received(page)
    expect_one_short_answer()
    assert stored_answers()[0]["practices_3m"] == 9


def test_every_keystroke_is_kept(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("#f-group_count").press_sequentially("123")
    fields = dict(json.loads(on_the_phone(page)[DRAFT])["fields"])
    assert fields["group_count"] == "123"


def test_one_tap_clears_the_draft(page: Page, address: str) -> None:
    page.goto(address)
    answer_shortly(page)
    page = reopened(page, address)
    page.get_by_role("button", name="清除").click()
    expect(page.get_by_text("已清除。")).to_be_visible()
    expect(page.get_by_label("乡镇街道")).not_to_be_checked()
    expect(page.locator("#f-group_count")).to_have_value("")
    expect(page.get_by_label("凭估计")).to_be_checked()
    assert on_the_phone(page) == {}


@pytest.mark.parametrize("hours", [25, -25])
def test_draft_of_yesterday_is_dropped(page: Page, address: str, hours: int) -> None:
    page.goto(address)
    answer_shortly(page)
    age = (
        f"var r = JSON.parse(localStorage['{DRAFT}']); r.saved -= {hours} * 3600 * 1000; "
        f"localStorage['{DRAFT}'] = JSON.stringify(r)"
    )
    page.evaluate(age)
    page = reopened(page, address)
    expect(page.locator("#f-group_count")).to_have_value("")
    expect(page.get_by_text(RESTORED)).to_have_count(0)
    assert on_the_phone(page) == {}


@pytest.mark.parametrize("broken", ["{", "[]", "null", '{"saved": 1}', '{"saved": "x", "fields": 3}'])
def test_broken_draft_is_dropped(page: Page, address: str, broken: str) -> None:
    page.goto(address)
    page.evaluate(f"localStorage['{DRAFT}'] = {json.dumps(broken)}")
    page = reopened(page, address)
    expect(page.get_by_role("button", name="提交")).to_be_visible()
    assert on_the_phone(page) == {}


def test_drafts_of_two_waves_stay_apart(page: Page, address: str) -> None:
    store_wave("2026Q3", state=Wave.State.OPEN)
    page.goto(address)
    page.locator("#f-group_count").fill("17")
    page = reopened(page, address.replace("2026Q4", "2026Q3"))
    expect(page.locator("#f-group_count")).to_have_value("")
    page.locator("#f-group_count").fill("3")
    page = reopened(page, address)
    expect(page.locator("#f-group_count")).to_have_value("17")


def test_draft_brings_its_region_back(page: Page, address: str) -> None:
    page.goto(address)
    tap(page, "level_code", "乡镇街道")
    page.locator("select[name=below_code]").select_option(TOWNSHIP)
    page.locator("#f-group_count").fill("17")
    page = reopened(page, address.replace(COUNTY, OTHER_COUNTY))
    expect(page.get_by_text(RESTORED)).to_be_visible()
    expect(page.locator("#q-region_code .chosen")).to_have_text("云汀省 澄江市 青禾县")
    expect(page.locator("#f-group_count")).to_have_value("17")
    assert stored_answers() == []
    send(page)
    expect_received(page)
    assert stored_answers()[0]["region_code"] == TOWNSHIP


def test_region_found_on_the_page_keeps_the_answers(page: Page, address: str) -> None:
    page.goto(address)
    answer_shortly(page)
    page.locator("#q-region_code summary").click()
    page.get_by_label("输入两个字，或拼音首字母").fill("白沙")
    page.get_by_label("输入两个字，或拼音首字母").press("Enter")
    page.get_by_text("云汀省 澄江市 白沙县", exact=True).click()
    expect(page.locator("#q-region_code .chosen")).to_have_text("云汀省 澄江市 白沙县")
    page = reopened(page, address)
    expect(page.locator("#q-region_code .chosen")).to_have_text("云汀省 澄江市 白沙县")
    send(page)
    expect_received(page)
    expect_one_short_answer()
    assert stored_answers()[0]["region_code"] == OTHER_COUNTY


def test_nothing_is_left_on_the_phone_after_the_receipt(page: Page, address: str) -> None:
    page.goto(address)
    answer_shortly(page)
    send(page)
    expect_received(page)
    assert on_the_phone(page) == {}
    assert page.evaluate("sessionStorage.length") == 0
    assert page.context.cookies() == []


def test_reloading_the_receipt_sends_nothing_and_shows_no_empty_form(page: Page, address: str) -> None:
    page.goto(address)
    answer_shortly(page)
    send(page)
    expect_received(page)
    bodies = posted(page)
    page.reload()
    expect_received(page)
    assert bodies == []
    expect_one_short_answer()


def test_draft_that_cannot_be_removed_is_overwritten(page: Page, address: str) -> None:
    page.add_init_script("Storage.prototype.removeItem = Storage.prototype.clear = function () {}")
    page.goto(address)
    answer_shortly(page)
    send(page)
    expect_received(page)
    assert on_the_phone(page) == {DRAFT: ""}
    expect(page.get_by_text("没有让本页删掉")).to_have_count(0)


def test_person_is_told_when_the_phone_keeps_the_draft(page: Page, address: str) -> None:
    page.add_init_script(
        "var set = Storage.prototype.setItem; Storage.prototype.removeItem = function () {};"
        "Storage.prototype.setItem = function (name, value) { if (value) { set.call(this, name, value); } }"
    )
    page.goto(address)
    answer_shortly(page)
    send(page)
    expect_received(page)
    expect(page.get_by_text("没有让本页删掉")).to_be_visible()


def test_place_page_leads_back_to_what_was_left_half_filled_in(page: Page, address: str) -> None:
    page.goto(address)
    answer_shortly(page)
    page = reopened(page, address.replace(f"{COUNTY}/", ""))
    expect(page.get_by_text("有一份没填完的")).to_be_visible()
    page.get_by_role("button", name="接着填").click()
    expect(page.locator("#f-group_count")).to_have_value("17")


def test_place_page_clears_what_was_left_half_filled_in(page: Page, address: str) -> None:
    page.goto(address)
    answer_shortly(page)
    page = reopened(page, address.replace(f"{COUNTY}/", ""))
    page.get_by_role("button", name="清除").click()
    expect(page.get_by_text("已清除。")).to_be_visible()
    assert on_the_phone(page) == {}


def test_report_left_half_filled_in_is_found_again_with_its_pass(
    page: Page, transactional_db: None, live_server: LiveServer
) -> None:
    store_small_tree()
    store_catalogue()
    [code] = issue_codes(wave=store_wave(assurance="coded"), region_code=COUNTY, level=Level.TOWNSHIP, number=1)
    page.goto(f"{live_server.url}/s/2026Q4/{COUNTY}/#code={code}")
    answer_shortly(page)
    send(page)
    expect_received(page)
    page.get_by_role("button", name="填各个APP的使用情况").click()
    tap(page, "A01", "在用")
    page.locator("#f-minutes_A01").fill("25")
    page = reopened(page, f"{live_server.url}/s/2026Q4/usage/")
    page.get_by_role("button", name="接着填").click()
    expect(page.locator("#f-minutes_A01")).to_have_value("25")
    # Place and level came along; there is no need to look at them again.
    expect(page.locator("details.who")).not_to_have_attribute("open", "")
    send(page)
    expect_received(page)
    assert [report["minutes"] for report in stored_answers("usage")] == [[25]]
    assert on_the_phone(page) == {}
