"""The app-usage report with the section that reads files, for two modules of tests."""

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from burden.models import CatalogueItem
from tests.intake.small_world import COUNTY, store_small_tree, store_wave
from tests.journeys.usage_section import APPS, open_section


@pytest.fixture
def report(transactional_db: None, live_server: LiveServer) -> str:
    """Address of the report of a county with four apps."""
    store_small_tree()
    for code, name, packages in APPS:
        CatalogueItem.objects.create(
            tree_id="test", app_code=code, name_zh=name, package_names=packages, kind="app", region_code=COUNTY,
            sponsor_level=50, audience="internal",
        )  # fmt: skip
    store_wave()
    return f"{live_server.url}/s/2026Q4/usage/?region={COUNTY}"


@pytest.fixture
def section(calm_page: Page, report: str) -> Page:
    """The report on a page that may not complain, its section for files opened."""
    calm_page.goto(report)
    open_section(calm_page)
    return calm_page
