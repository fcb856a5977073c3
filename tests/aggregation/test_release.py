from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from burden.aggregation.pack_rows import people_in_packs
from burden.aggregation.release import (
    AnswersGoneError,
    WaveNotClosedError,
    compute_next_shard,
    finish_release,
    rebuilt_sha256,
    start_release,
    work_on,
)
from burden.domain.blocks import ANSWER_BLOCKS, FURTHER_BLOCKS, OPINION_BLOCKS, family_of
from burden.models import (
    AnswerPack,
    CatalogueItem,
    Headcount,
    Region,
    Release,
    Wave,
)
from tests.aggregation.oracle import expected_figures, published_cells, stored_figures
from tests.aggregation.world import EVERYTHING_IN_ONE, PROVINCE, make_world, released
from tests.answers import store, stored
from tests.attackers import derivable_units, nested_differences, signature_classes
from tests.published import atoms, entries, figures

pytestmark = pytest.mark.django_db

REAL: dict[str, Any] = {"assurance": Wave.Assurance.CODED}
LINK: dict[str, Any] = {"assurance": Wave.Assurance.LINK}
ABOUT_ANSWERING = ("minutes_source", "duration")
DEMO: dict[str, Any] = {"assurance": Wave.Assurance.LINK, "is_demo": True}


@pytest.mark.parametrize(
    ("kind", "people", "seed"),
    [
        (REAL, 900, 1),
        (LINK, 1500, 2),
        (DEMO, 600, 3),
        (REAL, 90, 4),
        (REAL, 0, 5),
        (REAL | {"region_code": "990100000000"}, 500, 6),
        (REAL | {"region_code": "990101000000"}, 150, 7),
        (LINK | {"region_code": "990101000000"}, 300, 8),
        (REAL | {"region_code": "990101001000"}, 60, 9),
        (REAL | {"region_code": "000000000000"}, 900, 10),
    ],
)
def test_every_published_number_is_what_loops_and_dictionaries_give(
    kind: dict[str, Any], people: int, seed: int
) -> None:
    world = make_world(people=people, seed=seed, **kind)
    release = released(world, most_rows=200)
    assert release.gate_report["findings"] == []
    assert stored_figures(release) == expected_figures(world)


def test_a_wave_of_open_links_publishes_nothing_below_county_and_no_group_under_thirty() -> None:
    release = released(make_world(people=1500, **LINK))
    assert all(atom.region_code.endswith("000000") for atom in atoms(release))
    assert min(atom.n for atom in atoms(release)) >= 30


@pytest.mark.parametrize("seed", range(4))
def test_no_subtraction_of_published_figures_leaves_one_to_nine_people(seed: int) -> None:
    world = make_world(people=400, seed=seed)
    parent = {code: parent for code, parent, _ in world.regions}
    release = released(world)
    shown = {(figure.block, figure.region_code, figure.level): figure.n for figure in figures(release)}
    for (block, code, level), n in shown.items():
        children = [shown.get((block, child, level), 0) for child in parent if parent[child] == code]
        left_over = [n, n - sum(children), *(n - child for child in children)]
        assert not [rest for rest in left_over if 0 < rest < 10]


@pytest.mark.parametrize(("kind", "fewest"), [(REAL, 10), (LINK, 30)])
def test_attackers_find_no_small_group_in_page_two_opinions_and_time_bands(kind: dict[str, Any], fewest: int) -> None:
    world = make_world(people=700, seed=11, **kind)
    release = released(world, most_rows=100)
    published = {(figure.block, figure.region_code, figure.level) for figure in figures(release)}
    attacked = 0

    for block, (cells, people) in published_cells(world).items():
        assert {(block, code, int(level)) for code, level in (cell.name for cell in cells)} == {
            found for found in published if found[0] == block
        }
        if family_of(block) in {*(of.name for of in FURTHER_BLOCKS), *ABOUT_ANSWERING, *OPINION_BLOCKS} and cells:
            assert signature_classes(cells, people)[0] >= fewest
            assert not [rest for rest in nested_differences(cells, people) if rest < fewest]
            assert derivable_units(cells, people, below=fewest) == []
            attacked += 1

    assert attacked >= len(FURTHER_BLOCKS) + len(ABOUT_ANSWERING) + len(OPINION_BLOCKS)


@pytest.mark.parametrize("kind", [REAL, LINK])
def test_the_hash_does_not_depend_on_how_the_work_was_cut(kind: dict[str, Any]) -> None:
    release = released(make_world(people=700, **kind), most_rows=EVERYTHING_IN_ONE)
    assert release.shards.count() == 1
    assert {rebuilt_sha256(release, most_rows=rows) for rows in (1, 30, 150, 200, 400)} == {release.content_hash}
    assert Release.objects.count() == 1


def test_a_wave_without_a_catalogue_publishes_who_reported() -> None:
    world = make_world()
    CatalogueItem.objects.all().delete()
    release = released(world)
    assert release.state == Release.State.PUBLISHED
    top = figures(release, block="usage", code=PROVINCE)
    assert sum(figure.n for figure in top) == sum(line["published"] for line in release.balance["usage"].values())
    assert {figure.block for figure in figures(release)} == {*(block.name for block in ANSWER_BLOCKS), "usage"}


@pytest.mark.parametrize("people", [0, 200])
def test_head_counts_of_a_city_where_nobody_answered_keep_no_release_from_coming_out(people: int) -> None:
    world = make_world(people=people, shape=(1, 2, 2))
    silent = [("990900000000", PROVINCE, "city"), ("990901000000", "990900000000", "county")]
    for code, parent, kind in silent:
        path = code.rstrip("0")
        fields = {"code": code, "parent_code": parent, "kind": kind, "path": path, "name": code, "source": "test"}
        Region.objects.create(tree=world.wave.tree, **fields)
        count = {"region_code": code, "level": 40, "people": 30, "source": "test", "as_of_on": world.wave.opens_on}
        Headcount.objects.create(wave=world.wave, **count)
    release = released(world)
    assert release.state == Release.State.PUBLISHED
    assert stored_figures(release) == expected_figures(replace(world, regions=(*world.regions, *silent)))


def test_shards_are_cut_until_they_are_small_enough_and_regions_of_one_parent_share_them() -> None:
    release = start_release(wave=make_world(people=700).wave, most_rows=150)
    shards = list(release.shards.order_by("root_code").values_list("root_code", "last_code", "rows"))
    assert len(shards) > 7
    assert all(rows <= 150 or not first.endswith("000000") for first, _, rows in shards)
    assert any(first < last for first, last, _ in shards)
    assert all(last < first for (_, last, _), (first, _, _) in pairwise(shards))


def test_a_small_wave_is_one_shard_whatever_its_regions() -> None:
    release = start_release(wave=make_world(people=700).wave)
    assert list(release.shards.values_list("rows", flat=True)) == [sum(people_in_packs(release.wave).values())]


def test_another_answer_would_give_another_hash() -> None:
    world = make_world()
    release = released(world)
    answers = stored("response", world.wave)
    next(said for said in answers if said["quality_flag"] == "ok" and said["group_count"])["group_count"] -= 1
    AnswerPack.objects.filter(kind="response").delete()
    store(world.wave, "response", answers)
    assert rebuilt_sha256(release) != release.content_hash


def test_a_release_whose_answers_are_deleted_cannot_be_computed_again() -> None:
    world = make_world()
    release = released(world)
    AnswerPack.objects.all().delete()
    with pytest.raises(AnswersGoneError):
        rebuilt_sha256(release)


def test_a_published_wave_stays_as_it_is_whatever_changes_afterwards() -> None:
    world = make_world()
    release = released(world)
    before = entries(release)
    Headcount.objects.filter(wave=world.wave).update(people=11)
    CatalogueItem.objects.filter(app_code="A1").delete()
    assert start_release(wave=world.wave) == release
    work_on(release.pk)
    assert not finish_release(release.pk)
    release.refresh_from_db()
    world.wave.refresh_from_db()
    assert (release.state, release.is_current, world.wave.state) == ("published", True, "released")
    assert entries(release) == before
    assert release.parameters["app_codes"] == ["A1", "A2", "A3"]


def test_what_shards_carried_is_gone_when_the_release_is_out() -> None:
    release = released(make_world())
    assert set(release.shards.values_list("is_done", "carry")) == {(True, None)}


def test_accepted_is_published_and_held_back_and_excluded_and_not_answered() -> None:
    world = make_world(people=900)
    release = released(world)
    balance = release.balance
    answers = stored("response", world.wave)
    for level in (40, 50, 60, 70):
        here = [said for said in answers if said["level"] == level]
        kept = [said for said in here if said["quality_flag"] == "ok"]
        line = balance["attitude"][str(level)]
        assert line["accepted"] == len(here)
        assert line["excluded"] == len(here) - len(kept)
        assert line["not_answered"] == sum(said["attitude_5"] is None for said in kept)
        assert line["accepted"] == sum(line.values()) - line["accepted"]
    published = sum(line["published"] for line in balance["attitude"].values())
    assert published == sum(figure.n for figure in figures(release, block="attitude", code=PROVINCE))


def test_a_demo_keeps_hasty_answers_and_a_real_wave_leaves_them_out() -> None:
    assert released(make_world(**DEMO)).balance["attitude"]["60"]["excluded"] == 0
    assert released(make_world(code="2027Q1", seed=7, **REAL)).balance["attitude"]["60"]["excluded"] > 0


def test_parameters_name_no_app_that_somebody_named() -> None:
    release = released(make_world())
    blocks = release.parameters["blocks"]
    assert blocks[:7] == ["apps", "groups", "minutes", "attitude", "practices", "minutes_source", "duration"]
    assert [name for name in blocks if ":" in name] == [
        "heaviest:",
        "use:",
        "useful:",
        "modules:",
        "keep:",
        "overcollect:",
    ]
    assert set(release.balance) == {name.removesuffix(":") for name in blocks} | {"flagged"}


def test_flagged_answers_are_counted_by_level_whether_they_are_left_out_or_kept() -> None:
    world = make_world(people=700)
    flagged = released(world).balance["flagged"]
    for level in (40, 50, 60, 70):
        flags = Counter(said["quality_flag"] for said in stored("response", world.wave) if said["level"] == level)
        del flags["ok"]
        assert flagged.get(str(level), {}) == flags
    assert flagged["60"]["speeder"] > 0


def test_what_the_survey_costs_is_counted_of_the_hasty_too() -> None:
    line = released(make_world(people=700)).balance["duration"]["60"]
    assert line["excluded"] == 0
    assert line["accepted"] == sum(said["level"] == 60 for said in stored("response"))


def test_a_release_from_before_page_two_is_computed_again_without_it() -> None:
    release = start_release(wave=make_world().wave)
    release.parameters["blocks"] = ["apps", "groups", "minutes", "attitude", "practices", "usage", "heaviest:", "use:"]
    release.save()
    work_on(release.pk)
    release.refresh_from_db()
    assert release.state == "published"
    assert not {figure.block for figure in figures(release)} & {"minutes_source", "duration", "load", "runs_media"}
    assert "duration" not in release.balance
    assert rebuilt_sha256(release, most_rows=30) == release.content_hash


def test_an_open_wave_has_no_release() -> None:
    world = make_world(people=20, state=Wave.State.OPEN)
    with pytest.raises(WaveNotClosedError):
        start_release(wave=world.wave)


def test_the_trunk_waits_for_every_shard() -> None:
    release = start_release(wave=make_world().wave, most_rows=100)
    assert compute_next_shard(release.pk)
    assert not finish_release(release.pk)
    release.refresh_from_db()
    assert release.state == Release.State.COMPUTING
