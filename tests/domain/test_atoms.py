from typing import Any

from hypothesis import given, settings

from burden.domain.atoms import Carried, Group, Rules, is_safe, plan_atoms
from burden.domain.levels import Level
from burden.domain.region_tree import RegionTree
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
    assert [group.n for group in walk.carried.groups] == [9]


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
    assert [group.n for group in walk.carried.groups] == [10]


def test_fifteen_are_needed_where_nearly_everybody_answered() -> None:
    assert planned([township(0, 14, people=17)]) == []
    assert planned([township(0, 14, people=18)]) == [(TOWNS[0], 60, "own", 14)]
    assert planned([township(0, 15, people=17)]) == [(TOWNS[0], 60, "own", 15)]


def test_a_dominating_value_is_not_published() -> None:
    """300 + 20 + 29 = 349: the rest is 29 < 10 % of 300, so the second largest could guess the largest."""
    assert not is_safe([township(0, 10, magnitudes=((349, 300, 20),))], K10)
    assert is_safe([township(0, 10, magnitudes=((350, 300, 20),))], K10)


def test_a_value_that_everybody_lacks_is_safe() -> None:
    assert is_safe([township(0, 10, magnitudes=((0, 0, 0),))], K10)


def test_dominance_is_judged_on_the_two_largest_of_all_groups() -> None:
    groups = [township(0, 5, magnitudes=((110, 100, 5),)), township(1, 5, magnitudes=((95, 90, 5),))]

    assert is_safe(groups, K10)
    assert not is_safe(
        [groups[0], township(1, 5, magnitudes=((90, 90, 0),))], Rules(smallest_group=10, dominance_percent=11)
    )


def test_unverified_waves_need_thirty() -> None:
    assert planned([township(0, 29)], rules=Rules(smallest_group=30)) == []
    assert planned([township(0, 30)], rules=Rules(smallest_group=30)) == [(TOWNS[0], 60, "own", 30)]


@settings(max_examples=60)
@given(filled_trees())
def test_every_group_is_in_one_atom_or_held_back(filled: tuple[RegionTree, list[Group]]) -> None:
    tree, groups = filled

    walk = plan_atoms(tree, groups, rules=K10)

    placed = [unit for atom in walk.atoms for unit in atom.groups]
    held = [(group.code, group.level) for group in walk.carried.groups]
    assert sorted(placed + held) == sorted((group.code, group.level) for group in groups)


@settings(max_examples=60)
@given(filled_trees())
def test_shards_and_trunk_plan_the_same_atoms_as_one_walk(filled: tuple[RegionTree, list[Group]]) -> None:
    tree, groups = filled
    cities = [tree.codes[child] for child in tree.children[0]]
    whole = plan_atoms(tree, groups, rules=K10)

    atoms: list[Any] = []
    below: dict[str, Carried] = {}
    inside: set[str] = set()
    for city in cities:
        shard = tree.subtree(city)
        inside |= set(shard.codes)
        walk = plan_atoms(shard, [group for group in groups if group.code in shard.position], rules=K10)
        atoms += walk.atoms
        below[city] = walk.carried
    above = [group for group in groups if group.code not in inside]
    trunk = plan_atoms(tree.without_below(cities), above, rules=K10, below=below)

    assert sorted([*atoms, *trunk.atoms], key=repr) == sorted(whole.atoms, key=repr)
    assert trunk.carried == whole.carried
