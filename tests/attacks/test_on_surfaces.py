"""T6 on pages, charts, workbooks, page 2, apps, trends, what-if and public results of a released wave."""

from pathlib import Path
from random import Random

import pytest
from django.db import transaction
from pytest_django import Settings

from tests.attacks import on_surfaces
from tests.attacks.readings import numbers_of_page
from tests.attacks.told_apps import random_apps
from tests.attacks.whole_waves import read, retold, whole_wave
from tests.attacks.worlds import PROVINCE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_page_two_and_apps_say_what_the_answers_give() -> None:
    world = whole_wave(seed=1)
    viewer, right = read(world), retold(world)
    compared, wrong = on_surfaces.told_anew(viewer, right)
    assert wrong == []
    assert compared > 500
    assert random_apps(viewer.client, right, Random(8), wave=viewer.wave, rounds=12).breaches == ()


def test_a_number_that_is_in_no_table_is_in_the_words_of_every_release() -> None:
    found = []
    for seed in (1, 2):
        with transaction.atomic():
            world = whole_wave(seed=seed)
            found.append(on_surfaces.seen(read(world), retold(world)))
            transaction.set_rollback(True)

    assert on_surfaces.strangers(*found).breaches == ()


def test_no_surface_changes_when_the_answers_are_gone() -> None:
    assert on_surfaces.without_answers(read(whole_wave(seed=3, people=400))).breaches == ()


def test_a_number_in_a_hover_a_label_or_a_sentence_is_read_and_named_where_no_figure_explains_it() -> None:
    page = """
      <p aria-label="满30份">共有531人，其中A1有<b>7</b>人。</p><style>p { width: 12px }</style><script>x = 13</script>
      <script type="application/json">
        {"data": [{"y": [0, 1], "text": ["990101001000: 9.5%"], "marker": {"opacity": 0.5}}], "layout": {"height": 400}}
      </script>
    """
    numbers = numbers_of_page(page.encode())
    assert numbers == {30, 531, 7, 9.5}
    where = ("apps", PROVINCE, "page")
    finding = on_surfaces.strangers({where: (numbers, {531.0, 9.5})}, {where: ({30.0}, set())})
    assert finding.breaches == (f"apps {PROVINCE} page: [7.0]",)
