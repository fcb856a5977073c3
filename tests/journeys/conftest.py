"""A page whose requests end with its test, and the app-usage report with the section that reads files."""

import time
from collections.abc import Iterator

import pytest
from django.db import connection
from playwright.sync_api import Page
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from burden.models import CatalogueItem
from tests.intake.small_world import COUNTY, store_small_tree, store_wave
from tests.journeys.usage_section import APPS, open_section

SECONDS_TO_ANSWER = 30
OTHERS_AT_WORK = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    " AND state <> 'idle'"
)


@pytest.fixture
def page(page: Page, django_db_blocker: DjangoDbBlocker) -> Iterator[Page]:
    """A page that is closed, and whatever it asked of the site answered, before the tables are emptied.

    A late request and the emptying may each hold a table that the other waits for.
    """
    yield page
    page.context.close()
    with django_db_blocker.unblock():
        _wait_until_nobody_is_at_work()


def _wait_until_nobody_is_at_work() -> None:
    deadline = time.monotonic() + SECONDS_TO_ANSWER
    with connection.cursor() as cursor:
        while time.monotonic() < deadline:
            cursor.execute(OTHERS_AT_WORK)
            if cursor.fetchall() == [(0,)]:
                return
            time.sleep(0.02)
    pytest.fail("The site was still at work for the test when its tables were to be emptied.")


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
