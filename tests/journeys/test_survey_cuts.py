"""Exactly one row for every answer, wherever its way is cut: real browser, real server process, real connections."""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from burden.models import InboxItem
from tests.intake.small_world import COUNTY, store_catalogue, store_small_tree, store_wave
from tests.journeys.bad_network import BadNetwork, Cut, Plan
from tests.journeys.phone import on_the_phone, send, tap
from tests.journeys.web_process import WebProcess

RUNS = 200
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RECEIVED_MILLISECONDS = 60_000
LONGEST_DELAY = 0.06  # seconds; a submission takes about a third of it


@dataclass
class Way:
    """From a browser over a bad network to a server."""

    server: WebProcess
    network: BadNetwork

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.network.port}/s/2026Q4/"


@pytest.fixture
def way(site_environment: dict[str, str], tmp_path: Path) -> Iterator[Way]:
    store_small_tree()
    store_catalogue()
    store_wave()
    with WebProcess(site_environment, tmp_path / "web.log") as server, BadNetwork(server.port) as network:
        yield Way(server=server, network=network)


def answered_page(context: BrowserContext, way: Way, number: int) -> Page:
    """Fill in a survey that is told from the others by its number of groups."""
    page = context.new_page()
    page.goto(f"{way.address}{COUNTY}/")
    tap(page, "level_code", "乡镇街道")
    page.locator("#f-group_count").fill(str(number))
    return page


def expect_received(page: Page) -> None:
    expect(page.get_by_role("heading", name="已收到")).to_be_visible(timeout=RECEIVED_MILLISECONDS)
    assert on_the_phone(page) == {}


def cut_at(cut: Cut) -> Callable[[random.Random, Way, Page], None]:
    def run(chance: random.Random, way: Way, page: Page) -> None:
        plan = way.network.plan(Plan(cut=cut, share=chance.random()))
        send(page)
        assert plan.happened.wait(RECEIVED_MILLISECONDS / 1000)
        expect_received(page)

    return run


def kill_tab(chance: random.Random, way: Way, page: Page) -> None:
    """Let the tab crash at some moment around the sending, before the reply, and open another page of the survey."""
    context = page.context
    is_gone = threading.Event()
    plan = way.network.plan(Plan(sent=lambda: time.sleep(chance.random() * LONGEST_DELAY), may_reply=is_gone))
    page.evaluate("document.querySelector('.send').click()")
    if chance.random() < 0.5:
        plan.happened.wait(RECEIVED_MILLISECONDS / 1000)
    crash(page)
    is_gone.set()
    again = context.new_page()
    again.goto(way.address + chance.choice(["", f"{COUNTY}/"]))
    expect_received(again)


def crash(page: Page) -> None:
    with page.expect_event("crash"), suppress(Error):  # there is nobody left to answer
        page.goto("chrome://crash")


def kill_server(chance: random.Random, way: Way, page: Page) -> None:
    def kill() -> None:
        time.sleep(chance.random() * LONGEST_DELAY)
        way.server.kill()

    plan = way.network.plan(Plan(sent=kill))
    send(page)
    assert plan.happened.wait(RECEIVED_MILLISECONDS / 1000)
    way.server.start()
    page.evaluate("window.dispatchEvent(new Event('online'))")  # what a phone says when the network is back
    expect_received(page)


CUTS: dict[str, Callable[[random.Random, Way, Page], None]] = {
    **{cut.value: cut_at(cut) for cut in Cut},
    "tab killed": kill_tab,
    "server killed": kill_server,
}


@pytest.mark.long
def test_each_of_two_hundred_cut_answers_is_kept_exactly_once(browser: Browser, way: Way) -> None:
    """Each is cut once, in one of the ways in turn; after each all of them are looked after."""
    chance = random.Random(200)
    for number in range(RUNS):
        name = list(CUTS)[number % len(CUTS)]
        context = browser.new_context(viewport={"width": 360, "height": 640}, locale="zh-CN")
        CUTS[name](chance, way, answered_page(context, way, number))
        context.close()
        kept = Counter(item.answers["group_count"] for item in InboxItem.objects.all())
        assert kept == Counter(range(number + 1)), f"run {number}, {name}"
