"""T1-T3, T6 on JSON, pages and files of a released wave; T5 over waves; T7 presence."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import Settings

from burden.aggregation import parameters
from burden.domain import standing
from burden.domain.funnel import Funnel, build_funnel
from burden.domain.rules import Rules
from burden.domain.statistics import Sums
from burden.models import Wave
from tests.attacks import on_pages
from tests.attacks.finding import Finding
from tests.attacks.on_pages import Stage
from tests.attacks.presence_on_pages import answers_of_a_township, with_township
from tests.attacks.published import Asked, mistakes
from tests.attacks.stage import publish, reader
from tests.attacks.told_over_waves import random_times, two_waves
from tests.attacks.told_peers import random_peers, wrong_comparison
from tests.attacks.told_practices import random_practices
from tests.attacks.truth import Truth
from tests.attacks.worlds import PROVINCE, MadeUp, heavier_at, make_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> Stage:
    settings.MEDIA_ROOT = tmp_path
    shape, seed = request.param
    made_up = make_up(shape=shape, seed=seed)
    release = publish(made_up)
    assert release.gate_report["findings"] == []
    # A chain cannot be cut; of other trees several shards hand up what is too small.
    assert (release.shards.count() == 1) is (shape == "deep, one child each")
    return Stage(client=reader(), truth=Truth(made_up))


def assert_nothing_in(finding: Finding) -> None:
    assert list(finding.breaches[:5]) == []


@pytest.mark.parametrize("stage", [("deep, one child each", 1), ("skipping kinds", 2)], indirect=True)
def test_random_filters_give_what_the_answers_give_and_no_combination_isolates_anybody(stage: Stage) -> None:
    assert_nothing_in(on_pages.random_filters(stage, Random(5), 50))
    assert_nothing_in(on_pages.random_pages(stage, Random(6), 24))
    assert_nothing_in(on_pages.every_cell(stage, blocks=("groups",)))
    assert_nothing_in(random_practices(stage, Random(7), 8))
    assert_nothing_in(on_pages.files(stage, [PROVINCE]))


def test_trends_and_clean_ups_say_what_the_answers_of_both_waves_give() -> None:
    chance = Random(9)
    assert_nothing_in(random_times(two_waves(chance, shape="even"), chance, 24))


def without_true_differences(peers: Sequence[Sums], *, may_set_aside: bool = True) -> Funnel | None:
    """Draw the lines as if regions could differ by chance alone."""
    funnel = build_funnel(peers, may_set_aside=may_set_aside)
    return funnel and replace(funnel, between_variance=0.0)


def test_regions_stand_among_their_peers_as_the_answers_say_and_lines_drawn_otherwise_are_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made_up = heavier_at(make_up(shape="uneven", seed=1, crowd=1.5), "990202000000", times=4)
    publish(made_up)
    stage = Stage(client=reader(), truth=Truth(made_up))
    told = list(wrong_comparison(stage, Asked(region=PROVINCE, indicator="I04")))
    assert [mistakes_of_one for _, mistakes_of_one in told if mistakes_of_one] == []
    assert "higher" in {kind for kind, _ in told}
    assert_nothing_in(random_peers(stage, Random(5), 8))

    monkeypatch.setattr(standing, "build_funnel", without_true_differences)
    assert any(found for _, found in wrong_comparison(stage, Asked(region=PROVINCE, indicator="I05")))


def nine_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Wave, "smallest_group", 9)


def nobody_dominates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parameters, "Rules", partial(Rules, dominance_percent=0))


@pytest.mark.parametrize("weaken", [nine_are_enough, nobody_dominates])
def test_the_attacks_break_a_release_by_weaker_rules(
    monkeypatch: pytest.MonkeyPatch, weaken: Callable[[pytest.MonkeyPatch], None]
) -> None:
    """T8."""
    weaken(monkeypatch)
    made_up = make_up(shape="uneven", seed=1)
    publish(made_up)
    stage = Stage(client=reader(), truth=Truth(made_up))
    asked = [Asked(region=region, indicator="I04") for region in stage.regions]
    assert [mistake for one in asked for row in stage.ask(one) for mistake in mistakes(row, stage.truth)]


def test_a_later_wave_over_another_tree_changes_no_byte_of_the_first() -> None:
    first = make_up(shape="two children each", seed=3)
    publish(first, code="2026Q1", version="old tree")
    client = reader()
    before = list(_everything(client, first, "2026Q1"))
    merged = make_up(shape="uneven", seed=4)
    publish(merged, code="2026Q3", version="new tree")
    assert list(_everything(client, first, "2026Q1")) == before
    for made_up, wave in ((first, "2026Q1"), (merged, "2026Q3")):
        stage = Stage(client=client, truth=Truth(made_up), wave=wave)
        for region in stage.regions:
            rows = stage.ask(Asked(region=region, levels=(60,)))
            assert [mistake for row in rows for mistake in mistakes(row, stage.truth)] == []


def _everything(client: Client, made_up: MadeUp, wave: str) -> Iterator[bytes]:
    for code, _, _ in made_up.regions:
        table = client.get("/api/v1/figures/", {"wave": wave, "region": code}).json()["tables"]
        yield repr(table).encode()


def test_nobody_three_and_nine_people_of_a_township_give_the_same_bytes() -> None:
    made_up = make_up(shape="two children each", seed=6)
    township = next(code for code, _, kind in made_up.regions if kind == "township")
    seen = set()
    for people in (0, 3, 9):
        with transaction.atomic():
            publish(with_township(made_up, township, people))
            seen.add(answers_of_a_township(reader(), township))
            transaction.set_rollback(True)

    assert len(seen) == 1
