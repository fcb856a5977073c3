"""An operator sets up a passkey, signs in with it alone, and invites somebody on a phone."""

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from burden.access.scopes import Role
from tests.intake.small_world import store_small_tree
from tests.operate.test_suggestions import client_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# A phone with a fingerprint that always fits, as Chromium plays it.
FINGERPRINT = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def operator(live_server: LiveServer, page: Page, monkeypatch: pytest.MonkeyPatch) -> Page:
    # Playwright's event loop runs in this thread; the database is used between its calls only.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    cache.clear()
    store_small_tree()
    cookie = client_of(Role.OPERATOR).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    browser = page.context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": FINGERPRINT})
    page.goto(f"{live_server.url}/accounts/")
    return page


def test_a_passkey_is_set_up_signs_in_alone_and_somebody_is_invited(operator: Page) -> None:
    page = operator
    page.get_by_role("link", name="第二道验证").click()
    page.get_by_role("link", name="设手机验证器").click()
    page.get_by_role("link", name="返回").click()
    page.get_by_role("link", name="加一个通行密钥").click()
    page.get_by_label("以后光用它登录").check()
    page.get_by_role("button", name="加上").click()
    expect(page.get_by_role("heading", name="备用码")).to_be_visible()
    page.get_by_role("button", name="退出").click()
    page.get_by_role("banner").get_by_role("link", name="登录").click()
    page.get_by_role("button", name="用通行密钥登录").click()
    expect(page.get_by_role("heading", name="操作台")).to_be_visible()

    page.get_by_role("link", name="账号", exact=True).click()
    page.get_by_role("link", name="邀请一个人").click()
    page.get_by_label("邮箱").fill("ji@site.example")
    page.get_by_label("身份").select_option("纪检")
    page.get_by_label("看哪些地区").fill("青禾县")
    page.get_by_role("button", name="下一步：核对").press("Enter")
    expect(page.get_by_role("main")).to_contain_text("云汀省 澄江市 青禾县")
    page.get_by_role("button", name="开通并给出链接").press("Enter")
    assert "/accounts/link/" in page.get_by_label("链接").input_value()
    page.get_by_role("link", name="复制好了").click()
    page.get_by_role("link", name="ji@site.example").click()
    page.get_by_role("link", name="停用账号").click()
    page.get_by_role("button", name="停用账号").click()
    expect(page.get_by_role("main")).to_contain_text("已停用")
