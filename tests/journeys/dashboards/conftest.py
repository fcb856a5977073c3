"""A signed-in supervisor's browser before a published province."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize
from pytest_django.live_server_helper import LiveServer

from burden.access.scopes import Role
from tests.dashboards.conftest import account, publish_world
from tests.journeys.dashboards.visits import DESK, PHONE, Visit


@pytest.fixture
def session(live_server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> str:
    """The cookie of a supervisor of a published province."""
    # Playwright's event loop runs in this thread; the database is used between its calls only.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    publish_world()
    client = Client()
    client.force_login(account(Role.SUPERVISOR))
    return client.cookies["sessionid"].value


@pytest.fixture
def new_signed_in(session: str, live_server: LiveServer, browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Open windows in which the supervisor is signed in; closed with the test."""
    contexts: list[BrowserContext] = []

    def open_window(*, size: ViewportSize, has_script: bool = True) -> BrowserContext:
        context = browser.new_context(viewport=size, locale="zh-CN", java_script_enabled=has_script)
        contexts.append(context)
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        return context

    yield open_window
    for context in contexts:
        context.close()


@pytest.fixture
def scriptless(new_signed_in: Callable[..., BrowserContext]) -> Page:
    return new_signed_in(size=PHONE, has_script=False).new_page()


@pytest.fixture
def visit(new_signed_in: Callable[..., BrowserContext], live_server: LiveServer) -> Visit:
    visit = Visit(page=new_signed_in(size=DESK).new_page(), address=live_server.url)
    visit.page.on("console", lambda message: visit.complaints.append(message.text))
    visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    visit.page.on("request", lambda request: _note_foreign(visit, request.url))
    return visit


def _note_foreign(visit: Visit, url: str) -> None:
    if not url.startswith((visit.address, "data:", "blob:")):
        visit.foreign.append(url)
