"""Files of the region tree to download: a stored edition, and a template with a few made-up regions."""

from burden.intake.region_file import COLUMNS
from burden.intake.sheet_files import Values, sheet_file
from burden.models import Region, TreeVersion

EXAMPLE = (
    ("000000000000", "全国", "", "全国"),
    ("330000000000", "省", "000000000000", "浙江省"),
    ("330500000000", "市", "330000000000", "湖州市"),
    ("330522000000", "县", "330500000000", "长兴县"),
    ("330522102000", "乡镇街道", "330522000000", "李家巷镇"),
)


def regions_file(tree: TreeVersion, kind: str) -> bytes:
    """Return an edition as "csv" or "xlsx"; reading the file gives it back."""
    regions = Region.objects.of_tree(tree.version)
    return sheet_file(kind, columns=COLUMNS, rows=map(_row, regions.iterator()))


def regions_template(kind: str) -> bytes:
    """Return the beginning of a tree as "csv" or "xlsx"."""
    rows = [
        {"code": code, "kind": word, "parent_code": parent, "name": name, "source": ""}
        for code, word, parent, name in EXAMPLE
    ]
    return sheet_file(kind, columns=COLUMNS, rows=rows)


def _row(region: Region) -> Values:
    return {
        "code": region.code,
        "kind": str(Region.Kind(region.kind).label),
        "parent_code": region.parent_code,
        "name": region.name,
        "source": region.source,
    }
