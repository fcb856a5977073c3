"""T6 on pages, charts, workbooks, page 2, apps, trends, what-if and public results of a released wave."""

from functools import partial
from pathlib import Path
from random import Random

import pytest
from django.db import transaction
from pytest_django import Settings

from burden.domain.what_if import Freed
from burden.exports.pdf_printer import pdf_of
from burden.reports.apps.minutes import freed_by
from burden.reports.estimates import Showing
from burden.reports.figures import Tally
from burden.reports.what_if import figures
from tests.attacks import on_surfaces
from tests.attacks.readings import numbers_of_page, numbers_of_pdf
from tests.attacks.told_apps import random_apps
from tests.attacks.told_further import random_further
from tests.attacks.told_what_if import random_what_if
from tests.attacks.whole_waves import FEW_APP_MINUTES, read, retold, whole_wave
from tests.attacks.worlds import PROVINCE

PRINTED = ("overview", "further", "what-if")  # laying out every page takes seconds

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def of_users_alone(users: Tally, *, people: Tally, showing: Showing) -> Freed | None:
    """Take the minutes of an app's users over the users, where they are to be over all who reported."""
    return freed_by(users, people=users, showing=showing) if people.n else None


def test_page_two_apps_and_what_if_say_what_the_answers_give(monkeypatch: pytest.MonkeyPatch) -> None:
    world = whole_wave(seed=1, app_minutes=FEW_APP_MINUTES)
    viewer, right = read(world), retold(world)
    compared, wrong = on_surfaces.told_anew(viewer, right)
    assert wrong == []
    assert compared > 500
    assert random_apps(viewer.client, right, Random(8), wave=viewer.wave, rounds=12).breaches == ()
    further = random_further(viewer.client, right, Random(8), wave=viewer.wave, rounds=6)
    assert further.breaches == ()
    assert " 0 rows" not in further.tried
    ask = partial(random_what_if, viewer.client, right, wave=viewer.wave)
    finding = ask(Random(8), rounds=20)
    assert finding.breaches == ()
    assert " 0 of them capped" not in finding.best

    monkeypatch.setattr(figures, "freed_by", of_users_alone)
    assert any(" saved: " in breach for breach in ask(Random(9), rounds=10).breaches)


def test_a_number_that_is_in_no_table_is_in_the_words_of_every_release() -> None:
    found = []
    for seed in (1, 2):
        with transaction.atomic():
            world = whole_wave(seed=seed)
            found.append(on_surfaces.seen(read(world), retold(world), printed=PRINTED))
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


def test_a_number_in_a_heading_a_sentence_or_a_table_of_a_pdf_is_read() -> None:
    table = {
        "title": "表",
        "told": [{"title": "", "sentence": "其中A1有7人。"}],
        "head": ["层级", "人数"],
        "rows": [["乡镇街道", "1,234"]],
        "kinds": ["plain"],
        "is_number": [False, True],
        "widths": [9, 9],
        "few": "无",
    }
    facts = [["地区", "990101001000"], ["发布号", "abf9ec61-7a12-4fa0-bc58-e68284989697"]]
    page = {"language": "zh", "title": "共有531人", "foot": "发布号 abf9ec61", "facts": facts, "notes": []}

    assert numbers_of_pdf(pdf_of(page | {"tables": [table]})) == {531, 7, 1234}
