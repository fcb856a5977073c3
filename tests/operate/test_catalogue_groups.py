"""Groups of doubles: proposed from what the catalogue says, made, changed and dissolved after a look."""

from html import unescape

import pytest
from django.test import Client

from burden.access.scopes import Role
from burden.intake.catalogue_store import store_catalogue
from burden.models import CatalogueChange, CatalogueItem
from tests.intake.small_world import CITY, COUNTY, OTHER_COUNTY, store_small_tree
from tests.operate.test_catalogue_merging import BY, entry
from tests.operate.test_suggestions import client_of

GROUPS = "/operate/catalogue/groups/"
ONE = "/operate/catalogue/group/?name=%E5%B7%A1%E6%9F%A5&codes=A01,A02"


@pytest.fixture
def operator(db: None) -> Client:
    store_small_tree()
    store_catalogue(
        [
            entry("A01", "巡河通", CITY, function_category="巡查"),
            entry("A02", "林长助手", COUNTY, function_category="巡查"),
            entry("A03", "田管家", OTHER_COUNTY, function_category="农事"),
            entry("A04", "农事通", COUNTY, function_category="农事"),
            entry("A05", "学习屋", CITY, function_category="学习"),
            entry("A06", "学习屋（手机版）", COUNTY, function_category="培训"),
        ],
        by=BY,
    )
    return client_of(Role.OPERATOR)


def page(client: Client) -> str:
    return " ".join(unescape(client.get(GROUPS).content.decode()).split())


def groups() -> dict[str, str]:
    return dict(CatalogueItem.objects.exclude(duplicate_group="").values_list("app_code", "duplicate_group"))


def test_the_same_purpose_for_the_same_people_is_proposed_and_like_names_are_shown_for_merging(
    operator: Client,
) -> None:
    text = page(operator)
    assert "name=%E5%B7%A1%E6%9F%A5&codes=A01,A02" in text
    assert "A03,A04" not in text
    assert "学习屋 A05 · 学习屋（手机版） A06" in text
    assert "巡河通 A01 ·" not in text


def test_a_group_is_made_after_a_look_and_dissolved_again(operator: Client) -> None:
    look = operator.post(ONE, {"name": "巡查", "chosen": ["A01", "A02"]}).content.decode()
    assert "放进这一组" in look
    assert groups() == {}

    operator.post(ONE, {"name": "巡查", "chosen": ["A01", "A02"], "confirmed": "yes"})
    assert groups() == {"A01": "巡查", "A02": "巡查"}
    assert "修改或解散 巡查" in page(operator)
    assert "设为一组 巡查" not in page(operator)
    assert "没有改动" in operator.post(ONE, {"name": "巡查", "chosen": ["A01", "A02"]}).content.decode()

    assert "解散这一组" in operator.post(ONE, {"name": "巡查"}).content.decode()
    operator.post(ONE, {"name": "巡查", "confirmed": "yes"})
    assert groups() == {}
    assert CatalogueChange.objects.filter(field="duplicate_group").count() == 4


def test_a_group_of_one_is_no_group(operator: Client) -> None:
    answer = operator.post(ONE, {"name": "巡查", "chosen": ["A01"], "confirmed": "yes"})
    assert answer.status_code == 400
    assert "至少选两项" in answer.content.decode()
    assert groups() == {}


def test_entries_that_are_not_there_make_no_page(operator: Client) -> None:
    assert operator.get("/operate/catalogue/group/?codes=NONE").status_code == 404
    assert client_of(Role.SUPERVISOR).get(GROUPS).status_code == 404


def test_an_empty_catalogue_says_how_doubles_come_to_be_seen(operator: Client) -> None:
    CatalogueItem.objects.all().update(is_retired=True)
    assert "填了“做什么用”才看得出来" in page(operator)


def test_a_group_is_renamed_and_who_is_left_out_is_not_left_behind_alone(operator: Client) -> None:
    CatalogueItem.objects.filter(app_code__in=["A01", "A02", "A05"]).update(duplicate_group="巡查")
    three, renamed = f"{ONE},A05", {"name": "巡护", "chosen": ["A01", "A02"]}

    assert "从这一组拿出来" in operator.post(three, renamed).content.decode()
    operator.post(three, renamed | {"confirmed": "yes"})
    assert groups() == {"A01": "巡护", "A02": "巡护"}


def test_an_address_with_a_null_byte_finds_nothing(operator: Client) -> None:
    assert operator.get("/operate/catalogue/group/?codes=%00").status_code == 404
    assert operator.get("/operate/regions/file/%00/csv/").status_code == 404
