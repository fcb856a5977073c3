"""The demo with something on every page of the desk, served by a process of its own."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page
from pytest_django import DjangoDbBlocker
from redis import Redis

from burden.models import User
from tests.demo_site import connected_to, copied_demo
from tests.journeys.desk.furnished import Furnished, furnish
from tests.journeys.desk.ways import Way
from tests.journeys.test_people_in_browser import FINGERPRINT
from tests.journeys.web_process import WebProcess


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The site's address, its database, and what stands there."""

    address: str
    database: str
    things: Furnished

    def open(self, page: Page, way: Way) -> None:
        """Go this way, in the language that the page asks for."""
        session = self.things.sessions.get(way.role)
        page.context.clear_cookies(name="sessionid")
        if session:
            page.context.add_cookies([{"name": "sessionid", "value": session, "url": self.address}])
        with self._without_operators() if "{first}" in way.path else nullcontext():
            answer = page.goto(self.address + way.path.format(**self.things.places))
        assert answer is not None
        assert answer.status == way.status
        for name, value in (way.fill or {}).items():
            self._fill(page, name, value.format(**self.things.places))
        if way.fill is not None:
            page.evaluate("document.querySelectorAll('form').forEach(form => { form.noValidate = true; })")
            with page.expect_navigation():
                page.locator(way.press).first.click()
        assert page.url.removeprefix(self.address).startswith(way.end)

    def _fill(self, page: Page, name: str, value: str) -> None:
        field = page.locator(f"main [name={name}]").first
        kind = field.evaluate("field => field.type")
        if kind == "select-one":
            field.select_option(value)
        elif kind == "radio":
            page.locator(f"main [name={name}][value={value}]").check()
        else:
            field.fill(value)

    @contextmanager
    def _without_operators(self) -> Iterator[None]:
        """Let nobody keep the site for a moment, as on its first day."""
        with connected_to(self.database):
            operators = User.objects.filter(role=User.Role.OPERATOR, is_demo=False)
            operators.update(is_active=False)
            try:
                yield
            finally:
                operators.update(is_active=True)


@pytest.fixture(scope="module")
def desk(
    demo_database: str,
    django_db_blocker: DjangoDbBlocker,
    broker: Redis,
    browser: Browser,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Desk]:
    """A site where every page of the desk has something to show."""
    broker.flushdb()
    with django_db_blocker.unblock(), copied_demo(demo_database) as environment:
        database = f"{demo_database}_copy"
        with connected_to(database):
            things = furnish()
        with WebProcess(environment, tmp_path_factory.mktemp("desk") / "web.log") as web:
            desk = Desk(address=f"http://localhost:{web.port}", database=database, things=things)
            things.places["passkey"] = _with_a_passkey(browser, desk)
            yield desk


def _with_a_passkey(browser: Browser, desk: Desk) -> str:
    """Add a passkey as a person does, and return its key."""
    context = browser.new_context()
    page = context.new_page()
    phone = context.new_cdp_session(page)
    phone.send("WebAuthn.enable")
    phone.send("WebAuthn.addVirtualAuthenticator", {"options": FINGERPRINT})
    desk.open(page, Way("/accounts/2fa/webauthn/add/", role="secured"))
    page.locator("[name=name]").fill("办公室电脑")
    with page.expect_navigation():
        page.locator("#mfa_webauthn_add").click()
    desk.open(page, Way("/accounts/2fa/webauthn/", role="secured"))
    link = page.locator("main a[href*='/keys/']").first.get_attribute("href")
    context.close()
    return str(link).strip("/").split("/")[-2]
