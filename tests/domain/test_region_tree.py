import numpy as np
import pytest
from hypothesis import given

from burden.domain.levels import KIND_DEPTH, RegionKind, prefix_of
from burden.domain.region_tree import RegionTree
from tests.domain.trees import province, trees

MUNICIPALITY = RegionTree.from_rows(
    [
        ("110101001000", "110101000000", "township"),
        ("110101000000", "110000000000", "county"),
        ("110000000000", "000000000000", "province"),
        ("000000000000", "", "root"),
    ]
)


def test_rows_in_any_order_become_a_depth_first_tree() -> None:
    assert MUNICIPALITY.codes == ("000000000000", "110000000000", "110101000000", "110101001000")
    assert MUNICIPALITY.parent.tolist() == [-1, 0, 1, 2]
    assert MUNICIPALITY.children == ((1,), (2,), (3,), ())


def test_a_subtree_is_a_range_of_positions() -> None:
    tree = province([2, 1], cities=2)

    first = tree.index("990101000000")

    assert tree.codes[first : tree.last[first] + 1] == ("990101000000", "990101001000", "990101002000")


def test_a_district_of_a_municipality_has_no_city_above_it() -> None:
    assert MUNICIPALITY.ancestry("110101001000") == (
        "000000000000",
        "110000000000",
        "110101000000",
        "110101001000",
    )


def test_every_region_has_a_nearest_one_that_is_large_enough() -> None:
    assert MUNICIPALITY.floors(RegionKind.CITY).tolist() == [0, 1, 1, 1]
    assert MUNICIPALITY.floors(RegionKind.COUNTY).tolist() == [0, 1, 2, 2]
    assert MUNICIPALITY.subtree("110101000000").floors(RegionKind.CITY).tolist() == [0, 0]


@pytest.mark.parametrize("code", ["110101002000", "110101001", "", "999999999999", "x"])
def test_a_region_that_is_not_in_the_tree_has_no_position(code: str) -> None:
    with pytest.raises(KeyError, match=f"'{code}'"):
        MUNICIPALITY.index(code)


def test_a_region_that_stands_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        RegionTree.from_rows([("110000000000", "", "province"), ("110000000000", "", "city")])


def test_columns_with_a_number_too_many_are_refused() -> None:
    tree = MUNICIPALITY
    with pytest.raises(ValueError, match="several lengths"):
        RegionTree.from_columns(tree.number, np.append(tree.number, 0), tree.depth)


@given(trees())
def test_a_subtree_ends_before_the_first_code_that_begins_differently(tree: RegionTree) -> None:
    digits = [prefix_of(code, kind) for code, kind in zip(tree.codes, tree.kinds, strict=True)]
    within = [[node for node, code in enumerate(tree.codes) if code.startswith(prefix)] for prefix in digits]
    assert tree.last.tolist() == [nodes[-1] for nodes in within]
    assert tree.deepest.tolist() == [max(KIND_DEPTH[tree.kinds[node]] for node in nodes) for nodes in within]


def test_a_part_of_a_tree_knows_how_deep_it_was() -> None:
    assert MUNICIPALITY.at_or_above(RegionKind.COUNTY).deepest.tolist() == [4, 4, 4]


def test_nothing_is_a_tree_too() -> None:
    tree = RegionTree.from_rows([])
    assert (len(tree), tree.codes, tree.last.tolist()) == (0, (), [])
    assert tree.floors(RegionKind.COUNTY).tolist() == []


def test_the_trunk_keeps_shard_tops_as_leaves() -> None:
    tree = province([2, 1], cities=2)

    trunk = tree.with_children_of(["990000000000", "990200000000", "990202000000"])

    assert trunk.codes == ("990000000000", "990100000000", "990200000000", "990202000000", "990202001000")
    assert trunk.children[trunk.index("990100000000")] == ()


def test_a_tree_can_be_cut_at_the_county() -> None:
    assert MUNICIPALITY.at_or_above(RegionKind.COUNTY).codes[-1] == "110101000000"
