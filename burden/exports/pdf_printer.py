"""Lays out a page of tables as PDF: JSON on standard input, the PDF on standard output, nothing on any disk.

A process of its own (:mod:`burden.exports.pdf_files` starts it): the layouter keeps what it has laid out in memory,
which must not add up in a worker.  Knows no Django and no database.
"""

import json
import sys
from pathlib import Path
from typing import Any

import typst

ROOT = Path(__file__).resolve().parent.parent.parent
TEMPLATE = ROOT / "templates" / "exports" / "page.typ"
FONTS = ROOT / "burden" / "data" / "fonts"


def pdf_of(content: dict[str, Any]) -> bytes:
    """Return the page as PDF, tagged for screen readers; the fields are those of ``pdf_files``."""
    return bytes(
        typst.compile(
            str(TEMPLATE),
            sys_inputs={"data": json.dumps(content)},
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
        )
    )


if __name__ == "__main__":
    sys.stdout.buffer.write(pdf_of(json.load(sys.stdin.buffer)))
