"""The page of before and after on the demo: its story is told in plain words, with the numbers of its tables."""

import re

import pytest
from django.test import Client

from burden.models import CleanupEvent, User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PAGE, JSON = "/d/before-after/", "/api/v1/before-after/"


@pytest.fixture
def supervisor(demo_site: None) -> Client:
    client = Client()
    client.force_login(User.objects.get(email="supervisor@demo.invalid"), backend=BACKEND)
    return client


def key_of(title: str) -> str:
    return str(CleanupEvent.objects.get(title=title).pk)


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<script.*?</script>|<[^>]+>", " ", page, flags=re.DOTALL))


def test_halving_groups_shows_as_fewer_groups(supervisor: Client) -> None:
    page = supervisor.get(f"{PAGE}?indicator=I04&event={key_of('工作群减半')}").content.decode()

    assert "▼ 比没做清理的地区降得多（或升得少）：净变化-" in words(page)
    assert "没做清理的19个同级地区平均" in words(page)
    assert page.count("<table>") == 2


def test_the_whole_province_has_nobody_to_be_compared_with(supervisor: Client) -> None:
    page = supervisor.get(f"{PAGE}?event={key_of('全省清理“空壳”“僵尸”应用')}").content.decode()

    assert "无法判断：同期没做清理、又能比的同级地区不到3个。" in words(page)


def test_the_four_counties_of_the_story_are_worth_asking(supervisor: Client) -> None:
    of_q3, of_q2 = (
        [row["label_zh"] for row in supervisor.get(f"{JSON}?wave={wave}").json()["tables"][-1]["rows"]]
        for wave in ("2026Q3", "2026Q2")
    )

    assert any(label.startswith("采薇县：可能在回升") for label in of_q3)
    assert any(label.startswith("漱玉县：有用的可能也停了") for label in of_q3)
    assert any(label.startswith("弄月县：减负可能添了表格") for label in of_q3)
    assert any(label.startswith("沐霜县：催的可能换了地方") for label in of_q2)


def test_json_names_verdict_effect_and_the_clean_ups_to_choose_from(supervisor: Client) -> None:
    found = supervisor.get(f"{JSON}?indicator=I04&event={key_of('工作群减半')}").json()

    outcome = found["outcome"]
    assert (outcome["verdict"], outcome["why_not"], outcome["others"]) == ("lower", None, 19)
    effect = found["tables"][0]["rows"][-1]
    assert effect["cells"][1:] == [outcome["effect"][name] for name in ("value", "low", "high")]
    assert [event["title"] for event in found["clean_ups"]] == [
        "集中关停本县应用和工作群",
        "工作群减半",
        "全省清理“空壳”“僵尸”应用",
    ]


def test_without_clean_ups_the_page_says_who_can_enter_them(supervisor: Client) -> None:
    CleanupEvent.objects.all().delete()

    page = words(supervisor.get(PAGE).content.decode())

    assert "这里和下级地区还没有登记过清理、减负的日子。请运维在操作台“清理登记”里填上" in page


def test_the_address_to_hand_on_names_the_clean_up_that_the_page_took(supervisor: Client) -> None:
    page = supervisor.get(PAGE)
    taken = page.context["clean_ups"]
    key = next(re.findall(r"event=(\d+)", clean_up.href)[0] for clean_up in taken if clean_up.is_chosen)

    assert page.context["page"].pinned.endswith(f"&event={key}")
    assert ("event", key) in page.context["page"].export
    assert "event=" not in page.context["page"].groups[0].href


@pytest.mark.parametrize("key", ["0", "999999", "x", "-1"])
def test_a_clean_up_that_is_not_there_is_not_there(supervisor: Client, key: str) -> None:
    assert supervisor.get(f"{PAGE}?event={key}").status_code == 404
    assert supervisor.get(f"{JSON}?event={key}").status_code == 404


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_every_number_of_the_sentence_stands_in_the_table(supervisor: Client, language: str) -> None:
    supervisor.cookies["django_language"] = language
    page = supervisor.get(f"{PAGE}?indicator=I04&event={key_of('工作群减半')}").content.decode()
    figure = re.findall(r"<figure.*?</figure>", page, flags=re.DOTALL)[0]
    sentence = re.findall(r'<p class="figure-sentence"[^>]*>(.*?)</p>', figure, flags=re.DOTALL)[0]
    table = words(re.findall(r"<table>.*?</table>", figure, flags=re.DOTALL)[0])

    numbers = set(re.findall(r"\d+(?:\.\d+)?", sentence)) - {"95"}
    assert len(numbers) >= 6
    assert numbers <= set(re.findall(r"\d+(?:\.\d+)?", table))
