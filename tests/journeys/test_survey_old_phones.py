"""Phones that lack what newer ones have: no script, no storage, no newer interface; the answer arrives all the same."""

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.intake.small_world import COUNTY, store_catalogue, store_small_tree, store_wave
from tests.journeys.phone import answer_shortly, expect_one_short_answer, expect_received, on_the_phone, send

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# What webviews of 2017 lack, or have and refuse.
MISSING = """
[
  [window, "fetch"], [window, "Promise"], [window, "Map"], [window, "Set"], [window, "Symbol"], [window, "FormData"],
  [window, "URLSearchParams"], [window, "indexedDB"], [window, "DOMParser"], [window, "CustomEvent"],
  [window, "crypto"], [window, "IntersectionObserver"], [window, "MutationObserver"],
  [Array, "from"], [Array, "of"], [Object, "assign"], [Object, "entries"], [Object, "values"],
  [Array.prototype, "includes"], [Array.prototype, "find"], [Array.prototype, "flat"],
  [String.prototype, "includes"], [String.prototype, "startsWith"], [String.prototype, "replaceAll"],
  [String.prototype, "padStart"], [NodeList.prototype, "forEach"],
  [Element.prototype, "closest"], [Element.prototype, "remove"], [Element.prototype, "append"],
  [Element.prototype, "matches"], [Element.prototype, "replaceWith"], [Element.prototype, "toggleAttribute"],
  [Navigator.prototype, "serviceWorker"], [Navigator.prototype, "sendBeacon"], [History.prototype, "replaceState"],
  [XMLHttpRequest.prototype, "responseType"], [XMLHttpRequest.prototype, "timeout"],
  [XMLHttpRequest.prototype, "responseXML"], [SubmitEvent.prototype, "submitter"],
  [HTMLFormElement.prototype, "requestSubmit"], [HTMLTemplateElement.prototype, "content"]
].forEach(function (one) { delete one[0][one[1]]; });
"""


@pytest.fixture
def address(transactional_db: None, live_server: LiveServer) -> str:
    store_small_tree()
    store_catalogue()
    store_wave()
    return f"{live_server.url}/s/2026Q4/{COUNTY}/"


def test_answer_arrives_where_newer_interfaces_are_missing(page: Page, address: str) -> None:
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.add_init_script(MISSING)
    page.goto(address)
    answer_shortly(page)
    send(page)
    expect_received(page)
    assert problems == []
    expect_one_short_answer()


def test_answer_arrives_without_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 640}, locale="zh-CN")
    page = context.new_page()
    page.goto(address)
    answer_shortly(page)
    send(page)
    expect_received(page)
    context.close()
    expect_one_short_answer()


def test_receipt_without_script_erases_what_the_script_had_kept(page: Page, address: str) -> None:
    page.goto(address)
    answer_shortly(page)
    # The network let the page through this time, but not its script.
    page.route("**/survey*.js", lambda route: route.abort())
    page.goto(address)
    answer_shortly(page)
    page.unroute("**/survey*.js")
    send(page)
    expect_received(page)
    expect_one_short_answer()
    page.wait_for_function("Object.keys(window.localStorage).length === 0")
    assert on_the_phone(page) == {}
