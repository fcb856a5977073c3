"""Two operators close and publish a wave on a phone, by keyboard."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from burden.access.scopes import Role
from burden.models import Wave
from burden.operate.closing.close import close_wave
from tests.journeys.barriers import check
from tests.operate.test_closing_page import PAGE, an_open_wave
from tests.operate.test_publishing import ANN, BEN
from tests.operate.test_suggestions import client_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sign_in(page: Page, site: str, client: Client) -> None:
    page.context.clear_cookies()
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])


def test_one_operator_closes_and_another_publishes(
    live_server: LiveServer, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Playwright's event loop runs in this thread; the database is used between its calls only.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    wave = an_open_wave()
    Wave.objects.update(needs_second_person=True)
    ann, ben = client_of(Role.OPERATOR, ANN), client_of(Role.OPERATOR, BEN)
    page.set_viewport_size({"width": 360, "height": 640})
    sign_in(page, live_server.url, ann)
    page.goto(live_server.url + PAGE)
    page.get_by_label("我知道收口以后不能再开").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="收口 2026Q4").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("progressbar", name="汇总进度")).to_be_visible()
    close_wave(wave=wave, wait=True)
    # The page looks by itself and shows what came of it.
    expect(page.get_by_role("heading", name="已经算好，还没有公布")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("请另一位运维用自己的账号登录")
    check(page)
    sign_in(page, live_server.url, ben)
    page.goto(live_server.url + PAGE)
    page.get_by_role("button", name="发布 2026Q4", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="发布 2026Q4", exact=True)).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text(BEN)
