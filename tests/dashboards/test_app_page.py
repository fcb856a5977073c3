"""The portrait of an app as page and JSON, and the ways to it."""

import re

import pytest
from django.test import Client

from burden.access.scopes import Role
from burden.models import Release
from tests.aggregation.world import PROVINCE
from tests.dashboards.conftest import account

CITY = "990100000000"
pytestmark = pytest.mark.django_db


def test_page_and_json_show_the_same_portrait(supervisor: Client) -> None:
    page = supervisor.get("/d/apps/A1/").content.decode()
    found = supervisor.get("/api/v1/apps/A1/").json()["tables"]

    keys = [table["key"] for table in found]
    assert keys[0] == "facts"
    assert {"app_levels", "app_waves"} <= set(keys)
    for table in found:
        assert f'aria-label="{table["title_zh"]}"' in page
        for note in table["notes_zh"]:
            assert note in page


def test_apps_and_board_lead_to_the_portrait_with_the_same_filters(supervisor: Client) -> None:
    page = supervisor.get(f"/d/apps/?region={CITY}&level=60").content.decode()

    address = f"/d/apps/A1/?region={CITY}&amp;level=60"
    assert f'href="{address}"' in page
    portrait = supervisor.get(address.replace("&amp;", "&")).content.decode()
    assert f'href="/d/apps/?region={CITY}&amp;level=60"' in portrait
    assert f'href="/d/board/?region={CITY}&amp;level=60"' in portrait


def test_the_way_through_regions_and_files_stays_with_the_app(supervisor: Client) -> None:
    page = supervisor.get(f"/d/apps/A1/?region={CITY}").content.decode()

    assert f'href="/d/apps/A1/?region={PROVINCE}"' in page
    assert '<input type="hidden" name="app" value="A1">' in page
    assert "app=A1" not in page


def test_nothing_of_another_region_or_app_shows(client: Client, release: Release) -> None:
    client.force_login(account(Role.SUPERVISOR, region=CITY))
    answers = [
        client.get(address)
        for address in (
            "/d/apps/A1/?region=990200000000",
            "/d/apps/A1/?region=990900000000",
            "/d/apps/NONE/",
        )
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert len({answer.content for answer in answers}) == 1
    assert client.get("/api/v1/apps/A1/?region=990200000000").status_code == 404


def test_the_head_of_a_portrait_says_how_many_reported_as_the_list_of_apps_does(supervisor: Client) -> None:
    heads = [
        re.search(r"<dt>人数</dt>\s*<dd>\s*([\d,]+)\s*</dd>", supervisor.get(address).content.decode())
        for address in ("/d/apps/A1/", "/d/apps/")
    ]
    [portrait, every] = [head[1] for head in heads if head]
    assert portrait == every


def test_at_most_six_charts_stand_on_a_page_of_apps(supervisor: Client) -> None:
    for address in ("/d/apps/", "/d/apps/A1/", "/d/board/"):
        assert supervisor.get(address).content.decode().count("data-figure=") <= 6


def test_the_sentence_about_the_heaviest_app_repeats_its_table(supervisor: Client) -> None:
    page = supervisor.get("/d/apps/").content.decode()
    tables = {table["key"]: table for table in supervisor.get("/api/v1/apps/").json()["tables"]}
    first = tables["weights"]["rows"][0]
    minutes = {named["name"]: named["estimate"] for named in first["estimates"]}["minutes"]

    assert f"最费时间的是{first['label_zh']}，人均{minutes['value']:.1f} 分钟/工作日" in page


def test_the_portrait_speaks_english(supervisor: Client) -> None:
    supervisor.cookies["django_language"] = "en"
    page = supervisor.get("/d/apps/A1/").content.decode()

    sentences = re.findall(r'<p class="figure-sentence"[^>]*>(.*?)</p>', page, flags=re.DOTALL)
    assert len(sentences) >= 5
    assert not any(re.search(r"[一-鿿]", sentence) for sentence in sentences)
    assert "Level of the sponsor" in page
