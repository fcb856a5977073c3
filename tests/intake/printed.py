"""Printed slips read back: as a person reads them, and as a phone scans them."""

import re

import zxingcpp
from pypdfium2 import PdfDocument

PRINTER = 150 / 72  # dots of a plain printer for each point of the page
CODE = re.compile(r"\b(?:[0-9A-HJKMNP-TV-Z]{5} ){3}[0-9A-HJKMNP-TV-Z]{5}\b")


def pages_of(pdf: bytes) -> list[str]:
    """Return the text of each page, in one line; a sign that the font lacks is missing in it."""
    with PdfDocument(pdf) as document:
        return [re.sub(r"[\r\n]+", "", page.get_textpage().get_text_range()) for page in document]


def codes_in(pdf: bytes) -> set[str]:
    """Return the codes that stand on the slips, as they are written there: with blanks."""
    return {code for page in lines_of(pdf) for code in CODE.findall(page)}


def lines_of(pdf: bytes) -> list[str]:
    """Return the text of each page with its lines."""
    with PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def scanned(pdf: bytes) -> list[str]:
    """Print the sheets and scan every QR code on them."""
    with PdfDocument(pdf) as document:
        sheets = [page.render(scale=PRINTER, grayscale=True).to_numpy() for page in document]
    pictures = [sheet.reshape(sheet.shape[:2]) for sheet in sheets]
    formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    return [found.text for picture in pictures for found in zxingcpp.read_barcodes(picture, formats=formats)]


def facts_of(pdf: bytes) -> dict[str, str]:
    """Return what the file says about itself."""
    with PdfDocument(pdf) as document:
        return {name: value for name, value in document.get_metadata_dict().items() if value}
