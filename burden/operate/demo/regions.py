"""The fictional province 云汀省: 5 cities, 20 counties, 160 townships.

No name is that of a real division, and codes begin with 99, which GB/T 2260 does not allocate.
"""

from collections.abc import Iterator
from functools import cache

from burden.domain.levels import RegionKind
from burden.domain.region_tree import RegionTree
from burden.intake.region_file import RegionRow

TREE_VERSION = "demo"
ROOT_CODE = "000000000000"
PROVINCE_CODE = "990000000000"

# City: its counties, each with the syllable and the eight endings of its townships' names.
PLACES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "澜汀市": (
        ("听澜区", "云", "渡坞浦汀洲湾陂屿"),
        ("浣月县", "霞", "渡坞汀洲湾陂屿桥"),
        ("枕流县", "蘋", "渡坞浦汀洲湾陂屿"),
        ("采薇县", "薇", "渡坞浦汀洲湾陂屿"),
    ),
    "望舒市": (
        ("揽星区", "星", "渡坞浦汀洲湾陂屿"),
        ("挹翠县", "蕙", "渡坞浦汀洲湾陂屿"),
        ("映雪县", "雪", "渡坞浦汀洲湾陂屿"),
        ("鸣鹤县", "鹤", "渡坞汀洲湾陂屿桥"),
    ),
    "霁川市": (
        ("涵碧区", "菱", "渡坞浦汀洲湾陂屿"),
        ("沐霜县", "霜", "渡坞浦汀洲湾陂屿"),
        ("倚云县", "烟", "渡坞浦汀湾陂屿桥"),
        ("拾翠县", "兰", "渡坞浦汀洲湾陂屿"),
    ),
    "鹭汀市": (
        ("听荻区", "荻", "渡坞浦汀洲湾陂屿"),
        ("照影县", "苇", "渡坞浦汀洲湾陂屿"),
        ("流萤县", "蓼", "渡坞浦汀洲湾陂屿"),
        ("漱玉县", "芷", "渡坞浦汀洲湾陂屿"),
    ),
    "素商市": (
        ("停云区", "鹭", "渡坞浦汀洲湾陂屿"),
        ("弄月县", "橘", "渡坞浦汀洲湾陂屿"),
        ("清晏县", "棠", "渡坞汀洲湾陂屿桥"),
        ("晴岚县", "岚", "渡坞浦汀洲湾陂屿"),
    ),
}


@cache
def demo_regions() -> tuple[RegionRow, ...]:
    """Return all regions of the demo tree in depth-first order, which is code order."""
    top = (
        _region(code=ROOT_CODE, parent_code="", kind=RegionKind.ROOT, name="全国"),
        _region(code=PROVINCE_CODE, parent_code=ROOT_CODE, kind=RegionKind.PROVINCE, name="云汀省"),
    )
    return top + tuple(region for number, name in enumerate(PLACES, start=1) for region in _city(number, name))


def _city(number: int, name: str) -> Iterator[RegionRow]:
    code = f"99{number:02}00000000"
    yield _region(code=code, parent_code=PROVINCE_CODE, kind=RegionKind.CITY, name=name)
    for county_number, (county, syllable, endings) in enumerate(PLACES[name], start=1):
        county_code = f"{code[:4]}{county_number:02}000000"
        yield _region(code=county_code, parent_code=code, kind=RegionKind.COUNTY, name=county)
        for digits, suffix, ending in zip(*_township_numbers(county), endings, strict=True):
            yield _region(
                code=f"{county_code[:6]}{digits:03}000",
                parent_code=county_code,
                kind=RegionKind.TOWNSHIP,
                name=f"{syllable}{ending}{suffix}",
            )


def _region(*, code: str, parent_code: str, kind: RegionKind, name: str) -> RegionRow:
    return RegionRow(code=code, parent_code=parent_code, kind=kind, name=name, source="demo")


def _township_numbers(county: str) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Return the official numbers of a county's eight townships and the kind that each number says."""
    if county.endswith("区"):
        return (1, 2, 100, 101, 102, 103, 104, 105), ("街道", "街道", "镇", "镇", "镇", "镇", "镇", "镇")
    return (1, 100, 101, 102, 103, 200, 201, 202), ("街道", "镇", "镇", "镇", "镇", "乡", "乡", "乡")


@cache
def demo_tree() -> RegionTree:
    """Return the province and everything below it as arrays."""
    rows = [(region.code, region.parent_code, region.kind.value) for region in demo_regions()]
    return RegionTree.from_rows(rows).subtree(PROVINCE_CODE)


@cache
def codes_of(kind: RegionKind) -> tuple[str, ...]:
    """Return the codes of the demo's regions of one kind, in code order."""
    return tuple(region.code for region in demo_regions() if region.kind is kind)


def code_named(name: str) -> str:
    """Return the code of the demo region with this name; KeyError when there is none."""
    return {region.name: region.code for region in demo_regions()}[name]
