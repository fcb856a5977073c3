"""Names of apps that the catalogue lacks: from three answers on, after the release, for operators alone."""

import re

import pytest
from django.test import Client

from burden.access.scopes import Role
from burden.models import CatalogueItem, ModerationDecision, Wave
from burden.operate.named_apps.found import band
from tests.answers import store
from tests.intake.small_world import CITY, COUNTY, OTHER_COUNTY, PROVINCE, store_catalogue, store_small_tree, store_wave
from tests.operate.test_suggestions import client_of

PAGE = "/operate/waves/2026Q3/named-apps/"
LIST, LEAVE = f"{PAGE}list/", f"{PAGE}leave/"
ENTRY = {"name_zh": "平安通", "kind": "app", "audience": "internal", "sponsor_level": "50", "region": COUNTY}


@pytest.fixture
def wave(db: None) -> Wave:
    store_small_tree()
    store_catalogue()
    return store_wave("2026Q3", state=Wave.State.RELEASED)


@pytest.fixture
def operator(wave: Wave) -> Client:
    return client_of(Role.OPERATOR)


def answer(wave: Wave, *names: str) -> None:
    apps = [{"app_code": None, "new_app_name": name} for name in names]
    store(wave, "response", [{"region_code": COUNTY, "level": 60, "apps": apps}])


def read(client: Client) -> str:
    return client.get(PAGE).content.decode()


def test_a_name_appears_from_the_third_answer_on(operator: Client, wave: Wave) -> None:
    answer(wave, "平安通")
    answer(wave, "平安通")
    assert "平安通" not in read(operator)
    assert "没有等着处理的名称" in read(operator)

    answer(wave, "平安通")

    assert "平安通" in read(operator)
    assert "3–9份答卷" in read(operator)


def test_spellings_of_one_name_are_counted_together(operator: Client, wave: Wave) -> None:
    for name in ("平安 E通", "平安e通", "平安\uff25通", "平安e通"):
        answer(wave, name)

    text = read(operator)

    assert text.count("收进目录</a>") == 1
    assert ">平安e通<" in text


def test_one_answer_counts_once_however_it_spells_the_name(operator: Client, wave: Wave) -> None:
    answer(wave, "王书记", "王 书记", "王\u200b书记")
    answer(wave, "王书记")

    assert "书记" not in read(operator)


def test_no_place_and_no_exact_count_is_shown(operator: Client, wave: Wave) -> None:
    for _ in range(13):
        answer(wave, "平安通")

    words = re.sub(r"<[^>]*>", " ", read(operator))

    assert "10–49份答卷" in words
    assert "13" not in words.replace("2026", "")
    assert "青禾县" not in words


@pytest.mark.parametrize(
    ("count", "words"), [(3, "3–9"), (9, "3–9"), (10, "10–49"), (50, "50–199"), (200, "200+"), (9999, "200+")]
)
def test_counts_are_bands(count: int, words: str) -> None:
    assert band(count) == words


@pytest.mark.parametrize("state", [Wave.State.OPEN, Wave.State.CLOSED])
def test_before_the_release_no_name_is_shown(operator: Client, wave: Wave, state: str) -> None:
    for _ in range(3):
        answer(wave, "平安通")
    Wave.objects.update(state=state)

    assert "发布以后才能看" in read(operator)
    assert "平安通" not in read(operator)
    assert operator.get(LIST, {"name": "平安通"}).status_code == 404
    assert operator.post(LEAVE, {"name": "平安通"}).status_code == 404


def test_names_that_everybody_finds_in_the_list_are_left_out(operator: Client, wave: Wave) -> None:
    CatalogueItem.objects.filter(app_code="A01").update(region_code=PROVINCE)
    for _ in range(3):
        answer(wave, "应用a01", "应用A02")

    text = read(operator)

    assert "应用a01" not in text
    assert "目录里别处有同名的：A02" in " ".join(text.split()).replace("： A02", "：A02")


def test_taking_a_name_in_makes_an_entry_of_the_catalogue(operator: Client, wave: Wave) -> None:
    for _ in range(3):
        answer(wave, "平安 通")
    form = operator.get(LIST, {"name": "平安通"}).content.decode()
    assert 'value="平安 通"' in form
    assert 'value="云汀省"' in form

    answered = operator.post(LIST, {"name": "平安通", **ENTRY, "region": "青禾县"}, follow=True).content.decode()

    assert "已收进目录：N001 平安通" in answered
    item = CatalogueItem.objects.get(app_code="N001")
    assert (item.name_zh, item.kind, item.region_code, item.sponsor_level) == ("平安通", "app", COUNTY, 50)
    assert (item.tree_id, item.initials, item.is_retired) == ("test", "pat", False)
    decision = ModerationDecision.objects.get()
    assert (decision.subject, decision.verdict, decision.app_code) == ("平安通", "listed", "N001")
    assert decision.email == "operator@example.org"
    assert "收进目录 N001" in answered
    assert "没有等着处理的名称" in answered


def test_the_new_entry_stands_in_the_list_of_the_next_wave(operator: Client, wave: Wave) -> None:
    for _ in range(3):
        answer(wave, "平安通")
    operator.post(LIST, {"name": "平安通", **ENTRY})

    own, other = (
        {app["app_code"] for app in Client().get(f"/api/v1/catalogue/?region={region}").json()}
        for region in (COUNTY, OTHER_COUNTY)
    )

    assert "N001" in own
    assert "N001" not in other


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kind": ""}, "该字段是必填项"),
        ({"kind": "phone"}, "选择一个有效的选项"),
        ({"sponsor_level": ""}, "该字段是必填项"),
        ({"sponsor_level": "55"}, "选择一个有效的选项"),
        ({"region": ""}, "该字段是必填项"),
        ({"region": "330000000000"}, "这次调查的范围内没有这个地区"),
        ({"region": "没有的县"}, "这次调查的范围内没有这个地区"),
        ({"region": "李家巷"}, "是哪一个？请填代码："),
        ({"name_zh": ""}, "该字段是必填项"),
        ({"name_zh": "应用a03"}, "这个地区的目录里已有同名的：A03。"),
    ],
)
def test_an_incomplete_entry_is_not_made(operator: Client, wave: Wave, changes: dict[str, str], sentence: str) -> None:
    for _ in range(3):
        answer(wave, "平安通")

    answered = operator.post(LIST, {"name": "平安通", **ENTRY, **changes})

    assert answered.status_code == 400
    assert sentence in answered.content.decode()
    assert not CatalogueItem.objects.filter(app_code__startswith="N").exists()
    assert not ModerationDecision.objects.exists()


def test_a_name_that_went_out_of_use_is_pointed_at_not_made_twice(operator: Client, wave: Wave) -> None:
    CatalogueItem.objects.filter(app_code="A03").update(is_retired=True, kind="app")
    for _ in range(3):
        answer(wave, "应用A03")

    answered = operator.post(LIST, {"name": "应用a03", **ENTRY, "name_zh": "应用A03"})

    assert "已有同名的：A03。如果已停用，到目录里恢复使用就行" in answered.content.decode()
    assert CatalogueItem.objects.count() == 3


def test_leaving_a_name_out_is_remembered_and_told_in_the_next_wave(operator: Client, wave: Wave) -> None:
    later = store_wave("2026Q4", region_code=CITY, state=Wave.State.RELEASED)
    for of_wave in (wave, later):
        for _ in range(3):
            answer(of_wave, "平安通")

    answered = operator.post(LEAVE, {"name": "平安通"}, follow=True).content.decode()

    assert "记下了" in answered
    assert "收进目录</a>" not in answered
    assert "operator@example.org" in answered
    assert "2026Q3 不收" in operator.get("/operate/waves/2026Q4/named-apps/").content.decode()


@pytest.mark.parametrize("name", ["", "只有一人写", "平安通" * 500, "\0", "' OR 1=1 --"])
def test_a_name_that_is_not_listed_cannot_be_decided(operator: Client, wave: Wave, name: str) -> None:
    answer(wave, "只有一人写")

    assert operator.post(LEAVE, {"name": name}).status_code == 404
    assert operator.get(LIST, {"name": name}).status_code == 404
    assert operator.post(LIST, {"name": name, **ENTRY}).status_code == 404


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.INSPECTOR])
def test_others_see_and_decide_nothing(wave: Wave, role: Role) -> None:
    for _ in range(3):
        answer(wave, "平安通")
    client = client_of(role)

    assert client.get(PAGE).status_code == 404
    assert client.get(LIST, {"name": "平安通"}).status_code == 404
    assert client.post(LIST, {"name": "平安通", **ENTRY}).status_code == 404
    assert client.post(LEAVE, {"name": "平安通"}).status_code == 404
    assert not ModerationDecision.objects.exists()


def test_the_catalogue_says_how_many_names_of_the_last_wave_wait(operator: Client, wave: Wave) -> None:
    def catalogue() -> str:
        return operator.get("/operate/catalogue/").content.decode()

    for _ in range(3):
        answer(wave, "平安通")
    Wave.objects.update(state=Wave.State.CLOSED)
    assert "等着看" not in catalogue()
    Wave.objects.update(state=Wave.State.RELEASED)
    assert "有1个等着看" in catalogue()

    operator.post(LEAVE, {"name": "平安通"})
    assert "等着看" not in catalogue()
