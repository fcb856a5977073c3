"""Every step that a respondent may see, each with the way that leads there."""

from collections.abc import Callable

from django.template.loader import render_to_string
from playwright.sync_api import Page, Route, expect

from tests.intake.small_world import COUNTY

Way = Callable[[Page, str], None]


def place(page: Page, site: str) -> None:
    page.goto(f"{site}/s/2026Q4/")


def place_searched(page: Page, site: str) -> None:
    page.goto(f"{site}/s/2026Q4/?q=ljx")


def empty(page: Page, site: str) -> None:
    page.goto(f"{site}/s/2026Q4/{COUNTY}/")


def filled(page: Page, site: str) -> None:
    empty(page, site)
    page.get_by_text("乡镇街道", exact=True).click()
    page.locator("#f-app_count").fill("12")
    page.locator("#q-practices_3m").get_by_text("打卡签到", exact=True).click()
    page.locator("#q-apps .pick").first.click()
    page.locator("label[for='f-app_0_duplicate_entry']").click()
    for summary in page.locator("details > summary").all():
        if summary.is_visible():
            summary.click()


def mistaken(page: Page, site: str) -> None:
    empty(page, site)
    page.get_by_text("乡镇街道", exact=True).click()
    page.locator("#f-app_count").fill("3")
    page.locator("#f-idle_app_count").fill("7")
    page.locator("#f-app_minutes_per_day").fill("500")
    send(page)
    expect(page.locator("#q-idle_app_count .error")).to_be_visible()


def to_confirm(page: Page, site: str) -> None:
    empty(page, site)
    page.get_by_text("乡镇街道", exact=True).click()
    page.locator("#f-app_count").fill("35")
    send(page)
    expect(page.get_by_text("就这样提交")).to_be_visible()


def thanks(page: Page, site: str) -> None:
    empty(page, site)
    page.get_by_text("乡镇街道", exact=True).click()
    page.locator("#f-group_count").fill("17")
    send(page)
    expect(page.get_by_role("heading", name="已收到")).to_be_visible()


def usage(page: Page, site: str) -> None:
    thanks(page, site)
    page.locator("form.offer button").first.click()
    page.locator("label[for='f-A01-in_use']").click()
    for summary in page.locator("details > summary").all():
        if summary.is_visible():
            summary.click()


def further(page: Page, site: str) -> None:
    thanks(page, site)
    page.locator("form.offer button").nth(1).click()
    expect(page.locator("#q-off_hours_days")).to_be_visible()


def retry(page: Page, site: str) -> None:
    """Show the page of a site without its database: the product's own, for this site's own address."""
    body = render_to_string("intake/retry.html", {"sentence": "暂时没有收到。", "fields": [("level_code", "60")]})

    def unavailable(route: Route) -> None:
        route.fulfill(status=503, content_type="text/html; charset=utf-8", body=body)

    page.route("**/s/2026Q4/000000000000/", unavailable)
    page.goto(f"{site}/s/2026Q4/000000000000/")


def notice(page: Page, site: str) -> None:
    page.goto(f"{site}/s/nowhere/")


def privacy(page: Page, site: str) -> None:
    page.goto(f"{site}/privacy/")
    for summary in page.locator("details > summary").all():
        summary.click()


STEPS: tuple[Way, ...] = (
    place,
    place_searched,
    empty,
    filled,
    mistaken,
    to_confirm,
    thanks,
    usage,
    further,
    retry,
    notice,
    privacy,
)


def send(page: Page) -> None:
    page.get_by_role("button", name="提交").click()
