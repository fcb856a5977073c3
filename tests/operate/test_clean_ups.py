"""An operator enters, changes and deletes clean-ups; nobody else does."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from burden.access.scopes import Role
from burden.models import CleanupEvent, Region, TreeVersion
from tests.intake.small_world import CITY, COUNTY, OTHER_TOWNSHIP, PROVINCE, TOWNSHIP, store_small_tree
from tests.operate.test_suggestions import client_of

LIST, NEW = "/operate/clean-ups/", "/operate/clean-ups/new/"
ENTRY = {"region": "青禾县", "happened_on": "2026-04-20", "title": "工作群减半", "note": "同类的并成一个"}


@pytest.fixture
def operator(db: None) -> Client:
    store_small_tree()
    return client_of(Role.OPERATOR)


def entered() -> list[tuple[str, date, str, str]]:
    return list(CleanupEvent.objects.values_list("region_code", "happened_on", "title", "note"))


def test_a_clean_up_is_entered_by_the_name_of_the_region(operator: Client) -> None:
    assert "还没有登记过" in operator.get(LIST).content.decode()

    page = operator.post(NEW, ENTRY, follow=True).content.decode()

    assert entered() == [(COUNTY, date(2026, 4, 20), "工作群减半", "同类的并成一个")]
    assert CleanupEvent.objects.get().tree_id == "test"
    assert "云汀省 澄江市 青禾县" in page
    assert "工作群减半" in page


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("云汀省", PROVINCE),
        (COUNTY, COUNTY),
        ("澄江市", CITY),
        ("青禾县 李家巷镇", TOWNSHIP),
        ("白沙县 李家巷街道", OTHER_TOWNSHIP),
    ],
)
def test_regions_of_every_kind_are_found_by_name_or_code(operator: Client, text: str, code: str) -> None:
    operator.post(NEW, ENTRY | {"region": text})

    assert [event[0] for event in entered()] == [code]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"region": ""}, "该字段是必填项"),
        ({"region": "没有的县"}, "没有这个地区"),
        ({"region": "330000000000"}, "没有这个地区"),
        ({"region": "李家巷"}, "是哪一个？请填代码："),
        ({"happened_on": ""}, "该字段是必填项"),
        ({"happened_on": "4月20日"}, "输入一个有效的日期"),
        ({"happened_on": "1926-04-20"}, "年份不对"),
        ({"title": ""}, "该字段是必填项"),
        ({"title": "减" * 81}, "80"),
        ({"note": "说" * 201}, "200"),
    ],
)
def test_a_mistake_is_named_and_nothing_filled_in_is_lost(
    operator: Client, changes: dict[str, str], sentence: str
) -> None:
    answer = operator.post(NEW, ENTRY | changes)

    page = answer.content.decode()
    assert answer.status_code == 400
    assert sentence in page
    assert entered() == []
    for kept in (ENTRY | changes).values():
        assert kept in page


def test_a_day_to_come_is_refused(operator: Client) -> None:
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()

    assert "这一天还没有到" in operator.post(NEW, ENTRY | {"happened_on": tomorrow}).content.decode()
    assert entered() == []


def test_the_same_clean_up_is_not_entered_twice(operator: Client) -> None:
    operator.post(NEW, ENTRY)

    again = operator.post(NEW, ENTRY)

    assert "已经登记过同样的一件" in again.content.decode()
    assert len(entered()) == 1


def test_a_clean_up_is_changed_where_it_stands(operator: Client) -> None:
    operator.post(NEW, ENTRY)
    address = f"{LIST}{CleanupEvent.objects.get().pk}/"
    page = operator.get(address).content.decode()
    assert 'value="云汀省 澄江市 青禾县"' in page
    assert 'value="2026-04-20"' in page

    operator.post(address, ENTRY | {"region": "云汀省 澄江市 青禾县", "happened_on": "2026-04-21", "note": ""})

    assert entered() == [(COUNTY, date(2026, 4, 21), "工作群减半", "")]


def test_a_clean_up_whose_region_is_gone_from_the_newest_edition_can_still_be_changed(operator: Client) -> None:
    operator.post(NEW, ENTRY)
    address = f"{LIST}{CleanupEvent.objects.get().pk}/"
    newest = TreeVersion.objects.create(version="2027", source="test", as_of_on=date(2027, 1, 1))
    Region.objects.create(tree=newest, code="000000000000", kind="root", path="", name="全国", source="test")

    page = operator.get(address).content.decode()
    assert 'value="云汀省 澄江市 青禾县"' in page
    assert "云汀省 澄江市 青禾县" in operator.get(LIST).content.decode()
    operator.post(address, ENTRY | {"region": "云汀省 澄江市 青禾县", "title": "工作群再减"})

    assert [(code, title) for code, _, title, _ in entered()] == [(COUNTY, "工作群再减")]


def test_deleting_asks_first_and_says_what_it_means(operator: Client) -> None:
    operator.post(NEW, ENTRY)
    address = f"{LIST}{CleanupEvent.objects.get().pk}/delete/"

    page = operator.get(address).content.decode()

    assert "前后的比较也会跟着变" in page
    assert len(entered()) == 1
    assert "已删除：工作群减半" in operator.post(address, follow=True).content.decode()
    assert entered() == []
    assert operator.post(address).status_code == 404


def test_clean_ups_of_older_editions_are_listed_and_those_of_a_demo_are_not(operator: Client) -> None:
    older = TreeVersion.objects.create(version="2025", source="test", as_of_on=date(2025, 1, 1))
    demo = TreeVersion.objects.create(version="demo", source="test", as_of_on=date(2026, 1, 1), is_demo=True)
    for tree, title in ((older, "去年的"), (demo, "演示的")):
        event = CleanupEvent.objects.create(tree=tree, region_code=COUNTY, happened_on=date(2026, 1, 1), title=title)
    page = operator.get(LIST).content.decode()

    assert "去年的" in page
    assert "演示的" not in page
    assert operator.get(f"{LIST}{event.pk}/").status_code == 404
    assert operator.post(f"{LIST}{event.pk}/delete/").status_code == 404


def test_without_regions_the_desk_says_what_to_do_first(db: None) -> None:
    operator = client_of(Role.OPERATOR)

    assert "还没有行政区划，请先装入。" in operator.get(LIST).content.decode()
    assert operator.get(NEW).status_code == 404


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.INSPECTOR])
def test_others_enter_and_delete_nothing(operator: Client, role: Role) -> None:
    operator.post(NEW, ENTRY)
    key = CleanupEvent.objects.get().pk
    client = client_of(role)

    for address in (LIST, NEW, f"{LIST}{key}/", f"{LIST}{key}/delete/"):
        assert client.get(address).status_code == 404
        if address != LIST:
            assert client.post(address, ENTRY | {"title": "别的"}).status_code == 404
    assert entered() == [(COUNTY, date(2026, 4, 20), "工作群减半", "同类的并成一个")]


def test_strangers_are_asked_to_sign_in(operator: Client) -> None:
    answer = Client().post(NEW, ENTRY)

    assert answer["Location"].startswith("/accounts/login/")
    assert entered() == []
