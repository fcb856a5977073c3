"""A tree of nine regions with a few apps, and waves in it."""

from datetime import date, timedelta

from django.utils import timezone

from burden.domain.further_choice import ALL_FURTHER_FIELDS
from burden.domain.levels import RegionKind
from burden.intake.region_file import RegionRow
from burden.intake.regions import store_tree
from burden.models import CatalogueItem, TreeVersion, Wave

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


def store_small_tree() -> TreeVersion:
    store_tree(version="test", source="test", as_of_on=date(2026, 9, 1), rows=region_rows())
    return TreeVersion.objects.get(version="test")


def store_wave(code: str = "2026Q4", region_code: str = PROVINCE, **fields: object) -> Wave:
    today = timezone.localdate()
    defaults: dict[str, object] = {
        "opens_on": today - timedelta(days=5),
        "closes_on": today + timedelta(days=5),
        "state": Wave.State.OPEN,
        "assurance": Wave.Assurance.LINK,
        "further_fields": list(ALL_FURTHER_FIELDS),
    }
    return Wave.objects.create(code=code, tree_id="test", region_code=region_code, **(defaults | fields))


def store_catalogue() -> None:
    for code, region, kind in (("A01", CITY, "app"), ("A02", OTHER_COUNTY, "app"), ("A03", COUNTY, "account")):
        CatalogueItem.objects.create(
            tree_id="test",
            app_code=code,
            name_zh=f"应用{code}",
            kind=kind,
            region_code=region,
            sponsor_level=40,
            audience="mixed",
        )
