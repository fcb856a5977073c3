"""The level of a respondent's unit, after GB/T 12404 (unit affiliation codes).

A level belongs to a person's unit, a :class:`RegionKind` to a place.  They are kept apart: a village cadre (level 70)
may name a township or only its county.
"""

from enum import IntEnum, StrEnum


class RegionKind(StrEnum):
    """What kind of place a region is, largest first; relied on by the order of pickers and by code prefixes."""

    ROOT = "root"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"


CODE_DIGITS = 12
# Digits of a region code that the whole subtree shares; the rest are zeros.
PREFIX_DIGITS: dict[RegionKind, int] = {
    RegionKind.ROOT: 0,
    RegionKind.PROVINCE: 2,
    RegionKind.CITY: 4,
    RegionKind.COUNTY: 6,
    RegionKind.TOWNSHIP: 9,
}
KIND_DEPTH: dict[RegionKind, int] = {kind: depth for depth, kind in enumerate(PREFIX_DIGITS)}


class Level(IntEnum):
    """Level of the unit that a person works in; ``POOLED`` is no level of a person but the sum of small leftovers."""

    POOLED = 0
    PROVINCE = 20
    CITY = 40
    COUNTY = 50
    TOWNSHIP = 60
    VILLAGE = 70
    OTHER = 90


RESPONDENT_LEVELS: tuple[Level, ...] = tuple(level for level in Level if level is not Level.POOLED)

# "Departments of cities and counties" is a published row of its own: the published 6.8 of one county's 2018 study
# speaks of municipal and county departments together.
CITY_AND_COUNTY_DEPARTMENTS: tuple[Level, ...] = (Level.CITY, Level.COUNTY)

LEVEL_NAMES: dict[Level, tuple[str, str]] = {
    Level.POOLED: ("全部层级合计（人数不足单列的部分）", "all levels pooled (too few to list apart)"),
    Level.PROVINCE: ("省直部门", "provincial departments"),
    Level.CITY: ("市直部门", "city departments"),
    Level.COUNTY: ("县直部门", "county departments"),
    Level.TOWNSHIP: ("乡镇街道", "townships and sub-districts"),
    Level.VILLAGE: ("村社区", "villages and communities"),
    Level.OTHER: ("其他", "other"),
}

# The shallowest kind of region that a respondent of this level may name: design rule "no shallower than".
SHALLOWEST_KIND: dict[Level, RegionKind] = {
    Level.PROVINCE: RegionKind.PROVINCE,
    Level.CITY: RegionKind.CITY,
    Level.COUNTY: RegionKind.COUNTY,
    Level.TOWNSHIP: RegionKind.COUNTY,
    Level.VILLAGE: RegionKind.COUNTY,
    Level.OTHER: RegionKind.COUNTY,
}


def prefix_of(code: str, kind: RegionKind) -> str:
    """Return the digits that every code of the region's subtree begins with ('' for the root).

    >>> prefix_of("330522000000", RegionKind.COUNTY)
    '330522'
    """
    return code[: PREFIX_DIGITS[kind]]


def code_of(prefix: str) -> str:
    """Return the code of the region whose subtree shares this prefix.

    >>> code_of("330522"), code_of("")
    ('330522000000', '000000000000')
    """
    return prefix.ljust(CODE_DIGITS, "0")


def may_name(level: Level, kind: RegionKind) -> bool:
    """Tell whether somebody of this level may name a region of this kind as theirs.

    In municipalities districts have no city above them; a city-level person there names the district, which is
    deeper than a city and therefore allowed.

    >>> may_name(Level.TOWNSHIP, RegionKind.CITY), may_name(Level.CITY, RegionKind.COUNTY)
    (False, True)
    """
    return KIND_DEPTH[kind] >= KIND_DEPTH[SHALLOWEST_KIND[level]]
