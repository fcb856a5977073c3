from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from burden.domain import array_walk
from burden.domain.atoms import Group, as_arrays, plan_atoms
from burden.domain.levels import Level
from burden.domain.region_tree import RegionTree
from burden.domain.rules import Rules
from burden.domain.tree_arrays import tree_arrays
from tests.domain import slow_walk
from tests.domain.trees import K10, filled_trees, province

COUNTY, TOWNS = "990101000000", [f"990101{town:03d}000" for town in range(1, 9)]
TREE = province([8])


def township(position: int, n: int, **changes: object) -> Group:
    fields: dict[str, Any] = {"code": TOWNS[position], "level": Level.TOWNSHIP, "n": n, "people": None}
    return Group(**fields | changes)


def planned(groups: list[Group], *, rules: Rules = K10) -> list[tuple[str, int, str, int]]:
    sizes = {(group.code, group.level): group.n for group in groups}
    walk = plan_atoms(TREE, groups, rules=rules)
    return [(atom.span, atom.level, atom.kind, sum(sizes[unit] for unit in atom.groups)) for atom in walk.atoms]


def test_ten_people_of_one_township_are_published_as_their_own() -> None:
    assert planned([township(0, 10)]) == [(TOWNS[0], 60, "own", 10)]


def test_nine_people_of_one_township_are_held_back() -> None:
    walk = plan_atoms(TREE, [township(0, 9)], rules=K10)

    assert walk.atoms == ()
    assert [group.n for group in walk.carried] == [9]


def test_what_is_too_small_below_is_published_with_the_county() -> None:
    assert planned([township(0, 12), township(1, 4), township(2, 7)]) == [
        (COUNTY, 60, "rest", 11),
        (TOWNS[0], 60, "own", 12),
    ]


def test_levels_too_small_alone_are_pooled_at_the_county() -> None:
    village = Group(code=TOWNS[1], level=Level.VILLAGE, n=6, people=None)

    assert planned([township(0, 6), village]) == [(COUNTY, 0, "pooled", 12)]


def test_levels_are_not_pooled_within_a_township() -> None:
    groups = [township(0, 6), Group(code=TOWNS[0], level=Level.VILLAGE, n=6, people=None)]

    assert [span for span, *_ in planned(groups)] == [COUNTY]


def test_a_remainder_that_would_prove_who_spoke_climbs() -> None:
    """Seven of eight townships and the county's own are shown, so ten people can only be the eighth township's."""
    shown = [township(position, 20) for position in range(7)]
    at_county = Group(code=COUNTY, level=Level.TOWNSHIP, n=20, people=None)
    dominated = township(7, 10, magnitudes=((960, 960, 0),))
    plain = [Group(**{**group.__dict__, "magnitudes": ((200, 20, 20),)}) for group in [*shown, at_county]]

    walk = plan_atoms(TREE, [*plain, dominated], rules=K10)

    assert [atom.kind for atom in walk.atoms] == ["own"] * 8
    assert [group.n for group in walk.carried] == [10]


def test_a_pooled_remainder_that_needs_every_level_climbs() -> None:
    """With all else shown, 12 people of two levels of at most nine each would prove that both spoke."""
    shown = [Group(code=COUNTY, level=level, n=20, people=None) for level in (40, 50, 90)]
    shown += [Group(code=code, level=level, n=20, people=None) for code in TOWNS for level in (20, 40, 50, 90)]
    shown.append(Group(code=COUNTY, level=Level.PROVINCE, n=20, people=None))
    few = [township(0, 6), Group(code=TOWNS[0], level=Level.VILLAGE, n=6, people=None)]

    walk = plan_atoms(TREE.subtree(COUNTY), [*shown, *few], rules=K10)

    assert {atom.kind for atom in walk.atoms} == {"own"}
    assert [group.n for group in walk.carried] == [6, 6]


def test_counties_that_pool_cannot_stand_behind_two_remainders_at_once() -> None:
    """14 and 13 people of two levels out of three counties would be nine of each; pooled, some may be the city's."""
    tree = province([0, 0, 0]).subtree("990100000000")
    counties = [code for code in tree.codes if code.endswith("000000") and not code.endswith("00000000")]
    parts = dict(zip(counties, ((5, 4), (5, 4), (4, 5)), strict=True))
    groups = [
        Group(code=code, level=level, n=n, people=None)
        for code, both in parts.items()
        for level, n in zip((Level.TOWNSHIP, Level.VILLAGE), both, strict=True)
    ]

    walk = plan_atoms(tree, groups, rules=K10)

    assert [(atom.level, atom.kind) for atom in walk.atoms] == [(60, "rest"), (0, "pooled")]


def test_fifteen_are_needed_where_nearly_everybody_answered() -> None:
    assert planned([township(0, 14, people=17)]) == []
    assert planned([township(0, 14, people=18)]) == [(TOWNS[0], 60, "own", 14)]
    assert planned([township(0, 15, people=17)]) == [(TOWNS[0], 60, "own", 15)]


def test_a_dominating_value_is_not_published() -> None:
    """300 + 20 + 29 = 349: the rest is 29 < 10 % of 300, so the second largest could guess the largest."""
    assert planned([township(0, 10, magnitudes=((349, 300, 20),))]) == []
    assert planned([township(0, 10, magnitudes=((350, 300, 20),))]) == [(TOWNS[0], 60, "own", 10)]


def test_a_value_that_everybody_lacks_is_safe() -> None:
    assert planned([township(0, 10, magnitudes=((0, 0, 0),))]) == [(TOWNS[0], 60, "own", 10)]


def test_dominance_is_judged_on_the_two_largest_of_all_groups() -> None:
    """110 + 95 leave 15 beside 100 and 90: enough for 10 %; 110 + 90 leave 10, too little for 11 % of 100."""
    groups = [township(0, 5, magnitudes=((110, 100, 5),)), township(1, 5, magnitudes=((95, 90, 5),))]

    assert planned(groups) == [(COUNTY, 60, "rest", 10)]
    stricter = [groups[0], township(1, 5, magnitudes=((90, 90, 0),))]
    assert planned(stricter, rules=Rules(smallest_group=10, dominance_percent=11)) == []


def test_unverified_waves_need_thirty() -> None:
    assert planned([township(0, 29)], rules=Rules(smallest_group=30)) == []
    assert planned([township(0, 30)], rules=Rules(smallest_group=30)) == [(TOWNS[0], 60, "own", 30)]


@settings(max_examples=60)
@given(filled_trees())
def test_every_group_is_in_one_atom_or_held_back(filled: tuple[RegionTree, list[Group]]) -> None:
    tree, groups = filled

    walk = plan_atoms(tree, groups, rules=K10)

    placed = [unit for atom in walk.atoms for unit in atom.groups]
    held = [(group.code, group.level) for group in walk.carried]
    assert sorted(placed + held) == sorted((group.code, group.level) for group in groups)


@settings(max_examples=80)
@given(filled_trees(), st.sampled_from((10, 11, 30)))
def test_the_walk_over_arrays_plans_what_the_slow_one_plans(
    filled: tuple[RegionTree, list[Group]], smallest_group: int
) -> None:
    tree, groups = filled
    rules = Rules(smallest_group=smallest_group)

    fast, slow = plan_atoms(tree, groups, rules=rules), slow_walk.plan_atoms(tree, groups, rules=rules)

    assert fast.atoms == slow.atoms
    assert sorted(fast.carried, key=repr) == sorted(slow.carried.groups, key=repr)


@settings(max_examples=60)
@given(st.lists(filled_trees(), min_size=2, max_size=3))
def test_blocks_that_are_walked_together_do_not_touch_each_other(several: list[tuple[RegionTree, list[Group]]]) -> None:
    tree = max((tree for tree, _ in several), key=len)
    blocks = [[group for group in groups if group.code in tree.codes] for _, groups in several]
    together = [as_arrays(tree, groups) for groups in blocks]
    columns = {
        name: np.concatenate([getattr(of_block, name) for of_block in together])
        for name in vars(together[0])
        if name != "magnitudes"
    }
    columns["block"] = np.repeat(np.arange(len(blocks)), [len(groups) for groups in blocks])
    padded = [np.zeros((len(groups), 1, 3), dtype=np.int64) for groups in blocks]
    for values, of_block in zip(padded, together, strict=True):
        values[:, : of_block.magnitudes.shape[1]] = of_block.magnitudes

    everybody = array_walk.Groups(**columns, magnitudes=np.concatenate(padded))
    found = array_walk.walk(tree_arrays(tree), everybody, blocks=len(blocks), rules=K10)

    for block, groups in enumerate(blocks):
        alone = array_walk.walk(tree_arrays(tree), as_arrays(tree, groups), blocks=1, rules=K10)
        first = int(np.searchsorted(found.block, block))
        outside = len(found) + int(np.searchsorted(found.climbed.block, block)) - len(alone)
        target = found.target[columns["block"] == block]
        assert np.where(target < len(found), target - first, target - outside).tolist() == alone.target.tolist()
        assert found.node[found.block == block].tolist() == alone.node.tolist()


@settings(max_examples=90)
@given(filled_trees(), st.integers(1, 3))
def test_shards_and_trunk_plan_the_same_atoms_as_one_walk(
    filled: tuple[RegionTree, list[Group]], cities_a_shard: int
) -> None:
    tree, groups = filled
    listed = sorted(groups, key=lambda group: (group.code, group.level))
    cities = [tree.codes[child] for child in tree.children[0]]
    trunk = tree.with_children_of(tree.codes[:1])
    below = np.zeros((1, len(trunk)), dtype=np.uint8)
    planned_so_far: list[tuple[str, int, int, tuple[str, ...]]] = []
    climbed: list[Group] = []
    inside: set[str] = set()
    for first in range(0, len(cities), cities_a_shard):
        tops = cities[first : first + cities_a_shard]
        shard = side_by_side(tree, tops)
        inside |= set(shard.codes)
        own = [group for group in listed if group.code in shard.codes]
        found = array_walk.walk(tree_arrays(shard), as_arrays(shard, own), blocks=1, rules=K10)
        planned_so_far += atoms_of(shard, found, own)
        climbed += [group for group, target in zip(own, found.target, strict=True) if target >= len(found)]
        below[0, [trunk.index(city) for city in tops]] = found.settled[0, [shard.index(city) for city in tops]]
    above = [group for group in listed if group.code not in inside]
    standing = [replace(group, code=trunk.codes[0]) for group in climbed]
    arrays = as_arrays(trunk, [*above, *standing])
    arrays = replace(arrays, has_climbed=np.arange(len(arrays)) >= len(above))
    found = array_walk.walk(tree_arrays(trunk), arrays, blocks=1, below=below, rules=K10)
    planned_so_far += atoms_of(trunk, found, [*above, *climbed])

    whole = array_walk.walk(tree_arrays(tree), as_arrays(tree, listed), blocks=1, rules=K10)
    assert sorted(planned_so_far) == sorted(atoms_of(tree, whole, listed))
    # A block that nobody is in is not walked, and nobody asks what is settled there.
    assert not len(arrays) or found.settled[0, 0] == whole.settled[0, 0]


def test_what_climbs_out_is_one_set_a_block_and_level() -> None:
    groups = [
        township(0, 4, people=9, magnitudes=((70, 40, 20),)),
        township(1, 3, people=5, magnitudes=((60, 50, 10),)),
        Group(code=TOWNS[0], level=Level.VILLAGE, n=1, people=6, magnitudes=((7, 7, 0),)),
        Group(code=TOWNS[2], level=Level.VILLAGE, n=1, people=None, magnitudes=((8, 8, 0),)),
    ]

    found = array_walk.walk(tree_arrays(TREE), as_arrays(TREE, groups), blocks=1, rules=K10)

    assert found.target.tolist() == [0, 0, 1, 1]
    climbed = found.climbed
    assert list(zip(climbed.block, climbed.level, climbed.n, climbed.people, strict=True)) == [
        (0, 60, 7, 14),
        (0, 70, 2, array_walk.UNKNOWN),
    ]
    assert climbed.magnitudes.tolist() == [[[130, 50, 40]], [[15, 8, 7]]]


@pytest.mark.parametrize(
    ("column", "number"),
    [("block", 1), ("block", -1), ("node", len(TREE)), ("node", -1), ("level", 30), ("level", 100), ("level", -40)],
)
def test_a_group_that_stands_nowhere_is_refused(column: str, number: int) -> None:
    """The loops check no index."""
    groups = replace(as_arrays(TREE, [township(0, 4)]), **{column: np.array([number])})
    with pytest.raises(IndexError, match="A group"):
        array_walk.walk(tree_arrays(TREE), groups, blocks=1, rules=K10)


def test_a_group_of_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="nobody"):
        plan_atoms(TREE, [township(0, 0)], rules=K10)


def test_rules_that_publish_nobody_are_refused() -> None:
    with pytest.raises(ValueError, match="nobody"):
        plan_atoms(TREE, [township(0, 12)], rules=replace(K10, smallest_group=0))


def test_groups_with_a_number_too_few_are_refused() -> None:
    groups = replace(as_arrays(TREE, [township(0, 4), township(1, 5)]), people=np.array([7]))
    with pytest.raises(ValueError, match="several lengths"):
        array_walk.walk(tree_arrays(TREE), groups, blocks=1, rules=K10)


def side_by_side(tree: RegionTree, tops: list[str]) -> RegionTree:
    """Return some subtrees as one tree with several tops."""
    within = range(tree.index(tops[0]), tree.last[tree.index(tops[-1])] + 1)
    return RegionTree.from_rows((tree.codes[node], tree.codes[tree.parent[node]], tree.kinds[node]) for node in within)


def atoms_of(
    tree: RegionTree, atoms: array_walk.Atoms, groups: list[Group]
) -> list[tuple[str, int, int, tuple[str, ...]]]:
    return [
        (
            tree.codes[atoms.node[atom]],
            int(atoms.level[atom]),
            int(atoms.kind[atom]),
            tuple(sorted(f"{groups[at].code}/{groups[at].level}" for at in np.flatnonzero(atoms.target == atom))),
        )
        for atom in range(len(atoms))
    ]
