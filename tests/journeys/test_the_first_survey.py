"""From an empty site to a release, by an operator who only has the browser and the link from the first screen."""

import json
import re
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from redis import Redis

from burden.access.first_operator import link_path
from tests.intake.small_world import COUNTY, OTHER_COUNTY, PROVINCE, TOWNSHIP, store_small_tree
from tests.journeys.real_server import wait_until_ready

ROOT = Path(__file__).resolve().parent.parent.parent
LONGEST = 60_000  # milliseconds for what a worker does
ANSWERS = 60
CATALOGUE = ("编号,名称,类型,地区代码,主办层级,给谁用", f"A001,澄江通,APP,{PROVINCE},省直部门,内部")
HEAD = "地区代码,地区名称,层级,人数,来源,截至日期"
RIGHT = (
    f"{COUNTY},青禾县,县直部门,120,编制统计,2026-09-30",
    f"{TOWNSHIP},李家巷镇,乡镇街道,86,编制统计,2026-09-30",
)
WRONG = (
    f"{TOWNSHIP},柳溪乡,乡镇街道,40,编制统计,2026-09-30",  # the name of another place
    f"{PROVINCE},云汀省,乡镇街道,40,编制统计,2026-09-30",  # a level that names no province
    f"{OTHER_COUNTY},白沙县,县直部门,8.5,编制统计,2026-09-30",  # half a person
    "330522102000,,乡镇街道,40,编制统计,2026-09-30",  # not in this wave
    f"{COUNTY},青禾县,村和社区,40,编制统计,9月底",  # no day
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.long]


@pytest.fixture
def site(
    site_environment: dict[str, str], broker: Redis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[str, str]]:
    """Address of a site of real processes that knows its regions and nobody, and the path of its first link."""
    # Playwright's event loop runs in this thread; the database is used between its calls only.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    broker.flushdb()
    store_small_tree()
    with ExitStack() as stack:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        for argv in (
            ["gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "4", "--worker-class", "gthread"],
            ["celery", "-A", "config", "worker", "--concurrency", "2", "--without-gossip", "--without-mingle"],
        ):
            log = stack.enter_context((tmp_path / f"{argv[0]}.log").open("wb"))
            process = subprocess.Popen(
                [sys.executable, "-m", *argv], cwd=ROOT, env=site_environment, stdout=log, stderr=log
            )
            stack.callback(process.wait, 30)
            stack.callback(process.terminate)
        wait_until_ready(port, tmp_path / "gunicorn.log")
        yield f"http://127.0.0.1:{port}", link_path()


def step(page: Page, title: str) -> None:
    """Go to the desk and from there where this step of the checklist leads."""
    page.get_by_role("link", name="操作台").first.click()
    page.locator(".steps > li").filter(has_text=title).locator(".button").first.click()


def states(page: Page) -> list[str]:
    """Return the sign of each step on the desk."""
    page.get_by_role("link", name="操作台").first.click()
    return [tag.strip() for tag in page.locator(".steps > li .tag").all_text_contents()]


def become_the_first_operator(page: Page, site: str, link: str) -> None:
    page.goto(site)
    expect(page.get_by_text("启动本站的那个屏幕上有一个一次性链接")).to_be_visible()
    page.goto(f"{site}{link}")
    page.get_by_label("邮箱").fill("first@example.org")
    page.get_by_label("密码").fill("a long enough one")
    page.get_by_label("再输一遍").fill("a long enough one")
    page.get_by_role("button", name="建立账号").click()
    page.locator("input[name=login]").fill("first@example.org")
    page.locator("input[name=password]").fill("a long enough one")
    page.get_by_role("main").get_by_role("button", name="登录", exact=True).click()


def prepare(page: Page) -> None:
    step(page, "波次")
    page.get_by_label("编号").fill("2027Q1")
    page.get_by_label("哪个地区").fill("云汀省")
    page.get_by_role("radio", name="开放链接").check()
    page.get_by_role("button", name="保存草稿").last.click()
    expect(page.get_by_role("main")).to_contain_text("已保存草稿 2027Q1")


def bring(page: Page, file: Path, *lines: str) -> None:
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="上传并核对").click()


def list_apps(page: Page, folder: Path) -> None:
    step(page, "目录")
    bring(page, folder / "目录.csv", *CATALOGUE)
    page.get_by_role("button", name="确认装入").click()
    expect(page.get_by_role("main")).to_contain_text("已装入", timeout=LONGEST)


def count_people(page: Page, folder: Path) -> None:
    """Bring a file with five wrong rows, then the corrected one."""
    step(page, "人数")
    bring(page, folder / "人数.csv", HEAD, *RIGHT, *WRONG)
    main = page.get_by_role("main")
    expect(main).to_contain_text("什么都没有装入", timeout=LONGEST)
    lines = page.locator("tbody tr td:first-child").all_text_contents()
    assert {int(line) for line in lines} == {4, 5, 6, 7, 8}
    page.get_by_role("link", name="改好后再传").click()
    bring(page, folder / "人数（改好）.csv", HEAD, *RIGHT)
    page.get_by_role("button", name="确认装入").click()
    expect(main).to_contain_text("已装入", timeout=LONGEST)


def answer(site: str, number: int) -> None:
    body = {
        "wave": "2027Q1", "region_code": COUNTY, "level_code": 50, "app_count": number % 7, "idle_app_count": 0,
        "account_count": 2, "group_count": 5 + number % 20, "idempotency_key": f"first-survey-{number:06}",
    }  # fmt: skip
    data, kind = json.dumps(body).encode(), {"Content-Type": "application/json"}
    request = urllib.request.Request(f"{site}/api/v1/responses/", data, kind)  # noqa: S310  # loopback
    with urllib.request.urlopen(request, timeout=20) as reply:  # noqa: S310  # likewise
        assert reply.status == 201


def publish(page: Page) -> None:
    step(page, "收口")
    page.get_by_label("我知道收口以后不能再开").check()
    page.get_by_role("button", name=re.compile("收口 2027Q1")).click()
    expect(page.get_by_text("已经算好，还没有公布")).to_be_visible(timeout=LONGEST)
    page.get_by_role("button", name=re.compile("发布 2027Q1")).click()
    expect(page.get_by_role("main")).to_contain_text("发布。", timeout=LONGEST)


def test_an_empty_site_is_set_up_asked_through_and_published_by_clicks(
    site: tuple[str, str], page: Page, tmp_path: Path
) -> None:
    address, link = site
    page.set_viewport_size({"width": 1200, "height": 900})
    become_the_first_operator(page, address, link)
    assert states(page)[0] == "已做好"
    list_apps(page, tmp_path)
    prepare(page)
    count_people(page, tmp_path)
    assert states(page)[1:5] == ["已做好", "已做好", "已做好", "已做好"]
    step(page, "开放")
    page.get_by_label("我核对过了，知道开始以后不能退回草稿").check()
    page.get_by_role("button", name="开始 2027Q1").click()
    expect(page.get_by_role("main")).to_contain_text("已开始")
    for number in range(ANSWERS):
        answer(address, number)
    page.goto(f"{address}/operate/health/")
    expect(page.get_by_role("main")).to_contain_text("已收50份以上")
    publish(page)
    assert states(page)[5:] == ["已做好", "已做好", "已做好"]
    page.get_by_role("link", name="公开结果").first.click()
    expect(page.get_by_role("main")).to_contain_text("云汀省")
