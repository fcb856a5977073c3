"""An operator prepares a wave by keyboard on a phone, mends what stands in the way, looks at it and opens it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from burden.access.scopes import Role
from burden.models import InboxItem, Wave
from tests.intake.small_world import store_catalogue, store_small_tree
from tests.operate.test_suggestions import client_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def operator(live_server: LiveServer, page: Page, monkeypatch: pytest.MonkeyPatch) -> Page:
    # Playwright's event loop runs in this thread; the database is used between its calls only.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    store_small_tree()
    store_catalogue()
    client: Client = client_of(Role.OPERATOR)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{live_server.url}/operate/waves/new/")
    return page


def test_a_wave_is_prepared_mended_looked_at_and_opened_on_a_phone(operator: Page) -> None:
    page, main = operator, operator.get_by_role("main")
    page.get_by_label("编号").fill("2027Q1")
    page.get_by_label("哪个地区").fill("李家巷")
    page.get_by_role("button", name="找一找").press("Enter")
    page.get_by_role("radio", name="云汀省 澄江市 白沙县 李家巷街道").check()
    page.get_by_role("radio", name="开放链接").check()
    page.get_by_label("另收一句文字建议").check()
    page.get_by_label("编号").press("Enter")
    expect(main).to_contain_text("第二页19分，超过16分")
    page.get_by_label("另收一句文字建议").uncheck()
    page.get_by_label("有效期限").fill(f"{timezone.localdate() + timedelta(days=30)}")
    page.get_by_role("button", name="保存草稿").press("Enter")
    expect(main).to_contain_text("只选一个乡镇，什么也公布不了")
    page.get_by_label("哪个地区").fill("白沙县")
    page.get_by_role("button", name="保存草稿").press("Enter")
    expect(main).to_contain_text("已保存草稿 2027Q1")
    expect(main).to_contain_text("还没有人数")
    page.get_by_role("link", name="预览").press("Enter")
    phone = page.frame_locator("iframe")
    expect(phone.get_by_text("预览，不收答卷")).to_be_visible()
    phone.get_by_label("乡镇街道").check(force=True)
    expect(phone.get_by_role("button", name="提交")).to_be_disabled()
    page.get_by_role("link", name="返回").press("Enter")
    page.get_by_role("link", name="告示和海报").press("Enter")
    expect(page.get_by_label("发一次就够，不用再提醒。全选，复制。")).to_be_editable(editable=False)
    page.go_back()
    page.get_by_label("知道开始以后不能退回草稿").press("Space")
    page.get_by_role("button", name="开始 2027Q1").press("Enter")
    expect(main).to_contain_text("调查 2027Q1 已开始")
    assert Wave.objects.get().state == "open"
    assert not InboxItem.objects.exists()
