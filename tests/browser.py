"""The real browser of a test run: Debian's Chromium, driven by Playwright, with no way out of this machine."""

import os
from typing import Any

import pytest

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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run browser tests last: whatever is cheaper fails first, and Playwright's event loop stays out of the others."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
