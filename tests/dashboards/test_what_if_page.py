"""The what-if page: a question in the address, one answer in page and JSON, nothing of others' regions."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from burden.access.scopes import Role
from burden.models import Release
from tests.aggregation.world import PROVINCE
from tests.dashboards.conftest import account

CITY = "990100000000"
QUESTION = "stop=A1&merge=A2&transfer=20&groups=2"

pytestmark = pytest.mark.django_db


def _tables(client: Client, address: str) -> list[dict[str, Any]]:
    tables: list[dict[str, Any]] = client.get(address).json()["tables"]
    return tables


def test_a_form_without_script_leads_to_one_short_address(supervisor: Client) -> None:
    answer = supervisor.get("/d/what-if/?level=40&level=50&stop=A2&stop=A1&transfer=0&checkin_share=100&groups=3")

    assert answer.status_code == 302
    again = supervisor.get(answer.headers["Location"])
    final = again.headers.get("Location", answer.headers["Location"])
    assert final == "/d/what-if/?level=40,50&stop=A1,A2&groups=3"
    assert supervisor.get(final).status_code == 200


def test_the_form_shows_what_the_address_asks(supervisor: Client) -> None:
    page = supervisor.get(f"/d/what-if/?{QUESTION}").content.decode()

    ticked = re.findall(r'name="(\w+)"\s+value="(A\d)"\s+aria-label="[^"]+"\s+checked', page)
    assert sorted(ticked) == [("merge", "A2"), ("stop", "A1")]
    assert re.search(r'name="transfer"[^>]*value="20"', page, flags=re.DOTALL)
    assert re.search(r'name="groups"[^>]*value="2"', page, flags=re.DOTALL)


def test_page_and_json_give_the_same_answer(supervisor: Client) -> None:
    page = supervisor.get(f"/d/what-if/?{QUESTION}").content.decode()
    changes, parts = _tables(supervisor, f"/api/v1/what-if/?{QUESTION}")

    assert (changes["key"], parts["key"], len(parts["rows"])) == ("changes", "parts", 3)
    shown = [row for table in (changes, parts) for row in table["rows"] if row["estimate"]["state"] == "shown"]
    assert len(shown) >= 5
    for row in shown:
        assert f'<td class="num">{row["estimate"]["value"]:.1f}</td>' in page
    for note in changes["notes_zh"]:
        assert note in page


def test_the_sentence_repeats_the_table(supervisor: Client) -> None:
    page = supervisor.get(f"/d/what-if/?{QUESTION}").content.decode()
    changes, _ = _tables(supervisor, f"/api/v1/what-if/?{QUESTION}")
    (total,) = [row for row in changes["rows"] if row["kind"] == "total"]
    cells = dict(zip((column["key"] for column in changes["columns"]), total["cells"], strict=True))

    assert (
        f"全部层级：每人少花{cells['saved']:.1f} 分钟/工作日（95%区间{cells['low']:.1f}–{cells['high']:.1f}，"
        f"{cells['n']}人），APP和群合计从{cells['now']:.0f}分钟降到{cells['after']:.0f}分钟；"
        f"每100人每月少花{cells['hours']:,.0f}小时" in page
    )


def test_without_a_question_the_page_asks_for_one(supervisor: Client) -> None:
    page = supervisor.get("/d/what-if/").content.decode()

    assert "减掉什么？" in page
    assert "<figure" not in page


def test_the_question_stays_on_the_way_through_regions_and_not_on_other_pages(supervisor: Client) -> None:
    page = supervisor.get(f"/d/what-if/?region={CITY}&{QUESTION}").content.decode()
    kept = QUESTION.replace("&", "&amp;")

    assert f'href="/d/what-if/?region={PROVINCE}&amp;{kept}"' in page
    assert f'href="/d/apps/?region={CITY}"' in page
    assert '<input type="hidden" name="what_if" value="stop=A1&amp;merge=A2&amp;transfer=20&amp;groups=2">' in page


def test_the_page_is_in_the_navigation_of_a_region(supervisor: Client) -> None:
    assert 'href="/d/what-if/?region=990000000000"' in supervisor.get("/d/").content.decode()


def test_nothing_of_another_region_shows(client: Client, release: Release) -> None:
    client.force_login(account(Role.SUPERVISOR, region=CITY))
    foreign = client.get(f"/d/what-if/?region=990200000000&{QUESTION}")
    absent = client.get(f"/d/what-if/?region=990900000000&{QUESTION}")

    assert (foreign.status_code, absent.status_code) == (404, 404)
    assert foreign.content == absent.content
    assert client.get(f"/api/v1/what-if/?region=990200000000&{QUESTION}").status_code == 404
    assert 'href="/d/what-if/' not in client.get("/d/?region=990200000000").content.decode()


def test_whoever_has_not_signed_in_reads_nothing(client: Client, release: Release) -> None:
    assert client.get("/d/what-if/").headers["Location"].startswith("/accounts/login/")
    assert client.get("/api/v1/what-if/?stop=A1").status_code == 404


@pytest.mark.parametrize("question", ["transfer=101", "groups=-1", "stop=%3Cscript%3E"])
def test_what_cannot_be_meant_is_refused_by_name(supervisor: Client, question: str) -> None:
    assert supervisor.get(f"/d/what-if/?{question}").status_code == 400
    refused = supervisor.get(f"/api/v1/what-if/?{question}")
    assert (refused.status_code, list(refused.json()["errors"])) == (400, [question.partition("=")[0]])


def test_a_large_question_takes_as_many_queries_as_none(supervisor: Client) -> None:
    supervisor.get("/d/")  # what is known of a release is read once
    with CaptureQueriesContext(connection) as none:
        supervisor.get("/api/v1/what-if/")
    with CaptureQueriesContext(connection) as large:
        supervisor.get("/api/v1/what-if/?stop=A1,A2&checkin=A3&groups=2")

    assert len(large) == len(none) <= 10


def test_the_page_speaks_english_without_a_word_of_chinese_in_its_sentences(supervisor: Client) -> None:
    supervisor.cookies["django_language"] = "en"
    page = supervisor.get(f"/d/what-if/?{QUESTION}").content.decode()
    sentences = re.findall(r'<p class="figure-sentence"[^>]*>(.*?)</p>', page, flags=re.DOTALL)

    assert len(sentences) == 2
    assert not any(re.search(r"[一-鿿]", sentence) for sentence in sentences)
    assert "All groups taken as alike" in page
