"""Every step of the survey works for every finger, eye and ear."""

import json
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from burden.models import InboxItem, Wave
from tests.intake.small_world import store_catalogue, store_small_tree, store_wave
from tests.journeys import survey_steps
from tests.journeys.survey_steps import STEPS, Way

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

steps = pytest.mark.parametrize("way", STEPS, ids=lambda way: way.__name__)
IN_BROWSER = Path(__file__).with_name("in_browser.js").read_text()
PHONE_WIDTH = 360
LARGE_TEXT = """
  var root = document.documentElement;
  root.style.fontSize = parseFloat(getComputedStyle(root).fontSize) * 2 + 'px';
"""


@pytest.fixture(autouse=True)
def wave(transactional_db: None) -> Wave:
    store_small_tree()
    store_catalogue()
    return store_wave(
        asks_for_text=True,
        form_no="示例01表",
        issuer="云汀省示例办公室",
        issue_no="云示2026第1号",
        approver="云汀省统计局",
        approval_no="云统2026第12号",
        valid_until="2027-12-31",
    )


def found_by(page: Page, check: str) -> object:
    """Return what one of the checks of in_browser.js finds on the page."""
    page.evaluate(IN_BROWSER)
    return json.loads(page.evaluate(f"JSON.stringify(window.checks.{check}())"))


@steps
def test_step_has_no_barrier_nothing_small_to_tap_and_room_for_large_text(
    page: Page, live_server: LiveServer, way: Way
) -> None:
    way(page, live_server.url)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert found_by(page, "smallTargets") == []  # below 44 by 44 points; links within a sentence may be smaller
    page.evaluate(LARGE_TEXT)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE_WIDTH
    assert found_by(page, "clippedTexts") == []


@pytest.mark.parametrize("way", [survey_steps.filled, survey_steps.usage], ids=["page one", "usage"])
def test_nothing_moves_for_whoever_asked_for_calm(page: Page, live_server: LiveServer, way: Way) -> None:
    page.emulate_media(reduced_motion="reduce")
    way(page, live_server.url)
    assert found_by(page, "movingThings") == []


CHOSEN, NOT_CHOSEN = ".chip input:checked + span", ".chip input:not(:checked) + span"
SIGN = "(chip) => getComputedStyle(chip, '::before').content"
GREY = """
(chip) => {
  const [red, green, blue] = getComputedStyle(chip).backgroundColor.match(/\\d+/g).map(Number);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
"""


def test_what_is_chosen_can_be_told_without_colour(page: Page, live_server: LiveServer) -> None:
    survey_steps.filled(page, live_server.url)
    chosen, other = page.locator(CHOSEN).first, page.locator(NOT_CHOSEN).first
    assert "✓" in chosen.evaluate(SIGN)
    assert "✓" not in other.evaluate(SIGN)
    assert other.evaluate(GREY) - chosen.evaluate(GREY) > 100  # of 255, in greyscale
    app = page.locator("#q-apps .pick[aria-pressed=true]").first
    assert "✓" in app.evaluate(SIGN)


def test_what_is_chosen_can_be_told_in_forced_colours(page: Page, live_server: LiveServer) -> None:
    page.emulate_media(forced_colors="active")
    survey_steps.filled(page, live_server.url)
    chosen, other = page.locator(CHOSEN).first, page.locator(NOT_CHOSEN).first
    chosen.scroll_into_view_if_needed()
    assert "✓" in chosen.evaluate(SIGN)
    assert "✓" not in other.evaluate(SIGN)
    page.locator("#q-attitude_5 input").first.focus()
    focused = page.locator("#q-attitude_5 .chip span").first
    assert focused.evaluate("(chip) => getComputedStyle(chip).outlineStyle") == "solid"


# Page 1 as a screen reader goes through it: the name of each question, then of each control in it.
HEARD = """\
group 2 您所在单位
radio 省直部门
radio 市直部门
radio 县直部门
radio 乡镇街道
radio 村社区
radio 其他
group 3 因工作要求装的政务APP、小程序：几个？
radio 3
radio 5
radio 8
radio 10
radio 15
button 减少：因工作要求装的政务APP、小程序：几个？
textbox 因工作要求装的政务APP、小程序：几个？
button 增加：因工作要求装的政务APP、小程序：几个？
group 4 其中近3个月没打开过：几个？
"""
LINE = re.compile(r'- (\w+) "((?:[^"\\\\]|\\\\.)*)"')
CONTROLS = {"radio", "checkbox", "textbox", "combobox", "button"}


def heard(page: Page) -> list[tuple[str, str]]:
    """Return role and name of everything in the form, in the order of the accessibility tree."""
    tree = page.locator("form").aria_snapshot()
    return [(found[1], found[2]) for found in map(LINE.search, tree.splitlines()) if found]


def test_a_screen_reader_hears_each_question_before_its_answers(page: Page, live_server: LiveServer) -> None:
    survey_steps.empty(page, live_server.url)
    spoken = [f"{role} {name}" for role, name in heard(page) if role in CONTROLS | {"group"}]
    start = spoken.index("group 2 您所在单位")
    assert spoken[start : start + len(HEARD.splitlines())] == HEARD.splitlines()
    questions = [name.split()[0] for role, name in heard(page) if role == "group" and name.split()[0].isdigit()]
    assert questions == [str(number) for number in range(1, 12)]


def test_no_control_is_without_a_name(page: Page, live_server: LiveServer) -> None:
    survey_steps.filled(page, live_server.url)
    nameless = [
        line.strip()
        for line in page.locator("form").aria_snapshot().splitlines()
        if line.strip(" -:").split(" ")[0] in CONTROLS and '"' not in line
    ]
    assert nameless == []


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is there; the way leads forward only, as the page is read."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not lead to {selector}")


def test_all_three_forms_are_answered_by_keyboard_alone(page: Page, live_server: LiveServer) -> None:
    survey_steps.empty(page, live_server.url)
    press = page.keyboard.press
    tab_to(page, "[name=level_code]")
    for _ in range(3):
        press("ArrowDown")
    tab_to(page, "[name=app_count_chip]")
    press("Space")
    tab_to(page, "#q-app_count [data-by='1']")
    press("Enter")
    tab_to(page, "[name=idle_app_count]")
    page.keyboard.type("2")
    tab_to(page, "[name=attitude_5]")
    press("Space")
    tab_to(page, "[name=practices_3m]")
    press("Space")
    tab_to(page, ".picker-search")
    page.keyboard.type("应用")
    tab_to(page, ".pick")
    press("Enter")
    tab_to(page, "[name=app_0_flags]")
    press("Space")
    tab_to(page, "button.send")
    press("Enter")
    expect(page.get_by_role("heading", name="已收到")).to_be_focused()
    answers = InboxItem.objects.get(kind="response").answers
    assert (answers["level"], answers["app_count"], answers["idle_app_count"]) == (60, 4, 2)
    assert answers["attitude_5"] in {1, 5}  # the scale may run backwards
    assert answers["apps"][0]["app_code"] == "A01"

    tab_to(page, "form.offer button")
    press("Enter")
    expect(page.locator("#q-A01")).to_be_visible()
    tab_to(page, "[name=status_A01]")
    press("ArrowDown")
    tab_to(page, "button.send")
    press("Enter")
    expect(page.get_by_role("heading", name="已收到")).to_be_focused()
    assert InboxItem.objects.get(kind="usage").answers["app_codes"] == ["A01"]

    tab_to(page, "form.offer button")
    press("Enter")
    expect(page.locator("#q-off_hours_days")).to_be_visible()
    tab_to(page, "[name=off_hours_days]")
    press("Space")
    tab_to(page, "button.send")
    press("Enter")
    expect(page.get_by_role("heading", name="已收到")).to_be_focused()
    assert InboxItem.objects.get(kind="further").answers["off_hours_days"] == 0


def test_the_header_of_the_form_is_complete(page: Page, live_server: LiveServer) -> None:
    survey_steps.empty(page, live_server.url)
    assert page.locator(".form-no").inner_text().split() == [
        "表号示例01表",
        "制定机关云汀省示例办公室",
        "文号云示2026第1号",
        "审批机关云汀省统计局",
        "批准文号云统2026第12号",
        "有效期至2027-12-31",
    ]


def test_a_wave_without_a_form_number_still_says_who_asks(page: Page, live_server: LiveServer, wave: Wave) -> None:
    Wave.objects.filter(pk=wave.pk).update(form_no="", issue_no="", approver="", approval_no="", valid_until=None)
    survey_steps.empty(page, live_server.url)
    assert page.locator(".form-no").inner_text().split() == ["制定机关云汀省示例办公室"]
    Wave.objects.filter(pk=wave.pk).update(issuer="")
    survey_steps.empty(page, live_server.url)
    expect(page.locator(".form-no")).to_have_count(0)


def test_the_sign_of_what_is_chosen_is_not_read_aloud(page: Page, live_server: LiveServer) -> None:
    survey_steps.filled(page, live_server.url)
    assert "乡镇街道" in [name for role, name in heard(page) if role == "radio"]
