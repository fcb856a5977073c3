"""The walk of the README, on the real engines: answer, close, look, download - and the number is the same."""

import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

ROOT = Path(__file__).resolve().parent.parent.parent
READY_SECONDS = 60
CLOSE_MILLISECONDS = 90_000

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def site(demo_copy: dict[str, str], tmp_path: Path) -> Iterator[str]:
    """Address of a site of real processes - web server and Celery worker - on a demo database of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = demo_copy | {"EXPORTS_DIR": str(tmp_path / "exports")}
    commands = (
        ["gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "4", "--worker-class", "gthread"],
        ["celery", "-A", "config", "worker", "--concurrency", "2", "--without-gossip", "--without-mingle"],
    )
    with (tmp_path / "site.log").open("wb") as log:
        processes = [
            subprocess.Popen([sys.executable, "-m", *argv], cwd=ROOT, env=environment, stdout=log, stderr=log)
            for argv in commands
        ]
    try:
        _wait_until_ready(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(30)


def _wait_until_ready(port: int) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):  # loopback
                return
        except OSError:
            continue
    pytest.fail("The site did not answer.")


def sign_in(browser: Browser, site: str, role: str) -> Page:
    """Sign in as one of the demo's people, each in a browser of their own."""
    page = browser.new_context(locale="zh-CN").new_page()
    page.goto(f"{site}/accounts/login/")
    page.locator(f"form[action$='/demo/{role}/'] button").click()
    return page


def tap(page: Page, question: str, text: str) -> None:
    page.locator(f"#q-{question} .chips").get_by_text(text, exact=True).first.click()


def answer_as_the_tenth(page: Page, site: str) -> str:
    """Answer from the front page's note with an ordinary load; return the township's code."""
    page.goto(site)
    page.get_by_role("link", name=re.compile("干部的身份填一份")).click()
    code = page.url.rstrip("/").rsplit("/", 1)[1]
    tap(page, "level_code", "乡镇街道")
    tap(page, "app_count", "5")
    tap(page, "idle_app_count", "1")
    tap(page, "account_count", "3")
    tap(page, "group_count", "15")
    tap(page, "app_minutes_per_day", "30")
    tap(page, "group_minutes_per_day", "20")
    tap(page, "attitude_5", "较反感")
    tap(page, "practices_3m", "打卡签到")
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_role("heading", name="已收到")).to_be_visible()
    return code


def township_row(page: Page, site: str, code: str, wave: str) -> list[str]:
    """Return the cells of the township's row in its county's table of I03."""
    county = f"{code[:6]}000000"
    page.goto(f"{site}/d/regions/{county}/?wave={wave}&level=60&indicator=I03")
    row = page.locator("table tr").filter(has_text=code)
    return [cell.strip() for cell in row.first.locator("th, td").all_text_contents()]


def close_the_wave(page: Page, site: str) -> None:
    page.goto(f"{site}/operate/waves/2026Q4/")
    page.get_by_role("link", name="收口和发布").click()
    page.get_by_label("我知道收口以后不能再开").check()
    page.get_by_role("button", name="收口 2026Q4").click()
    page.get_by_role("button", name="发布 2026Q4", exact=True).click(timeout=CLOSE_MILLISECONDS)
    expect(page.get_by_role("heading", name="发布 2026Q4", exact=True)).to_be_visible()


def download_xlsx(page: Page, target: Path) -> list[list[object]]:
    page.get_by_role("button", name="XLSX").first.click()
    link = page.get_by_role("link", name=re.compile("下载"))
    expect(link.first).to_be_visible(timeout=CLOSE_MILLISECONDS)
    with page.expect_download() as download:
        link.first.click()
    download.value.save_as(target)
    book = openpyxl.load_workbook(target)
    return [list(row) for sheet in book for row in sheet.iter_rows(values_only=True)]


def test_the_tenth_answer_makes_a_townships_number_appear(
    browser: Browser, page: Page, site: str, tmp_path: Path
) -> None:
    code = answer_as_the_tenth(page, site)

    close_the_wave(sign_in(browser, site, "operator"), site)
    supervisor = sign_in(browser, site, "supervisor")
    row = township_row(supervisor, site, code, "2026Q4")
    lines = download_xlsx(supervisor, tmp_path / "county.xlsx")

    assert not any("样本不足" in cell for cell in row)
    assert "10–19" in row
    [line] = [line for line in lines if code in line]
    shown = [str(cell) for cell in line if isinstance(cell, int | float)]
    assert shown
    assert all(any(float(number) == float(cell) for cell in row if _is_number(cell)) for number in shown)


@pytest.mark.long
def test_without_the_tenth_answer_the_township_stays_silent(browser: Browser, page: Page, site: str) -> None:
    page.goto(site)
    link = page.get_by_role("link", name=re.compile("干部的身份填一份")).get_attribute("href") or ""
    code = link.rstrip("/").rsplit("/", 1)[1]

    close_the_wave(sign_in(browser, site, "operator"), site)
    row = township_row(sign_in(browser, site, "supervisor"), site, code, "2026Q4")

    assert any("样本不足" in cell for cell in row)
    assert not any(_is_number(cell) for cell in row if cell != code)


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?", text) is not None
