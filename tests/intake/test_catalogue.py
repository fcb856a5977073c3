"""Package names of apps: read from the operator's file, shown to whoever matches a phone's records with them."""

import pytest
from django.test import Client

from burden.intake.catalogue import read_catalogue
from burden.intake.catalogue_files import catalogue_template
from burden.intake.catalogue_store import Author, store_catalogue
from burden.intake.row_files import RowFileError
from burden.models import CatalogueChange, CatalogueItem, TreeVersion
from burden.operate.demo.catalogue import demo_items
from burden.reports.what_if.choices import choices_of_text
from tests.intake.small_world import COUNTY

HEAD = "app_code,name_zh,kind,region_code,sponsor_level,audience,package_names\n"

FILE = Author(door=CatalogueChange.Door.FILE, email="operator@example.org")


def row(packages: str, kind: str = "APP") -> bytes:
    return f"{HEAD}A001,示例通,{kind},{COUNTY},县直部门,内部,{packages}\n".encode()


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("", ""),
        ("cn.gov.example.app", "cn.gov.example.app"),
        ("  cn.gov.example.app ;cn.gov.Example_2.pad、cn.gov.example.app ", "cn.gov.example.app cn.gov.Example_2.pad"),
        ('"cn.gov.example.app,cn.gov.example.pad"', "cn.gov.example.app cn.gov.example.pad"),
    ],
)
def test_package_names_are_kept_apart_by_blanks(tree: TreeVersion, typed: str, stored: str) -> None:
    store_catalogue(read_catalogue(row(typed), tree=tree).items, by=FILE)
    assert CatalogueItem.objects.get().package_names == stored


@pytest.mark.parametrize(
    ("packages", "kind", "sentence"),
    [
        ("示例通", "APP", "第2行，package_names：“示例通”不是包名，例如 cn.gov.example.app；多个用空格隔开。"),
        ("app", "APP", "第2行，package_names：“app”不是包名，例如 cn.gov.example.app；多个用空格隔开。"),
        ('cn.gov.example.app"x', "APP", '第2行，package_names：“cn.gov.example.app"x”不是包名'),
        ("com.chat.wechat", "小程序", "第2行，package_names：只有APP有自己的包名，这里请留空。"),
        ("cn.gov." + "a" * 200, "APP", "第2行，package_names：太长了，最多200个字。"),
    ],
)
def test_what_is_no_package_name_is_refused_by_line(tree: TreeVersion, packages: str, kind: str, sentence: str) -> None:
    with pytest.raises(RowFileError) as refused:
        read_catalogue(row(packages, kind), tree=tree)
    assert str(refused.value).startswith(sentence)


@pytest.mark.parametrize(
    ("typed", "stored"), [("YT-001_b", "YT-001_b"), ("\uff21001", "A001"), ("abcdefghijkl", "abcdefghijkl")]
)
def test_codes_of_apps_hold_letters_digits_hyphens_and_underscores(tree: TreeVersion, typed: str, stored: str) -> None:
    [item] = read_catalogue(row("").replace(b"A001", typed.encode()), tree=tree).items
    assert item.app_code == stored
    assert choices_of_text(f"stop={item.app_code}").stop == (stored,)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("浙政钉", "应用的编号只用字母、数字、-和_，例如A001。"),
        ("A 1", "应用的编号只用字母、数字、-和_，例如A001。"),
        ('"A1,A2"', "应用的编号只用字母、数字、-和_，例如A001。"),
        ("A.1", "应用的编号只用字母、数字、-和_，例如A001。"),
        ("abcdefghijklm", "太长了，最多12个字。"),
    ],
)
def test_codes_that_no_address_can_hold_are_refused_by_line(tree: TreeVersion, typed: str, sentence: str) -> None:
    with pytest.raises(RowFileError) as refused:
        read_catalogue(row("").replace(b"A001", typed.encode()), tree=tree)
    assert str(refused.value) == f"第2行，app_code：{sentence}"


def test_template_shows_a_package_name_and_is_an_entry_only_when_it_was_changed(tree: TreeVersion) -> None:
    template = catalogue_template(tree, "csv")
    [item] = read_catalogue(template.replace("示例通".encode(), "真应用".encode()), tree=tree).items
    assert item.package_names == "cn.gov.example.app"
    with pytest.raises(RowFileError) as refused:
        read_catalogue(template, tree=tree)
    assert str(refused.value) == "第2行，名称：这一行是样表里的例子，请换成真的应用，或者删掉这一行。"


@pytest.mark.usefixtures("wave")
def test_package_names_are_public(tree: TreeVersion) -> None:
    store_catalogue(read_catalogue(row("cn.gov.example.app"), tree=tree).items, by=FILE)
    [item] = Client().get("/api/v1/catalogue/", {"region": COUNTY}).json()
    assert (item["name"], item["package_names"]) == ("示例通", "cn.gov.example.app")


def test_only_demo_apps_have_packages_and_all_are_fictional() -> None:
    assert {item.kind for item in demo_items() if item.packages} == {"app"}
    assert [item.name for item in demo_items() if item.kind == "app" and not item.packages] == []
    packages = [name for item in demo_items() for name in item.packages.split()]
    assert [name for name in packages if not name.startswith("example.yunting.")] == []
    assert len(set(packages)) == len(packages)
