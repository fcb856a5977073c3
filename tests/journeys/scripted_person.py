"""A scripted person with an old phone on a slow network, who fills in page 1 at the pace of a person.

The pace is a model, not a measurement: 6 Chinese characters a second, 300 ms a tap or swipe, 2 s to remember
whatever has to be remembered.  What the phone, the network and the server take is measured.
"""

import re
import time
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import CDPSession, Locator, Page, expect

CHARACTERS_A_SECOND = 6
TAP_SECONDS = 0.3
RECALL_SECONDS = 2.0
CPU_SLOWDOWN = 4
VISIBLE_PART = (70, 600)  # a target between these heights of a 640-point screen needs no swipe
SWIPE = 380
CHINESE = re.compile("[\u4e00-\u9fff]")

# What a person reads of a part of the page: text that shows, of the app list only down to the third name.
READ = """
(part) => {
  const out = [];
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const holder = walker.currentNode.parentElement;
    if (holder.closest('select, .visually-hidden, [hidden], .picker-list li:nth-child(n+4)')) continue;
    if (holder.checkVisibility()) out.push(walker.currentNode.data);
  }
  return out.join('');
}
"""
MOVE = "(way) => { const from = scrollY; scrollBy({top: way, behavior: 'instant'}); return from !== scrollY; }"


@dataclass(frozen=True, kw_only=True)
class Network:
    """A link as the browser's own emulation makes it: kilobits a second, milliseconds to the first byte."""

    name: str
    down: int
    up: int
    latency: int


EDGE = Network(name="EDGE", down=120, up=50, latency=400)
SLOW_3G = Network(name="Slow 3G", down=400, up=400, latency=2000)


@dataclass(frozen=True, kw_only=True)
class Load:
    """First load of a page: seconds until its first question can be tapped and until its script has run."""

    tappable: float
    complete: float
    requests: int
    kilobytes: float


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One filling-in: seconds from the first tap to "received", those of machines among them, and the rest."""

    seconds: float
    machine_seconds: float
    reading_before: float
    characters: int
    taps: int
    swipes: int


def slow_down(page: Page, network: Network | None) -> CDPSession:
    """Make the page's processor four times slower and its network that of ``network``; None leaves the network."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    if network:
        session.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": network.latency,
                "downloadThroughput": network.down * 1000 / 8,
                "uploadThroughput": network.up * 1000 / 8,
            },
        )
    session.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWDOWN})
    return session


def first_load(page: Page, session: CDPSession, address: str) -> Load:
    """Open page 1 with an empty cache and measure; bytes are those on the wire, headers included."""
    asked: list[str] = []
    received: list[float] = []

    def note(event: dict[str, Any]) -> None:
        if event["request"]["url"].startswith("http"):
            asked.append(event["request"]["url"])

    session.on("Network.requestWillBeSent", note)
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    start = time.monotonic()
    page.goto(address, wait_until="commit")
    page.locator("#q-level_code label").first.tap(trial=True)
    page.wait_for_function("performance.getEntriesByType('paint').length > 0")
    tappable = time.monotonic() - start
    page.wait_for_load_state("load")
    complete = time.monotonic() - start
    page.wait_for_load_state("networkidle")
    return Load(tappable=tappable, complete=complete, requests=len(asked), kilobytes=sum(received) / 1024)


class Person:
    """Somebody who reads, remembers and taps; ``waits`` really lets the time pass, else it is only added up."""

    def __init__(self, page: Page, *, waits: bool) -> None:
        self.page = page
        self.waits = waits
        self.own_seconds = 0.0  # what reading, remembering and moving the finger take
        self.left_out = 0.0  # of these, what was added up and not waited for
        self.characters = 0
        self.taps = 0
        self.swipes = 0

    def read(self, part: Locator) -> None:
        """Read what shows of a part of the page."""
        start = time.monotonic()
        characters = len(CHINESE.findall(part.evaluate(READ)))
        self.characters += characters
        self._take(characters / CHARACTERS_A_SECOND, start)

    def recall(self) -> None:
        """Remember something."""
        self._take(RECALL_SECONDS, time.monotonic())

    def tap(self, target: Locator) -> None:
        """Swipe until the target shows, then tap its middle, whatever lies there."""
        start = time.monotonic()
        while self._swiped_towards(target):
            self.swipes += 1
            self._take(TAP_SECONDS, start)
            start = time.monotonic()
        box = target.bounding_box()
        assert box is not None
        self.taps += 1
        self._take(TAP_SECONDS, start)
        self.page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    def _swiped_towards(self, target: Locator) -> bool:
        """Move the page where the target lies out of sight; False where it shows or the page can move no more."""
        box = target.bounding_box()
        assert box is not None
        top, bottom = VISIBLE_PART
        way = SWIPE if box["y"] + box["height"] > bottom else -SWIPE if box["y"] < top else 0
        return bool(self.page.evaluate(MOVE, way))

    def _take(self, seconds: float, start: float) -> None:
        """Let the person's time pass since ``start``; looking the page up for the script happens within it."""
        self.own_seconds += seconds
        rest = max(0.0, seconds - (time.monotonic() - start))
        if self.waits:
            self.page.wait_for_timeout(rest * 1000)
        else:
            self.left_out += rest


def fill_in(page: Page, *, waits: bool) -> Visit:
    """Answer every question of page 1, send it, and wait for "received"."""
    person = Person(page, waits=waits)
    for part in page.locator("main > :not(form), #q-region_code, #q-level_code").all():
        person.read(part)
    reading_before, person.own_seconds, person.left_out = person.own_seconds, 0.0, 0.0
    start = time.monotonic()
    person.tap(chip(page, "level_code", "乡镇街道"))
    answer_numbers(page, person)
    name_the_heaviest_app(page, person)
    for part in page.locator("#q-apps ~ *").all():
        person.read(part)
    person.tap(page.locator("button.send:visible"))
    expect(page.get_by_role("heading", name="已收到")).to_be_visible(timeout=60_000)
    seconds = time.monotonic() - start + person.left_out
    return Visit(
        seconds=seconds,
        machine_seconds=seconds - person.own_seconds,
        reading_before=reading_before,
        characters=person.characters,
        taps=person.taps,
        swipes=person.swipes,
    )


def answer_numbers(page: Page, person: Person) -> None:
    """Answer A3 to A10 in the order of the page."""
    for field, *texts in (
        ("app_count", "10"),
        ("idle_app_count", "2"),
        ("account_count", "5"),
        ("group_count", "15"),
        ("app_minutes_per_day", "30"),
        ("group_minutes_per_day", "20"),
        ("attitude_5", "较反感"),
        ("practices_3m", "打卡签到", "同一数据多处填"),
    ):
        person.read(page.locator(f"#q-{field}"))
        if field != "attitude_5":
            person.recall()
        for text in texts:
            person.tap(chip(page, field, text))
        if field == "app_count":  # eleven is two taps
            person.tap(page.locator("#q-app_count [data-by='1']"))


def name_the_heaviest_app(page: Page, person: Person) -> None:
    """Pick the third of the apps offered first, its minutes and two of its demands (A11)."""
    person.read(page.locator("#q-apps"))
    person.recall()
    person.tap(page.locator("#q-apps .pick").nth(2))
    person.recall()
    person.tap(page.locator("#q-apps label:has([name='app_0_minutes_chip'][value='20'])"))
    person.tap(page.locator("label[for='f-app_0_is_required']"))
    person.tap(page.locator("label[for='f-app_0_has_points_rank']"))


def chip(page: Page, field: str, text: str) -> Locator:
    """Return the chip of a question by its text."""
    return page.locator(f"#q-{field} .chips label.chip").get_by_text(text, exact=True).first
