"""An operator records what was decided about an app: looked at twice, stored once, never changed, by nobody else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from burden.access.scopes import Role
from burden.models import CatalogueDecision, CatalogueItem
from burden.operate.decisions.deciding import MergeRefusedError, record_decision
from burden.operate.demo.clearing import clear_demo
from burden.operate.demo.decisions import seed_decisions
from tests.operate.test_suggestions import client_of
from tests.reports.world import COUNTY, make_world

LIST, PAGE = "/operate/decisions/", "/operate/decisions/A1/"
STOP = {
    "about": "zombie",
    "state": "stop",
    "merge_into": "",
    "decided_on": "2026-10-10",
    "decided_by": "丙县减负办",
    "note": "没有人用",
    "seen": "0",
}
MERGE = STOP | {"state": "merge", "merge_into": "A2", "about": "duplicate"}


@pytest.fixture
def operator(db: None) -> Client:
    make_world(app_codes=("A1", "A2", "A3"))
    return client_of(Role.OPERATOR)


def record(client: Client, **changes: str) -> int:
    return client.post(PAGE, STOP | changes | {"confirmed": "yes"}).status_code


def stored() -> list[tuple[str, str, str | None, str]]:
    decisions = CatalogueDecision.objects.select_related("item", "merge_into")
    return [(d.item.app_code, d.state, d.merge_into.app_code if d.merge_into else None, d.email) for d in decisions]


def test_a_decision_is_shown_once_more_before_it_is_stored(operator: Client) -> None:
    first = operator.post(PAGE, MERGE)

    assert first.status_code == 200
    assert "请核对" in first.content.decode()
    assert "合并：应用A2" in first.content.decode()
    assert stored() == []
    assert "请核对" not in operator.post(PAGE, MERGE | {"back": "yes"}).content.decode()
    assert stored() == []

    answer = operator.post(PAGE, MERGE | {"confirmed": "yes"})

    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert stored() == [("A1", "merge", "A2", "operator@example.org")]
    assert "记下了" in operator.get(PAGE).content.decode()


def test_going_back_keeps_what_was_filled_in(operator: Client) -> None:
    page = operator.post(PAGE, MERGE | {"back": "yes"}).content.decode()

    assert "登记一个决定" in page
    assert "丙县减负办" in page
    assert "没有人用" in page


def test_the_list_shows_the_last_decision_of_each_app_and_finds_by_name_and_code(operator: Client) -> None:
    record(operator)

    text = operator.get(LIST).content.decode()
    assert text.count("待核实") == 2
    assert "停用" in text
    assert "应用A1" not in operator.get(f"{LIST}?q=a2").content.decode()
    assert "目录里没有这样的应用" in operator.get(f"{LIST}?q=没有的").content.decode()


def test_a_long_list_comes_in_pages_that_keep_the_search(operator: Client) -> None:
    one = CatalogueItem.objects.get(app_code="A1")
    for number in range(60):
        one.pk, one.app_code = None, f"B{number:02}"
        one.save(force_insert=True)

    first = operator.get(f"{LIST}?q=应用").content.decode()
    assert "?q=%E5%BA%94%E7%94%A8&amp;page=2" in first
    assert "B59" not in first
    assert "B59" in operator.get(f"{LIST}?q=应用&page=2").content.decode()


def test_later_decisions_are_added_and_all_of_them_stand_in_the_history(operator: Client) -> None:
    record(operator)
    last = str(CatalogueDecision.objects.get().pk)
    record(operator, state="waiting", seen=last, note="再看一看")

    page = operator.get(PAGE).content.decode()

    assert [state for _, state, _, _ in stored()] == ["stop", "waiting"]
    assert page.index("再看一看") < page.index("没有人用")


def test_what_somebody_else_recorded_meanwhile_is_read_first(operator: Client) -> None:
    record(operator)

    answer = operator.post(PAGE, STOP | {"state": "keep", "confirmed": "yes"})

    assert answer.status_code == 400
    assert "刚才已有人登记了新的决定" in answer.content.decode()
    assert len(stored()) == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"state": "merge"}, "合并要填并到哪个应用。"),
        ({"merge_into": "A2"}, "只有合并才填这一栏"),
        ({"state": "merge", "merge_into": "A1"}, "不能并到它自己。"),
        ({"state": "merge", "merge_into": "没有的"}, "目录里没有这个应用"),
        ({"state": "transfer", "note": ""}, "转交要写明转给谁。"),
        ({"decided_on": str(timezone.localdate() + timedelta(days=2))}, "还没到这一天。"),
        ({"state": "delete"}, "选择一个有效的选项"),
        ({"about": ""}, "该字段是必填项"),
        ({"decided_by": ""}, "该字段是必填项"),
        ({"note": "长" * 201}, "201"),
        ({"seen": "-1"}, ""),
    ],
)
def test_what_cannot_be_meant_is_refused_in_plain_words(operator: Client, changes: dict[str, str], said: str) -> None:
    answer = operator.post(PAGE, STOP | changes | {"confirmed": "yes"})

    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert stored() == []


def test_an_app_is_found_by_its_name_and_by_code_where_names_repeat(operator: Client) -> None:
    assert record(operator, state="merge", merge_into="应用A2") == 302
    CatalogueItem.objects.filter(app_code="A3").update(name_zh="应用A2")
    refused = operator.post(PAGE, MERGE | {"merge_into": "应用A2", "confirmed": "yes"})

    assert "A2、A3" in refused.content.decode()


def test_nothing_is_merged_into_what_is_stopped(operator: Client) -> None:
    record(operator)
    answer = operator.post("/operate/decisions/A2/", STOP | {"state": "merge", "merge_into": "A1", "confirmed": "yes"})

    assert answer.status_code == 400
    assert "不能并进去" in answer.content.decode()
    with pytest.raises(MergeRefusedError):
        record_decision(
            decision=CatalogueDecision(
                item=CatalogueItem.objects.get(app_code="A2"),
                merge_into=CatalogueItem.objects.get(app_code="A1"),
                state="merge",
            ),
            seen=0,
        )


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.INSPECTOR])
def test_nobody_but_an_operator_decides_here(operator: Client, role: Role) -> None:
    other = client_of(role)

    assert [other.get(address).status_code for address in (LIST, PAGE)] == [404, 404]
    assert record(other) == 404
    assert Client().post(PAGE, STOP | {"confirmed": "yes"})["Location"].startswith("/accounts/login/")
    assert stored() == []


def test_apps_that_are_not_there_have_no_page(operator: Client) -> None:
    CatalogueItem.objects.filter(app_code="A2").update(kind="account")

    assert operator.get("/operate/decisions/NONE/").status_code == 404
    assert operator.get("/operate/decisions/A2/").status_code == 404


def test_a_note_is_for_own_regions_and_no_page_of_others(operator: Client) -> None:
    CatalogueItem.objects.filter(app_code="A1").update(region_code=COUNTY)
    supervisor = client_of(Role.SUPERVISOR)
    assert "没有人用" not in supervisor.get(f"/d/board/?region={COUNTY}").content.decode()

    record(operator)

    assert "没有人用" in supervisor.get(f"/d/board/?region={COUNTY}").content.decode()
    assert "没有人用" not in Client().get("/results/").content.decode()


def test_the_demo_has_two_decisions_once_and_they_go_with_it(demo_site: None) -> None:
    seed_decisions()
    assert [(code, state, into) for code, state, into, _ in stored()] == [
        ("YT006", "stop", None),
        ("YT007", "merge", "YT003"),
    ]

    clear_demo()

    assert stored() == []
