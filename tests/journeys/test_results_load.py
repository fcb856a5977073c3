"""How long people on an old phone wait for what came of their answers.

``pytest -s -m long tests/journeys/test_results_load.py`` shows the figures.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.journeys.real_server import served
from tests.journeys.scripted_person import EDGE, SLOW_3G, Network, slow_down

COUNTY = "990401000000"
MOST_SECONDS = 3
ROUNDS = 5
LOADED = "performance.getEntriesByType('navigation')[0].loadEventEnd / 1000"

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db]


@pytest.fixture
def site(demo_copy: dict[str, str], tmp_path: Path) -> Iterator[str]:
    """The demo as it is served, compressed."""
    with served(demo_copy, tmp_path) as address:
        yield address


@pytest.mark.parametrize("network", [EDGE, SLOW_3G, None], ids=lambda network: network.name if network else "no limit")
def test_the_results_stand_within_three_seconds(
    browser: Browser, browser_context_args: dict[str, Any], site: str, network: Network | None
) -> None:
    seconds = []
    for _ in range(ROUNDS):
        context = browser.new_context(**browser_context_args, is_mobile=True, has_touch=True)
        page = context.new_page()
        slow_down(page, network)
        page.goto(f"{site}/results/?region={COUNTY}", wait_until="load")
        page.wait_for_function(f"{LOADED} > 0")
        seconds.append(float(page.evaluate(LOADED)))
        context.close()
    name = f"{network.name} ({network.down} kbit/s, {network.latency} ms)" if network else "no limit"
    sys.stdout.write(f"\n{name}: {median(seconds):.1f} s, at most {max(seconds):.1f} s\n")
    if network is not SLOW_3G:  # two seconds to the first byte, of page and of style, leave no room
        assert median(seconds) < MOST_SECONDS
