"""From an empty site to a release and its readers, by people who only have browsers and the link of the first screen.

Four accounts, a file of head counts with five wrong rows, 222 slips of paper, two hundred answers; the servers are
those that ``make run`` starts.  Whatever stops such a person is a fault of the site.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect
from pytest_playwright.pytest_playwright import CreateContextCallback
from redis import Redis

from burden.access.first_operator import link_path
from tests.intake.small_world import COUNTY, PROVINCE, TOWNSHIP, store_small_tree
from tests.journeys.first_survey.accounts import Person, first_operator, invite, move_in
from tests.journeys.first_survey.answers import (
    WAVE,
    Answer,
    answer_after_scanning,
    answer_without_script,
    headline_of,
    send_by_interface,
    slips_of,
    two_hundred,
)
from tests.journeys.first_survey.head_counts import LONGEST, bring_head_counts
from tests.journeys.first_survey.looking import look, press, step
from tests.journeys.real_server import ROOT, served

CATALOGUE = (
    "编号,名称,类型,地区代码,主办层级,给谁用\n"
    f"A001,澄江通,APP,{PROVINCE},省直部门,内部\n"
    f"A002,澄江发布,公众账号,{PROVINCE},省直部门,内部\n"
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.long]


@pytest.fixture
def site(
    site_environment: dict[str, str], broker: Redis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """Address of a site of real processes, with the site's own settings, that knows its regions and nobody."""
    # Playwright's event loop runs in this thread; the database is used between its calls only.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    broker.flushdb()
    store_small_tree()
    with served(site_environment, tmp_path) as address, _worker(site_environment, tmp_path):
        yield address


@contextmanager
def _worker(environment: dict[str, str], folder: Path) -> Iterator[None]:
    own = {**environment, "DJANGO_SETTINGS_MODULE": "config.settings", "LOCAL_DIR": str(folder)}
    argv = ["celery", "-A", "config", "worker", "--concurrency", "2", "--without-gossip", "--without-mingle"]
    with (folder / "worker.log").open("wb") as log:
        process = subprocess.Popen([sys.executable, "-m", *argv], cwd=ROOT, env=own, stdout=log, stderr=log)
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)


def states(page: Page) -> list[str]:
    """Return the sign of each step on the desk."""
    page.get_by_role("link", name="操作台").first.click()
    look(page)
    return [tag.strip() for tag in page.locator(".steps > li .tag").all_text_contents()]


def list_apps(page: Page, folder: Path) -> None:
    step(page, "目录")
    file = folder / "目录.csv"
    file.write_text(CATALOGUE, encoding="utf-8")
    page.get_by_label("文件（xlsx或CSV）").set_input_files(file)
    page.get_by_role("button", name="上传并核对").click()
    confirm = page.get_by_role("button", name="确认装入")
    expect(confirm).to_be_visible(timeout=LONGEST)
    look(page)
    confirm.click()
    expect(page.get_by_role("main")).to_contain_text("已装入", timeout=LONGEST)
    look(page)


def prepare(page: Page) -> None:
    """Prepare a wave of the city with codes that two people publish; the first try lacks the place."""
    step(page, "调查")
    page.get_by_label("编号").fill(WAVE)
    page.get_by_label("发布要另一人同意").check()
    page.get_by_role("button", name="保存草稿").last.click()
    expect(page.get_by_role("alert").first).to_contain_text("填好的都还在")
    look(page)
    expect(page.get_by_label("编号")).to_have_value(WAVE)
    page.get_by_label("哪个地区").fill("澄江市")
    page.get_by_role("button", name="保存草稿").last.click()
    expect(page.get_by_role("main")).to_contain_text(f"已保存草稿 {WAVE}")
    look(page)


def issue_codes(page: Page) -> bytes:
    """Have slips made for everybody in the head counts; return the file to print."""
    step(page, "发码")
    page.get_by_role("button", name="下一步：核对").click()
    expect(page.get_by_role("main")).to_contain_text("242个码")
    look(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="发242个码并下载").click()
    expect(page.get_by_role("main")).to_contain_text("发了242个码，纸条在下载的文件里")
    expect(page.get_by_role("heading", name=re.compile("^填报码"))).to_be_visible()
    look(page)
    return download.value.path().read_bytes()


def open_it(page: Page) -> None:
    step(page, "开放")
    page.get_by_label("我核对过了，知道开始以后不能退回草稿").check()
    page.get_by_role("button", name=f"开始 {WAVE}").click()
    expect(page.get_by_role("main")).to_contain_text(f"调查 {WAVE} 已开始")
    look(page)


def everybody_answers(site: str, answers: list[Answer], phone: Page, scriptless: Page) -> None:
    answer_after_scanning(phone, site, answers[0])
    answer_without_script(scriptless, site, answers[-1])
    send_by_interface(site, answers[1:-1])


def close_by_keyboard(page: Page) -> None:
    page.get_by_role("link", name="操作台").first.click()
    press(page, page.get_by_role("link", name="去收口"))
    expect(page.get_by_role("heading", name=re.compile("收口和发布"))).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("200份以上")
    look(page)
    press(page, page.get_by_label("我知道收口以后不能再开"), "Space")
    press(page, page.get_by_role("button", name=f"收口 {WAVE}"))
    expect(page.get_by_role("heading", name="已经算好，还没有公布")).to_be_visible(timeout=LONGEST)
    look(page)


def is_told_what_will_be_published(page: Page, first: Person) -> None:
    main = page.get_by_role("main")
    levels = page.get_by_role("group", name="各层级会公布什么").locator("tbody tr").first
    assert levels.locator("td").all_inner_texts() == [
        "不单列", "不足50份", "50份以上", "50份以上", "不单列", "不单列", "不单列"
    ]  # fmt: skip
    expect(main).to_contain_text(f"已经同意的：{first.email}")
    expect(main).to_contain_text("请另一位运维用自己的账号登录")
    expect(page.get_by_role("button", name=f"发布 {WAVE}", exact=True)).to_have_count(0)


def publish_by_keyboard(page: Page) -> None:
    page.get_by_role("link", name="操作台").first.click()
    press(page, page.get_by_role("link", name="看汇总和发布"))
    press(page, page.get_by_role("button", name=f"发布 {WAVE}", exact=True))
    expect(page.get_by_role("heading", name=f"发布 {WAVE}", exact=True)).to_be_visible(timeout=LONGEST)
    look(page)


def headline_on(page: Page) -> dict[str, str]:
    """Return the headline numbers that a page of results shows."""
    numbers = {}
    for part in page.locator(".kpi").all():
        name = part.locator("h2").inner_text().split("\n")[0].removesuffix("自报").strip()
        found = re.match(r"[\d.]+", part.locator(".value").inner_text())
        numbers[name] = found.group() if found else ""
    return numbers


def read_as_supervisor(page: Page, site: str, answers: list[Answer]) -> None:
    """See in the county what its people said, and in its township what those of the township said."""
    page.goto(f"{site}/d/")
    look(page)
    assert headline_on(page) == headline_of([one for one in answers if one.region_code.startswith(COUNTY[:6])])
    expect(page.locator(".kpi").first).to_contain_text("人数 160")
    page.get_by_role("link", name="下级地区").first.click()
    look(page)
    own = headline_of([one for one in answers if one.region_code == TOWNSHIP])
    row = page.locator("table tr").filter(has_text="李家巷镇").first
    assert own["人均APP与新媒体合计"] in row.locator("td").all_text_contents()


def download_as_inspector(inspector: Person, site: str, answers: list[Answer], folder: Path) -> None:
    """Sign in with the app's code, ask for the summary of the city, and find the same number in it."""
    inspector.sign_in(site)
    page = inspector.page
    expect(page.get_by_role("heading", name=re.compile("澄江市"))).to_be_visible()
    page.get_by_role("link", name="文件", exact=True).click()
    look(page)
    page.get_by_role("button", name="XLSX").click()
    link = page.get_by_role("link", name=re.compile("下载"))
    expect(link).to_be_visible(timeout=LONGEST)
    look(page)
    with page.expect_download() as download:
        link.click()
    file = folder / "汇总.xlsx"
    download.value.save_as(file)
    rows = [row for sheet in openpyxl.load_workbook(file) for row in sheet.iter_rows(values_only=True)]
    expected = float(headline_of(answers)["人均APP与新媒体合计"])
    assert any("人均APP与新媒体合计" in row and 200 in row and expected in row for row in rows), [
        row for row in rows if 200 in row
    ]


def test_an_empty_site_is_set_up_asked_through_published_and_read(
    site: str, page: Page, new_context: CreateContextCallback, tmp_path: Path
) -> None:
    first = first_operator(page, site, link_path())
    assert states(page)[0] == "已做好"
    list_apps(page, tmp_path)
    prepare(page)
    bring_head_counts(page, tmp_path)
    slips = slips_of(issue_codes(page))
    guests = {
        email: (invite(page, email=email, role=role, regions=regions), needs_an_app)
        for email, role, regions, needs_an_app in (
            ("li@site.example", "运维", "", True),
            ("wang@site.example", "主管", "青禾县", False),
            ("zhao@site.example", "纪检", "澄江市", True),
        )
    }
    second, supervisor, inspector = (
        move_in(new_context().new_page(), site, email=email, link=link, needs_an_app=needs)
        for email, (link, needs) in guests.items()
    )
    inspector.sign_out()
    assert states(page)[:5] == ["已做好"] * 5
    open_it(page)
    answers = two_hundred(slips)
    assert len(answers) == 200
    everybody_answers(site, answers, new_context().new_page(), new_context(java_script_enabled=False).new_page())
    close_by_keyboard(page)
    is_told_what_will_be_published(page, first)
    publish_by_keyboard(second.page)
    assert states(page) == ["已做好"] * 8
    expect(page.get_by_role("main")).to_contain_text(f"{WAVE} 办完了")
    read_as_supervisor(supervisor.page, site, answers)
    download_as_inspector(inspector, site, answers, tmp_path)
