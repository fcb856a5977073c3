"""A wave asks the questions of page 2 that it was prepared with, in the languages that it offers; nothing else."""

import json

import pytest
from django.test import Client

from burden.models import InboxItem
from tests.intake.small_world import COUNTY, TOWNSHIP, store_small_tree, store_wave

MORE = "/s/2026Q4/more/"
FORM = {"region_code": COUNTY, "level_code": "60", "idempotency_key": "0123456789abcdef", "rotation": "0"}
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def tree(db: None) -> None:
    store_small_tree()


@pytest.mark.usefixtures("tree")
def test_only_the_questions_that_are_on_are_on_the_page() -> None:
    store_wave(further_fields=["off_hours_days", "change_6m"])

    page = Client().get(MORE, {"region": COUNTY}).content.decode()

    assert 'id="q-off_hours_days"' in page
    assert 'id="q-change_6m"' in page
    assert page.count('id="q-') == 4  # with place and level
    assert "据您了解" not in page


@pytest.mark.usefixtures("tree")
def test_an_answer_to_a_question_that_is_off_is_refused_by_page_and_interface() -> None:
    store_wave(further_fields=["off_hours_days"])
    place = {"wave": "2026Q4", "region_code": TOWNSHIP, "level_code": "60"}

    answer = Client().post(
        "/api/v1/further-responses/", json.dumps(place | {"runs_media": "yes"}), content_type="application/json"
    )
    page = Client().post(MORE, FORM | {"runs_media": "yes"})

    assert (answer.status_code, answer.json()) == (400, {"errors": {"runs_media": "这次调查不问这一题。"}})
    assert page.status_code == 400
    assert not InboxItem.objects.exists()
    assert Client().post(MORE, FORM | {"off_hours_days": "2"}).status_code == 200
    assert InboxItem.objects.get().answers["off_hours_days"] == 2


@pytest.mark.usefixtures("tree")
def test_without_page_two_it_is_neither_offered_nor_opened() -> None:
    store_wave(further_fields=[])

    thanks = Client().post(f"/s/2026Q4/{COUNTY}/", FORM | {"group_count": "3"}).content.decode()

    assert "填各个APP的使用情况" in thanks
    assert "再答几题" not in thanks
    answer = Client().get(MORE, {"region": COUNTY})
    assert answer.status_code == 404
    assert "这次调查没有第二页" in answer.content.decode()


@pytest.mark.usefixtures("tree")
def test_with_a_suggestion_alone_there_is_a_page_two() -> None:
    store_wave(further_fields=[], asks_for_text=True)

    assert "<textarea" in Client().get(MORE, {"region": COUNTY}).content.decode()


@pytest.mark.usefixtures("tree")
def test_a_language_that_is_not_offered_gives_way_to_chinese() -> None:
    wave = store_wave(languages=["zh-hans", "zh-hant"])
    address = f"/s/2026Q4/{COUNTY}/"

    page = Client().get(address, headers=ENGLISH)
    assert '<html lang="zh-hans">' in page.content.decode()
    assert '<html lang="zh-hant">' in Client().get(address, headers={"Accept-Language": "zh-TW"}).content.decode()
    posted = Client().post(address, FORM | {"level_code": ""}, headers=ENGLISH).content.decode()
    assert "有几处需要改一下" in posted

    wave.languages = ["zh-hans", "en"]
    wave.save()
    assert "Which app takes most of your time?" in Client().get(address, headers=ENGLISH).content.decode()
