"""Pages are complete without JavaScript and say no in one way."""

import re

import pytest
from django.test import Client

from burden.access.scopes import Role
from burden.models import Release
from tests.aggregation.world import PROVINCE
from tests.dashboards.conftest import account, publish_world
from tests.reports.world import make_world

CITY = "990100000000"
COUNTY = "990101000000"

pytestmark = pytest.mark.django_db


def _text(page: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<script.*?</script>|<[^>]+>", " ", page.decode(), flags=re.DOTALL))


@pytest.mark.parametrize("address", ["/", "/method/", "/privacy/", "/self-check/", "/accounts/login/"])
def test_pages_for_everybody_open_before_anything_was_published(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200


def test_public_results_do_not_exist_before_anything_was_published(client: Client) -> None:
    assert client.get("/results/").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/results/",
        "/d/",
        "/d/compare/",
        "/d/distribution/",
        "/d/practices/",
        "/d/notices/",
        "/d/trends/",
        "/d/profile/",
        "/d/quality/",
        "/d/apps/",
        f"/d/regions/{PROVINCE}/",
        f"/d/regions/{CITY}/",
    ],
)
def test_a_supervisor_reads_every_page(supervisor: Client, address: str) -> None:
    page = supervisor.get(address)
    assert page.status_code == 200
    assert "演示数据，非真实" in page.content.decode()


@pytest.mark.parametrize(
    "address",
    ["/d/", "/d/trends/", "/d/before-after/", "/d/profile/", "/d/quality/", "/d/apps/", f"/d/regions/{PROVINCE}/"],
)
def test_whoever_has_not_signed_in_is_asked_to(client: Client, release: Release, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/accounts/login/?next=/d/")


def test_each_chart_has_its_sentence_and_its_table(supervisor: Client) -> None:
    page = supervisor.get("/d/").content.decode()
    figures = re.findall(r"<figure.*?</figure>", page, flags=re.DOTALL)
    assert len(figures) == 5
    for figure in figures:
        assert '<p class="figure-sentence"' in figure
        assert "<table>" in figure
        assert "自报" in figure


def test_a_filter_with_several_levels_gets_its_short_address(supervisor: Client) -> None:
    answer = supervisor.get("/d/?wave=2026Q4&level=40&level=50&indicator=")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/d/?wave=2026Q4&level=40,50"


def test_filters_stay_on_the_way_down_and_across_pages(supervisor: Client) -> None:
    page = supervisor.get(f"/d/regions/{PROVINCE}/?level=40,50&indicator=I04").content.decode()
    assert f'href="/d/regions/{CITY}/?level=40,50&amp;indicator=I04"' in page
    assert f'href="/d/?region={PROVINCE}&amp;level=40,50&amp;indicator=I04"' in page


def test_the_way_down_ends_at_a_townships_overview(supervisor: Client) -> None:
    page = supervisor.get(f"/d/regions/{COUNTY}/").content.decode()
    assert re.search(r'href="/d/\?region=990101\d{3}000"', page)
    assert not re.search(r'href="/d/regions/990101(?!000000)\d{6}/', page)


@pytest.mark.parametrize("query", ["level=41", "level=x", "indicator=I99"])
def test_a_filter_that_no_page_knows_is_named(supervisor: Client, query: str) -> None:
    answer = supervisor.get(f"/d/?{query}")
    assert answer.status_code == 400
    assert "地址里有看不懂的筛选" in answer.content.decode()


def test_a_foreign_township_looks_like_one_that_does_not_exist(client: Client, release: Release) -> None:
    client.force_login(account(Role.SUPERVISOR, region=CITY))
    foreign = client.get("/d/regions/990201001000/")
    absent = client.get("/d/regions/990999999000/")
    assert (foreign.status_code, absent.status_code) == (404, 404)
    assert foreign.content == absent.content


def test_outside_the_own_subtree_only_public_indicators_are_offered(client: Client, release: Release) -> None:
    client.force_login(account(Role.SUPERVISOR, region=CITY))
    page = client.get("/d/?region=990200000000").content.decode()
    assert 'value="I03"' in page
    assert 'value="I05"' not in page
    assert client.get("/d/?region=990200000000&indicator=I05").status_code == 404
    assert client.get("/d/apps/?region=990200000000").status_code == 404
    assert client.get("/d/trends/?region=990200000000").status_code == 404


def test_few_answers_give_the_one_honest_page(client: Client, db: None) -> None:
    publish_world(people=70)
    client.force_login(account(Role.SUPERVISOR))
    page = client.get("/d/").content.decode()
    assert "还不能说的" in page
    assert "<figure" not in page


def test_the_public_results_hold_no_script(client: Client, release: Release) -> None:
    page = client.get("/results/").content.decode()
    assert "<script" not in page
    assert page.count("<table>") == 4


def test_a_place_with_too_few_answers_is_told_why_it_has_no_number(client: Client, db: None) -> None:
    make_world().save()
    page = client.get(f"/results/?region={COUNTY}").content.decode()
    assert "这里填的人还不够多。为了不让人猜出是谁说的，不单独显示" in page
    assert "<svg" not in page


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh-hans", "填的人还不够多，这次不显示。"), ("en", "Too few have answered; nothing is shown this time.")],
)
def test_a_wave_of_one_county_with_too_few_answers_points_to_no_region_above(
    client: Client, db: None, language: str, words: str
) -> None:
    world = make_world().save()
    world.wave.region_code = COUNTY
    world.wave.save()
    client.cookies["django_language"] = language

    page = client.get("/results/").content.decode()

    assert words in page
    assert "并进上级" not in page


@pytest.mark.parametrize(("language", "words"), [("en", "Sign in"), ("zh-hans", "登录")])
def test_the_language_is_that_of_the_cookie(client: Client, release: Release, language: str, words: str) -> None:
    client.cookies["django_language"] = language
    assert f'lang="{language}"' in client.get("/results/").content.decode()


def test_nothing_on_a_page_is_inline(supervisor: Client) -> None:
    page = supervisor.get("/d/").content.decode()
    assert not re.search(r"\son[a-z]+=|\sstyle=|<style", page)
    assert set(re.findall(r"<script(?! src)[^>]*>", page)) <= set(
        re.findall(r'<script id="figure-[\w-]+" type="application/json">', page)
    )


def test_each_page_of_the_navigation_leads_to_the_others_with_the_same_filters(supervisor: Client) -> None:
    page = supervisor.get(f"/d/trends/?region={CITY}&level=40,50&indicator=I04").content
    addresses = re.findall(r'href="([^"]+)"', _navigation(page))
    assert f"/d/regions/{CITY}/?level=40,50&amp;indicator=I04" in addresses
    for address in dict.fromkeys(addresses):
        answer = supervisor.get(address.replace("&amp;", "&"))
        assert answer.status_code == 200
        assert len(re.findall(r'<a[^>]*aria-current="page"', _navigation(answer.content))) == 1


def test_who_reads_only_public_figures_is_led_to_public_pages_only(client: Client, release: Release) -> None:
    client.force_login(account(Role.SUPERVISOR, region=CITY))
    links = re.findall(r'href="([^"]+)"', _navigation(client.get("/d/?region=990200000000").content))
    assert "/d/regions/990200000000/" in links
    assert not any("trends" in link or "apps" in link for link in links)
    for link in links:
        assert client.get(link.replace("&amp;", "&")).status_code == 200


def test_a_township_has_no_page_of_the_regions_below_it(supervisor: Client) -> None:
    below = supervisor.get(f"/d/regions/{COUNTY}/").content.decode()
    township = re.search(r'href="(/d/\?region=990101(?!000)\d{3}000)"', below)
    assert township is not None
    assert "下级地区" not in _navigation(supervisor.get(township.group(1)).content)


def test_only_an_inspector_is_led_to_the_leads(client: Client, release: Release) -> None:
    pages = []
    for role in (Role.SUPERVISOR, Role.INSPECTOR):
        client.force_login(account(role))
        pages.append(client.get("/d/further/").content)
        client.logout()
    assert ["/d/findings/" in _navigation(page) for page in pages] == [False, True]


def _navigation(page: bytes) -> str:
    found = re.search(r'<nav class="pages".*?</nav>', page.decode(), flags=re.DOTALL)
    assert found is not None
    return found.group()
