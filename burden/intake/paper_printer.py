"""Lays out slips, posters and notices as one PDF: JSON on standard input, the PDF on standard output, no disk touched.

A process of its own (:mod:`burden.intake.paper` starts it): the layouter keeps what it has laid out in memory, which
must neither stay with the web server nor add up.  Knows no Django and no database.

The JSON is what its ``template`` reads.  Of slips it holds ``words`` (``title``, ``rules``, ``until``, ``type``,
``qr``), ``short_address``, and ``batches`` of ``place``, ``level`` and ``slips``, each with its ``code`` as printed and
its ``address`` for the QR code; of a poster or a notice the words of it, and one ``address`` for the QR code.
"""

import json
import sys
from pathlib import Path
from typing import Any

import segno
import typst

ROOT = Path(__file__).resolve().parent.parent.parent
TEMPLATES = ROOT / "templates" / "intake"
FONTS = ROOT / "burden" / "data" / "fonts"
QUIET_ZONE = 2  # modules; the paper around it is white as well
# Any of the eight masks can be scanned; looking for the prettiest takes four times as long as all the rest.
MASK = 0


def pdf_of(content: dict[str, Any]) -> bytes:
    """Return the sheets as PDF."""
    for batch in content.get("batches", ()):
        for slip in batch["slips"]:
            slip["qr"] = modules_of(slip.pop("address"))
    if "address" in content:
        content["qr"] = modules_of(content.pop("address"))
    return bytes(
        typst.compile(
            str(TEMPLATES / f"{content['template']}.typ"),
            sys_inputs={"data": json.dumps(content)},
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            pdf_tags=False,
        )
    )


def modules_of(address: str) -> list[str]:
    """Return the rows of a QR code as strings of ``0`` (white) and ``1`` (black)."""
    code = segno.make(address, error="m", micro=False, boost_error=False, mask=MASK)
    return ["".join("1" if module else "0" for module in row) for row in code.matrix_iter(border=QUIET_ZONE)]


if __name__ == "__main__":
    sys.stdout.buffer.write(pdf_of(json.load(sys.stdin.buffer)))
