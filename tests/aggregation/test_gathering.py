"""From bytes of packs to groups and tallies: what loops make of people is what lists and dictionaries give."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from random import Random
from typing import Any

import numpy as np
import pytest

from burden.aggregation.area import Area
from burden.aggregation.families import Family
from burden.aggregation.gathering import gather
from burden.aggregation.pack_rows import PackRow
from burden.aggregation.parameters import Parameters
from burden.aggregation.tallies import tally
from burden.domain.blocks import ANSWER_BLOCKS, APP_PREFIXES, USAGE_PREFIX, block_named
from burden.domain.levels import RegionKind
from burden.domain.packing import packed
from burden.domain.packs import PackError, encode
from burden.domain.region_tree import RegionTree
from burden.domain.rules import Rules

COUNTY, TOWN, OTHER_TOWN = "990101000000", "990101001000", "990101002000"
TREE = RegionTree.from_rows(
    [(COUNTY, "", "county"), (TOWN, COUNTY, "township"), (OTHER_TOWN, COUNTY, "township")],
)
AREA = Area(tree=TREE, named=TREE.number, walked_as=TREE.number, code_range=(COUNTY, "990101999999"))
CATALOGUE = ("A1", "A2", "A3")
PARAMETERS = Parameters(
    rules=Rules(smallest_group=10),
    excluded_flags=("speeder",),
    app_codes=CATALOGUE,
    blocks=frozenset({*(block.name for block in ANSWER_BLOCKS), USAGE_PREFIX, *APP_PREFIXES}),
)
LEVELS = (20, 40, 50, 60, 70, 90)


def row_of(kind: str, answers: Iterable[dict[str, Any]], code: str = COUNTY) -> PackRow:
    pack = packed(kind, [{"region_code": TOWN, "level": 60, "quality_flag": "ok", **said} for said in answers])
    return PackRow(code, pack.size, json.dumps(pack.app_codes), encode(pack))


def families(**answers: Sequence[dict[str, Any]]) -> dict[str, Family]:
    return gather({kind: [row_of(kind, said)] for kind, said in answers.items()}, AREA, PARAMETERS)


def groups(family: Family) -> list[tuple[str, str, int, int]]:
    """Name the groups of a family: block, region, level, people."""
    columns = (family.block, family.node, family.level, family.n)
    return [
        (family.names[block], TREE.codes[node], level, n)
        for block, node, level, n in zip(*(column.tolist() for column in columns), strict=True)
    ]


def test_people_of_a_level_who_name_a_region_are_a_group_of_each_block_that_they_answered() -> None:
    found = families(
        response=[
            {"group_count": 7},
            {"group_count": 300, "app_count": 3, "idle_app_count": 1, "account_count": 5},
            {"region_code": COUNTY, "level": 50, "group_count": 2},
            {"group_count": 9, "quality_flag": "speeder"},
            {"app_count": 0, "account_count": 4, "app_minutes_per_day": 900, "group_minutes_per_day": 100},
        ]
    )
    assert groups(found["groups"]) == [("groups", COUNTY, 50, 1), ("groups", TOWN, 60, 2)]
    assert groups(found["apps"]) == [("apps", TOWN, 60, 2)]
    assert groups(found["attitude"]) == []
    # Sum, largest and second largest; a single person has no second, and together nobody spends more than 960 minutes.
    assert found["minutes"].largest.tolist() == [[[900, 900, 0], [100, 100, 0], [960, 960, 0]]]
    assert found["groups"].largest.tolist() == [[[2, 2, 0]], [[307, 300, 7]]]
    # Apps, idle ones (none where there are no apps), accounts, and apps with accounts.
    assert found["apps"].largest.tolist() == [[[3, 3, 0], [1, 1, 0], [9, 5, 4], [12, 8, 4]]]
    assert (found["groups"].accepted.tolist(), found["groups"].excluded.tolist()) == (
        [0, 0, 1, 4, 0, 0],
        [0, 0, 0, 1, 0, 0],
    )
    assert found["duration"].excluded.tolist() == [0, 0, 0, 0, 0, 0]


def test_who_names_an_app_twice_or_one_that_is_not_in_the_catalogue_counts_once_or_not() -> None:
    flags = {"is_required": True}
    found = families(
        response=[
            {
                "apps": [
                    {"app_code": "A3", "minutes_per_day": 30, **flags},
                    {"app_code": "A1", "minutes_per_day": 20},
                    {"app_code": "A3", "minutes_per_day": 90},
                ]
            },
            {"apps": [{"app_code": "B9", "minutes_per_day": 5}, {"new_app_name": "别的", "minutes_per_day": 5}]},
            {"level": 70, "apps": [{"app_code": "A3"}]},
            {"quality_flag": "speeder", "apps": [{"app_code": "A3", "minutes_per_day": 8}]},
        ]
    )["heaviest:"]
    assert groups(found) == [("heaviest:A1", TOWN, 60, 1), ("heaviest:A3", TOWN, 60, 1)]
    assert found.largest.tolist() == [[[20, 20, 0]], [[30, 30, 0]]]
    assert (found.accepted.tolist(), found.excluded.tolist()) == ([0, 0, 0, 3, 1, 0], [0, 0, 0, 1, 0, 0])
    heads = tally(found, np.array([0, 1]), targets=2).heads
    assert heads.tolist() == [[1, 20, 400, 0, 0, 0, 0, 0, 0, 0], [1, 30, 900, 1, 0, 0, 0, 0, 0, 0]]


def test_a_report_counts_who_holds_and_who_uses_each_app_of_the_catalogue() -> None:
    report = families(
        usage=[
            {"app_codes": ["A1", "A3"], "statuses": [1, 2], "minutes": [5, None]},
            {"app_codes": ["B9", "A3"], "statuses": [1, 1], "minutes": [5, 6]},
            {"app_codes": [], "statuses": [], "minutes": []},
            {"level": 90, "app_codes": ["A2"], "statuses": [1], "minutes": [None]},
        ]
    )["usage"]
    assert groups(report) == [("usage", TOWN, 60, 3), ("usage", TOWN, 90, 1)]
    found = tally(report, np.array([1, 0]), targets=2)
    assert found.heads.tolist() == [[1], [3]]
    # Two places an app: holders, users.
    assert list(zip(found.cells.target, found.cells.place, found.cells.count, strict=True)) == [
        (0, 2, 1),
        (0, 3, 1),
        (1, 0, 1),
        (1, 1, 1),
        (1, 4, 2),
        (1, 5, 1),
    ]


def test_packs_number_apps_by_lists_of_their_own() -> None:
    counties = [f"99010{place}000000" for place in range(1, 5)]
    tree = RegionTree.from_rows([(code, "", "county") for code in counties])
    area = Area(tree=tree, named=tree.number, walked_as=tree.number, code_range=(COUNTY, "990104999999"))
    rows = [
        row_of(
            "usage",
            [{"region_code": code, "app_codes": apps, "statuses": [1] * len(apps), "minutes": [9] * len(apps)}],
            code,
        )
        for code, apps in zip(counties, (["A3"], ["A1", "A3"], ["A2", "B9"], ["A3"]), strict=True)
    ]
    found = gather({"usage": rows}, area, PARAMETERS)["use:"]
    named = [
        (found.names[block], counties.index(tree.codes[node]))
        for block, node in zip(found.block, found.node, strict=True)
    ]
    assert named == [("use:A1", 1), ("use:A2", 2), ("use:A3", 0), ("use:A3", 1), ("use:A3", 3)]


def some_family(block: str, random: Random) -> tuple[Family, list[list[dict[str, int]]]]:
    """Return a family of one block and its people, group after group, by the names of what is counted."""
    layout = block_named(block)
    columns = {*(magnitude.name for magnitude in layout.magnitudes), *(fact.of for fact in layout.facts)}
    tops = {magnitude.name: magnitude.top for magnitude in layout.magnitudes}
    people = [
        [{name: random.choice((0, 1, 3, random.randint(0, tops.get(name, 255)))) for name in columns} for _ in range(n)]
        for n in (1, 4, 2, 30, 1, 12)
    ]
    names = list(dict.fromkeys([*tops, *(fact.of for fact in layout.facts)]))
    lines = [[person[name] for group in people for person in group] for name in names]
    n = np.array([len(group) for group in people])
    family = families()["groups" if block == "groups" else block]
    return replace(
        family, n=n, first=np.cumsum([0, *n.tolist()]), lines=np.array(lines, dtype=np.uint32), unit=np.arange(6)
    ), people


@pytest.mark.parametrize("block", ["apps", "minutes", "practices", "off_hours_days", "load", "duration"])
def test_tallies_are_what_dictionaries_count(block: str) -> None:
    layout = block_named(block)
    family, people = some_family(block, Random(block))
    target = [2, 0, 2, 3, 0, 3]
    of_target: dict[int, list[dict[str, int]]] = defaultdict(list)
    for to, group in zip(target, people, strict=True):
        of_target[to] += group
    holds: dict[str, Callable[[int, int], bool]] = {
        "equals": lambda number, operand: number == operand,
        "at_least": lambda number, operand: number >= operand,
        "any_bit": lambda number, operand: number & operand > 0,
    }
    heads, cells = [], []
    for to in range(4):
        own = of_target[to]
        said = [[person[magnitude.name] for person in own] for magnitude in layout.magnitudes]
        counts = [sum(holds[fact.holds](person[fact.of], fact.operand) for person in own) for fact in layout.facts]
        heads.append([len(own), *map(sum, said), *(sum(one * one for one in column) for column in said), *counts])
        start = 0
        for magnitude, column in zip(layout.magnitudes, said, strict=True):
            # Half up to the next step: 2 minutes are none, 3 are five.
            counted = Counter((2 * value + magnitude.width) // (2 * magnitude.width) for value in column)
            cells += [(to, start + place, number) for place, number in sorted(counted.items())]
            start += magnitude.bins
    found = tally(family, np.array(target), targets=4)
    assert found.heads.tolist() == heads
    assert list(zip(found.cells.target, found.cells.place, found.cells.count, strict=True)) == cells


@pytest.mark.parametrize("target", [-1, 4])
def test_a_target_that_is_not_there_is_refused(target: int) -> None:
    family, _ = some_family("apps", Random(1))
    with pytest.raises(IndexError):
        tally(family, np.array([0, 1, 2, 3, 0, target]), targets=4)


def words(row: PackRow) -> list[int]:
    found: list[int] = np.frombuffer(row.data, dtype="<i2").tolist()
    return found


def with_word(row: PackRow, place: int, word: int) -> PackRow:
    changed = words(row)
    changed[place] = word
    return row._replace(data=np.array(changed, dtype="<i2").tobytes())


# A pack of two people with an app each: places, levels, uses, apps, statuses, ...
@pytest.mark.parametrize(
    ("damage", "complaint"),
    [
        (lambda row: row._replace(data=row.data[:-2]), "990101000000: 38 bytes are not those of 2 people"),
        (lambda row: row._replace(data=row.data[:-1]), "39 bytes"),
        (lambda row: row._replace(data=row.data + b"00"), "42 bytes"),
        (lambda row: row._replace(data=row.data[:8]), "8 bytes"),
        (lambda row: row._replace(people=-1), "-1 people"),
        (lambda row: row._replace(people=7), "7 people"),
        (lambda row: with_word(row, 0, -1), "place"),
        (lambda row: with_word(row, 0, 1_000), "place"),
        (lambda row: with_word(row, 2, 41), "level"),
        (lambda row: with_word(row, 2, -1), "level"),
        (lambda row: with_word(row, 2, 160), "level"),
        (lambda row: with_word(with_word(row, 4, -1), 5, 3), "uses: below 0"),
        (lambda row: with_word(row, 4, 2), "40 bytes are not those"),
        (lambda row: with_word(row, 6, 1), "app: not in the list"),
        (lambda row: with_word(row, 6, -2), "app: -2"),
        (lambda row: with_word(row, 8, -2), "status: -2"),
        (lambda row: with_word(row, 10, -300), "minutes_per_day: -300"),
    ],
)
def test_bytes_that_are_no_pack_are_refused(damage: Callable[[PackRow], PackRow], complaint: str) -> None:
    row = row_of("usage", [{"app_codes": ["A2"], "statuses": [1], "minutes": [n]} for n in (5, 9)])
    rows = {"usage": [row_of("usage", [], code="990100000000"), damage(row)]}
    with pytest.raises(PackError, match=complaint):
        gather(rows, AREA, PARAMETERS)


def test_a_region_that_the_tree_does_not_know_is_refused_and_one_of_other_parts_left_out() -> None:
    said: list[dict[str, Any]] = [{"region_code": "990101003000", "group_count": 3}, {"group_count": 4}]
    with pytest.raises(KeyError, match="990101003000"):
        families(response=said)
    elsewhere = replace(AREA, code_range=(COUNTY, "990101002999"))
    found = gather({"response": [row_of("response", said)]}, elsewhere, PARAMETERS)["groups"]
    assert groups(found) == [("groups", TOWN, 60, 1)]
    assert found.lines.tolist() == [[4]]


def test_people_and_apps_are_put_in_the_order_of_the_walk_where_all_count_for_their_county() -> None:
    people = [((TOWN, OTHER_TOWN)[at % 2], LEVELS[at * 5 % 6], at) for at in range(15)]
    at_county = replace(AREA, tree=TREE.at_or_above(RegionKind.COUNTY), walked_as=np.full(len(TREE), int(COUNTY)))
    row = row_of(
        "usage",
        [
            {"region_code": code, "level": level, "app_codes": ["A2"], "statuses": [1], "minutes": [minutes]}
            for code, level, minutes in people
        ],
    )
    found = gather({"usage": [row]}, at_county, PARAMETERS)["use:"]
    expected = {level: sum(minutes for _, of, minutes in people if of == level) for level in LEVELS}
    assert found.level.tolist() == list(LEVELS)
    assert found.largest[:, 0, 0].tolist() == list(expected.values())
