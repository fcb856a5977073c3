"""The real browser of a test run: Debian's Chromium, driven by Playwright, with no way out of this machine."""

import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

CHROMIUM = "/usr/bin/chromium"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Use the installed browser, quietly: without these flags it looks for updates and hosts of its maker."""
    return browser_type_launch_args | {
        "executable_path": os.environ.get("CHROMIUM", CHROMIUM),
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A phone of 360 by 640 points that prefers Simplified Chinese; a test widens it where it speaks of a desk."""
    return browser_context_args | {"viewport": {"width": 360, "height": 640}, "locale": "zh-CN"}


@pytest.fixture
def calm_page(page: Page) -> Iterator[Page]:
    """A page on which the browser may not complain: no refused script or style, no error, no other host asked."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: complaints.extend(_foreign(request.url)))
    yield page
    assert complaints == []


def _foreign(url: str) -> list[str]:
    return [] if urlsplit(url).hostname in {"localhost", "127.0.0.1", None} else [f"asked {url}"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run browser tests last: whatever is cheaper fails first, and Playwright's event loop stays out of the others."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
