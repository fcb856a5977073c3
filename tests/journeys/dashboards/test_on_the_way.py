"""The ways that people take on the dashboards: by click, by key, without JavaScript, with addresses handed on."""

import base64
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.aggregation.world import PROVINCE
from tests.journeys.dashboards.visits import Visit

DOWN = re.compile(r"/d/regions/99\d{10}/\?indicator=I04$")

PLOTLY = re.compile(r"/plotly[^/]*\.js")

# Counts the different colours of a picture, in the browser, which can read pictures.
COUNT_COLOURS = """
async (png) => {
  const image = new Image();
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.width;
  canvas.height = image.height;
  const brush = canvas.getContext('2d');
  brush.drawImage(image, 0, 0);
  const pixels = new Uint32Array(brush.getImageData(0, 0, image.width, image.height).data.buffer);
  return new Set(pixels).size;
}
"""

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_no_button_sends_a_chart_away(visit: Visit) -> None:
    page = visit.open_drawn("/d/")
    assert page.locator(".drawing").count() == 0  # Plotly's has taken its place
    assert page.locator(".modebar, .modebar-btn, [data-title*='hare'], [data-title*='loud']").count() == 0
    assert page.locator("a[href*='plotly']").count() == 0


def test_a_script_lost_on_the_way_is_asked_for_again_and_until_then_the_server_s_drawing_stands(visit: Visit) -> None:
    visit.page.route(PLOTLY, lambda route: route.abort())
    with visit.page.expect_event("pageerror", lambda error: "not loaded" in str(error)):
        page = visit.open("/d/")
    first, last = page.locator(".chart-slot").first, page.locator(".chart-slot").last
    expect(first.locator(".drawing circle").first).to_be_visible()
    page.unroute(PLOTLY)
    for slot in (last, first):
        slot.scroll_into_view_if_needed()
        expect(slot.locator("[data-figure]")).to_have_attribute("data-drawn", "yes")
        expect(slot.locator(".drawing")).to_have_count(0)


def test_a_script_lost_on_the_way_is_asked_for_again_when_the_line_is_back_though_nobody_scrolls(visit: Visit) -> None:
    visit.page.route(PLOTLY, lambda route: route.abort())
    with visit.page.expect_event("pageerror", lambda error: "not loaded" in str(error)):
        page = visit.open("/d/")
    page.unroute(PLOTLY)
    # As browsers tell it; Playwright can take the line away before the page only, which then would not come.
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator(".chart-slot [data-figure]").first).to_have_attribute("data-drawn", "yes")


def test_nothing_moves_when_charts_begin_to_answer(visit: Visit) -> None:
    height = "document.documentElement.scrollHeight"
    visit.page.route(PLOTLY, lambda route: route.abort())
    with visit.page.expect_event("pageerror", lambda error: "not loaded" in str(error)):
        page = visit.open("/d/")
    drawn_by_the_server = page.evaluate(height)
    page.unroute(PLOTLY)
    assert visit.open_drawn("/d/").evaluate(height) == drawn_by_the_server


def test_cells_of_the_heatmap_have_sharp_edges(visit: Visit) -> None:
    page = visit.open_drawn("/d/")
    page.locator("#heatmap .chart").scroll_into_view_if_needed()
    plot = page.locator("#heatmap .nsewdrag").bounding_box()
    assert plot is not None
    # A line through the first row, above the printed values.
    picture = page.screenshot(clip={"x": plot["x"], "y": plot["y"] + 6, "width": plot["width"], "height": 1})
    colours = page.evaluate(COUNT_COLOURS, base64.b64encode(picture).decode())
    # Four cells, the gaps between them and their softened edges; blurred cells have hundreds.
    assert 2 <= colours <= 24


def test_the_page_is_complete_without_javascript(scriptless: Page, live_server: LiveServer) -> None:
    page = scriptless
    page.goto(f"{live_server.url}/d/regions/{PROVINCE}/")
    expect(page.locator("#children table")).to_be_visible()
    expect(page.locator("#children .figure-sentence")).to_contain_text("能显示的")
    expect(page.locator("#children .drawing circle").first).to_be_visible()
    expect(page.locator("[data-save-figure]").first).to_be_hidden()
    page.locator("#children table a").first.click()
    expect(page.locator("h1")).not_to_have_text(PROVINCE)


def test_a_dot_and_a_cell_lead_down_by_click(visit: Visit) -> None:
    page = visit.open_drawn(f"/d/regions/{PROVINCE}/?indicator=I04")
    _click(page, "#children .scatterlayer .point")
    expect(page).to_have_url(DOWN)
    page = visit.open_drawn("/d/?indicator=I04")
    _click(page, "#heatmap .annotation:has-text('.')")
    expect(page).to_have_url(DOWN)


def _click(page: Page, mark: str) -> None:
    """Move to the middle of the first such mark and click, as a hand does."""
    page.locator(mark).first.scroll_into_view_if_needed()
    box = page.locator(mark).first.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x - 2, y)
    expect(page.locator(".hovertext").first).to_be_visible()
    page.mouse.move(x, y)
    page.mouse.click(x, y)


def test_the_way_down_is_open_to_the_keyboard(visit: Visit) -> None:
    page = visit.open_drawn(f"/d/regions/{PROVINCE}/")
    page.locator("#children table a").first.focus()
    with page.expect_navigation(url=re.compile(r"/d/regions/99\d{10}/$")):
        page.keyboard.press("Enter")
    assert PROVINCE not in page.url


def test_a_chart_can_be_saved_as_a_picture(visit: Visit, tmp_path: Path) -> None:
    page = visit.open_drawn("/d/")
    for kind, beginning in (("png", b"\x89PNG"), ("svg", b"<svg")):
        with page.expect_download() as started:
            page.locator(f"#heatmap [data-save-figure={kind}]").click()
        started.value.save_as(tmp_path / kind)
        assert (tmp_path / kind).read_bytes().startswith(beginning)
        assert started.value.suggested_filename == f"figure-heatmap.{kind}"
    assert visit.complaints == []


def test_a_supervisor_finds_a_county_and_hands_on_what_it_shows(visit: Visit) -> None:
    page = visit.open_drawn("/d/")
    page.get_by_role("link", name="下级地区", exact=True).click()
    page.locator("#children table a").first.click()
    page.locator("#children table a").first.click()
    county = page.locator("h1").inner_text().split()[0]
    page.get_by_role("link", name="趋势", exact=True).click()
    expect(page.locator("h1")).to_contain_text(county)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="复制链接").click()
    expect(page.locator("[data-copied]")).to_have_text("已复制。")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "wave=2026Q4" in copied
    page.goto(copied)
    expect(page.locator("h1")).to_contain_text(county)
    expect(page.get_by_role("button", name="本页 PDF")).to_be_enabled()
    assert visit.complaints == []


def test_without_leave_to_copy_the_address_is_selected_and_marks_are_read_by_arrow_keys(visit: Visit) -> None:
    page = visit.open_drawn(f"/d/regions/{PROVINCE}/?indicator=I04")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    page.get_by_role("button", name="复制链接").press("Enter")
    expect(page.locator("[data-copied]")).to_contain_text("自己复制")
    field = page.locator("#page-address")
    assert field.evaluate("e => e.value.slice(e.selectionStart, e.selectionEnd)") == field.input_value()
    chart = page.locator("#children [role=img]")
    chart.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".hovertext").first).to_be_visible()
    with page.expect_navigation(url=DOWN):
        page.keyboard.press("Enter")
