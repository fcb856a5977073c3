"""``make screenshots``: takes the pictures of docs/screenshots/ from a running demo, on a phone and at a desk."""

import json
import os
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "screenshots"
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}


def main() -> int:
    """Take every picture; fail with a sentence where the demo does not run."""
    port = os.environ.get("PORT", "8000")
    accounts = Path(os.environ.get("LOCAL_DIR", ROOT / ".local")) / "demo-accounts.json"
    if not accounts.exists():
        sys.stderr.write("The demo does not run here: type `make run` in another terminal first.\n")
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"],
        )
        site = f"http://localhost:{port}"
        take_public(browser, site)
        take_signed_in(browser, site, json.loads(accounts.read_text()))
        browser.close()
    return 0


def take_public(browser: Browser, site: str) -> None:
    """Take what anybody sees, on a phone."""
    page = browser.new_page(viewport=PHONE, locale="zh-CN", device_scale_factor=2)  # type: ignore[arg-type]
    save(page, f"{site}/", "front-phone")
    page.get_by_role("main").get_by_role("link", name="填").first.click()
    take_survey(page)
    save(page, f"{site}/results/", "results-phone")
    save(page, f"{site}/privacy/", "privacy-phone")


def take_survey(page: Page) -> None:
    """Take page 1 empty, half filled in and with the list of what will be sent; then send it and take what follows."""
    page.wait_for_load_state("networkidle")
    keep(page, "survey-phone")
    page.get_by_text("乡镇街道", exact=True).click()
    for field, value in (("app_count", "10"), ("account_count", "5"), ("group_count", "15")):
        page.locator(f"[name={field}_chip][value='{value}'] + span").click()
    page.locator("#q-app_count [data-by='1']").click()
    page.locator("#q-app_count").scroll_into_view_if_needed()
    keep(page, "survey-numbers-phone")
    page.locator("#q-apps .pick").nth(2).click()
    page.locator("#q-apps").scroll_into_view_if_needed()
    keep(page, "survey-apps-phone")
    page.locator("#payload summary").click()
    page.locator("#payload").scroll_into_view_if_needed()
    keep(page, "survey-payload-phone")
    page.locator("button.send").click()
    page.get_by_role("heading", name="已收到").wait_for()
    keep(page, "thanks-phone")
    page.locator("form.offer button").first.click()
    page.locator("[data-app] label").nth(1).click()
    keep(page, "usage-phone")
    page.locator("button.send").click()
    page.get_by_role("heading", name="已收到").wait_for()
    page.locator("form.offer button").first.click()
    page.locator("#q-off_hours_days").wait_for()
    keep(page, "further-phone")


def take_signed_in(browser: Browser, site: str, accounts: dict[str, dict[str, str]]) -> None:
    """Take what a supervisor sees, at a desk and on a phone, and the operator's desk."""
    for name, size in (("desk", DESK), ("phone", PHONE)):
        page = signed_in(browser, site, accounts["supervisor"], size=size)
        save(page, page.url, f"overview-{name}")
        save(page, f"{site}/d/apps/", f"apps-{name}")
    save(signed_in(browser, site, accounts["operator"], size=DESK), f"{site}/operate/", "desk-checklist")


def signed_in(browser: Browser, site: str, account: dict[str, str], *, size: dict[str, int]) -> Page:
    """Return a page on which this account has just signed in."""
    page = browser.new_page(viewport=size, locale="zh-CN")  # type: ignore[arg-type]
    page.goto(f"{site}/accounts/login/")
    page.locator("input[name=login]").fill(account["email"])
    page.locator("input[name=password]").fill(account["password"])
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/accounts/login/" not in url)
    return page


def save(page: Page, url: str, name: str) -> None:
    """Open the page, wait until it rests, and keep what the screen shows."""
    page.goto(url, wait_until="networkidle")
    keep(page, name)


def keep(page: Page, name: str) -> None:
    """Keep what the screen shows."""
    page.screenshot(path=FOLDER / f"{name}.png")


if __name__ == "__main__":
    sys.exit(main())
