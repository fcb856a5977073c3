"""An operator keeps the catalogue: finds entries, adds and changes them after a second look, takes them out of use."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from burden.access.scopes import Role
from burden.models import CatalogueChange, CatalogueItem
from tests.intake.small_world import COUNTY, store_catalogue, store_small_tree, store_wave
from tests.operate.test_suggestions import client_of

LIST, NEW, HISTORY = "/operate/catalogue/", "/operate/catalogue/new/", "/operate/catalogue/history/"
ENTRY = {
    "app_code": "",
    "name_zh": "平安通",
    "kind": "app",
    "region": "青禾县",
    "function_category": "巡查巡护",
    "sponsor_level": "50",
    "sponsor_dept": "县应急局",
    "audience": "internal",
    "launched_on": "2024-05-01",
    "last_update_on": "2026-08-01",
    "filing_no": "",
    "has_complaint_channel": "on",
    "exempt_basis": "",
    "platform": "",
    "package_names": "cn.gov.example.pa",
    "duplicate_group": "",
    "active_users_3m": "120",
    "seen": "0",
}


@pytest.fixture
def operator(db: None) -> Client:
    store_small_tree()
    return client_of(Role.OPERATOR)


def read(client: Client, address: str) -> str:
    return " ".join(unescape(client.get(address).content.decode()).split())


def add(client: Client, **changes: str) -> str:
    answer = client.post(NEW, ENTRY | changes | {"confirmed": "yes"})
    return answer["Location"] if answer.status_code == 302 else answer.content.decode()


def last_seen() -> str:
    change = CatalogueChange.objects.first()
    return str(change.pk if change else 0)


def test_an_empty_catalogue_says_what_to_do(operator: Client) -> None:
    assert "目录还是空的" in read(operator, LIST)
    assert "还没有变动" in read(operator, HISTORY)


def test_an_entry_is_shown_once_more_and_then_added_with_its_history(operator: Client) -> None:
    look = operator.post(NEW, ENTRY).content.decode()
    assert "请核对" in look
    assert "县应急局" in look
    assert not CatalogueItem.objects.exists()

    assert add(operator) == "/operate/catalogue/N001/"

    item = CatalogueItem.objects.get()
    assert (item.app_code, item.region_code, item.sponsor_level, item.initials) == ("N001", COUNTY, 50, "pat")
    page = read(operator, "/operate/catalogue/N001/")
    for words in ("平安通", "青禾县", "县直部门", "巡查巡护", "2024-05-01", "operator@example.org", "添加"):
        assert words in page
    assert "平安通" in read(operator, HISTORY)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name_zh": ""}, "该字段是必填项"),
        ({"region": "没有的县"}, "没有这个地区"),
        ({"app_code": "A 1"}, "应用的编号只用字母、数字、-和_"),
        ({"package_names": "平安"}, "不是包名"),
        ({"kind": "account"}, "只有APP有自己的包名"),
        ({"platform": "微信"}, "只有公众账号填平台"),
        ({"is_exempt_scene": "on"}, "属于特殊场景的，请写明依据"),
        ({"exempt_basis": "某文件"}, "也要勾上"),
        ({"launched_on": "2026-08-02"}, "更新不会早于上线"),
        ({"launched_on": "2099-01-01"}, "还没到这一天"),
        ({"active_users_3m": "-1"}, "确保该值大于或等于0"),
        ({"sponsor_level": "10"}, "选择一个有效的选项"),
    ],
)
def test_what_cannot_be_meant_is_refused_beside_its_field_and_nothing_is_lost(
    operator: Client, changes: dict[str, str], said: str
) -> None:
    answer = operator.post(NEW, ENTRY | changes | {"confirmed": "yes"})

    assert answer.status_code == 400
    assert said in unescape(answer.content.decode())
    assert "县应急局" in answer.content.decode()
    assert not CatalogueItem.objects.exists()


def test_a_taken_code_is_refused(operator: Client) -> None:
    add(operator, app_code="A01")
    assert "这个编号已有人用" in add(operator, app_code="A01", name_zh="别的")


def test_a_change_shows_what_was_and_what_will_be_and_is_written_down(operator: Client) -> None:
    add(operator, app_code="A01")
    edit = "/operate/catalogue/A01/edit/"
    assert "云汀省 澄江市 青禾县" in read(operator, edit)
    changed = ENTRY | {"filing_no": "备2026-1", "region": "柳溪乡", "seen": last_seen()}
    look = " ".join(operator.post(edit, changed).content.decode().split())

    assert "空着 改为 备2026-1" in look
    assert "青禾县 改为 柳溪乡" in look
    assert "没有改动" in operator.post(edit, ENTRY | {"seen": last_seen()}).content.decode()
    operator.post(edit, changed | {"confirmed": "yes"})
    assert CatalogueItem.objects.get().filing_no == "备2026-1"
    assert "备案编号：空着 改为 备2026-1" in read(operator, HISTORY)


def test_who_saves_over_somebody_elses_change_is_told_first(operator: Client) -> None:
    add(operator, app_code="A01")
    edit, seen = "/operate/catalogue/A01/edit/", last_seen()
    operator.post(edit, ENTRY | {"name_zh": "甲改的", "seen": seen, "confirmed": "yes"})

    answer = operator.post(edit, ENTRY | {"name_zh": "乙改的", "seen": seen, "confirmed": "yes"})

    assert answer.status_code == 400
    assert "刚才已有人改过这一项" in answer.content.decode()
    assert "乙改的" in answer.content.decode()
    assert f'value="{last_seen()}"' in answer.content.decode()
    assert CatalogueItem.objects.get().name_zh == "甲改的"


def test_a_new_name_while_people_choose_is_allowed_with_a_warning(operator: Client) -> None:
    add(operator, app_code="A01")
    store_wave()
    edit = "/operate/catalogue/A01/edit/"

    look = operator.post(edit, ENTRY | {"name_zh": "新名", "seen": last_seen()}).content.decode()
    assert "调查 2026Q4 正在进行。改了名" in look
    moved = operator.post(edit, ENTRY | {"region": "澄江市", "seen": last_seen()})
    assert moved.status_code == 400
    assert "截止以后才能改地区" in moved.content.decode()


def test_retiring_says_what_it_means_and_can_be_taken_back(operator: Client) -> None:
    add(operator, app_code="A01")
    retire = "/operate/catalogue/A01/retire/"
    assert "以前的答卷和已发布的结果不变" in read(operator, retire)

    operator.post(retire, {"to": "retired"})
    operator.post(retire, {"to": "retired"})
    assert CatalogueItem.objects.get().is_retired
    operator.post(retire, {"to": "in_use"})

    assert not CatalogueItem.objects.get().is_retired
    assert list(CatalogueChange.objects.exclude(field="").order_by("pk").values_list("after", flat=True)) == [
        "yes",
        "no",
    ]


def test_what_people_are_choosing_is_not_retired(operator: Client) -> None:
    add(operator, app_code="A01")
    store_wave()
    retire = "/operate/catalogue/A01/retire/"

    assert "截止以后才能停用或合并" in read(operator, retire)
    assert "确定停用" not in read(operator, retire)
    operator.post(retire, {"to": "retired"})
    assert not CatalogueItem.objects.get().is_retired


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", "A01 A02 A03"),
        ("q=应用a02", "A02"),
        ("q=a03", "A03"),
        ("q=yya01", "A01"),
        ("q=水利", "A02"),
        ("kind=account", "A03"),
        ("level=50", "A01"),
        ("region=青禾县", "A03"),
        ("show=unfiled", "A01 A02"),
        ("show=no_complaints", "A02"),
        ("show=exempt", "A01"),
        ("show=stale", "A02"),
        ("show=grouped", "A03"),
        ("show=retired", "A04"),
        ("show=all", "A01 A02 A03 A04"),
        ("q=没有的", ""),
    ],
)
def test_entries_are_found_by_words_and_by_what_they_lack(operator: Client, query: str, codes: str) -> None:
    store_catalogue()
    stale, fresh = timezone.localdate() - timedelta(days=61), timezone.localdate() - timedelta(days=60)
    items = CatalogueItem.objects
    items.filter(app_code="A01").update(sponsor_level=50, is_exempt_scene=True, last_update_on=fresh, initials="yya01")
    items.filter(app_code="A02").update(sponsor_dept="省水利厅", has_complaint_channel=False, last_update_on=stale)
    items.filter(app_code="A03").update(duplicate_group="党建", has_complaint_channel=False)
    gone = items.get(app_code="A02")
    gone.pk, gone.app_code, gone.is_retired, gone.name_zh, gone.sponsor_dept = None, "A04", True, "旧", ""
    gone.save()

    page = read(operator, f"{LIST}?{query}")

    assert [code for code in ("A01", "A02", "A03", "A04") if f"{code} ·" in page] == codes.split()
    assert ("没有符合的" in page) == (codes == "")


def test_a_wrong_region_is_said_beside_its_field(operator: Client) -> None:
    store_catalogue()
    answer = operator.get(f"{LIST}?region=没有的县")
    assert answer.status_code == 400
    assert "没有这个地区" in answer.content.decode()


def test_found_entries_are_counted_in_words(operator: Client) -> None:
    store_catalogue()
    page = read(operator, LIST)
    assert "找到3项 · APP 2 · 公众账号 1" in page
    assert "没有备案编号2项" in page


def test_a_long_list_comes_in_pages_that_keep_the_search(operator: Client) -> None:
    store_catalogue()
    one = CatalogueItem.objects.get(app_code="A01")
    for number in range(60):
        one.pk, one.app_code = None, f"B{number:02}"
        one.save(force_insert=True)

    assert "?q=%E5%BA%94%E7%94%A8&page=2" in read(operator, f"{LIST}?q=应用")
    assert "B47 ·" not in read(operator, f"{LIST}?q=应用")
    assert "B49 ·" in read(operator, f"{LIST}?q=应用&page=2")


def test_a_site_without_regions_sends_there_first(db: None) -> None:
    operator = client_of(Role.OPERATOR)
    assert "还没有行政区划，请先装入" in read(operator, LIST)
    assert operator.get(NEW)["Location"] == LIST
    assert operator.get("/operate/catalogue/A01/").status_code == 404


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.INSPECTOR])
def test_nobody_but_an_operator_keeps_the_catalogue(operator: Client, role: Role) -> None:
    add(operator, app_code="A01")
    other = client_of(role)
    for address in (LIST, NEW, HISTORY, "/operate/catalogue/A01/", "/operate/catalogue/A01/edit/"):
        assert other.get(address).status_code == 404
    assert other.post("/operate/catalogue/A01/retire/", {"to": "retired"}).status_code == 404
