"""The kinds of files that operators bring."""

from typing import Final

from burden.models import FileImport
from burden.operate.files.headcounts import HeadcountImport
from burden.operate.files.kind import ImportKind

KINDS: Final[dict[str, ImportKind]] = {FileImport.Kind.HEADCOUNTS.value: HeadcountImport()}


def kind_of(record: FileImport) -> ImportKind:
    """Return the kind of a file."""
    return KINDS[record.kind]
