"""An operator brings an edition of the region tree: sees what changed since the last, stores it, takes it back."""

import re
from html import unescape
from urllib.parse import parse_qs

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from burden.access.scopes import Role
from burden.intake.regions import stored_rows
from burden.models import Region, TreeVersion, Wave
from tests.intake.small_world import region_rows, store_small_tree
from tests.operate.test_codes_page import words_of
from tests.operate.test_headcount_files import press
from tests.operate.test_suggestions import client_of

PAGE, FORM = "/operate/regions/", "/operate/regions/file/"
TYPED = {"version": "2027-09", "as_of_on": "2027-09-01", "source": "民政部"}


@pytest.fixture
def operator(db: None) -> Client:
    return client_of(Role.OPERATOR)


@pytest.fixture
def tree(db: None) -> TreeVersion:
    return store_small_tree()


def export(client: Client, kind: str = "csv") -> bytes:
    return client.get(f"{FORM}test/{kind}/").content


def upload(client: Client, content: bytes, name: str = "区划.csv", **typed: str) -> str:
    answer = client.post(FORM, TYPED | typed | {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302, words_of(answer.content)
    return str(answer["Location"])


def changed(file: bytes) -> bytes:
    """青禾县 becomes 青禾区, 柳溪乡 goes, 河口镇 comes, 直管县 gets another code."""
    text = file.decode("utf-8-sig").replace("青禾县", "青禾区")
    text = text.replace("990101002000,乡镇街道,990101000000,柳溪乡", "990101009000,乡镇街道,990101000000,河口镇")
    return text.replace("999001000000,县", "999002000000,县").encode()


def test_an_edition_is_compared_with_the_one_before_then_stored_and_taken_back(
    operator: Client, tree: TreeVersion
) -> None:
    address = upload(operator, changed(export(operator)))
    page = words_of(operator.get(address).content)
    assert "版本2027-09，共9个地区。 下面是与版本test的差别。" in page
    assert "新增 1 更名 1 换了代码 1 换了上级 0 撤销的地区 1 只改了级别或来源 0" in page
    assert "990101009000 河口镇" in page
    assert "990101000000 青禾县 → 青禾区" in page
    assert "直管县 999001000000 → 999002000000" in page
    assert "990101002000 柳溪乡" in page
    assert not TreeVersion.objects.filter(pk="2027-09").exists()

    assert "已装入" in press(operator, address, "confirm")
    assert Region.objects.filter(tree="2027-09").count() == 9
    listed = words_of(operator.get(PAGE).content)
    assert "2027-09 2027-09-01 9 1 1 3 3 –" in listed
    assert "已撤销" in words_of(operator.post(f"{address}undo/", follow=True).content)
    assert [tree.pk for tree in TreeVersion.objects.all()] == ["test"]


def test_an_edition_that_a_wave_uses_is_neither_replaced_nor_taken_back(operator: Client, tree: TreeVersion) -> None:
    address = upload(operator, changed(export(operator)))
    press(operator, address, "confirm")
    Wave.objects.create(
        code="2027Q4", tree_id="2027-09", region_code="990000000000", opens_on="2027-10-01", closes_on="2027-10-20"
    )
    assert "调查 2027Q4 已用着这一版行政区划" in words_of(operator.post(f"{address}undo/", follow=True).content)
    assert "2027Q4" in words_of(operator.get(PAGE).content)

    replaced = upload(operator, export(operator))
    assert "已有这个版本，会整份替换它。" in words_of(operator.get(replaced).content)
    press(operator, replaced, "confirm")
    assert Region.objects.get(tree="2027-09", code="990101000000").name == "青禾县"
    operator.post(f"{replaced}undo/")
    assert Region.objects.get(tree="2027-09", code="990101000000").name == "青禾区"

    Wave.objects.update(state="open")
    page = words_of(operator.get(upload(operator, export(operator))).content)
    assert "版本 2027-09 已有调查在用，不能改动；请换一个版本号另行装入。" in page


def test_every_mistake_of_a_tree_stands_in_one_table(operator: Client, tree: TreeVersion) -> None:
    text = export(operator).decode("utf-8-sig")
    text = text.replace("990101001000,乡镇街道,990101000000", "990101001000,乡镇街道,990102000000")
    text = text.replace("990102000000,县,990100000000,白沙县", "990102000000,县,990200000000,白沙县")
    answer = operator.get(upload(operator, text.encode())).content
    again = operator.get(f"{FORM}?version=2027-09&as_of_on=2027-09-01&source=民政部").content.decode()
    assert all(f'value="{typed}"' in again for typed in TYPED.values())
    [address] = re.findall(r'href="/operate/regions/file/\?([^"]*)"', answer.decode())
    assert parse_qs(unescape(address)) == {name: [typed] for name, typed in TYPED.items()}
    page = words_of(answer)
    assert "2处有问题，什么都没有装入" in page
    assert "6 上级代码 不在上级 990102000000 白沙县 之下。" in page
    assert "8 上级代码 文件里没有上级 990200000000。" in page


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_is_taken_again_unchanged(operator: Client, tree: TreeVersion, kind: str) -> None:
    file = export(operator, kind)
    same = upload(operator, file, f"x.{kind}", version="test", as_of_on="2026-09-01", source="test")
    assert "与存着的一模一样，没有变化。" in words_of(operator.get(same).content)
    press(operator, upload(operator, file, f"x.{kind}"), "confirm")
    assert stored_rows("2027-09") == region_rows()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_template_is_a_tree(operator: Client, kind: str) -> None:
    template = operator.get(f"{FORM}template/{kind}/").content
    page = words_of(operator.get(upload(operator, template, f"x.{kind}")).content)
    assert "共5个地区。 这是第一版，没有可比的。" in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"version": "二〇二七"}, "版本号用字母、数字、点和连字符"),
        ({"as_of_on": "去年"}, "输入一个有效的日期"),
        ({"source": ""}, "该字段是必填项"),
    ],
)
def test_what_is_typed_beside_the_file_is_checked_and_kept(
    operator: Client, typed: dict[str, str], sentence: str
) -> None:
    answer = operator.post(FORM, TYPED | typed | {"file": SimpleUploadedFile("x.csv", b"x")})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert sentence in page
    for kept in (TYPED | typed).values():
        assert kept in page


def test_an_empty_site_offers_the_edition_that_comes_with_it(operator: Client) -> None:
    assert "用本站自带的一版 2026-09" in words_of(operator.get(PAGE).content)
    page = words_of(operator.post(f"{PAGE}own/", follow=True).content)
    assert "regions.csv" in page
    assert "等待核对" in page
