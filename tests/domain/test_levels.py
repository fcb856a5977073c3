"""Levels of units and kinds of places."""

import pytest

from burden.domain.levels import LEVEL_NAMES, RESPONDENT_LEVELS, SHALLOWEST_KIND, Level, RegionKind, may_name, prefix_of


@pytest.mark.parametrize(
    ("kind", "prefix"),
    [
        (RegionKind.ROOT, ""),
        (RegionKind.PROVINCE, "33"),
        (RegionKind.CITY, "3305"),
        (RegionKind.COUNTY, "330522"),
        (RegionKind.TOWNSHIP, "330522102"),
    ],
)
def test_code_of_a_subtree_begins_with_its_shared_digits(kind: RegionKind, prefix: str) -> None:
    assert prefix_of("330522102000", kind) == prefix


@pytest.mark.parametrize(
    ("level", "shallowest"),
    [
        (Level.PROVINCE, RegionKind.PROVINCE),
        (Level.CITY, RegionKind.CITY),
        (Level.COUNTY, RegionKind.COUNTY),
        (Level.TOWNSHIP, RegionKind.COUNTY),
        (Level.VILLAGE, RegionKind.COUNTY),
        (Level.OTHER, RegionKind.COUNTY),
    ],
)
def test_a_person_names_a_region_no_shallower_than_their_level_allows(level: Level, shallowest: RegionKind) -> None:
    kinds = list(RegionKind)

    assert [may_name(level, kind) for kind in kinds] == [
        place >= kinds.index(shallowest) for place in range(len(kinds))
    ]


def test_every_level_of_a_person_has_names_and_a_shallowest_region() -> None:
    assert set(RESPONDENT_LEVELS) == set(SHALLOWEST_KIND) == set(LEVEL_NAMES) - {Level.POOLED}
