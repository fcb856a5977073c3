"""Tapping, correcting, picking an app, and seeing what will be sent, on a phone with script."""

import re
from urllib.parse import parse_qsl

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from burden.intake.initials import initials_of
from burden.models import CatalogueItem
from tests.intake.small_world import CITY, COUNTY, store_small_tree, store_wave
from tests.journeys.phone import answer_shortly, expect_received, posted, send, stored_answers, tap

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAMES = ["云汀政务通", "巡河宝", "学习园地", "网格通", "防汛助手"] + [f"办事系统{number}号" for number in range(60)]


@pytest.fixture
def address(transactional_db: None, live_server: LiveServer) -> str:
    """Address of the survey of a county with 65 apps."""
    store_small_tree()
    for number, name in enumerate(NAMES):
        CatalogueItem.objects.create(
            tree_id="test",
            app_code=f"B{number:02}",
            name_zh=name,
            kind="app",
            region_code=CITY if number % 2 else COUNTY,
            sponsor_level=40,
            audience="mixed",
        )
    store_wave()
    return f"{live_server.url}/s/2026Q4/{COUNTY}/"


@pytest.fixture
def survey(page: Page, address: str) -> Page:
    page.goto(address)
    return page


def picker(page: Page) -> Locator:
    """The first app picker of the page."""
    return page.locator(".picker").first


def shown(page: Page) -> list[str]:
    return picker(page).get_by_role("button").all_text_contents()


def test_eleven_is_two_taps(survey: Page) -> None:
    tap(survey, "app_count", "10")
    survey.locator("#q-app_count").get_by_role("button", name="增加").click()
    expect(survey.locator("#f-app_count")).to_have_value("11")
    expect(survey.locator("#q-app_count").get_by_label("10", exact=True)).not_to_be_checked()
    survey.locator("#q-app_count").get_by_role("button", name="减少").click()
    expect(survey.locator("#q-app_count").get_by_label("10", exact=True)).to_be_checked()


@pytest.mark.parametrize(
    ("typed", "button", "value"),
    [
        ("", "增加", "1"),
        ("", "减少", "0"),
        ("0", "减少", "0"),
        ("60", "增加", "60"),
        ("１２", "增加", "13"),  # noqa: RUF001  # full-width digits, as Chinese keyboards write them
        ("很多", "增加", "1"),
    ],
)
def test_plus_and_minus_stay_within_the_question(survey: Page, typed: str, button: str, value: str) -> None:
    survey.locator("#f-app_count").fill(typed)
    survey.locator("#q-app_count").get_by_role("button", name=button).click()
    expect(survey.locator("#f-app_count")).to_have_value(value)


def test_minutes_go_in_steps_of_five(survey: Page) -> None:
    tap(survey, "app_minutes_per_day", "60")
    survey.locator("#q-app_minutes_per_day").get_by_role("button", name="增加").click()
    expect(survey.locator("#f-app_minutes_per_day")).to_have_value("65")


def test_none_of_these_and_the_others_exclude_each_other(survey: Page) -> None:
    tap(survey, "practices_3m", "打卡签到", "都没有")
    expect(survey.locator("#q-practices_3m input:checked")).to_have_count(1)
    tap(survey, "practices_3m", "定位轨迹")
    expect(survey.locator("#q-practices_3m").get_by_label("都没有")).not_to_be_checked()


def test_second_tap_takes_an_answer_back(survey: Page) -> None:
    tap(survey, "attitude_5", "较反感", "较反感")
    expect(survey.locator("#q-attitude_5 input:checked")).to_have_count(0)


def test_what_a_zero_hides_is_not_sent(survey: Page) -> None:
    tap(survey, "level_code", "乡镇街道")
    tap(survey, "app_minutes_per_day", "30")
    tap(survey, "app_count", "3")
    survey.locator("#f-app_count").fill("0")
    bodies = posted(survey)
    send(survey)
    expect_received(survey)
    assert "app_minutes_per_day=30" not in bodies[0]
    assert stored_answers()[0]["app_minutes_per_day"] == 0


def test_ten_apps_are_offered_before_anything_is_typed(survey: Page) -> None:
    assert len(shown(survey)) == 10


def test_the_ten_of_the_chosen_level_come_first(survey: Page) -> None:
    # As the server writes them when an earlier wave knows what the level names most.
    survey.evaluate("document.querySelector('[data-picker]').setAttribute('data-top-60', 'B44 B07 B12')")
    tap(survey, "level_code", "乡镇街道")
    assert shown(survey) == [NAMES[44], NAMES[7], NAMES[12]]


@pytest.mark.parametrize("typed", ["巡河", "xh", "XHB", "河宝"])
def test_app_is_found_by_characters_and_by_initials(survey: Page, typed: str) -> None:
    assert initials_of("巡河宝") == "xhb"
    picker(survey).get_by_role("textbox").fill(typed)
    assert shown(survey) == ["巡河宝"]
    picker(survey).get_by_role("button", name="巡河宝").click()
    expect(survey.locator("#f-app_0_code")).to_have_value("B01")
    expect(picker(survey).get_by_role("button", name="巡河宝")).to_have_attribute("aria-pressed", "true")


def test_long_result_says_how_many_more_there_are(survey: Page) -> None:
    picker(survey).get_by_role("textbox").fill("办事")
    assert len(shown(survey)) == 10
    expect(picker(survey).get_by_role("status")).to_have_text("还有50个，请再多打一个字。")
    picker(survey).get_by_role("textbox").fill("没有这样的")
    assert shown(survey) == []
    expect(picker(survey).get_by_role("status")).to_contain_text("没有这个名称")


def test_app_is_picked_with_the_keyboard_alone(survey: Page) -> None:
    tap(survey, "level_code", "乡镇街道")
    picker(survey).get_by_role("textbox").focus()
    survey.keyboard.type("xxyd")
    survey.keyboard.press("Enter")
    expect(picker(survey).get_by_role("button", name="学习园地")).to_be_focused()
    expect(survey.locator("#f-app_0_code")).to_have_value("B02")
    survey.keyboard.press("Space")
    expect(survey.locator("#f-app_0_code")).to_have_value("")
    expect(picker(survey).get_by_role("textbox")).to_be_focused()
    survey.keyboard.type("xxyd")
    survey.keyboard.press("Enter")
    send(survey)
    expect_received(survey)
    assert "'app_code': 'B02'" in str(stored_answers()[0]["apps"])


def test_picked_app_is_back_after_the_tab_was_closed(survey: Page, address: str) -> None:
    picker(survey).get_by_role("textbox").fill("fx")
    picker(survey).get_by_role("button", name="防汛助手").click()
    context = survey.context
    survey.close()
    again = context.new_page()
    again.goto(address)
    assert shown(again)[0] == "防汛助手"
    expect(again.locator("#f-app_0_code")).to_have_value("B04")


def test_list_of_what_will_be_sent_is_what_is_sent(survey: Page) -> None:
    answer_shortly(survey)
    tap(survey, "practices_3m", "打卡签到")
    survey.locator("[data-payload] summary").click()
    expect(survey.locator("[data-payload] li").filter(has_text="group_count=17")).to_contain_text("工作群")
    expect(survey.locator("[data-payload] li").filter(has_text="attitude_5=4")).to_contain_text("较反感")
    survey.locator("#f-group_count").fill("18")
    listed = survey.locator("[data-payload] li code").all_text_contents()
    assert "group_count=18" in listed
    bodies = posted(survey)
    send(survey)
    expect_received(survey)
    sent = [f"{name}={value}" for name, value in parse_qsl(bodies[0]) if name != "duration_band"]
    assert [line for line in listed if re.match(r"[a-z_0-9]+=", line) and "duration_band" not in line] == sent


def test_time_is_sent_as_a_coarse_band_only(survey: Page) -> None:
    answer_shortly(survey)
    bodies = posted(survey)
    send(survey)
    expect_received(survey)
    fields = dict(parse_qsl(bodies[0]))
    assert fields["duration_band"] in {"lt20", "20_60"}
    assert [name for name in fields if re.search("time|date|stamp|saved|spent", name)] == []


def test_answered_page_has_no_barrier_and_fits(survey: Page) -> None:
    answer_shortly(survey)
    picker(survey).get_by_role("textbox").fill("办事")
    survey.locator("[data-payload] summary").click()
    found = Axe().run(survey)
    assert found.violations_count == 0, found.generate_report()
    survey.evaluate("document.documentElement.style.fontSize = '225%'")
    assert survey.evaluate("document.documentElement.scrollWidth") <= 360
    small = survey.evaluate(
        "Array.from(document.querySelectorAll('main button')).filter(b => b.offsetParent && b.tabIndex >= 0)"
        ".filter(b => b.offsetHeight < 44 || b.offsetWidth < 44).map(b => b.textContent)"
    )
    assert small == []
