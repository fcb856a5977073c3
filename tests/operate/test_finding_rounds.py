"""What rules find is stored once for each release, by the rules of the moment, and changes nothing of the release."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from burden.aggregation.content_hash import content_sha256
from burden.aggregation.release import start_release, work_on
from burden.domain.blocks import PRACTICES
from burden.models import CatalogueItem, Finding, FindingRound, FindingStep, Release, Wave
from burden.operate.closing.close import close_wave
from burden.operate.demo.clearing import clear_demo
from burden.operate.rules.finding_rounds import ROUND_LOCK, look_at_releases, releases_to_look_at, store_findings
from tests.aggregation.world import make_world as make_answers
from tests.reports.test_findings import answers
from tests.reports.world import COUNTY, TOWNSHIP, make_world

pytestmark = pytest.mark.django_db


def test_a_closing_that_is_seen_through_leaves_findings_and_the_release_as_it_was() -> None:
    wave = make_answers(people=300).wave
    CatalogueItem.objects.filter(tree=wave.tree).update(has_complaint_channel=False)

    release = close_wave(wave=wave, wait=True)

    assert FindingRound.objects.get().release == release
    assert Finding.objects.filter(rule="R19").exists()
    assert content_sha256(release) == release.content_hash


def test_a_release_of_workers_alone_is_found_by_the_next_look_and_by_no_other() -> None:
    work_on(start_release(wave=make_answers(people=300).wave).pk)
    assert not FindingRound.objects.exists()

    assert [look_at_releases(), look_at_releases()] == [1, 0]
    assert FindingRound.objects.count() == 1


def test_a_look_that_breaks_off_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    world = make_world(app_codes=("A1",)).save()
    monkeypatch.setattr(CatalogueItem, "ON_A_PHONE", None)  # breaks in the midst of the look

    with pytest.raises(TypeError):
        store_findings(world.release)

    assert list(releases_to_look_at()) == [world.release]
    monkeypatch.undo()
    assert store_findings(world.release)


def test_a_look_asks_how_many_people_work_in_places_once_for_all_of_them() -> None:
    world = make_world(app_codes=("A1",)).save()
    CatalogueItem.objects.update(active_users_3m=5)

    with CaptureQueriesContext(connection) as asked:
        store_findings(world.release)

    assert sum("burden_headcount" in query["sql"] for query in asked) == 1


def test_another_look_under_way_is_left_to_itself() -> None:
    world = make_world().save()
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ROUND_LOCK])
        assert not store_findings(world.release)
        cursor.execute("SELECT pg_advisory_unlock(%s)", [ROUND_LOCK])
    other.close()
    assert store_findings(world.release)


@pytest.mark.parametrize(("assurance", "grade"), [("coded", "H"), ("link", "L")])
def test_answers_through_an_open_link_make_no_strong_lead(assurance: str, grade: str) -> None:
    made = make_world(assurance=assurance, smallest_group=30 if assurance == "link" else 10)
    made.add(PRACTICES, COUNTY, 50, answers(100, p_like_recruit=90))
    made.save()
    store_findings(made.release)

    assert set(Finding.objects.filter(rule="R05").values_list("grade", flat=True)) == {grade}


def test_each_place_and_its_share_are_stored_once() -> None:
    made = make_world()
    made.add(PRACTICES, TOWNSHIP, 60, answers(100, p_like_recruit=90))
    made.save()
    store_findings(made.release)

    kept = Finding.objects.values_list("region_code", "value", "low", "n", "n_text", "threshold")
    exact = (90.0, 82.6, 100, "100", 50.0)
    assert list(kept) == [
        ("990000000000", *exact),
        ("990100000000", *exact),
        (COUNTY, *exact),
        (TOWNSHIP, 90.0, 82.6, None, "50+", 50.0),
    ]


def test_the_database_refuses_to_change_what_was_found_and_recorded() -> None:
    made = make_world()
    made.add(PRACTICES, COUNTY, 50, answers(100, p_like_recruit=90))
    made.save()
    store_findings(made.release)
    finding = Finding.objects.first()
    assert finding is not None
    FindingStep.objects.create(finding=finding, state="true", email="i@example.org")

    for rows in (Finding.objects, FindingStep.objects):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**{"grade": "L"} if rows is Finding.objects else {"state": "untrue"})


def test_the_demo_takes_its_findings_with_it() -> None:
    made = make_world(is_demo=True, closes_on=date(2026, 9, 30))
    made.add(PRACTICES, COUNTY, 50, answers(100, p_like_recruit=90))
    made.save()
    store_findings(made.release)

    clear_demo()

    assert not Wave.objects.exists()
    assert not Release.objects.exists()
    assert not Finding.objects.exists()
