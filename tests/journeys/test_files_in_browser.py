"""An operator brings head counts with mistakes, mends them, stores them and takes them back, by keyboard on a phone."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from burden.access.scopes import Role
from tests.intake.small_world import CITY, store_small_tree, store_wave
from tests.operate.test_headcount_files import BAD, GOOD
from tests.operate.test_suggestions import client_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def operator(live_server: LiveServer, page: Page, monkeypatch: pytest.MonkeyPatch) -> Page:
    # Playwright's event loop runs in this thread; the database is used between its calls only.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    store_small_tree()
    store_wave(assurance="coded", state="draft", region_code=CITY)
    session = client_of(Role.OPERATOR).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{live_server.url}/operate/waves/2026Q4/headcounts/")
    return page


def bring(page: Page, folder: Path, content: str) -> None:
    file = folder / "人数.csv"
    file.write_text(content, encoding="gb18030")
    page.get_by_label("文件（xlsx或CSV）").set_input_files(file)
    page.get_by_role("button", name="上传并核对").focus()
    page.keyboard.press("Enter")


def test_head_counts_are_mended_stored_and_taken_back(operator: Page, tmp_path: Path) -> None:
    page = operator
    with page.expect_download() as download:
        page.get_by_role("link", name="样表（xlsx）").click()
    assert download.value.suggested_filename == "2026Q4_人数_样表.xlsx"
    bring(page, tmp_path, BAD)
    expect(page.get_by_role("heading", name="7处有问题，什么都没有装入")).to_be_visible()
    page.get_by_role("link", name="改好后再传").click()
    bring(page, tmp_path, GOOD)
    expect(page.get_by_role("heading", name="还没有装入。装入以后会是这样：")).to_be_visible()
    page.get_by_role("button", name="确认装入").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="撤销").click()
    page.get_by_role("button", name="确定撤销").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("已撤销")
