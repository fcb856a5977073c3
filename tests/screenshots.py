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
        take_signed_in(browser, site, json.loads(accounts.read_text())["supervisor"])
        browser.close()
    return 0


def take_public(browser: Browser, site: str) -> None:
    """Take what anybody sees, on a phone."""
    page = browser.new_page(viewport=PHONE, locale="zh-CN", device_scale_factor=2)  # type: ignore[arg-type]
    save(page, f"{site}/", "front-phone")
    page.get_by_role("main").get_by_role("link", name="填").first.click()
    save(page, page.url, "survey-phone")
    save(page, f"{site}/results/", "results-phone")


def take_signed_in(browser: Browser, site: str, account: dict[str, str]) -> None:
    """Take what a supervisor sees, at a desk and on a phone."""
    for name, size in (("desk", DESK), ("phone", PHONE)):
        page = browser.new_page(viewport=size, locale="zh-CN")  # type: ignore[arg-type]
        page.goto(f"{site}/accounts/login/")
        page.locator("input[name=login]").fill(account["email"])
        page.locator("input[name=password]").fill(account["password"])
        page.locator("input[name=password]").press("Enter")
        page.wait_for_url("**/d/**")
        save(page, page.url, f"overview-{name}")
        save(page, f"{site}/d/apps/", f"apps-{name}")


def save(page: Page, url: str, name: str) -> None:
    """Open the page, wait until it rests, and keep what the screen shows."""
    page.goto(url, wait_until="networkidle")
    page.screenshot(path=FOLDER / f"{name}.png")


if __name__ == "__main__":
    sys.exit(main())
