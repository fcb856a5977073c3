"""Every page of the desk on a phone: no barrier by day or by night, no way aside, and all of it by keyboard."""

import pytest
from playwright.sync_api import Page

from tests.journeys.barriers import PHONE_WIDTH, barriers
from tests.journeys.desk.conftest import Desk
from tests.journeys.desk.keyboard import walk
from tests.journeys.desk.ways import WAYS, Way

# What can be touched and is less than 44 pixels high, by what it says.
SMALL = """
() => [...document.querySelectorAll('nav a, button, .button, summary, select, .site-foot li a')]
  .filter(e => e.checkVisibility() && e.tabIndex >= 0 && !e.matches('.skip'))
  .filter(e => e.getBoundingClientRect().height > 0 && e.getBoundingClientRect().height < 43.5)
  .map(e => `too small: ${e.textContent.trim()}`)
"""
# What makes the page wider than the phone; tables scroll in boxes of their own.
WIDE = """
width => document.documentElement.scrollWidth <= width ? [] : ['too wide'].concat(
  [...document.querySelectorAll('main *')]
    .filter(e => e.getBoundingClientRect().right > width + 1 && !e.closest('.table-scroll'))
    .map(e => `too wide: ${e.outerHTML.slice(0, 160)}`).slice(0, 3))
"""
LANGUAGES = ("en", "zh-hant", "zh-hans")
# How a page is broken, and what is then to be found on it.
FAULTS = {
    "document.styleSheets[0].insertRule(':focus-visible { outline: none !important }')": "unseen: <a",
    "document.querySelector('main .button').tabIndex = -1": "not reached: <a",
    "document.querySelector('main .button').tabIndex = 3": "not reached: <a",
    "document.querySelector('.skip').remove()": "no way round",
    "document.querySelector('main').insertAdjacentHTML('afterend', '<div id=lid></div>');"
    "document.querySelector('#lid').style = 'position: fixed; inset: 9rem 0 0 0; background: red'": "covered: <a",
    "document.querySelector('main p').style = 'width: 23rem'": "too wide",
    "document.querySelector('main .button').style = 'min-height: 0; padding: 0'": "too small: ",
    "document.querySelector('main p').style = 'color: #bbb'": "by day: ",
    "document.querySelector('main p').style = 'color: #222'": "by night: ",
    "document.querySelector('main p').style = 'min-width: 14rem'": "large letters: too wide",
}

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db]


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_a_page_has_no_barrier_by_day_or_night_in_any_language_nor_for_the_keyboard(
    desk: Desk, page: Page, way: Way
) -> None:
    for language in LANGUAGES:
        page.context.add_cookies([{"name": "django_language", "value": language, "url": desk.address}])
        desk.open(page, way)
        # What respondents will see has a choice of languages of its own.
        assert page.locator("html").get_attribute("lang") == language or "/preview/" in way.path
        assert page.locator("main h1").count() == 1
        assert what_does_not_fit(page) == [], language
    assert what_keeps_out(page) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_page_that_is_broken_on_purpose_does_not_pass(desk: Desk, page: Page, fault: str) -> None:
    desk.open(page, Way("/operate/health/"))
    assert [*what_does_not_fit(page), *what_keeps_out(page)] == []

    desk.open(page, Way("/operate/health/"))
    page.evaluate(fault)

    assert FAULTS[fault] in "\n".join((*what_does_not_fit(page), *what_keeps_out(page)))


def what_does_not_fit(page: Page) -> list[str]:
    """Return what is wider than the phone or too small to touch."""
    return [*page.evaluate(WIDE, PHONE_WIDTH), *page.evaluate(SMALL)]


def what_keeps_out(page: Page) -> list[str]:
    """Return the page's barriers by day and by night, those on the way by Tab, and what large letters push aside."""
    found = []
    page.emulate_media(color_scheme="light", reduced_motion="reduce")  # what glides would not have arrived yet
    found += [f"by day: {report}" for report in filter(None, [barriers(page)])]
    page.emulate_media(color_scheme="dark")
    # Nothing but the colours changes.
    found += [f"by night: {report}" for report in filter(None, [barriers(page, "color-contrast")])]
    found += walk(page)
    page.evaluate("document.documentElement.style.fontSize = '225%'")
    return found + [f"large letters: {what}" for what in page.evaluate(WIDE, PHONE_WIDTH)]
