"""What a person does with the survey on a phone, for the tests that watch the phone's side."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import BrowserContext, Page, Request, expect

from burden.models import InboxItem

DRAFT = "survey/2026Q4/response"


def tap(page: Page, question: str, *texts: str) -> None:
    """Tap chips of a question by their exact texts."""
    for text in texts:
        page.locator(f"#q-{question} .chips").get_by_text(text, exact=True).first.click()


def answer_shortly(page: Page) -> None:
    """Answer four questions: level 60, 8 apps, 17 groups typed, rather averse."""
    tap(page, "level_code", "乡镇街道")
    tap(page, "app_count", "8")
    page.locator("#f-group_count").fill("17")
    tap(page, "attitude_5", "较反感")


SHORT_ANSWER = {"level": 60, "app_count": 8, "group_count": 17, "attitude_5": 4}


def send(page: Page) -> None:
    page.get_by_role("button", name="提交").click()


def expect_received(page: Page) -> None:
    expect(page.get_by_role("heading", name="已收到")).to_be_visible()


def expect_unsent(page: Page) -> None:
    expect(page.get_by_text("还没发出")).to_be_visible()
    expect(page.get_by_text("已收到")).to_have_count(0)


def stored_answers(kind: str = "response") -> list[dict[str, object]]:
    return [item.answers for item in InboxItem.objects.filter(kind=kind)]


def expect_one_short_answer() -> None:
    [answers] = stored_answers()
    assert {name: answers[name] for name in SHORT_ANSWER} == SHORT_ANSWER


def on_the_phone(page: Page) -> dict[str, str]:
    """Return what the phone's storage holds for the site."""
    held: dict[str, str] = page.evaluate("Object.assign({}, window.localStorage)")
    return held


@contextmanager
def offline(context: BrowserContext) -> Iterator[None]:
    context.set_offline(True)
    try:
        yield
    finally:
        context.set_offline(False)


def switch_off(page: Page) -> None:
    """Close a page that is offline, so that it sends nothing any more.

    Chromium lifts the blockade before the page is gone, and a try that falls into that moment gets through.
    """
    page.evaluate("XMLHttpRequest.prototype.send = function () {}")
    page.close()


def posted(page: Page) -> list[str]:
    """Return a list that will hold the body of every POST of the page."""
    bodies: list[str] = []

    def note(request: Request) -> None:
        if request.method == "POST":
            bodies.append(request.post_data or "")

    page.on("request", note)
    return bodies
