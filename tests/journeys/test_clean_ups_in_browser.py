"""An operator enters a clean-up on a phone and takes it out again."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from burden.access.scopes import Role
from tests.intake.small_world import store_small_tree
from tests.operate.test_suggestions import client_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def operator(live_server: LiveServer, page: Page, monkeypatch: pytest.MonkeyPatch) -> Page:
    # Playwright's event loop runs in this thread; the database is used between its calls only.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    store_small_tree()
    client: Client = client_of(Role.OPERATOR)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{live_server.url}/operate/")
    return page


def test_a_clean_up_is_entered_mended_and_deleted_on_a_phone(operator: Page) -> None:
    page = operator
    page.get_by_role("link", name="清理登记").click()
    page.get_by_role("link", name="登记一件").click()
    page.get_by_label("哪个地区").fill("李家巷")
    page.get_by_label("哪一天").fill("2026-04-20")
    page.get_by_label("做了什么").fill("工作群减半")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("是哪一个？请填代码")
    expect(page.get_by_label("做了什么")).to_have_value("工作群减半")
    page.get_by_label("哪个地区").fill("青禾县 李家巷镇")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("main")).to_contain_text("云汀省 澄江市 青禾县 李家巷镇")
    page.get_by_role("link", name="删除 工作群减半").click()
    page.get_by_role("button", name="确定删除").click()
    expect(page.get_by_role("main")).to_contain_text("还没有登记过")
