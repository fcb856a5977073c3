"""Every page at a desk and on a phone: charts drawn, nobody else asked, no barrier, room for large text."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.aggregation.world import PROVINCE
from tests.journeys.dashboards.visits import DESK, PHONE, Visit

WHAT_IF = "/d/what-if/?stop=A1&merge=A2&groups=2"
PAGES = [
    "/",
    "/d/",
    f"/d/regions/{PROVINCE}/",
    "/d/compare/",
    "/d/distribution/",
    "/d/practices/",
    "/d/notices/",
    "/d/trends/",
    "/d/profile/",
    "/d/quality/",
    "/d/before-after/",
    "/d/apps/",
    "/d/apps/A1/",
    "/d/board/",
    WHAT_IF,
    "/results/",
    "/method/",
    "/privacy/",
    "/self-check/",
]
FIGURE_PAGES = [
    "/d/",
    f"/d/regions/{PROVINCE}/",
    "/d/compare/",
    "/d/distribution/",
    "/d/practices/",
    "/d/trends/",
    "/d/quality/",
    "/d/apps/",
    "/d/apps/A1/",
    WHAT_IF,
]


# What can be touched and is less than 44 pixels high, by what it says.
SMALL_TARGETS = """
() => [...document.querySelectorAll('nav a, button, .button, summary, select, .site-foot li a')]
  .filter(e => e.checkVisibility() && !e.matches('.skip'))
  .filter(e => e.getBoundingClientRect().height > 0 && e.getBoundingClientRect().height < 43.5)
  .map(e => e.textContent.trim())
"""

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_pages_at_a_desk_draw_under_the_strict_policy_and_have_no_barrier(visit: Visit) -> None:
    visit.page.set_viewport_size(DESK)
    visit.page.emulate_media(color_scheme="light")
    for path in PAGES:
        page = visit.open_drawn(path)
        if path in FIGURE_PAGES:
            assert page.locator("[data-figure]").count() > 0, path
            assert page.locator(".main-svg").count() > 0, path
        assert width(page) <= DESK["width"], path
        assert_no_barrier(page, path)
    assert visit.complaints == []
    assert visit.foreign == []


@pytest.mark.long
def test_pages_on_a_phone_in_the_dark_are_read_and_touched_at_any_text_size(visit: Visit) -> None:
    visit.page.set_viewport_size(PHONE)
    visit.page.emulate_media(color_scheme="dark")
    for path in PAGES:
        page = visit.open_drawn(path)
        assert width(page) <= PHONE["width"], path
        assert page.evaluate(SMALL_TARGETS) == [], path
        assert_no_barrier(page, path)
        page.evaluate("document.documentElement.style.fontSize = '225%'")
        assert width(page) <= PHONE["width"], (path, "large text")
    assert visit.complaints == []


def width(page: Page) -> int:
    """Return how many pixels wide the page is, what one has to scroll to included."""
    return int(page.evaluate("document.documentElement.scrollWidth"))


def assert_no_barrier(page: Page, path: str) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, f"{path}: {found.generate_report()}"
