"""The kinds of files that people take, and what they are called."""

from enum import StrEnum

from django.utils.translation import gettext as _


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


def file_kind_words() -> dict[FileKind, str]:
    """Return what each kind is called, in the language of the request."""
    return {
        FileKind.TABLE_CSV: "CSV",
        FileKind.TABLE_XLSX: "XLSX",
        FileKind.PAGE_PDF: "PDF",
        FileKind.PACK_CSV: _("汇总包（CSV）"),
        FileKind.PACK_XLSX: _("汇总包（XLSX）"),
    }
