"""An operator brings a file of the catalogue: sees field by field what it changes, stores it, takes it back."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from burden.access.scopes import Role
from burden.models import CatalogueChange, CatalogueItem, FileImport, Wave
from tests.intake.small_world import CITY, COUNTY, PROVINCE, store_catalogue, store_small_tree, store_wave
from tests.operate.test_codes_page import words_of
from tests.operate.test_headcount_files import press
from tests.operate.test_suggestions import client_of

PAGE = "/operate/catalogue/file/"
HEAD = "编号,名称,类型,地区代码,主办层级,给谁用,备案编号,有投诉建议渠道\n"
FILE = (
    f"{HEAD}A01,应用一,APP,{CITY},市直部门,两者,备1号,否\n"
    f"B01,新的,小程序,{COUNTY},县直部门,内部,,是\n"
    f"A03,应用A03,公众账号,{COUNTY},40,mixed,,\n"
)


@pytest.fixture
def operator(db: None) -> Client:
    store_small_tree()
    store_catalogue()
    return client_of(Role.OPERATOR)


def upload(client: Client, content: bytes, name: str = "目录.csv") -> str:
    answer = client.post(PAGE, {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302, words_of(answer.content)
    return str(answer["Location"])


def stored() -> list[tuple[str, str, str, bool]]:
    return list(CatalogueItem.objects.values_list("app_code", "name_zh", "filing_no", "has_complaint_channel"))


BEFORE = [("A01", "应用A01", "", True), ("A02", "应用A02", "", True), ("A03", "应用A03", "", True)]


def test_what_changes_is_shown_field_by_field_and_stored_with_who_did_it(operator: Client) -> None:
    address = upload(operator, FILE.encode("gb18030"))
    page = words_of(operator.get(address).content)
    assert "新增1项，修改1项，1项没有变化。 另有1项文件里没有，照旧不动。" in page
    assert "应用A01 A01 名称 应用A01 应用一 应用A01 A01 备案编号 空着 备1号" in page
    assert "应用A01 A01 有投诉建议渠道 是 否" in page
    assert "新增的 新的 B01" in page
    assert stored() == BEFORE

    assert "已装入" in press(operator, address, "confirm")
    assert stored() == [("A01", "应用一", "备1号", False), *BEFORE[1:], ("B01", "新的", "", True)]
    change = CatalogueChange.objects.filter(field="name_zh").get()
    assert (change.door, change.email, change.after) == ("file", "operator@example.org", "应用一")


def test_columns_that_a_file_lacks_stay_as_they_are(operator: Client) -> None:
    CatalogueItem.objects.filter(app_code="A01").update(filing_no="备7号", last_update_on=date(2026, 1, 1))
    rows = f"编号,名称,类型,地区代码,主办层级,给谁用\nA01,应用一,APP,{CITY},市直部门,两者\n"
    press(operator, upload(operator, rows.encode()), "confirm")
    item = CatalogueItem.objects.get(app_code="A01")
    assert (item.name_zh, item.filing_no, item.last_update_on) == ("应用一", "备7号", date(2026, 1, 1))


def test_a_stored_file_is_taken_back_until_a_wave_asks_about_it(operator: Client) -> None:
    store_wave(state="released", code="old")
    address = upload(operator, FILE.encode())
    press(operator, address, "confirm")
    assert "已撤销" in words_of(operator.post(f"{address}undo/", follow=True).content)
    assert stored() == BEFORE
    assert FileImport.objects.get().before is None

    again = upload(operator, FILE.encode())
    press(operator, again, "confirm")
    store_wave(state="open")
    assert "调查 2026Q4 已用着这份目录，不能再撤销" in words_of(operator.get(f"{again}undo/").content)
    assert "不能再撤销" in words_of(operator.post(f"{again}undo/", follow=True).content)
    assert len(stored()) == 4


def test_undoing_restores_days_numbers_and_what_was_blank(operator: Client) -> None:
    CatalogueItem.objects.filter(app_code="A01").update(
        initials="yya01", launched_on=date(2024, 5, 1), active_users_3m=1200
    )
    before = list(CatalogueItem.objects.order_by("pk").values())
    head = "编号,名称,类型,地区代码,主办层级,给谁用,上线日期,最近更新日期,近三个月用户数,已停用\n"
    rows = f"{head}A01,应用A01,小程序,{CITY},县直部门,内部,,2026-01-01,,是\n"
    address = upload(operator, rows.encode())
    press(operator, address, "confirm")
    assert CatalogueItem.objects.get(app_code="A01").launched_on is None
    operator.post(f"{address}undo/")
    assert list(CatalogueItem.objects.order_by("pk").values()) == before


def test_what_people_are_choosing_just_now_is_refused_by_row(operator: Client) -> None:
    store_wave(state=Wave.State.OPEN)
    head = "编号,名称,类型,地区代码,主办层级,给谁用,已停用\n"
    rows = f"{head}A01,应用A01,APP,{CITY},40,两者,是\nA 2,甲,无,{PROVINCE},50,内部,\n"
    page = words_of(operator.get(upload(operator, rows.encode())).content)
    assert "3处有问题，什么都没有装入" in page
    assert "2 已停用 调查 2026Q4 正在进行" in page
    assert "3 编号 应用的编号只用字母、数字、-和_，例如A001。" in page
    assert "3 类型 应为：" in page
    assert stored() == BEFORE


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_is_taken_again_and_changes_nothing(operator: Client, kind: str) -> None:
    CatalogueItem.objects.filter(app_code="A01").update(
        name_zh="=1+1", sponsor_dept="'-甲", package_names="cn.gov.a cn.gov.b", launched_on=date(2024, 5, 1),
        is_retired=True, active_users_3m=1200, exempt_basis="安保,应急", is_exempt_scene=True,
    )  # fmt: skip
    before = list(CatalogueItem.objects.order_by("pk").values())
    file = operator.get(f"{PAGE}stored/{kind}/").content
    address = upload(operator, file, f"x.{kind}")
    assert "新增0项，修改0项，3项没有变化。" in words_of(operator.get(address).content)
    press(operator, address, "confirm")
    assert list(CatalogueItem.objects.order_by("pk").values()) == before

    CatalogueItem.objects.all().delete()
    press(operator, upload(operator, file, f"x.{kind}"), "confirm")
    assert [
        {name: value for name, value in item.items() if name not in ("id", "initials")}
        for item in CatalogueItem.objects.order_by("app_code").values()
    ] == [{name: value for name, value in item.items() if name not in ("id", "initials")} for item in before]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_template_as_it_is_holds_an_example_and_nothing_else_wrong(operator: Client, kind: str) -> None:
    template = operator.get(f"{PAGE}template/{kind}/").content
    words = words_of(operator.get(upload(operator, template, f"x.{kind}")).content)
    assert "1处有问题，什么都没有装入" in words
    assert "2 名称 这一行是样表里的例子，请换成真的应用，或者删掉这一行。" in words
