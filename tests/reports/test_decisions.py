"""Decisions about apps: added, never changed; what anybody may read of them, region by region."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.models import RestrictedError

from burden.models import CatalogueDecision, CatalogueItem, Region, Release
from burden.reports.apps.catalogue import items_of
from burden.reports.apps.decisions import histories_of, public_decisions
from burden.reports.regions import region_ref
from burden.reports.types import RegionRef
from tests.reports.world import COUNTY, OTHER_COUNTY, PROVINCE, TOWNSHIP, World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    """The county has A1, its neighbour A2, the province A3."""
    world = make_world(app_codes=("A1", "A2", "A3"))
    CatalogueItem.objects.filter(app_code="A1").update(region_code=COUNTY)
    CatalogueItem.objects.filter(app_code="A2").update(region_code=OTHER_COUNTY)
    return world


def decide(code: str, state: str, *, on: str = "2026-10-10", into: str = "") -> CatalogueDecision:
    return CatalogueDecision.objects.create(
        item=CatalogueItem.objects.get(app_code=code),
        about="zombie",
        state=state,
        merge_into=CatalogueItem.objects.get(app_code=into) if into else None,
        decided_on=date.fromisoformat(on),
        decided_by="丙县减负办",
        note="只给内部看",
        email="operator@example.org",
    )


def region(code: str) -> RegionRef:
    return region_ref(Region.objects.get(code=code))


def public(world: World, code: str) -> list[tuple[str, str]]:
    return [(found.app_code, found.words[0]) for found in public_decisions(world.wave, region(code))]


def test_a_decision_cannot_be_changed_only_followed(world: World) -> None:
    decide("A1", "stop")

    with pytest.raises(IntegrityError, match="added, never changed"), transaction.atomic():
        CatalogueDecision.objects.update(state="keep")
    decide("A1", "keep")
    assert [found.state for found in histories_of("made-up", ["A1", "A3"])["A1"]] == ["stop", "keep"]


@pytest.mark.parametrize(("state", "into"), [("merge", ""), ("stop", "A2"), ("merge", "A1")])
def test_what_goes_into_another_app_is_merged_and_nothing_else(world: World, state: str, into: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        decide("A1", state, into=into)


def test_anybody_reads_the_decision_in_force_about_apps_of_a_region_and_above(world: World) -> None:
    decide("A1", "stop", on="2026-10-05")
    decide("A1", "merge", on="2026-10-08", into="A3")
    decide("A2", "stop", on="2026-10-20")
    decide("A3", "keep", on="2026-10-10")

    assert public(world, COUNTY) == [("A3", "保留"), ("A1", "合并到应用A3")]
    assert public(world, PROVINCE) == [("A2", "停用"), ("A3", "保留"), ("A1", "合并到应用A3")]


def test_decisions_follow_an_app_into_waves_of_a_newer_edition_and_not_into_the_demo(world: World) -> None:
    decide("A1", "stop", on="2026-12-31")
    newer = make_world(code="2026Q4", version="newer", closes_on=date(2026, 12, 30))
    demo = make_world(code="demo", version="fictional", closes_on=date(2026, 12, 30), is_demo=True)
    home = region_ref(Region.objects.get(tree_id="newer", code=COUNTY))

    assert [told.app_code for told in public_decisions(newer.wave, home)] == ["A1"]
    assert histories_of("newer", ["A1"]).keys() == {"A1"}
    assert [item.app_code for item in items_of(newer.release, home)] == ["A1", "A3"]
    assert public_decisions(demo.wave, home) == ()
    assert histories_of("fictional", ["A1"]) == {}
    assert items_of(demo.release, home) == ()


def test_notes_townships_earlier_days_and_what_is_checked_again_are_not_public(world: World) -> None:
    decide("A1", "stop", on="2026-09-29")  # the wave closed on the 30th
    decide("A3", "stop")
    decide("A3", "waiting", on="2026-10-12")
    decide("A2", "transfer")

    assert public(world, COUNTY) == []
    assert public(world, TOWNSHIP) == []
    (told,) = public_decisions(world.wave, region(PROVINCE))
    assert (told.app_code, told.note) == ("A2", "")
    assert len(public_decisions(world.wave, region(COUNTY), since=date(2026, 1, 1))) == 1


def test_a_decision_leaves_release_and_catalogue_as_they_are(world: World) -> None:
    before = (Release.objects.values().get(), list(CatalogueItem.objects.order_by("pk").values()))

    decide("A1", "merge", into="A3")

    assert (Release.objects.values().get(), list(CatalogueItem.objects.order_by("pk").values())) == before


def test_an_app_that_took_another_in_stays_in_the_catalogue(world: World) -> None:
    decide("A1", "merge", into="A3")

    with pytest.raises(RestrictedError):
        CatalogueItem.objects.get(app_code="A3").delete()
    assert CatalogueDecision.objects.filter(merge_into__app_code="A3").exists()
