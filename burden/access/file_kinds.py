"""What files that people take are called."""

from django.utils.translation import gettext as _


def file_kind_words() -> dict[str, str]:
    """Return the kinds of files by their name in the interface, in the language of the request."""
    return {
        "table-csv": "CSV",
        "table-xlsx": "XLSX",
        "page-pdf": "PDF",
        "pack-csv": _("汇总包（CSV）"),
        "pack-xlsx": _("汇总包（XLSX）"),
    }
