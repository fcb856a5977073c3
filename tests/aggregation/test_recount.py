"""The recount reads the bytes of packs by itself and comes to what loops and dictionaries give."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeAlias

import numpy as np
import pytest

from burden.aggregation.area import Area, shard_area, whole_area
from burden.aggregation.pack_rows import PackRow, PackRows, read_pack_rows
from burden.aggregation.parameters import Parameters, parameters_of, read_parameters
from burden.aggregation.recount import Recounts, recount
from burden.domain.blocks import block_named
from burden.domain.levels import RegionKind, code_of, prefix_of
from burden.domain.packs import Pack, PackError, decode, encode
from burden.domain.region_tree import RegionTree
from burden.models import Wave
from tests.aggregation.oracle import persons_by_unit
from tests.aggregation.world import APPS, World, make_world
from tests.answers import store, stored

pytestmark = pytest.mark.django_db

REAL: dict[str, Any] = {}
LINK = {"assurance": Wave.Assurance.LINK}
DEMO = {"is_demo": True}
LEVELS = (20, 40, 50, 60, 70, 90)
TOWNSHIP, COUNTY = "990101001000", "990101000000"

Counted: TypeAlias = dict[tuple[str, str, int], list[int]]  # by block, region and level: people, sums of magnitudes


def parameters(world: World) -> Parameters:
    return read_parameters(parameters_of(world.wave))


def counted(world: World, area: Area, rows: PackRows | None = None) -> Recounts:
    return recount(read_pack_rows(world.wave, area) if rows is None else rows, area, parameters(world))


def named(found: Recounts, tree: RegionTree) -> Counted:
    """Return what was counted by names; every family ascends."""
    units = len(tree) * len(LEVELS)
    by_name: Counted = {}
    for family, groups in found.families.items():
        assert (np.diff(groups.key) > 0).all()
        for key, numbers in zip(groups.key.tolist(), groups.numbers.tolist(), strict=True):
            block = family + APPS[key // units] if family.endswith(":") else family
            by_name[block, tree.codes[key % units // len(LEVELS)], LEVELS[key % len(LEVELS)]] = numbers
    return by_name


def slowly(world: World) -> Counted:
    """Return the same by loops and dictionaries."""
    tree = RegionTree.from_rows(world.regions)
    deepest = RegionKind.TOWNSHIP if world.wave.is_coded_by_rule else RegionKind.COUNTY
    found: Counted = {}
    counts_for = {code: code_of(prefix_of(code, deepest)) for code in tree.codes}
    for block, units in persons_by_unit(world.wave, counts_for).items():
        magnitudes = block_named(block, app_codes=APPS).magnitudes
        for (code, level), persons in units.items():
            total = sum(persons, Counter())
            found[block, code, level] = [total["n"], *(total[f"sum:{magnitude.name}"] for magnitude in magnitudes)]
    return found


@pytest.mark.parametrize(("kind", "people", "seed"), [(REAL, 900, 1), (LINK, 600, 2), (DEMO, 600, 3), (REAL, 0, 4)])
def test_people_and_sums_are_what_loops_and_dictionaries_give(kind: dict[str, Any], people: int, seed: int) -> None:
    world = make_world(people=people, seed=seed, **kind)
    area = whole_area(world.wave)
    expected = slowly(world)
    assert named(counted(world, area), area.tree) == expected
    assert len({block for block, _, _ in expected}) == (45 if people else 0)


def test_packs_may_hold_people_of_regions_that_other_parts_count() -> None:
    world = make_world(people=900, seed=5)
    everything = read_pack_rows(world.wave, whole_area(world.wave))
    area = shard_area(world.wave, TOWNSHIP, TOWNSHIP)
    expected = {key: numbers for key, numbers in slowly(world).items() if key[1] == TOWNSHIP}
    assert named(counted(world, area, everything), area.tree) == expected
    assert len(expected) > 100


def shuffled(pack: Pack) -> Pack:
    """Return the same people in an order of chance."""
    order = np.random.default_rng(pack.size).permutation(pack.size)
    place = np.argsort(order)
    order_of_apps = np.argsort(place[pack.owners()], kind="stable") if pack.apps else ()
    return replace(
        pack,
        people={name: column[order] for name, column in pack.people.items()},
        apps={name: column[order_of_apps] for name, column in pack.apps.items()},
    )


def rewritten(rows: PackRows, change: Callable[[Pack], Pack]) -> dict[str, list[PackRow]]:
    """Return the rows, one behind the other from the last to the first, with other bytes."""
    return {
        kind: [row._replace(data=encode(change(opened(kind, row)))) for row in reversed(of_kind)]
        for kind, of_kind in rows.items()
    }


def opened(kind: str, row: PackRow) -> Pack:
    """Return a pack's people; no part of a release reads the names that they wrote, so any will do."""
    names = tuple(map(str, range(999)))
    return decode(kind, row.data, people=row.people, app_codes=json.loads(row.app_list), app_names=names)


def test_the_order_of_packs_and_of_the_people_in_them_changes_nothing() -> None:
    world = make_world(people=900, seed=6)
    area = whole_area(world.wave)
    rows = read_pack_rows(world.wave, area)
    assert named(counted(world, area, rewritten(rows, shuffled)), area.tree) == slowly(world)


def test_who_speaks_of_an_app_twice_is_one_person_with_the_minutes_of_both() -> None:
    world = make_world(people=0)
    for uses in ((30, 12, None), (5,)):
        report = {"app_codes": ["A1"] * len(uses), "statuses": [1] * len(uses), "minutes": uses}
        store(world.wave, "usage", [{"region_code": TOWNSHIP, "level": 60, "usefulness_5": [2] * len(uses), **report}])
    area = whole_area(world.wave)
    found = named(counted(world, area), area.tree)
    assert found["use:A1", TOWNSHIP, 60] == [2, 47]
    assert found["useful:A1", TOWNSHIP, 60] == [2]
    assert found["usage", TOWNSHIP, 60] == [2]


def test_an_app_that_the_catalogue_no_longer_lists_is_not_counted() -> None:
    world = make_world(people=0)
    report = {"app_codes": ["A1", "GONE", "A3"], "statuses": [1, 1, 2], "minutes": [30, 8, None]}
    store(world.wave, "usage", [{"region_code": TOWNSHIP, "level": 60, **report}])
    area = whole_area(world.wave)
    expected = {("usage", TOWNSHIP, 60): [1], ("use:A1", TOWNSHIP, 60): [1, 30]}
    assert named(counted(world, area), area.tree) == expected


@pytest.mark.parametrize("kind", [REAL, DEMO])
def test_quality_flags_are_counted_by_level(kind: dict[str, Any]) -> None:
    world = make_world(people=400, seed=7, **kind)
    flags = Counter((str(said["level"]), said["quality_flag"]) for said in stored("response", world.wave))
    expected: dict[str, dict[str, int]] = {}
    for (level, flag), count in flags.items():
        if flag != "ok":
            expected.setdefault(level, {})[flag] = count
    assert counted(world, whole_area(world.wave)).flags == expected


def with_word(place: int, number: int) -> Callable[[PackRow], PackRow]:
    """Write a number into one of the two-byte words of a pack; a place counts columns of people."""

    def changed(row: PackRow) -> PackRow:
        words = np.frombuffer(row.data, dtype="<i2").copy()
        words[place * row.people] = number
        return row._replace(data=words.tobytes())

    return changed


def with_an_app_beyond_the_list(row: PackRow) -> PackRow:
    return row._replace(app_list=json.dumps(json.loads(row.app_list)[:-1]))


@pytest.mark.parametrize(
    ("kind", "damage"),
    [
        ("response", lambda row: row._replace(data=row.data[:-2])),
        ("response", lambda row: row._replace(data=row.data + bytes(1))),
        ("further", lambda row: row._replace(data=b"")),
        ("further", lambda row: row._replace(people=row.people + 1)),
        ("usage", lambda row: row._replace(people=-1)),
        ("usage", lambda row: row._replace(people=1 << 40)),
        ("response", with_word(0, 1_000)),
        ("response", with_word(0, -1)),
        ("response", with_word(1, 33)),
        ("usage", with_word(1, 100)),
        ("usage", with_word(1, -60)),
        ("usage", with_word(2, 30_000)),
        ("usage", with_word(2, -1)),
        ("response", with_word(13, 6)),
        ("response", with_word(13, 0)),
        ("response", with_an_app_beyond_the_list),
        ("usage", with_an_app_beyond_the_list),
    ],
)
def test_bytes_that_are_no_pack_are_refused(kind: str, damage: Callable[[PackRow], PackRow]) -> None:
    world = make_world(people=300, seed=8)
    area = shard_area(world.wave, COUNTY, COUNTY)
    rows = dict(read_pack_rows(world.wave, area))
    rows[kind] = [damage(row) for row in rows[kind]]
    with pytest.raises(PackError):
        counted(world, area, rows)
