"""What holds a release: the gate, the recount and the hashes find what is not as the answers give it."""

import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from burden.aggregation import part, subtree, trunk
from burden.aggregation.gate import FamilyClaim, examine
from burden.aggregation.reading import PackKey, StoredPack, packs_at
from burden.aggregation.release import (
    compute_next_shard,
    finish_release,
    start_release,
    work_on,
)
from burden.aggregation.tree_index import TreeIndex
from burden.aggregation.writing import Shelf, write_packs
from burden.domain.array_walk import OWN, REST, Atoms, Climbed, Groups
from burden.domain.blocks import block_named
from burden.domain.region_tree import RegionTree
from burden.domain.rules import Rules
from burden.domain.walk_arrays import TreeArrays
from burden.models import (
    AnswerPack,
    FigurePack,
    Headcount,
    Release,
    ReleaseShard,
)
from tests.aggregation.world import APPS, PROVINCE, make_world, released
from tests.answers import store
from tests.published import Entry, entries_of, packed

pytestmark = pytest.mark.django_db


def threshold_only(
    tree: TreeArrays, groups: Groups, *, blocks: int, below: NDArray[np.uint8] | None = None, rules: Rules
) -> Atoms:
    """Look at nothing but K: groups of K people are shown, and what is too small is shown with the province."""
    is_own = (groups.n >= rules.smallest_group) & ~groups.has_climbed
    is_trunk = bool(groups.has_climbed.any())
    key = np.column_stack(
        [
            groups.block,
            np.where(is_own, groups.node, 0),
            np.where(is_own, OWN, REST),
            groups.level,
            np.where(is_own, np.arange(len(groups)), -1),
        ]
    )
    found, atom = np.unique(key if is_trunk else key[is_own], axis=0, return_inverse=True)
    left = np.flatnonzero(~is_own) if not is_trunk else np.zeros(0, dtype=np.int64)
    target = np.empty(len(groups), dtype=np.int64)
    target[slice(None) if is_trunk else is_own] = atom.ravel()
    target[left] = len(found) + np.arange(len(left))
    return Atoms(
        block=found[:, 0],
        node=found[:, 1],
        kind=found[:, 2],
        level=found[:, 3],
        target=target,
        climbed=Climbed(**{name: getattr(groups, name)[left] for name in Climbed.__dataclass_fields__}),
        settled=np.zeros((blocks, len(tree.is_low)), dtype=np.uint8),
    )


def test_the_gate_refuses_a_walk_that_looks_at_the_threshold_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(part, "walk", threshold_only)
    world = make_world(people=60)
    release = released(world)
    world.wave.refresh_from_db()
    assert (release.state, release.is_current, world.wave.state) == ("held", False, "closed")
    assert any("可推算出少于10人的一组" in finding for finding in release.gate_report["findings"])
    assert not FigurePack.objects.exists()
    assert set(ReleaseShard.objects.values_list("carry", flat=True)) == {None}


def one_more(entry: Entry) -> Entry:
    return replace(entry, tally=[entry.tally[0] + 1, *entry.tally[1:]])


def another_sum(entry: Entry) -> Entry:
    return replace(entry, tally=[entry.tally[0], entry.tally[1] + 1, *entry.tally[2:]])


def another_level(entry: Entry) -> Entry:
    return replace(entry, level=90)


def changed(data: bytes, block: str, change: Callable[[Entry], Entry]) -> bytes:
    """Return a pack with its first figure of level 60 of a block changed."""
    found = list(entries_of(data, app_codes=APPS))
    chosen = next(
        (at for at, entry in enumerate(found) if (entry.block, entry.level, entry.kind) == (block, 60, "figure")), None
    )
    if chosen is None:
        return data
    found[chosen] = change(found[chosen])
    return packed(found, {entry.block: block_named(entry.block, app_codes=APPS) for entry in found})


@pytest.mark.parametrize(
    ("block", "change"),
    [
        *itertools.product(["groups", "dead_group_count", "use:A1"], [one_more, another_sum, another_level]),
        # These have people and counts only, which the answers are not asked for again.
        *itertools.product(["duration", "usage"], [one_more, another_level]),
    ],
)
def test_the_gate_refuses_figures_that_are_not_what_the_answers_give(
    change: Callable[[Entry], Entry], block: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_wrongly(release: Release, tree: TreeIndex, shelves: Iterable[Shelf], *, above: str | None = None) -> None:
        known = {pack.pk for pack in FigurePack.objects.filter(release=release)}
        write_packs(release, tree, shelves, above=above)
        for pack in FigurePack.objects.filter(release=release):
            data = bytes(pack.data)
            if pack.pk not in known and (wrong := changed(data, block, change)) != data:
                FigurePack.objects.filter(pk=pack.pk).update(data=wrong)

    for module in (subtree, trunk):
        monkeypatch.setattr(module, "write_packs", write_wrongly)
    release = released(make_world())
    assert release.state == "held"
    assert any(finding.startswith(f"区块 {block}：99") for finding in release.gate_report["findings"])


@pytest.mark.parametrize(("fewest", "is_told"), [(10, False), (9, True)])
def test_regions_side_by_side_in_one_shard_do_not_hide_each_others_people(fewest: int, *, is_told: bool) -> None:
    tops = TreeIndex(
        RegionTree.from_rows((code, "990101000000", "township") for code in ("990101001000", "990101002000"))
    )
    claim = FamilyClaim(
        names=["groups"],
        block=np.zeros(2, np.int64),
        node=np.arange(2),
        level=np.full(2, 60),
        kind=np.full(2, OWN),
        numbers=np.array([[20], [fewest]]),
    )
    report, _ = examine([claim], [], tops, smallest_group=10, with_top=False)
    told = ["区块 groups：990101002000/60 可推算出少于10人的一组。"]
    assert report.findings == (told if is_told else [])


def test_packs_that_change_between_a_shards_gate_and_the_publication_hold_the_release() -> None:
    release = start_release(wave=make_world().wave)
    while compute_next_shard(release.pk):
        pass
    pack = FigurePack.objects.filter(family="page_one").earliest("region_code")
    data = changed(bytes(pack.data), "groups", one_more)
    assert data != bytes(pack.data)
    FigurePack.objects.filter(pk=pack.pk).update(data=data)
    finish_release(release.pk)
    release.refresh_from_db()
    assert release.state == "held"
    assert f"{pack.region_code} 的统计数在检查以后有改动。" in release.gate_report["findings"]


def test_answers_that_no_part_read_hold_the_release() -> None:
    release = start_release(wave=make_world().wave)
    while compute_next_shard(release.pk):
        pass
    unread = AnswerPack.objects.filter(kind="usage").latest("county_code")
    unread.people += 1
    unread.save()
    finish_release(release.pk)
    release.refresh_from_db()
    assert release.state == "held"
    assert "区块 usage：收到的答卷与库中的份数对不上。" in release.gate_report["findings"]


def test_a_pack_where_nobody_answered_holds_the_release() -> None:
    world = make_world(people=200)
    release = start_release(wave=world.wave)
    while compute_next_shard(release.pk):
        pass
    silent = "999001000000"
    assert silent not in release.shards.values_list("root_code", flat=True)
    pack = FigurePack.objects.filter(family="page_one").latest("region_code")
    FigurePack.objects.create(release=release, family="page_one", region_code=silent, data=pack.data)
    finish_release(release.pk)
    release.refresh_from_db()
    assert release.state == "held"
    assert f"{silent} 的统计数在检查以后有改动。" in release.gate_report["findings"]


def test_figures_of_a_wave_that_nobody_answered_hold_the_release() -> None:
    world = make_world(people=0)
    release = start_release(wave=world.wave)
    entry = Entry(block="groups", region_code="990100000000", level=60, kind="figure", tally=[12, *[0] * 303])
    data = packed([entry], {"groups": block_named("groups")})
    FigurePack.objects.create(release=release, family="page_one", region_code=PROVINCE, data=data)
    work_on(release.pk)
    release.refresh_from_db()
    assert release.state == "held"
    assert release.gate_report["findings"] == ["区块 groups：没有任何人作答，却有统计数。"]


def test_app_counts_of_a_wave_without_reports_hold_the_release() -> None:
    release = start_release(wave=make_world(people=0).wave)
    FigurePack.objects.create(release=release, family="usage", region_code=PROVINCE, data=b"nobody looks at these")
    work_on(release.pk)
    release.refresh_from_db()
    assert release.state == "held"
    assert release.gate_report["findings"] == [f"{PROVINCE} 的统计数在检查以后有改动。"]


@pytest.mark.parametrize(("family", "code"), [("usage", "999001000000"), ("unknown", PROVINCE)])
def test_packs_that_come_while_the_last_gate_looks_hold_the_release(
    family: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = packs_at

    def read_and_add(release: Release, codes: Sequence[str], *, whole_family: str) -> dict[PackKey, StoredPack]:
        found = read(release, codes, whole_family=whole_family)
        FigurePack.objects.create(release=release, family=family, region_code=code, data=b"nobody looks at these")
        return found

    monkeypatch.setattr(trunk, "packs_at", read_and_add)
    release = released(make_world(people=200))
    assert release.state == "held"
    assert release.gate_report["findings"] == [f"{code} 的统计数在检查以后有改动。"]


def test_somebody_who_is_counted_twice_in_an_app_holds_the_release() -> None:
    world = make_world()
    code, level = "990101000000", 50
    twice = {"app_codes": ["A1", "A1"], "statuses": [1, 1], "minutes": [30, 30]}
    store(world.wave, "usage", [{"region_code": code, "level": level, **twice}] * 9)
    release = released(world)
    assert release.state == "held"
    assert any("区块 use:A1" in finding for finding in release.gate_report["findings"])


def test_head_counts_that_change_under_way_hold_the_release() -> None:
    world = make_world()
    release = start_release(wave=world.wave)
    assert compute_next_shard(release.pk)
    Headcount.objects.filter(wave=world.wave).update(people=12)
    work_on(release.pk)
    release.refresh_from_db()
    assert release.state == "held"
    assert "单位人数在汇总期间有改动，请重新汇总。" in release.gate_report["findings"]


def test_a_held_wave_may_try_again(monkeypatch: pytest.MonkeyPatch) -> None:
    world = make_world(people=60)
    with monkeypatch.context() as broken:
        broken.setattr(part, "walk", threshold_only)
        held = released(world)
    assert held.state == "held"
    again = released(world)
    assert again != held
    assert again.state == "published"
