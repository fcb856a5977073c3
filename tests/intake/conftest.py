from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from burden.domain.levels import RegionKind
from burden.intake.region_file import RegionRow
from burden.intake.regions import store_tree
from burden.models import TreeVersion, Wave

# A province with one city of two counties, a county directly below the province, and townships.
ROWS = (
    ("000000000000", RegionKind.ROOT, "", "全国"),
    ("990000000000", RegionKind.PROVINCE, "000000000000", "云汀省"),
    ("990100000000", RegionKind.CITY, "990000000000", "澄江市"),
    ("990101000000", RegionKind.COUNTY, "990100000000", "青禾县"),
    ("990101001000", RegionKind.TOWNSHIP, "990101000000", "李家巷镇"),
    ("990101002000", RegionKind.TOWNSHIP, "990101000000", "柳溪乡"),
    ("990102000000", RegionKind.COUNTY, "990100000000", "白沙县"),
    ("990102001000", RegionKind.TOWNSHIP, "990102000000", "李家巷街道"),
    ("999001000000", RegionKind.COUNTY, "990000000000", "直管县"),
)
PROVINCE, CITY, COUNTY, TOWNSHIP = "990000000000", "990100000000", "990101000000", "990101001000"
OTHER_COUNTY, OTHER_TOWNSHIP = "990102000000", "990102001000"


def region_rows() -> list[RegionRow]:
    return [
        RegionRow(code=code, kind=kind, parent_code=parent, name=name, source="test")
        for code, kind, parent, name in ROWS
    ]


@pytest.fixture
def tree(db: None) -> TreeVersion:
    store_tree(version="test", source="test", as_of_on=date(2026, 9, 1), rows=region_rows())
    return TreeVersion.objects.get(version="test")


@pytest.fixture
def make_wave(tree: TreeVersion) -> Callable[..., Wave]:
    def make(code: str = "2026Q4", region_code: str = PROVINCE, **fields: object) -> Wave:
        today = timezone.localdate()
        defaults: dict[str, object] = {
            "opens_on": today - timedelta(days=5),
            "closes_on": today + timedelta(days=5),
            "state": Wave.State.OPEN,
            "assurance": Wave.Assurance.LINK,
        }
        return Wave.objects.create(code=code, tree=tree, region_code=region_code, **(defaults | fields))

    return make


@pytest.fixture
def wave(make_wave: Callable[..., Wave]) -> Wave:
    return make_wave()
