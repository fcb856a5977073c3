"""How somebody looks at a page of the first survey, and goes through it by keyboard alone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

WIDTH = 360
MOST_STOPS = 120  # presses of Tab on the longest page


def look(page: Page) -> None:
    """No barrier on this page, and nothing sticks out of a phone."""
    page.wait_for_load_state()
    found = Axe().run(page)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTH, page.url


def step(page: Page, title: str) -> None:
    """Go to the desk and from there where this step of the checklist leads."""
    page.get_by_role("link", name="操作台").first.click()
    page.locator(".steps > li").filter(has=page.get_by_role("heading", name=title)).locator(".button").first.click()
    look(page)


def press(page: Page, target: Locator, key: str = "Enter") -> None:
    """Press Tab until the target has the focus, then the key."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            page.keyboard.press(key)
            return
    pytest.fail(f"{target} cannot be reached by keyboard on {page.url}.")
