"""Files of head counts to download: what is stored, and a template in which only the people are to be filled in."""

from collections.abc import Iterator

from burden.domain.levels import LEVEL_NAMES, Level, RegionKind
from burden.intake.headcounts import COLUMNS, HeadcountRow, stored_headcounts
from burden.intake.places import territory_of
from burden.intake.sheet_files import Values, sheet_file
from burden.models import Wave

# Whom a template asks about in a region of each kind: its own departments; below a county also villages.
LEVELS_OF_KIND = {
    RegionKind.PROVINCE: (Level.PROVINCE,),
    RegionKind.CITY: (Level.CITY,),
    RegionKind.COUNTY: (Level.COUNTY,),
    RegionKind.TOWNSHIP: (Level.TOWNSHIP, Level.VILLAGE),
}
MOST_TOWNSHIPS = 5_000  # a template of more is no template; whoever has such a table has it by code already


def headcounts_file(wave: Wave, kind: str) -> bytes:
    """Return the stored head counts as "csv" or "xlsx"; reading the file gives them back."""
    return sheet_file(kind, columns=COLUMNS, rows=map(_row, stored_headcounts(wave)))


def headcounts_template(wave: Wave, kind: str) -> bytes:
    """Return a table of all regions of the wave with their levels, people left blank, as "csv" or "xlsx"."""
    return sheet_file(kind, columns=COLUMNS, rows=_blank_rows(wave))


def _row(row: HeadcountRow) -> Values:
    return {
        "region_code": row.region_code,
        "region_name": row.region_name,
        "level": LEVEL_NAMES[row.level][0],
        "people": row.people,
        "source": row.source,
        "as_of_on": row.as_of_on,
    }


def _blank_rows(wave: Wave) -> Iterator[Values]:
    regions = territory_of(wave).regions()
    if regions.filter(kind=RegionKind.TOWNSHIP.value).count() > MOST_TOWNSHIPS:
        regions = regions.exclude(kind=RegionKind.TOWNSHIP.value)
    for code, name, kind in regions.values_list("code", "name", "kind"):
        for level in LEVELS_OF_KIND[RegionKind(kind)]:
            yield {"region_code": code, "region_name": name, "level": LEVEL_NAMES[level][0]}
