"""On a bad network an answer waits on the phone, leaves by itself, and is never said to be received too early."""

import pytest
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from burden.models import Wave
from tests.intake.small_world import COUNTY, store_catalogue, store_small_tree, store_wave
from tests.journeys.phone import (
    answer_shortly,
    expect_one_short_answer,
    expect_received,
    expect_unsent,
    offline,
    on_the_phone,
    posted,
    send,
    stored_answers,
    switch_off,
    tap,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NO_STORAGE = "Object.defineProperty(window, 'localStorage', {get: function () { throw new Error('refused'); }})"
FULL_STORAGE = "Storage.prototype.setItem = function () { throw new Error('full'); }"
LYING_STORAGE = "Storage.prototype.setItem = function () {}"


@pytest.fixture
def address(transactional_db: None, live_server: LiveServer) -> str:
    store_small_tree()
    store_catalogue()
    store_wave()
    return f"{live_server.url}/s/2026Q4/{COUNTY}/"


def test_answer_leaves_by_itself_when_the_network_is_back(page: Page, address: str) -> None:
    page.goto(address)
    answer_shortly(page)
    with offline(page.context):
        send(page)
        expect_unsent(page)
        expect(page.get_by_text("可以先关掉这一页，下次打开时接着发")).to_be_visible()
        assert stored_answers() == []
    expect_received(page)
    expect_one_short_answer()
    assert on_the_phone(page) == {}


@pytest.mark.parametrize("opened", ["", f"{COUNTY}/", "usage/"])
def test_answer_leaves_by_itself_when_a_page_of_the_wave_is_opened(page: Page, address: str, opened: str) -> None:
    page.goto(address)
    answer_shortly(page)
    context = page.context
    with offline(context):
        send(page)
        expect_unsent(page)
        page.close()
    page = context.new_page()
    page.goto(address.replace(f"{COUNTY}/", opened))
    expect_received(page)
    expect_one_short_answer()
    assert on_the_phone(page) == {}


def test_waiting_answer_is_shown_and_locked(page: Page, address: str) -> None:
    page.goto(address)
    answer_shortly(page)
    with offline(page.context):
        send(page)
        expect_unsent(page)
        expect(page.locator("#f-group_count")).to_be_disabled()
        expect(page.locator("#f-group_count")).to_have_value("17")
        expect(page.get_by_role("button", name="提交")).to_have_count(0)
        expect(page.get_by_role("button", name="现在再试")).to_be_enabled()
        expect(page.get_by_role("button", name="现在再试")).to_be_in_viewport(ratio=1)


def test_person_can_ask_for_another_try(page: Page, address: str) -> None:
    page.goto(address)
    answer_shortly(page)
    page.route("**/s/**", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    send(page)
    expect_unsent(page)
    page.unroute("**/s/**")
    page.get_by_role("button", name="现在再试").click()
    expect_received(page)
    expect_one_short_answer()


def cut_off(page: Page) -> list[str]:
    """Let every POST fail from now on, with the page's clock standing still; return a list of their bodies."""
    page.route("**/s/**", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    page.clock.pause_at(page.evaluate("Date.now() + 1000"))
    return posted(page)


@pytest.mark.parametrize(
    "woken_by",
    [
        "window.dispatchEvent(new Event('online'))",
        "window.dispatchEvent(new Event('pageshow'))",
        "document.dispatchEvent(new Event('visibilitychange'))",
    ],
)
def test_answer_is_tried_again_when_network_or_person_return(page: Page, address: str, woken_by: str) -> None:
    page.clock.install()
    page.goto(address)
    answer_shortly(page)
    bodies = cut_off(page)
    send(page)
    expect_unsent(page)
    assert len(bodies) == 1
    page.unroute("**/s/**")
    page.evaluate(woken_by)
    expect_received(page)
    assert len(bodies) == 2


def test_pauses_between_tries_grow(page: Page, address: str) -> None:
    page.clock.install()
    page.goto(address)
    answer_shortly(page)
    bodies = cut_off(page)
    send(page)
    expect_unsent(page)
    after_ten_seconds = 0
    for second in range(70):
        page.clock.run_for(1000)
        if second == 10:
            after_ten_seconds = len(bodies)
    # Pauses of 1, 2, 4, 8, 16 and 32 seconds, each a quarter more or less.
    assert 3 <= after_ten_seconds <= 5
    assert 5 <= len(bodies) <= 7
    assert len(set(bodies)) == 1


@pytest.mark.parametrize("script", [NO_STORAGE, FULL_STORAGE, LYING_STORAGE], ids=["refused", "full", "lying"])
def test_person_is_asked_to_keep_the_page_open_where_nothing_can_be_stored(
    page: Page, address: str, script: str
) -> None:
    page.add_init_script(script)
    page.goto(address)
    answer_shortly(page)
    with offline(page.context):
        send(page)
        expect_unsent(page)
        expect(page.get_by_text("请不要关掉这一页")).to_be_visible()
    expect_received(page)
    expect_one_short_answer()


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (503, "<main data-page=retry><h1>暂时没有收到</h1></main>"),
        (502, "<h1>Bad Gateway</h1>"),
        (429, "<h1>Too Many Requests</h1>"),
        (200, "<html><body><h1>欢迎使用免费无线网络，请登录</h1></body></html>"),
    ],
)
def test_answer_of_a_box_on_the_way_is_no_receipt(page: Page, address: str, status: int, body: str) -> None:
    tries: list[Route] = []

    def stand_between(route: Route) -> None:
        if route.request.method == "POST" and not tries:
            tries.append(route)
            route.fulfill(status=status, content_type="text/html; charset=utf-8", body=body)
        else:
            route.continue_()

    page.route("**/s/**", stand_between)
    page.goto(address)
    answer_shortly(page)
    bodies = posted(page)
    send(page)
    expect_received(page)
    expect_one_short_answer()
    assert len(tries) == 1
    assert len(bodies) == 2
    assert bodies[0] == bodies[1]


def test_mistake_found_by_the_server_ends_the_tries_and_keeps_the_answers(page: Page, address: str) -> None:
    page.goto(address)
    tap(page, "level_code", "乡镇街道")
    tap(page, "app_count", "3")
    page.locator("#f-idle_app_count").fill("7")
    with offline(page.context):
        send(page)
        expect_unsent(page)
    expect(page.locator("#q-idle_app_count")).to_contain_text("没打开过的不能比装了的多")
    expect(page.locator("#f-idle_app_count")).to_be_enabled()
    page.locator("#f-idle_app_count").fill("1")
    send(page)
    expect_received(page)
    assert [answers["idle_app_count"] for answers in stored_answers()] == [1]
    assert on_the_phone(page) == {}


def test_closed_wave_ends_the_tries_and_erases_the_draft(page: Page, address: str) -> None:
    page.goto(address)
    answer_shortly(page)
    with offline(page.context):
        send(page)
        expect_unsent(page)
        Wave.objects.update(state=Wave.State.CLOSED)
    expect(page.get_by_text("已截止")).to_be_visible()
    assert stored_answers() == []
    assert on_the_phone(page) == {}


def test_answer_that_waited_for_a_day_is_dropped_and_told(page: Page, address: str) -> None:
    page.goto(address)
    answer_shortly(page)
    context = page.context
    with offline(context):
        send(page)
        expect_unsent(page)
        page.evaluate(
            "for (var name in localStorage) { if (name.indexOf('survey/') === 0) {"
            "  var r = JSON.parse(localStorage[name]); r.saved -= 25 * 3600 * 1000;"
            "  localStorage[name] = JSON.stringify(r); } }"
        )
        switch_off(page)
    page = context.new_page()
    page.goto(address)
    expect(page.get_by_text("一天之内没能发出")).to_be_visible()
    expect(page.locator("#f-group_count")).to_have_value("")
    assert on_the_phone(page) == {}
    assert stored_answers() == []


def test_missing_level_is_asked_for_before_anything_waits(page: Page, address: str) -> None:
    page.goto(address)
    tap(page, "app_count", "8")
    with offline(page.context):
        send(page)
        expect(page.get_by_text("请先选您所在的单位。")).to_be_visible()
        expect(page.get_by_role("button", name="提交")).to_be_enabled()
    tap(page, "level_code", "乡镇街道")
    send(page)
    expect_received(page)
