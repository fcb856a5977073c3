"""The board as page and JSON, on the demo: a handful of leads, two decisions, nothing of others' regions."""

import re
from typing import Any

import pytest
from django.test import Client

from burden.models import Scope, User

PROVINCE, CITY, OTHER_CITY = "990000000000", "990100000000", "990200000000"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def supervisor(demo_site: None) -> Client:
    client = Client()
    client.force_login(User.objects.get(email="supervisor@demo.invalid"), backend=BACKEND)
    return client


def tables(client: Client, query: str = "") -> dict[str, dict[str, Any]]:
    found = client.get(f"/api/v1/board/{query}").json()["tables"]
    return {table["key"]: table for table in found}


def lines(table: dict[str, Any]) -> list[dict[str, Any]]:
    keys = [column["key"] for column in table["columns"]]
    return [dict(zip(keys, row["cells"], strict=True)) for row in table["rows"]]


def test_the_demo_has_leads_of_each_sort_and_two_decisions(supervisor: Client) -> None:
    found = lines(tables(supervisor)["board"])

    by_lead = {
        lead: [line["code"] for line in found if line["lead"] == lead] for lead in {own["lead"] for own in found}
    }
    assert by_lead["疑似僵尸"] == ["YT006", "YT015", "YT019", "YT022"]
    assert by_lead["疑似小散"] == ["YT008", "YT011", "YT017"]
    assert {"YT003", "YT004", "YT007", "YT009", "YT010", "YT013", "YT016"} <= set(by_lead["疑似重复"])
    decided = {(line["code"], line["decision"], line["merge_into"]) for line in found if line["decision"] != "待核实"}
    assert decided == {("YT006", "停用", None), ("YT007", "合并", "云汀党建云")}


def test_page_and_json_show_the_same_board(supervisor: Client) -> None:
    page = supervisor.get("/d/board/").content.decode()
    board = tables(supervisor)["board"]

    for line in lines(board):
        assert line["evidence"].replace("<", "&lt;") in page
    apps = len({line["code"] for line in lines(board)})
    assert f"{apps}个有线索，值得看一看：2个已有决定，{apps - 2}个待核实。" in page
    for note in board["notes_zh"]:
        assert note in page


def test_the_sentence_about_sponsors_repeats_its_table(supervisor: Client) -> None:
    page = supervisor.get("/d/board/").content.decode()
    first = tables(supervisor)["sponsor_levels"]["rows"][0]
    value, low, high = (first["estimate"][key] for key in ("value", "low", "high"))

    assert f"用时较多的是{first['label_zh']}：{value:.1f} 分钟/工作日（95%区间{low:.1f}–{high:.1f}" in page


def test_a_city_sees_its_own_apps_and_those_above(supervisor: Client) -> None:
    codes = {line["code"] for line in lines(tables(supervisor, f"?region={CITY}")["board"])}

    assert "YT007" in codes
    assert codes.isdisjoint({"YT009", "YT010", "YT013"})


def test_nothing_of_another_region_shows(supervisor: Client) -> None:
    Scope.objects.filter(user__email="supervisor@demo.invalid").update(region_code=CITY)
    foreign, absent = (supervisor.get(f"/d/board/?region={code}") for code in (OTHER_CITY, "990900000000"))

    assert (foreign.status_code, absent.status_code) == (404, 404)
    assert foreign.content == absent.content
    assert supervisor.get(f"/api/v1/board/?region={OTHER_CITY}").status_code == 404


def test_the_page_speaks_english(supervisor: Client) -> None:
    supervisor.cookies["django_language"] = "en"
    page = supervisor.get("/d/board/").content.decode()

    assert "hardly used" in page
    assert "strong lead" in page or "fact of the register" in page
    sentences = re.findall(r'<p class="figure-sentence"[^>]*>(.*?)</p>', page, flags=re.DOTALL)
    assert not re.search(r"[一-鿿]", sentences[0])
