"""``make pictures``: photographs every page of figures of a running demo, for somebody to look at.

Each page that the navigation lists, on a phone and at a desk, light and dark, as a whole; into ``.local/pictures/``.
Whoever changes the look of pages looks at them all.
"""

import json
import os
import re
import sys
from itertools import product
from pathlib import Path
from typing import Final, Literal

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

ROOT: Final = Path(__file__).resolve().parent.parent
LOCAL: Final = Path(os.environ.get("LOCAL_DIR", ROOT / ".local"))
FOLDER: Final = LOCAL / "pictures"
SIZES: Final[dict[str, ViewportSize]] = {"phone": {"width": 360, "height": 640}, "desk": {"width": 1440, "height": 900}}
SCHEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")
FOR_EVERYBODY: Final = ("/", "/results/", "/method/", "/privacy/", "/self-check/")
SETTLED_MILLISECONDS: Final = 300


def main() -> int:
    """Take every picture; fail with a sentence where the demo does not run, or where a page is wider than a screen."""
    accounts = LOCAL / "demo-accounts.json"
    if not accounts.exists():
        sys.stderr.write("The demo does not run here: type `make run` in another terminal first.\n")
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    site = f"http://localhost:{os.environ.get('PORT', '8000')}"
    too_wide: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"],
        )
        # An inspector's navigation lists every page.
        account = json.loads(accounts.read_text())["inspector"]
        for (name, size), scheme in product(SIZES.items(), SCHEMES):
            page = _signed_in(browser, site, account, size=size, scheme=scheme)
            too_wide += [f"{address} ({name})" for address in _take(page, site, f"{name}-{scheme}")]
        browser.close()
    sys.stdout.write(f"Pictures are in {FOLDER}.\n")
    if too_wide:
        sys.stderr.write(f"Wider than the screen: {', '.join(too_wide)}\n")
    return 1 if too_wide else 0


def _signed_in(
    browser: Browser, site: str, account: dict[str, str], *, size: ViewportSize, scheme: Literal["light", "dark"]
) -> Page:
    page = browser.new_page(viewport=size, locale="zh-CN", color_scheme=scheme)
    page.goto(f"{site}/accounts/login/")
    page.locator("input[name=login]").fill(account["email"])
    page.locator("input[name=password]").fill(account["password"])
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url("**/d/**")
    return page


def _take(page: Page, site: str, ending: str) -> list[str]:
    """Take every page in this window; return the addresses of those that are wider than it."""
    listed = page.locator("nav.pages li li a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    wide = []
    for address in (*FOR_EVERYBODY, *listed):
        page.goto(f"{site}{address}", wait_until="networkidle")
        page.wait_for_timeout(SETTLED_MILLISECONDS)
        name = re.sub(r"\W+", "-", address).strip("-") or "front"
        page.screenshot(path=FOLDER / f"{name}-{ending}.png", full_page=True)
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wide.append(address)
    return wide


if __name__ == "__main__":
    sys.exit(main())
