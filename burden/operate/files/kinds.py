"""The kinds of files that operators bring."""

from typing import Final

from burden.models import FileImport
from burden.operate.files.catalogue import CatalogueImport
from burden.operate.files.headcounts import HeadcountImport
from burden.operate.files.kind import ImportKind
from burden.operate.files.regions import RegionImport

KINDS: Final[dict[str, ImportKind]] = {
    FileImport.Kind.REGIONS.value: RegionImport(),
    FileImport.Kind.HEADCOUNTS.value: HeadcountImport(),
    FileImport.Kind.CATALOGUE.value: CatalogueImport(),
}


def kind_of(record: FileImport) -> ImportKind:
    """Return the kind of a file."""
    return KINDS[record.kind]
