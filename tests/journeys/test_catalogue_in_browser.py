"""An operator keeps the catalogue on a phone, by keyboard."""

from typing import Literal

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from burden.access.scopes import Role
from burden.intake.catalogue_store import store_catalogue
from tests.intake.small_world import COUNTY, store_small_tree
from tests.operate.test_catalogue_merging import BY, entry
from tests.operate.test_suggestions import client_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def operator(live_server: LiveServer, page: Page, monkeypatch: pytest.MonkeyPatch) -> Page:
    # Playwright's event loop runs in this thread; the database is used between its calls only.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    store_small_tree()
    store_catalogue([entry("A01", "平安通"), entry("A02", "平安通APP", COUNTY, function_category="巡查")], by=BY)
    client: Client = client_of(Role.OPERATOR)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{live_server.url}/operate/catalogue/")
    return page


def at(page: Page, heading: str) -> None:
    """The page with this heading has come."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)


def press(page: Page, role: Literal["link", "button"], name: str) -> None:
    """Go to a link or button and press Enter, as somebody without a mouse does."""
    page.get_by_role(role, name=name, exact=True).focus()
    page.keyboard.press("Enter")


def test_a_double_is_found_mended_merged_and_parted_on_a_phone(operator: Page) -> None:
    page = operator
    main = page.get_by_role("main")
    at(page, "目录")
    page.get_by_label("名称、编号、拼音首字母或部门").fill("patapp")
    page.keyboard.press("Enter")
    expect(main).to_contain_text("找到1项")
    press(page, "link", "平安通APP")
    at(page, "平安通APP")
    press(page, "link", "修改")
    page.get_by_label("哪个部门主办（可不填）").fill("县应急局")
    page.get_by_label("特殊场景的依据").fill("某文件")
    page.keyboard.press("Enter")
    expect(main).to_contain_text("也要勾上")
    at(page, "修改")
    expect(page.get_by_label("哪个部门主办（可不填）")).to_have_value("县应急局")
    page.get_by_label("特殊场景的依据").fill("")
    page.keyboard.press("Enter")
    expect(main).to_contain_text("空着 改为 县应急局")
    at(page, "请核对")
    press(page, "button", "确定保存")
    expect(main).to_contain_text("记下了")
    press(page, "link", "合并重复")
    at(page, "合并重复")
    press(page, "link", "平安通 A01")
    expect(page.get_by_label("与哪一项是同一个")).to_have_value("A01")
    page.get_by_label("用另一项，这一项并过去").check()
    press(page, "button", "下一步：核对")
    expect(main).to_contain_text("下一次调查开始以前，可以撤销")
    at(page, "请核对")
    press(page, "button", "确定合并")
    expect(main).to_contain_text("并进来的： 平安通APP A02")
    press(page, "link", "平安通APP A02")
    expect(page.get_by_role("heading", level=1)).to_have_text("平安通APP")
    press(page, "link", "撤销合并")
    at(page, "撤销合并")
    press(page, "button", "确定撤销")
    expect(main).to_contain_text("又是单独一项")
    press(page, "link", "目录")
    press(page, "link", "同类与重复")
    at(page, "同类与重复")
    expect(main).to_contain_text("平安通 A01 · 平安通APP A02")
