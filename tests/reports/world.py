"""A made-up province whose published figures are written by hand, group by group."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from burden.access.scopes import Role, Subtree, Viewer
from burden.domain.blocks import Block
from burden.models import CatalogueItem, Region, Release, TreeVersion, Wave
from tests.published import store

PROVINCE = "990000000000"
CITY = "990100000000"
COUNTY = "990101000000"
OTHER_COUNTY = "990102000000"
TOWNSHIP = "990101101000"
LONELY_TOWNSHIP = "990101102000"
EMPTY_TOWNSHIP = "990101103000"
FOREIGN_TOWNSHIP = "990102101000"
FOREIGN_PROVINCE = "980000000000"

REGIONS = (
    ("000000000000", "", "root", "全国"),
    (PROVINCE, "000000000000", "province", "云汀省"),
    (CITY, PROVINCE, "city", "甲市"),
    ("990200000000", PROVINCE, "city", "乙市"),
    (COUNTY, CITY, "county", "丙县"),
    (OTHER_COUNTY, CITY, "county", "丁县"),
    (TOWNSHIP, COUNTY, "township", "戊镇"),
    (LONELY_TOWNSHIP, COUNTY, "township", "己乡"),
    (EMPTY_TOWNSHIP, COUNTY, "township", "庚乡"),
    (FOREIGN_TOWNSHIP, OTHER_COUNTY, "township", "辛镇"),
    (FOREIGN_PROVINCE, "000000000000", "province", "别省"),
)
PATH_DIGITS = {"root": 0, "province": 2, "city": 4, "county": 6, "township": 9}

PROVINCE_SUPERVISOR = Viewer(
    role=Role.SUPERVISOR, subtrees=(Subtree(path="99", is_demo=False),), email="province@example.org"
)
COUNTY_SUPERVISOR = Viewer(
    role=Role.SUPERVISOR, subtrees=(Subtree(path="990101", is_demo=False),), email="county@example.org"
)
NEIGHBOUR = Viewer(
    role=Role.SUPERVISOR, subtrees=(Subtree(path="990102", is_demo=False),), email="neighbour@example.org"
)
OPERATOR = Viewer(role=Role.OPERATOR, email="operator@example.org")


@dataclass
class World:
    """A released wave; ``add`` publishes a group of people, in every region above them too."""

    wave: Wave
    release: Release
    totals: dict[tuple[str, str, int], list[int]] = field(default_factory=dict)
    blocks: dict[str, Block] = field(default_factory=dict)

    def add(self, block: Block, code: str, level: int, people: Sequence[dict[str, int]]) -> None:
        """Publish people of one level who count for ``code``: magnitudes and counts by name, 0 where not named."""
        tally = tally_of(block, people)
        self.blocks[block.name] = block
        for above in ancestors_of(code):
            key = (block.name, above, level)
            self.totals[key] = [a + b for a, b in zip(self.totals.get(key, [0] * block.width), tally, strict=True)]

    def save(self) -> "World":
        """Write the figures as a release stores them."""
        store(self.release, self.totals, self.blocks)
        return self


def tally_of(block: Block, people: Sequence[dict[str, int]]) -> list[int]:
    """Count people one by one into the layout of the block."""
    tally = [0] * block.width
    for person in people:
        tally[0] += 1
        for magnitude in block.magnitudes:
            value = min(sum(person.get(column, 0) for column in magnitude.columns), magnitude.top)
            tally[block.offsets[f"sum:{magnitude.name}"]] += value
            tally[block.offsets[f"squares:{magnitude.name}"]] += value * value
            tally[block.offsets[f"hist:{magnitude.name}"] + (value + magnitude.width // 2) // magnitude.width] += 1
        for count in block.counts:
            tally[block.offsets[f"count:{count}"]] += person.get(count, 0)
    return tally


def ancestors_of(code: str) -> list[str]:
    """The region itself and all above it, as far as the wave reaches."""
    parents = {own: parent for own, parent, _, _ in REGIONS}
    line = []
    while code and code != "000000000000":
        line.append(code)
        code = parents.get(code) or CITY_OF.get(code[:4], "")
    return line


CITY_OF: dict[str, str] = defaultdict(str, {"9902": "990200000000", "9901": CITY})


def make_world(  # noqa: PLR0913  # what a wave may differ in
    *,
    code: str = "2026Q3",
    is_demo: bool = False,
    assurance: str = "coded",
    closes_on: date = date(2026, 9, 30),
    smallest_group: int = 10,
    version: str = "made-up",
    app_codes: Sequence[str] = (),
) -> World:
    """Store the tree, once, and a released wave without figures."""
    tree, is_new = TreeVersion.objects.get_or_create(
        version=version, defaults={"source": "test", "as_of_on": date(2026, 1, 1), "is_demo": is_demo}
    )
    if is_new:
        Region.objects.bulk_create(
            Region(tree=tree, code=c, parent_code=p, kind=k, path=c[: PATH_DIGITS[k]], name=n, source="test")
            for c, p, k, n in REGIONS
        )
    for app_code in app_codes:
        CatalogueItem.objects.create(
            tree=tree,
            app_code=app_code,
            name_zh=f"应用{app_code}",
            kind="app",
            region_code=PROVINCE,
            sponsor_level=20,
            audience="internal",
        )
    wave = Wave.objects.create(
        code=code,
        tree=tree,
        region_code=PROVINCE,
        opens_on=min(closes_on, date(2026, 9, 1)),
        closes_on=closes_on,
        state=Wave.State.RELEASED,
        assurance=assurance,
        is_demo=is_demo,
    )
    release = Release.objects.create(
        wave=wave,
        state=Release.State.PUBLISHED,
        is_current=True,
        parameters={"rules": {"smallest_group": smallest_group}, "app_codes": list(app_codes)},
        content_hash="0" * 64,
        published_on=date(2026, 10, 1),
    )
    return World(wave=wave, release=release)


def alike(n: int, **values: int) -> list[dict[str, int]]:
    """Return n people with the same values."""
    return [dict(values) for _ in range(n)]
