"""How each kind of file is written."""

from dataclasses import dataclass

from burden.access.file_kinds import FileKind


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
