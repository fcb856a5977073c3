"""A cadre reads a usage file, or typed lines, into the app-usage report; the file stays on the phone."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Request, expect

from burden.models import InboxItem
from tests.journeys.usage_section import FILES, lines, open_section, paste, pick, rows

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PERSONAL = (
    "zhang-san", "example.secret", "secret.example", "example.other", "微聊", "秘密", "MainActivity", "2026-09",
    "aw-watcher", "activitywatch",
)  # fmt: skip


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, object]) -> dict[str, object]:
    return browser_context_args | {"timezone_id": "Asia/Shanghai"}


def test_activitywatch_export_becomes_minutes_a_workday(section: Page) -> None:
    pick(section, FILES / "activitywatch_object.json")
    # Mon 09:00-09:30 and 09:15-09:45 of two buckets overlap: 45, with 15 on Friday 60 minutes, over five workdays.
    # Tue 23:50 to Wed 00:10 are 20 minutes. Saturday, unlocks and web pages do not count.
    assert lines(section) == [("云汀政务通", "12分钟"), ("望舒巡河", "5分钟"), ("云汀学堂", "4分钟")]
    expect(section.locator("[data-usage-computed]")).to_contain_text(
        "9月7日、9月8日、9月9日、9月10日、9月11日，共5个工作日"
    )
    section.get_by_text("另有1个不在目录，不会发送").click()
    expect(section.locator("[data-usage-unknown-names]")).to_have_text("微聊")


READ = (
    # Nine days, of which the last seven hold five workdays of ten minutes.
    ("activitywatch_list.json", [("云汀政务通", "10分钟")]),
    ("activitywatch_one_bucket.json", [("云汀学堂", "21分钟")]),
    # 4 min 30 s and 1 h 0 min 14 s on two workdays.
    ("app_usage.csv", [("云汀政务通", "32分钟")]),
    # A record that stands twice counts once: 10:00 and 20:30 on two workdays; the last line is cut.
    ("app_usage_other_order.csv", [("Yunting Xuetang", "15分钟")]),
    ("screen_time.txt", [("云汀政务通", "80分钟"), ("望舒巡河", "70分钟"), ("云汀学堂", "45分钟")]),
)


def test_every_form_of_file_is_read(section: Page) -> None:
    for name, expected in READ:
        pick(section, FILES / name)
        assert lines(section) == expected, name
        is_cut = "有1处记录不完整，没有算" in section.locator("[data-usage-computed]").inner_text()
        assert is_cut == (name == "app_usage_other_order.csv")
        section.get_by_role("button", name="都不要，重新选").click()


def test_file_of_a_chinese_desktop_is_read(section: Page, tmp_path: Path) -> None:
    text = (FILES / "app_usage.csv").read_text(encoding="utf-8-sig")
    for encoding in ("gb18030", "utf-16"):
        file = tmp_path / f"{encoding}.csv"
        file.write_bytes(text.replace("\n", "\r\n").encode(encoding))
        pick(section, file)
        assert lines(section) == [("云汀政务通", "32分钟")]
        section.get_by_role("button", name="都不要，重新选").click()


# Each is what a person may type or copy, and the minutes that it means.
TYPED: tuple[tuple[str, dict[str, int]], ...] = (
    ("云汀政务通 1小时20分钟\n云汀学堂 45分钟", {"云汀政务通": 80, "云汀学堂": 45}),
    ("yunting xuetang 1h 10m 26s", {"Yunting Xuetang": 70}),
    ("00:45 云汀政务通\n01:10:40 云汀学堂", {"云汀政务通": 45, "云汀学堂": 71}),
    ("云汀政务通\n1 小时 5 分\n云汀学堂\n3分钟30秒", {"云汀政务通": 65, "云汀学堂": 4}),
    ("云汀政务通４５分钟、云汀学堂：１小时；望舒巡河（半小时）", {"云汀政务通": 45, "云汀学堂": 60, "望舒巡河": 30}),
    ("云汀政务通 一个半小时\n云汀学堂 二十五分钟", {"云汀政务通": 90, "云汀学堂": 25}),
    ("望舒巡河 两小时零五分\n云汀学堂 一刻钟", {"望舒巡河": 125, "云汀学堂": 15}),
    ("3、云汀政务通 打开12次 1.5小时 35%", {"云汀政务通": 90}),
    ("云汀政务通 45\n未知应用 12\n云汀学堂\t0:20", {"云汀政务通": 45, "云汀学堂": 20}),
    ("云汀政务通 不到1分钟", {"云汀政务通": 0}),
    ("YUNTING  Xuetang 手机版\n1 hr, 2 min", {"Yunting Xuetang": 62}),
    ("云汀政务通 20分钟\n云汀政务通 20分钟\n云汀政务通 10分钟", {"云汀政务通": 30}),
    ("App name,Date,Time,Duration\n云汀政务通,9/7/26,9:00:00,45:10", {"云汀政务通": 45}),
)  # fmt: skip


def test_typed_lines_are_read_as_people_write_them(section: Page) -> None:
    for text, expected in TYPED:
        paste(section, text)
        assert {app: int(minutes.removesuffix("分钟")) for app, minutes in lines(section)} == expected, text
        section.get_by_role("button", name="都不要，重新选").click()


def test_week_is_divided_by_its_workdays(section: Page) -> None:
    section.locator("#usage-span").select_option(label="最近一周合计的")
    paste(section, "云汀政务通 5小时10分钟")
    assert lines(section) == [("云汀政务通", "62分钟")]
    expect(section.locator("[data-usage-computed]")).to_contain_text("一周合计除以5个工作日")


def test_today_is_left_out_until_it_is_over(section: Page) -> None:
    section.clock.set_fixed_time("2026-09-11T12:00:00+08:00")
    pick(section, FILES / "activitywatch_object.json")
    assert lines(section) == [("云汀政务通", "11分钟"), ("望舒巡河", "6分钟"), ("云汀学堂", "5分钟")]
    expect(section.locator("[data-usage-computed]")).to_contain_text("共4个工作日")
    expect(section.locator("[data-usage-computed]")).to_contain_text("今天还没过完，没有算")


def test_lines_are_corrected_removed_and_filled_in(section: Page) -> None:
    pick(section, FILES / "activitywatch_object.json")
    section.get_by_role("button", name="去掉云汀学堂").click()
    section.get_by_role("button", name="改云汀政务通的分钟").click()
    field = section.get_by_role("textbox", name="云汀政务通，每个工作日几分钟")
    field.fill("很多")
    section.get_by_role("button", name="填入下面的表").click()
    expect(section.locator("#usage-wrong")).to_have_text("请填0到960的整数。")
    expect(field).to_be_focused()
    field.fill("\uff11\uff15")  # full-width digits
    field.press("Enter")
    assert rows(section) == {}
    section.get_by_role("button", name="填入下面的表").click()
    expect(section.locator("[data-usage-status]")).to_have_text("已填入2个，请往下核对后提交。读到的其余内容已清掉。")
    assert rows(section) == {"A01": "15", "A03": "5"}
    assert section.locator("#usage-file").evaluate("field => field.files.length") == 0
    assert section.locator("[data-usage-lines] li").count() == 0
    expect(section.locator("#usage-text")).to_be_hidden()
    expect(section.get_by_role("group", name="云汀政务通")).to_be_in_viewport()
    section.locator("[data-usage-status]").click()
    expect(section.locator("#usage-text")).to_be_visible()


def test_nothing_of_the_file_leaves_the_phone(section: Page) -> None:
    asked: list[Request] = []
    section.on("request", lambda request: asked.append(request))  # noqa: PLW0108  # Playwright takes no builtin
    pick(section, FILES / "activitywatch_object.json")
    section.get_by_role("button", name="填入下面的表").click()
    kept = section.evaluate("JSON.stringify(localStorage) + JSON.stringify(sessionStorage)")
    assert asked == []
    section.get_by_text("乡镇街道", exact=True).first.click()
    section.get_by_role("button", name="提交").click()
    expect(section.get_by_role("heading", name="已收到")).to_be_visible()
    posted = [request for request in asked if request.method == "POST"]
    bodies = [request.post_data or "" for request in posted]
    sent = " ".join([*bodies, *(request.url for request in asked), *(str(request.all_headers()) for request in asked)])
    assert [word for word in PERSONAL if word in sent or word in kept or word.encode().hex("%").upper() in sent] == []
    assert [len(body) <= 2048 for body in bodies] == [True]
    report = InboxItem.objects.get(kind="usage").answers
    assert (report["app_codes"], report["minutes"]) == (["A01", "A02", "A03"], [12, 4, 5])
    assert [word for word in PERSONAL if word in str(report)] == []


def test_names_are_text_and_a_shared_name_leads_nowhere(section: Page) -> None:
    section.evaluate("""document.querySelector('[data-app="A02"]').setAttribute("data-name", "云汀政务通APP")""")
    paste(section, "<img src=x onerror=alert(1)> 20分钟\n__proto__ 5分钟\n云汀政务通客户端 6分钟\n云汀政务通 7分钟")
    assert lines(section) == [("云汀政务通", "7分钟")]
    expect(section.get_by_text("另有3个不在目录，不会发送")).to_be_visible()
    assert section.locator("[data-usage-file] img").count() == 0


def test_where_files_cannot_be_read_only_typing_is_offered(section: Page) -> None:
    section.add_init_script("delete window.FileReader")
    section.reload()
    section.locator("[data-usage-file] > summary").click()
    paste(section, "云汀政务通 20分钟")
    assert lines(section) == [("云汀政务通", "20分钟")]
    expect(section.locator("[data-usage-pick]")).to_be_hidden()


def test_readers_are_loaded_when_the_section_is_opened(page: Page, report: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[1]))
    page.goto(report)
    page.keyboard.press("Tab")
    assert [name for name in asked if name.startswith("usage_") and name.endswith(".js")] == []
    page.route("**/usage_lines.js", lambda route: route.abort())
    page.locator("[data-usage-file] > summary").click()
    expect(page.locator("[data-scripts-failed]")).to_be_visible()
    page.unroute("**/usage_lines.js")
    page.locator("[data-scripts-failed]").click()
    expect(page.locator("#usage-file")).to_be_visible()
    expect(page.locator("[data-scripts-failed]")).to_be_hidden()
    assert sorted(name for name in asked if name.startswith("usage_") and name.endswith(".js")) == [
        "usage_activitywatch.js",
        "usage_files.js",
        "usage_formats.js",
        "usage_lines.js",
        "usage_lines.js",
        "usage_records.js",
    ]


def test_section_works_again_when_the_form_comes_back(page: Page, report: str) -> None:
    page.goto(report)
    page.get_by_text("乡镇街道", exact=True).first.click()
    page.locator('[data-app="A02"]').get_by_text("在用", exact=True).click()
    page.locator('[name="minutes_A02"]').fill("很多")
    page.get_by_role("button", name="提交").click()
    expect(page.locator('[data-app="A02"] .error').first).to_be_visible()
    open_section(page)
    paste(page, "云汀学堂 20分钟")
    page.get_by_role("button", name="填入下面的表").click()
    assert rows(page) == {"A02": "20"}


def test_section_works_by_keyboard(section: Page) -> None:
    section.reload()
    section.locator("[data-usage-file] > summary").focus()
    section.keyboard.press("Enter")
    # Until its readers have come, the field is not shown and cannot take the focus.
    expect(section.locator("#usage-text")).to_be_visible()
    section.locator("#usage-text").focus()
    section.keyboard.type("云汀政务通 20分钟")
    section.get_by_role("button", name="读这些文字").focus()
    section.keyboard.press("Enter")
    assert lines(section) == [("云汀政务通", "20分钟")]
    for _ in range(3):
        section.keyboard.press("Tab")
    expect(section.get_by_role("button", name="填入下面的表")).to_be_focused()
    section.keyboard.press("Enter")
    expect(section.locator("[data-usage-status]")).to_be_focused()
    assert rows(section) == {"A01": "20"}


def test_section_has_no_barrier_and_fits_a_small_phone(section: Page) -> None:
    for scale in (1, 2):
        section.evaluate(f"document.documentElement.style.fontSize = '{112.5 * scale}%'")
        expect_no_barrier(section)
        pick(section, FILES / "activitywatch_object.json")
        lines(section)
        section.get_by_role("button", name="改望舒巡河的分钟").click()
        section.get_by_text("另有1个不在目录，不会发送").click()
        expect_no_barrier(section)
        section.get_by_role("button", name="都不要，重新选").click()


def expect_no_barrier(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    small = page.locator("[data-usage-file]").evaluate(
        "part => Array.from(part.querySelectorAll('button, select, summary, textarea, input'))"
        ".filter(e => e.offsetParent && (e.offsetHeight < 44 || e.offsetWidth < 44)).map(e => e.outerHTML)"
    )
    assert small == []


def test_without_script_the_section_is_not_there(report: str, request: pytest.FixtureRequest) -> None:
    context = request.getfixturevalue("new_context")(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(report)
    expect(plain.get_by_text("云汀政务通")).to_be_visible()
    expect(plain.locator("[data-usage-file]")).to_be_hidden()
    context.close()
