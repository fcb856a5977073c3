"""What stands in the way of opening a wave is said before the button is pressed, and in the same words when it is."""

from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from burden.access.scopes import Role
from burden.domain.further_choice import ALL_FURTHER_FIELDS, USUAL_FURTHER_FIELDS
from burden.models import Headcount, TreeVersion, Wave
from burden.operate.waves.guards import thoughts
from burden.operate.waves.opening import OpenRefusedError, open_wave
from tests.intake.small_world import COUNTY, OTHER_COUNTY, store_catalogue, store_small_tree, store_wave
from tests.operate.test_suggestions import client_of

TODAY = timezone.localdate()


@pytest.fixture
def operator(db: None) -> Client:
    store_small_tree()
    return client_of(Role.OPERATOR)


def draft(code: str = "2027Q1", **fields: Any) -> Wave:
    usual: dict[str, Any] = {"state": Wave.State.DRAFT, "opens_on": TODAY, "further_fields": list(USUAL_FURTHER_FIELDS)}
    return store_wave(code, **({"region_code": COUNTY} | usual | fields))


def page_of(client: Client) -> str:
    return client.get("/operate/waves/2027Q1/").content.decode()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (
            {"opens_on": TODAY - timedelta(days=9), "closes_on": TODAY - timedelta(days=1)},
            "的截止日期已过，请先改日期。",
        ),
        ({"valid_until": TODAY - timedelta(days=1)}, f"有效期限{TODAY - timedelta(days=1)}已过，过了就不能再调查。"),
        ({"valid_until": TODAY + timedelta(days=1)}, "过了有效期限不能再收答卷。"),
        ({"further_fields": list(ALL_FURTHER_FIELDS)}, "第二页22分，超过16分。"),
    ],
)
def test_the_page_says_what_stands_in_the_way_and_opening_refuses_in_its_words(
    operator: Client, fields: dict[str, Any], sentence: str
) -> None:
    wave = draft(**fields)

    page = page_of(operator)

    assert "还不能开始" in page
    assert sentence in page
    assert 'action="/operate/waves/2027Q1/open/"' not in page
    assert 'href="/operate/waves/2027Q1/edit/"' in page
    with pytest.raises(OpenRefusedError, match=sentence):
        open_wave(wave=wave)
    with pytest.raises(CommandError, match=sentence):
        call_command("open_wave", "2027Q1", stdout=StringIO())
    assert sentence in operator.post("/operate/waves/2027Q1/open/", {"sure": "on"}, follow=True).content.decode()
    assert Wave.objects.get().state == "draft"


def test_everything_that_stands_in_the_way_is_said_at_once(operator: Client) -> None:
    draft(further_fields=list(ALL_FURTHER_FIELDS))
    store_wave("2026Q4", is_demo=True)
    store_wave("2026Q3", region_code="990000000000", state=Wave.State.RELEASED, opens_on=TODAY - timedelta(days=79))

    page = page_of(operator)

    assert "还有演示数据，正式调查不能开始" in page
    first_day = TODAY + timedelta(days=1)
    assert f"与同一地区的调查 2026Q3（{TODAY - timedelta(days=79)}开始）间隔不足80天，最早{first_day}才能开始" in page
    assert "第二页22分，超过16分" in page


def test_neither_other_people_nor_80_days_stand_in_the_way(operator: Client) -> None:
    wave = draft()
    store_wave("2026Q3", region_code=COUNTY, state=Wave.State.RELEASED, opens_on=TODAY - timedelta(days=80))
    store_wave("2026Q4", region_code=OTHER_COUNTY, state=Wave.State.RELEASED, opens_on=TODAY)

    assert "还不能开始" not in page_of(operator)
    assert open_wave(wave=wave).state == "open"


def test_what_deserves_a_thought_forbids_nothing(operator: Client) -> None:
    draft(assurance="coded", opens_on=TODAY + timedelta(days=2), needs_second_person=True)
    TreeVersion.objects.create(version="newer", source="test", as_of_on=date(2026, 10, 1))

    page = operator.get("/operate/waves/2027Q1/", headers={"host": "localhost"}).content.decode()

    for sentence in (
        "还没有人数：不能按人数发码",
        "还没有发码：没有码的人交不了答卷。",
        "目录是空的",
        "行政区划有了新的一版（newer）",
        f"要到{TODAY + timedelta(days=2)}才收答卷",
        "登录过的运维不到两位",
        "现在的网址只有本机打得开",
    ):
        assert sentence in page
    for place in ("edit", "headcounts", "codes"):
        assert f'href="/operate/waves/2027Q1/{place}/"' in page
    assert 'href="/operate/catalogue/file/"' in page
    assert "不能退回草稿" in page
    unsure = operator.post("/operate/waves/2027Q1/open/", follow=True)
    assert "请先勾选“我核对过了，知道开始以后不能退回草稿”。" in unsure.content.decode()
    assert Wave.objects.get().state == "draft"
    operator.post("/operate/waves/2027Q1/open/", {"sure": "on"})
    assert Wave.objects.get().state == "open"


def test_a_wave_with_everything_gives_nothing_to_think_about(operator: Client) -> None:
    wave = draft(assurance="link")
    store_catalogue()
    Headcount.objects.create(
        wave=wave, region_code=COUNTY, level=50, people=20, source="test", as_of_on=date(2026, 9, 1)
    )

    assert thoughts(wave) == ()
    assert "请再想一想" not in page_of(operator)
