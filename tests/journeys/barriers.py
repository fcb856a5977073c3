"""What keeps people out of a page: barriers that axe finds, and what sticks out of a phone."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

PHONE_WIDTH = 360


def check(page: Page) -> None:
    """The page has no barrier, and nothing sticks out of a phone."""
    assert barriers(page) == ""
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE_WIDTH


def barriers(page: Page, *rules: str) -> str:
    """Return what axe has to say of the page, by these rules or all; nothing where it finds no barrier."""
    found = Axe().run(page, options={"resultTypes": ["violations"]} | ({"runOnly": list(rules)} if rules else {}))
    return str(found.generate_report()) if found.violations_count else ""
