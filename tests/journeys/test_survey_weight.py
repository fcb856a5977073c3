"""Page 1 is light: at most 60 KB compressed in at most three requests, as the real server sends it."""

import gzip
import re
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request

from burden.models import CatalogueItem, TreeVersion
from tests.intake.small_world import COUNTY, store_small_tree, store_wave
from tests.journeys.real_server import served

MOST_KILOBYTES = 60
MOST_REQUESTS = 3
LARGE_CATALOGUE = 60  # a county's catalogue has about 26

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site(site_environment: dict[str, str], tmp_path: Path) -> Iterator[str]:
    """A wave in a county with more apps than any real one, as ``make run`` serves it."""
    tree = store_small_tree()
    store_wave()
    CatalogueItem.objects.bulk_create(a_catalogue(tree))
    with served(site_environment, tmp_path) as address:
        yield address


def a_catalogue(tree: TreeVersion) -> list[CatalogueItem]:
    """Return many apps whose names differ, so that they do not compress to nothing."""
    signs = [chr(0x4E00 + 37 * number) for number in range(LARGE_CATALOGUE * 5)]
    return [
        CatalogueItem(
            tree=tree,
            app_code=f"A{number:02}",
            name_zh="".join(signs[number * 5 : number * 5 + 5]),
            initials=f"ab{number:03}",
            kind="app",
            region_code=COUNTY,
            sponsor_level=40,
            audience="internal",
        )
        for number in range(LARGE_CATALOGUE)
    ]


def fetched(address: str) -> bytes:
    """Return what the server sends a browser that takes gzip, as it travels."""
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip", "Accept-Language": "zh-CN"})  # noqa: S310  # loopback
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310  # loopback
        assert answer.headers["Content-Encoding"] == "gzip", address
        body: bytes = answer.read()
        return body


def test_page_one_weighs_at_most_60_kilobytes_in_three_requests(site: str, calm_page: Page) -> None:
    page = fetched(f"{site}/s/2026Q4/{COUNTY}/")
    html = gzip.decompress(page).decode()
    parts = re.findall(r'(?:src|href)="(/static/[^"]+)"', html)
    bodies = [fetched(f"{site}{part}") for part in parts]
    assert (len(page) + sum(map(len, bodies))) / 1024 <= MOST_KILOBYTES
    assert asked_by_a_browser(calm_page, f"{site}/s/2026Q4/{COUNTY}/") == 1 + len(parts) <= MOST_REQUESTS


def asked_by_a_browser(page: Page, address: str) -> int:
    """Return how many files a browser asks for until the page rests."""
    asked: list[str] = []

    def note(request: Request) -> None:
        if request.url.startswith("http"):
            asked.append(request.url)

    page.on("request", note)
    page.goto(address, wait_until="networkidle")
    return len(asked)
