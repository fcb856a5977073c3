from burden.domain.levels import RegionKind
from burden.domain.region_tree import RegionTree
from tests.domain.trees import province

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
    assert MUNICIPALITY.parent == (-1, 0, 1, 2)
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
    assert MUNICIPALITY.floor("110101001000", RegionKind.CITY) == "110000000000"
    assert MUNICIPALITY.floor("110101001000", RegionKind.COUNTY) == "110101000000"


def test_the_trunk_keeps_shard_tops_as_leaves() -> None:
    tree = province([2, 1], cities=2)

    trunk = tree.with_children_of(["990000000000", "990200000000", "990202000000"])

    assert trunk.codes == ("990000000000", "990100000000", "990200000000", "990202000000", "990202001000")
    assert trunk.children[trunk.index("990100000000")] == ()


def test_a_tree_can_be_cut_at_the_county() -> None:
    assert MUNICIPALITY.at_or_above(RegionKind.COUNTY).codes[-1] == "110101000000"
