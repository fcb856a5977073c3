"""Files of the catalogue to download: what is stored, and a template with one made-up entry."""

from burden.domain.levels import LEVEL_NAMES, Level
from burden.intake.catalogue import COLUMNS
from burden.intake.catalogue_example import EXAMPLE
from burden.intake.sheet_files import Values, sheet_file
from burden.models import CatalogueItem, Region, TreeVersion


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
