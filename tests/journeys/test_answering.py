"""A cadre answers on a phone of 360 by 640 points, with and without JavaScript."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, Request, expect
from pytest_django.live_server_helper import LiveServer

from burden.domain.levels import Level
from burden.intake.codes import issue_codes
from burden.models import InboxItem, Wave
from tests.intake.small_world import COUNTY, OTHER_TOWNSHIP, TOWNSHIP, store_catalogue, store_small_tree, store_wave

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def wave(transactional_db: None) -> Wave:
    store_small_tree()
    store_catalogue()
    return store_wave()


@pytest.fixture
def scriptless(request: pytest.FixtureRequest) -> Iterator[Page]:
    context: BrowserContext = request.getfixturevalue("new_context")(java_script_enabled=False)
    yield context.new_page()
    context.close()


def tap(page: Page, question: str, *texts: str) -> None:
    for text in texts:
        page.locator(f"#q-{question} .chips").get_by_text(text, exact=True).first.click()


def answer_page_one(page: Page) -> None:
    tap(page, "level_code", "乡镇街道")
    tap(page, "app_count", "8")
    page.locator("#f-idle_app_count").fill("4")
    tap(page, "account_count", "5")
    page.locator("#f-group_count").fill("17")
    tap(page, "app_minutes_per_day", "45", "看了屏幕使用时间")
    tap(page, "group_minutes_per_day", "20")
    tap(page, "attitude_5", "较反感")
    tap(page, "practices_3m", "打卡签到", "定位轨迹")
    page.locator("#f-app_0_code").select_option(label="应用A01")
    tap(page, "apps", "积分排名")


EXPECTED = {
    "region_code": COUNTY,
    "level": 60,
    "app_count": 8,
    "idle_app_count": 4,
    "account_count": 5,
    "group_count": 17,
    "app_minutes_per_day": 45,
    "minutes_source": "screen_time",
    "group_minutes_per_day": 20,
    "attitude_5": 4,
    "practices_3m": 9,
}


def stored(kind: str) -> dict[str, object]:
    answers: dict[str, object] = InboxItem.objects.get(kind=kind).answers
    return answers


def send(page: Page) -> None:
    page.get_by_role("button", name="提交").click()


@pytest.mark.usefixtures("wave")
def test_cadre_answers_both_forms_with_script(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/s/2026Q4/{COUNTY}/")
    answer_page_one(page)
    send(page)
    expect(page.get_by_role("heading", name="已收到")).to_be_visible()
    answers = stored("response")
    assert {name: answers[name] for name in EXPECTED} == EXPECTED
    assert answers["duration_band"] == "lt20"
    page.get_by_role("link", name="填各个APP的使用情况").click()
    expect(page.get_by_label("乡镇街道")).to_be_checked()
    tap(page, "A01", "在用")
    page.get_by_label("每个工作日约几分钟？").fill("25")
    send(page)
    expect(page.get_by_role("heading", name="已收到")).to_be_visible()
    report = stored("usage")
    assert (report["level"], report["app_codes"], report["minutes"]) == (60, ["A01"], [25])
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.mark.usefixtures("wave")
def test_cadre_answers_both_forms_without_script(scriptless: Page, live_server: LiveServer) -> None:
    page = scriptless
    page.goto(f"{live_server.url}/s/2026Q4/")
    page.get_by_role("link", name="澄江市").click()
    page.get_by_role("link", name="青禾县").click()
    answer_page_one(page)
    send(page)
    expect(page.get_by_role("heading", name="已收到")).to_be_visible()
    answers = stored("response")
    assert {name: answers[name] for name in EXPECTED} == EXPECTED
    assert answers["duration_band"] == ""
    page.get_by_role("link", name="填各个APP的使用情况").click()
    tap(page, "level_code", "乡镇街道")
    tap(page, "A01", "装了，3个月没打开")
    send(page)
    expect(page.get_by_role("heading", name="已收到")).to_be_visible()
    assert stored("usage")["statuses"] == [2]


@pytest.mark.usefixtures("wave")
def test_region_is_found_by_initials_without_script(scriptless: Page, live_server: LiveServer) -> None:
    page = scriptless
    page.goto(f"{live_server.url}/s/2026Q4/{COUNTY}/")
    page.locator("#f-group_count").fill("17")
    page.get_by_text("换一个地区").click()
    page.get_by_label("输入两个字，或拼音首字母").fill("ljx")
    page.get_by_role("button", name="查找").click()
    page.get_by_text("云汀省 澄江市 白沙县 李家巷街道").click()
    tap(page, "level_code", "村社区")
    send(page)
    expect(page.get_by_role("heading", name="已收到")).to_be_visible()
    assert (stored("response")["region_code"], stored("response")["group_count"]) == (OTHER_TOWNSHIP, 17)


@pytest.mark.usefixtures("wave")
def test_enter_key_sends_and_does_not_search(scriptless: Page, live_server: LiveServer) -> None:
    page = scriptless
    page.goto(f"{live_server.url}/s/2026Q4/{TOWNSHIP}/")
    tap(page, "level_code", "乡镇街道")
    page.locator("#f-group_count").fill("17")
    page.locator("#f-group_count").press("Enter")
    expect(page.get_by_role("heading", name="已收到")).to_be_visible()
    assert stored("response")["region_code"] == TOWNSHIP


@pytest.mark.usefixtures("wave")
def test_mistake_is_named_beside_the_question_and_nothing_is_lost(scriptless: Page, live_server: LiveServer) -> None:
    page = scriptless
    page.goto(f"{live_server.url}/s/2026Q4/{COUNTY}/")
    tap(page, "level_code", "县直部门")
    tap(page, "app_count", "3")
    page.locator("#f-idle_app_count").fill("7")
    send(page)
    expect(page.locator("#q-idle_app_count")).to_contain_text("没打开过的不能比装了的多")
    expect(page.get_by_label("县直部门")).to_be_checked()
    page.locator("#f-idle_app_count").fill("1")
    send(page)
    expect(page.get_by_role("heading", name="已收到")).to_be_visible()
    assert (stored("response")["app_count"], stored("response")["idle_app_count"]) == (3, 1)


@pytest.mark.usefixtures("wave")
def test_zero_apps_hides_what_it_makes_pointless(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/s/2026Q4/{COUNTY}/")
    page.locator("#f-app_count").fill("0")
    for question in ("idle_app_count", "app_minutes_per_day", "apps"):
        expect(page.locator(f"#q-{question}")).to_be_hidden()
    tap(page, "app_count", "5")
    expect(page.locator("#q-apps")).to_be_visible()
    expect(page.locator("#f-app_count")).to_have_value("5")
    tap(page, "app_count", "5")
    expect(page.locator("#f-app_count")).to_have_value("")


def test_code_in_the_fragment_fills_the_field_and_never_reaches_the_server(page: Page, live_server: LiveServer) -> None:
    store_small_tree()
    store_catalogue()
    [code] = issue_codes(wave=store_wave(assurance="coded"), region_code=COUNTY, level=Level.TOWNSHIP, number=1)
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    page.goto(f"{live_server.url}/s/2026Q4/{COUNTY}/#code={code}")
    expect(page.get_by_label("纸条上的填报码")).to_have_value(code)
    tap(page, "level_code", "乡镇街道")
    send(page)
    expect(page.get_by_role("heading", name="已收到")).to_be_visible()
    assert [url for url in asked if code in url.split("#")[0]] == []


@pytest.mark.usefixtures("wave")
@pytest.mark.parametrize("scale", [1, 2])
def test_page_fits_a_small_phone_also_with_large_text(page: Page, live_server: LiveServer, scale: int) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{live_server.url}/s/2026Q4/{COUNTY}/")
    assert len([url for url in asked if url.startswith("http")]) <= 3
    page.evaluate(f"document.documentElement.style.fontSize = '{112.5 * scale}%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    small = page.evaluate(
        "Array.from(document.querySelectorAll('.chip span, .tick + label, .button, select, summary'))"
        ".filter(e => e.offsetParent && (e.offsetHeight < 44 || e.offsetWidth < 44)).map(e => e.textContent)"
    )
    assert small == []


@pytest.mark.usefixtures("wave")
@pytest.mark.parametrize("address", ["", f"{COUNTY}/", f"usage/?region={COUNTY}", f"thanks/?region={COUNTY}"])
def test_survey_pages_have_no_barrier(page: Page, live_server: LiveServer, address: str) -> None:
    page.goto(f"{live_server.url}/s/2026Q4/{address}")
    if page.get_by_role("button", name="提交").count():
        send(page)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
