"""A cadre answers on a phone of 360 by 640 points, with and without JavaScript."""

from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import parse_qsl

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
    if page.locator(".picker").count():
        page.locator("#q-apps").get_by_role("button", name="应用A01").first.click()
    else:
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


def is_thanked(page: Page) -> None:
    expect(page.get_by_role("heading", name="已收到")).to_be_visible()


def answer_what_follows(page: Page) -> None:
    """Fill in both forms that the thanks offer, one after the other."""
    page.get_by_role("button", name="填各个APP的使用情况").click()
    expect(page.get_by_label("乡镇街道")).to_be_checked()
    expect(page.get_by_text("再说说它（可不填）")).to_be_hidden()
    tap(page, "A01", "在用", "30")
    page.get_by_text("再说说它（可不填）").click()
    tap(page, "A01", "较有用", "合并")
    send(page)
    is_thanked(page)
    expect(page.get_by_role("button", name="填各个APP的使用情况")).to_have_count(0)
    page.get_by_role("button", name="再答几题").click()
    expect(page.get_by_label("乡镇街道")).to_be_checked()
    tap(page, "off_hours_days", "3")
    tap(page, "reply_deadline", "随时")
    tap(page, "load_effort", "9")
    tap(page, "cleanup_effect", "更省事")
    send(page)
    is_thanked(page)
    expect(page.get_by_role("button", name="再答几题")).to_have_count(0)


def everything_is_stored() -> None:
    answers, report, further = stored("response"), stored("usage"), stored("further")
    assert {name: answers[name] for name in EXPECTED} == EXPECTED
    assert answers["apps"] == [
        {
            "app_code": "A01",
            "new_app_name": None,
            "minutes_per_day": None,
            "is_required": False,
            "has_checkin": False,
            "has_points_rank": True,
            "in_appraisal": False,
            "has_location_track": False,
            "needs_photo_upload": False,
            "duplicate_entry": False,
            "duplicate_of_app_code": None,
        }
    ]
    assert (report["level"], report["app_codes"], report["minutes"]) == (60, ["A01"], [30])
    assert (report["usefulness_5"], report["keep_choice"], report["overcollect"]) == ([4], [2], [])
    assert {name: value for name, value in further.items() if value is not None} == {
        "region_code": COUNTY,
        "level": 60,
        "off_hours_days": 3,
        "reply_deadline": 5,
        "load_effort": 9,
        "cleanup_effect": 1,
    }


@pytest.mark.usefixtures("wave")
def test_cadre_answers_all_three_forms_with_script(calm_page: Page, live_server: LiveServer) -> None:
    page = calm_page
    page.goto(f"{live_server.url}/s/2026Q4/{COUNTY}/")
    answer_page_one(page)
    send(page)
    is_thanked(page)
    assert stored("response")["duration_band"] == "lt20"
    answer_what_follows(page)
    everything_is_stored()
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.mark.usefixtures("wave")
def test_cadre_answers_all_three_forms_without_script(scriptless: Page, live_server: LiveServer) -> None:
    page = scriptless
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{live_server.url}/s/2026Q4/")
    page.get_by_role("link", name="澄江市").click()
    page.get_by_role("link", name="青禾县").click()
    answer_page_one(page)
    send(page)
    is_thanked(page)
    assert stored("response")["duration_band"] == ""
    answer_what_follows(page)
    everything_is_stored()
    assert [url for url in asked if "pass" in url or "level" in url] == []


@pytest.mark.usefixtures("wave")
def test_cadre_sees_what_will_be_sent_before_sending_without_script(scriptless: Page, live_server: LiveServer) -> None:
    page = scriptless
    page.goto(f"{live_server.url}/s/2026Q4/{COUNTY}/")
    answer_page_one(page)
    page.get_by_text("看看会发送什么").click()
    page.get_by_role("button", name="列出来看看").click()
    shown = page.locator(".payload")
    expect(shown).to_contain_text("因工作要求装的政务APP、小程序：几个？ app_count_chip=8")
    expect(shown).to_contain_text("最费时间的APP是哪个？：应用A01 app_0_code=A01")
    lines = [line.split("=", 1) for line in shown.locator("code").all_inner_texts()]
    assert InboxItem.objects.count() == 0
    sent: list[tuple[str, str]] = []
    page.on("request", lambda request: sent.extend(parse_qsl(request.post_data or "", keep_blank_values=True)))
    send(page)
    is_thanked(page)
    assert sorted((name, value) for name, value in sent if value) == sorted((name, value) for name, value in lines)


@pytest.mark.usefixtures("wave")
def test_region_is_found_by_initials_without_script(scriptless: Page, live_server: LiveServer) -> None:
    page = scriptless
    page.goto(f"{live_server.url}/s/2026Q4/{COUNTY}/")
    page.locator("#f-group_count").fill("17")
    page.get_by_text("换地区").click()
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


FORMS = ["", f"{COUNTY}/", f"usage/?region={COUNTY}", f"more/?region={COUNTY}", "thanks/"]
TARGETS = (
    ".chip span, .tick + label, .button, button, select, summary, textarea, .mistakes a, .places a, input[type=text],"
    " input:not([type])"
)
SMALL_TARGETS = (
    f"Array.from(document.querySelectorAll('{TARGETS}')).filter(e => e.offsetParent && !e.closest('.visually-hidden')"
    " && (e.offsetHeight < 44 || e.offsetWidth < 44)).map(e => e.outerHTML)"
)
TOO_WIDE = (
    "Array.from(document.querySelectorAll('body *')).filter(e => e.getBoundingClientRect().right > innerWidth"
    " && !e.closest('.visually-hidden')).map(e => e.outerHTML.slice(0, 200))"
)


@pytest.mark.usefixtures("wave")
@pytest.mark.parametrize("scale", [1, 2])
@pytest.mark.parametrize("address", FORMS)
def test_page_fits_a_small_phone_also_with_large_text(
    page: Page, live_server: LiveServer, address: str, scale: int
) -> None:
    page.goto(f"{live_server.url}/s/2026Q4/{address}")
    page.evaluate(f"document.documentElement.style.fontSize = '{112.5 * scale}%'")
    page.evaluate("document.querySelectorAll('details').forEach(part => part.setAttribute('open', ''))")
    page.evaluate("document.querySelectorAll('[value=in_use], [value=duplicate_entry]').forEach(e => e.checked = true)")
    assert page.evaluate(TOO_WIDE) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate(SMALL_TARGETS) == []


@pytest.mark.usefixtures("wave")
def test_page_with_mistakes_and_everything_opened_has_no_barrier(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/s/2026Q4/{COUNTY}/")
    tap(page, "level_code", "乡镇街道")
    tap(page, "app_count", "3")
    page.locator("#f-idle_app_count").fill("7")
    send(page)
    expect(page.get_by_role("alert")).to_contain_text("没打开过的不能比装了的多")
    page.evaluate("document.querySelectorAll('details').forEach(part => part.setAttribute('open', ''))")
    tap(page, "apps", "重复填报")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.locator("#q-idle_app_count")).to_be_in_viewport()


@pytest.mark.usefixtures("wave")
def test_keyboard_walks_through_the_page_in_reading_order(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/s/2026Q4/{COUNTY}/")
    places: list[float] = []
    names: list[str] = []
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        names.append(page.evaluate("document.activeElement.name || document.activeElement.tagName"))
        places.append(page.evaluate("document.activeElement.getBoundingClientRect().bottom + window.scrollY"))
    assert "homepage" not in names
    assert names[0] == "A"
    assert names[-1] == "BUTTON"
    assert all(later >= earlier - 60 for earlier, later in pairwise(places))
    asked = list(dict.fromkeys(name.removesuffix("_chip") for name in names if name.islower()))
    assert asked[:4] == ["below_code", "level_code", "app_count", "idle_app_count"]
    assert asked[-3:] == ["practices_3m", "app_0_minutes", "app_0_flags"]
