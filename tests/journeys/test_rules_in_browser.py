"""An operator changes a rule for two provinces on a phone, by keyboard; no page has a barrier."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from burden.access.scopes import Role
from burden.models import Region
from burden.reports.findings.rules import rules_in_force
from tests.intake.small_world import store_small_tree
from tests.journeys.barriers import check
from tests.journeys.test_catalogue_in_browser import at, press
from tests.operate.test_suggestions import client_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def rule(live_server: LiveServer, page: Page, monkeypatch: pytest.MonkeyPatch) -> Page:
    """The page of a local rule, on a phone."""
    # Playwright's event loop runs in this thread; the database is used between its calls only.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    tree = store_small_tree()
    for path, name in (("32", "江苏省"), ("33", "浙江省")):
        Region.objects.create(
            tree=tree, code=f"{path}0000000000", parent_code="000000000000", kind="province", path=path, name=name,
            source="test",
        )  # fmt: skip
    session = client_of(Role.OPERATOR).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{live_server.url}/operate/rules/R27/")
    return page


def test_a_local_rule_is_switched_on_for_two_provinces_on_a_phone(rule: Page) -> None:
    page = rule
    at(page, "R27")
    check(page)
    page.get_by_label("只在选中的省用").focus()
    page.keyboard.press("Space")
    page.get_by_text("选省（已选0个）").focus()
    page.keyboard.press("Enter")
    for name in ("江苏省", "浙江省"):
        page.get_by_label(name).focus()
        page.keyboard.press("Space")
    page.get_by_label("区间下限到多少（%）").fill("4")
    page.get_by_label("为什么改").fill("两省有文件")
    press(page, "button", "下一步：看会怎样")
    expect(page.get_by_role("alert").last).to_contain_text("“区间下限到多少”要填5到95%之间的数。")
    expect(page.get_by_text("选省（已选2个）")).to_be_visible()
    at(page, "R27")
    check(page)
    page.get_by_label("区间下限到多少（%）").fill("35")
    press(page, "button", "下一步：看会怎样")
    at(page, "请核对")
    check(page)
    expect(page.get_by_role("main")).to_contain_text("改到“只在选中的省用（江苏省、浙江省）”")
    press(page, "button", "保存")
    at(page, "R27")
    check(page)
    expect(page.get_by_role("main")).to_contain_text("第2版")

    now = rules_in_force().by_code["R27"]
    assert (now.provinces, now.numbers["warn"]) == (("32", "33"), 35)
