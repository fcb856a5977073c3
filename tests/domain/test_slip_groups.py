from hypothesis import given
from hypothesis import strategies as st

from burden.domain.levels import Level
from burden.domain.slip_groups import Unit, slip_groups

# A province of one city with two counties; one of them has two townships.
PARENTS = {"city": "province", "east": "city", "west": "city", "town": "east", "village": "east"}


def groups_of(*units: tuple[str, int, int]) -> list[tuple[str, int, int, int]]:
    found = slip_groups(
        (Unit(region_code=region, level=Level(level), people=people) for region, level, people in units),
        parent_of=PARENTS,
    )
    return [(group.region_code, int(group.level), group.people, group.from_below) for group in found]


def test_a_unit_of_fifteen_keeps_its_name_and_one_of_fourteen_does_not() -> None:
    assert groups_of(("town", 60, 15), ("village", 60, 14), ("east", 60, 20)) == [
        ("east", 60, 34, 1),
        ("town", 60, 15, 0),
    ]


def test_small_units_of_one_county_and_level_share_its_name() -> None:
    assert groups_of(("town", 60, 9), ("village", 60, 7), ("town", 70, 40)) == [
        ("east", 60, 16, 2),
        ("town", 70, 40, 0),
    ]


def test_what_is_still_too_small_climbs_until_it_is_not() -> None:
    assert groups_of(("town", 60, 4), ("village", 60, 3), ("west", 60, 9)) == [("city", 60, 16, 3)]


def test_levels_are_never_mixed() -> None:
    assert groups_of(("town", 60, 9), ("town", 70, 9)) == [("province", 60, 9, 1), ("province", 70, 9, 1)]


def test_what_is_small_even_at_the_top_gets_its_slips_there_and_says_so() -> None:
    [group] = slip_groups([Unit(region_code="town", level=Level.OTHER, people=6)], parent_of=PARENTS)
    assert (group.region_code, group.people, group.units, group.is_small) == ("province", 6, 1, True)


def test_without_head_counts_there_are_no_groups() -> None:
    assert groups_of() == []


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(["province", *PARENTS]), st.sampled_from([50, 60])), st.integers(1, 40), max_size=12
    )
)
def test_everybody_gets_a_slip_and_no_name_below_the_top_stands_for_fewer_than_fifteen(
    people: dict[tuple[str, int], int],
) -> None:
    groups = slip_groups(
        [Unit(region_code=region, level=Level(level), people=n) for (region, level), n in people.items()],
        parent_of=PARENTS,
    )
    assert sum(group.people for group in groups) == sum(people.values())
    assert sum(group.units for group in groups) == len(people)
    assert all(group.people >= 15 for group in groups if group.region_code != "province")
    assert len({(group.region_code, group.level) for group in groups}) == len(groups)
