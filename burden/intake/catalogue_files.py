"""Files of the catalogue to download: what is stored, and a template with one made-up entry."""

from datetime import date

from burden.domain.levels import LEVEL_NAMES, Level
from burden.intake.catalogue import COLUMNS
from burden.intake.sheet_files import Values, sheet_file
from burden.models import CatalogueItem, Region, TreeVersion

EXAMPLE: Values = {
    "app_code": "A001",
    "name_zh": "示例通",
    "kind": "APP",
    "function_category": "综合办公",
    "sponsor_level": "市直部门",
    "sponsor_dept": "市大数据局",
    "audience": "内部",
    "launched_on": date(2024, 5, 1),
    "last_update_on": date(2026, 8, 30),
    "has_complaint_channel": True,
    "is_exempt_scene": False,
    "is_commercial": False,
    "active_users_3m": 1200,
    "is_retired": False,
    "package_names": "cn.gov.example.app",
}


def catalogue_file(tree: TreeVersion, kind: str) -> bytes:
    """Return the catalogue beside an edition as "csv" or "xlsx"; reading the file gives it back."""
    items = CatalogueItem.objects.beside(tree.version).order_by("app_code")
    return sheet_file(kind, columns=COLUMNS, rows=map(_row, items.iterator()))


def catalogue_template(tree: TreeVersion, kind: str) -> bytes:
    """Return a table with one entry, made up, in the first region of the edition, as "csv" or "xlsx"."""
    first = Region.objects.of_tree(tree.version).exclude(kind=Region.Kind.ROOT).values_list("code", flat=True).first()
    return sheet_file(kind, columns=COLUMNS, rows=[{**EXAMPLE, "region_code": first or ""}])


def _row(item: CatalogueItem) -> Values:
    values = {column.name: getattr(item, column.name) for column in COLUMNS}
    return values | {
        "kind": str(item.Kind(item.kind).label),
        "audience": str(item.Audience(item.audience).label),
        "sponsor_level": LEVEL_NAMES[Level(item.sponsor_level)][0],
    }
