"""The kinds of files that can be asked for."""

from dataclasses import dataclass
from enum import StrEnum


class FileKind(StrEnum):
    """What is in the file and how it is written; the values are those of the interface."""

    TABLE_CSV = "table-csv"
    TABLE_XLSX = "table-xlsx"
    PAGE_PDF = "page-pdf"
    PACK_CSV = "pack-csv"
    PACK_XLSX = "pack-xlsx"

    @property
    def is_pack(self) -> bool:
        """Whether it holds everything that may be read of the region, rather than the tables of one page."""
        return self in {FileKind.PACK_CSV, FileKind.PACK_XLSX}


@dataclass(frozen=True, kw_only=True)
class FileFormat:
    """Ending and media type of a file."""

    suffix: str
    media_type: str


FORMATS: dict[FileKind, FileFormat] = {
    FileKind.TABLE_CSV: FileFormat(suffix=".csv", media_type="text/csv; charset=utf-8"),
    FileKind.TABLE_XLSX: FileFormat(
        suffix=".xlsx", media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ),
    FileKind.PAGE_PDF: FileFormat(suffix=".pdf", media_type="application/pdf"),
    FileKind.PACK_CSV: FileFormat(suffix=".zip", media_type="application/zip"),
    FileKind.PACK_XLSX: FileFormat(
        suffix=".xlsx", media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ),
}
