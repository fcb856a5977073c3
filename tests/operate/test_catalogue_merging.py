"""Two entries of one app become one, with a look before, the history kept, and a way back until the next wave."""

from html import unescape

import pytest
from django.test import Client

from burden.access.scopes import Role
from burden.aggregation.parameters import parameters_of
from burden.intake.catalogue_store import Author, store_catalogue
from burden.intake.local_apps import phone_app_codes
from burden.intake.places import territory_of
from burden.models import CatalogueChange, CatalogueItem, Wave
from burden.operate.catalogue.merging import MergeImpossibleError, merge, part_again
from tests.intake.small_world import CITY, COUNTY, OTHER_COUNTY, PROVINCE, store_small_tree, store_wave
from tests.operate.test_suggestions import client_of

BY = Author(door=CatalogueChange.Door.PAGE, email="operator@example.org")
MERGE = "/operate/catalogue/A02/merge/"
INTO_A01 = {"other": "A01", "keep": "other"}


def entry(code: str, name: str, region: str = CITY, **values: object) -> CatalogueItem:
    plain = {"kind": "app", "region_code": region, "sponsor_level": 40, "audience": "internal"}
    return CatalogueItem(tree_id="test", app_code=code, name_zh=name, **(plain | values))


@pytest.fixture
def operator(db: None) -> Client:
    store_small_tree()
    store_catalogue(
        [
            entry("A01", "平安通", package_names="cn.gov.a"),
            entry("A02", "平安通APP", COUNTY, package_names="cn.gov.b", filing_no="备1号"),
            entry("A03", "平安通小程序", COUNTY, kind="mini_program"),
            entry("A04", "平安发布", COUNTY, kind="account"),
        ],
        by=BY,
    )
    return client_of(Role.OPERATOR)


def standing() -> dict[str, tuple[bool, str]]:
    items = CatalogueItem.objects.select_related("merged_into")
    return {item.app_code: (item.is_retired, item.merged_into.app_code if item.merged_into else "") for item in items}


def text(answer: object) -> str:
    return " ".join(unescape(answer.content.decode()).split())  # type: ignore[attr-defined]  # a test client's answer


def test_a_merge_is_looked_at_done_and_undone(operator: Client) -> None:
    page = text(operator.get(MERGE))
    assert "平安通 A01" in page
    assert "平安发布" not in page
    look = text(operator.post(MERGE, INTO_A01))
    assert "平安通APP A02</strong> → <strong>平安通 A01" in look
    assert "后一项空着的“备案编号”，补上：备1号" in look
    assert standing()["A02"] == (False, "")

    operator.post(MERGE, INTO_A01 | {"confirmed": "yes"})

    assert (standing()["A02"], standing()["A01"]) == ((True, "A01"), (False, ""))
    kept = CatalogueItem.objects.get(app_code="A01")
    assert (kept.filing_no, kept.package_names) == ("备1号", "cn.gov.a cn.gov.b")
    assert "已并过去" in text(operator.get("/operate/catalogue/A02/"))
    assert "平安通APP A02" in text(operator.get("/operate/catalogue/A01/"))
    CatalogueItem.objects.filter(app_code="A01").update(filing_no="后来改的")

    operator.post("/operate/catalogue/A02/part/")

    assert standing()["A02"] == (False, "")
    kept.refresh_from_db()
    assert (kept.filing_no, kept.package_names) == ("后来改的", "cn.gov.a")
    assert CatalogueChange.objects.filter(door="merge").count() == 7


def test_the_next_wave_offers_the_one_kept_and_old_codes_stay_with_the_release(operator: Client) -> None:
    merge(goes="A02", stays="A01", email="")
    wave = store_wave()

    assert phone_app_codes(territory_of(wave), "990101") == {"A01", "A03"}
    assert parameters_of(wave)["app_codes"] == ["A01", "A02", "A03"]


def test_a_merge_is_final_once_a_wave_has_begun(operator: Client) -> None:
    merge(goes="A02", stays="A01", email="")
    store_wave("2026Q1", OTHER_COUNTY)
    assert "确定撤销" in text(operator.get("/operate/catalogue/A02/part/"))
    store_wave("2026Q2", PROVINCE, state=Wave.State.CLOSED)

    assert "合并以后已经开过调查" in text(operator.get("/operate/catalogue/A02/part/"))
    operator.post("/operate/catalogue/A02/part/")
    assert standing()["A02"] == (True, "A01")


def test_waves_before_the_merge_do_not_hinder_its_undoing(operator: Client) -> None:
    store_wave("2026Q1", state=Wave.State.RELEASED)
    assert "以前的1次调查不变" in text(operator.post(MERGE, INTO_A01))
    merge(goes="A02", stays="A01", email="")
    part_again(CatalogueItem.objects.get(app_code="A02"), email="")

    assert standing()["A02"] == (False, "")


def test_while_people_are_choosing_nothing_is_merged(operator: Client) -> None:
    store_wave()
    answer = operator.post(MERGE, INTO_A01 | {"confirmed": "yes"})

    assert answer.status_code == 400
    assert "截止以后才能停用或合并" in text(answer)
    assert standing()["A02"] == (False, "")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"other": "A02"}, "目录里没有这一项"),
        ({"other": ""}, "该字段是必填项"),
        ({"other": "A04"}, "不是同一个；可以设为一组"),
        ({"other": "A01", "keep": "this"}, "的地区盖不住“平安通”的地区"),
    ],
)
def test_what_cannot_be_one_is_refused_in_words(operator: Client, asked: dict[str, str], said: str) -> None:
    answer = operator.post(MERGE, INTO_A01 | asked)
    assert answer.status_code == 400
    assert said in text(answer)


def test_merged_one_after_the_other_all_end_at_the_last_and_part_in_turn(operator: Client) -> None:
    store_catalogue([entry("A05", "平安", CITY)], by=BY)
    merge(goes="A02", stays="A01", email="")
    merge(goes="A01", stays="A05", email="")
    assert (standing()["A01"], standing()["A02"]) == ((True, "A05"), (True, "A05"))
    with pytest.raises(MergeImpossibleError, match="请先撤销 A01 的合并"):
        part_again(CatalogueItem.objects.get(app_code="A02"), email="")

    part_again(CatalogueItem.objects.get(app_code="A01"), email="")
    assert (standing()["A01"], standing()["A02"]) == ((False, ""), (True, "A01"))
    part_again(CatalogueItem.objects.get(app_code="A02"), email="")
    assert standing()["A02"] == (False, "")


def test_a_merged_entry_does_not_come_back_by_the_file(operator: Client) -> None:
    merge(goes="A02", stays="A01", email="")
    assert text(operator.post("/operate/catalogue/A02/retire/", {"to": "in_use"}, follow=True)).count("撤销合并") > 0
    assert standing()["A02"] == (True, "A01")
