"""A sentence of one's own: what the phone takes out of it before it is sent, and what the server takes out again."""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from burden.domain.people_in_text import people_in
from burden.domain.scrub import scrubbed
from burden.models import InboxItem, Wave
from tests.domain.test_scrub import CASES, PIECES
from tests.intake.small_world import COUNTY, TOWNSHIP, store_catalogue, store_small_tree, store_wave

SCRIPT = Path(__file__).parent.parent.parent / "static" / "js" / "scrub.js"
BOTH = "texts => texts.map(text => [burdenScrub.scrub(text), burdenScrub.people(burdenScrub.scrub(text).text)])"

pytestmark = [pytest.mark.browser]


@pytest.fixture
def wave(transactional_db: None) -> Wave:
    store_small_tree()
    store_catalogue()
    return store_wave(asks_for_text=True)


@pytest.fixture
def scriptless(request: pytest.FixtureRequest) -> Iterator[Page]:
    context: BrowserContext = request.getfixturevalue("new_context")(java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def scripted(page: Page) -> Page:
    page.set_content("<!doctype html><title>x</title>")
    page.add_script_tag(path=SCRIPT)
    return page


def as_the_phone_sees(page: Page, texts: list[str]) -> list[tuple[str, list[str], list[str]]]:
    return [(r["text"], r["taken"], people) for r, people in page.evaluate(BOTH, texts)]


def test_the_phone_finds_what_the_shared_cases_say(scripted: Page) -> None:
    found = as_the_phone_sees(scripted, [case["text"] for case in CASES])

    expected = [(case["scrubbed"], case["taken"], case["people"]) for case in CASES]
    assert [pair for pair in zip(expected, found, strict=True) if pair[0] != pair[1]] == []


def test_phone_and_server_agree_on_any_text(scripted: Page) -> None:
    chance = random.Random(20261122)
    texts = ["".join(chance.choices(PIECES, k=chance.randint(1, 40))) for _ in range(4_000)]
    # Case by case out of the middle of the shared ones, so that whole numbers meet odd surroundings.
    texts += [chance.choice(CASES)["text"] + chance.choice(PIECES) + chance.choice(CASES)["text"] for _ in range(2_000)]

    found = as_the_phone_sees(scripted, texts)

    expected = [(s.text, [str(t) for t in s.taken], list(people_in(s.text))) for s in map(scrubbed, texts)]
    assert [pair for pair in zip(texts, expected, found, strict=True) if pair[1] != pair[2]][:3] == []


def test_a_browser_that_folds_no_signs_still_knows_full_width_digits(page: Page) -> None:
    page.set_content("<!doctype html><title>x</title>")
    page.evaluate("delete String.prototype.normalize")
    page.add_script_tag(path=SCRIPT)

    [(text, taken, _)] = as_the_phone_sees(
        page, ["打\uff11\uff13\uff18\uff10\uff10\uff11\uff13\uff18\uff10\uff10\uff10"]
    )

    assert (text, taken) == ("打【已去掉】", ["mobile"])


def open_page(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/s/2026Q4/more/?region={TOWNSHIP}")
    page.get_by_text("乡镇街道", exact=True).first.click()


def bodies_of(page: Page) -> list[str]:
    bodies: list[str] = []
    page.on("request", lambda request: bodies.append(request.post_data or "") if request.method == "POST" else None)
    return bodies


def kept() -> list[dict[str, Any]]:
    return list(InboxItem.objects.filter(kind="text").values_list("answers", flat=True))


@pytest.mark.usefixtures("wave")
def test_a_number_never_leaves_the_phone_and_the_person_sees_so(calm_page: Page, live_server: LiveServer) -> None:
    bodies = bodies_of(calm_page)
    open_page(calm_page, live_server)
    field = calm_page.locator("#f-suggestion")

    field.press_sequentially("有事打13800138000，别在群里@我")

    note = calm_page.locator("#scrub-note")
    expect(note).to_contain_text("不会离开这部手机：手机号 × 1")
    expect(note).to_contain_text("会发送的是：“有事打【已去掉】，别在群里@我”")
    assert Axe().run(calm_page).response["violations"] == []
    field.blur()
    expect(field).to_have_value("有事打【已去掉】，别在群里@我")
    expect(note).to_contain_text("手机号 × 1")
    calm_page.get_by_role("button", name="提交").click()
    expect(calm_page.get_by_role("heading", name="已收到")).to_be_visible()
    assert bodies
    assert not [body for body in bodies if "13800138000" in body]
    assert kept() == [{"region_code": COUNTY, "text": "有事打【已去掉】，别在群里@我", "state": "waiting"}]


@pytest.mark.usefixtures("wave")
def test_pressing_send_while_still_typing_sends_no_number_either(page: Page, live_server: LiveServer) -> None:
    bodies = bodies_of(page)
    open_page(page, live_server)
    page.locator("#f-suggestion").press_sequentially("微信号abc_12345")

    page.evaluate("document.querySelector('form[data-survey] button.send').click()")

    expect(page.get_by_role("heading", name="已收到")).to_be_visible()
    assert not [body for body in bodies if "abc_12345" in body]


@pytest.mark.usefixtures("wave")
def test_a_name_is_pointed_out_and_left_as_it_is(page: Page, live_server: LiveServer) -> None:
    open_page(page, live_server)

    page.locator("#f-suggestion").fill("王书记和小刘天天催")

    expect(page.locator("#scrub-note")).to_contain_text("像是有人名：王书记、小刘。这里认不准")
    expect(page.locator("#f-suggestion")).to_have_value("王书记和小刘天天催")


@pytest.mark.usefixtures("wave")
def test_without_script_the_server_says_what_it_would_keep_and_keeps_that(
    scriptless: Page, live_server: LiveServer
) -> None:
    open_page(scriptless, live_server)
    scriptless.locator("#f-suggestion").fill("有事打13800138000")
    scriptless.get_by_role("button", name="提交").click()

    expect(scriptless.locator("#error-suggestion")).to_contain_text("会收下的是：“有事打【已去掉】”")
    assert kept() == []
    scriptless.get_by_text("标出的几处我看过了").click()
    scriptless.get_by_role("button", name="提交").click()

    expect(scriptless.get_by_role("heading", name="已收到")).to_be_visible()
    assert kept() == [{"region_code": COUNTY, "text": "有事打【已去掉】", "state": "waiting"}]


@pytest.mark.usefixtures("wave")
def test_a_wave_that_asks_for_no_words_shows_no_field_and_loads_no_scrubber(
    page: Page, live_server: LiveServer
) -> None:
    Wave.objects.update(asks_for_text=False)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    open_page(page, live_server)

    expect(page.locator("#f-suggestion")).to_have_count(0)
    assert not [url for url in asked if "scrub" in url]


@pytest.mark.usefixtures("wave")
@pytest.mark.parametrize("text", ["打13800138000", "1" * 90])
def test_the_interface_scrubs_as_the_page_does(live_server: LiveServer, page: Page, text: str) -> None:
    answers = {"wave": "2026Q4", "region_code": TOWNSHIP, "level_code": 60, "suggestion": text}

    answer = page.request.post(
        f"{live_server.url}/api/v1/further-responses/",
        data=json.dumps(answers),
        headers={"Content-Type": "application/json"},
    )

    assert answer.status == 201
    assert [row["text"] for row in kept()] == [text[: text.index("1")] + "【已去掉】"]
