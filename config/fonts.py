"""``python -m config.fonts``, behind ``make fonts``: cuts Noto Sans CJK SC down to what slips and PDF pages need.

A new machine has no Chinese font, so the repository brings one: the common characters, those of the committed regions
and of the demo's places, and the traditional forms of all of these.  Needs Debian's ``fonts-noto-cjk``; the same
package gives the same bytes.
"""

import csv
import gzip
import hashlib
import sys
from pathlib import Path
from typing import Any, Final

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

from burden.domain.traditional import traditional

ROOT: Final = Path(__file__).resolve().parent.parent
FOLDER: Final = ROOT / "burden" / "data" / "fonts"
FONT: Final = FOLDER / "slips-sans.otf"
CHARACTERS: Final = FOLDER / "characters.txt"
SOURCE: Final = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
FACE: Final = "Noto Sans CJK SC"
# A name of its own: a machine that has the whole Noto Sans must not mistake this part of it for that.
FAMILY: Final = "Slips Sans"
NAMES: Final = {1: FAMILY, 3: FAMILY, 4: FAMILY, 6: "SlipsSans-Regular", 16: FAMILY}
KEPT_NAMES: Final = (0, 1, 2, 3, 4, 5, 6, 13, 14)  # copyright and licence among them
ASCII: Final = "".join(map(chr, range(0x20, 0x7F)))
PUNCTUATION: Final = "，。、：；！？（）《》“”‘’—…·×÷–−「」『』〔〕≥≤±→"
MARKS: Final = "▲●▼①②③④⑤⑥⑦⑧⑨⑩⑪⑫"
IN_PHRASES: Final = "併係彙摺燬瞭簽繫複誌週殭"  # traditional forms that a character has in some phrases only
DEMO_NAMES: Final = "蘋橘蕙"  # what the demo's places have beyond the rest
# Rows 16 to 55 of GB 2312: 3,755 characters by pronunciation, so that a sentence may change without a new font.
COMMON: Final = bytes(b for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF) for b in (row, cell))


def wanted() -> set[str]:
    """Return the characters that slips and pages may need."""
    with gzip.open(ROOT / "burden" / "data" / "regions.csv.gz", "rt", encoding="utf-8") as rows:
        names = "".join(row["name"] for row in csv.DictReader(rows))
    common = COMMON.decode("gb2312", errors="ignore")
    simplified = names + DEMO_NAMES + common
    signs = simplified + traditional(simplified) + IN_PHRASES + ASCII + PUNCTUATION + MARKS
    return {sign for sign in signs if sign.isprintable()}


def build() -> set[str]:
    """Write the font and the list of its characters; return the wanted ones that the source does not have."""
    font = _face()
    known = {chr(code) for code in font.getBestCmap()}
    characters = wanted() & known
    _cut(font, characters)
    _rename(font)
    FOLDER.mkdir(exist_ok=True)
    font.save(FONT)
    CHARACTERS.write_text("".join(sorted(characters)) + "\n")
    return wanted() - known


def _face() -> TTFont:
    # The date of the source stays, so that the same source gives the same bytes.
    faces = TTCollection(SOURCE, recalcTimestamp=False).fonts
    return next(face for face in faces if face["name"].getDebugName(4) == FACE)


def _cut(font: TTFont, characters: set[str]) -> None:
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.name_IDs = list(KEPT_NAMES)
    # Vertical writing and glyph substitution: slips are written from left to right.
    options.drop_tables += ["VORG", "vhea", "vmtx", "BASE", "GSUB", "GPOS"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[ord(sign) for sign in characters])
    subsetter.subset(font)


def _rename(font: TTFont) -> None:
    for record in font["name"].names:
        if record.nameID in NAMES:
            record.string = NAMES[record.nameID]
    [cff] = _dictionaries(font)
    cff.FullName = cff.FamilyName = FAMILY
    font["CFF "].cff.fontNames = [NAMES[6]]


def _dictionaries(font: TTFont) -> list[Any]:
    return list(font["CFF "].cff.topDictIndex)


def main() -> int:
    """Build, and say what came of it; 1 where the source font is not installed."""
    if not SOURCE.exists():
        sys.stderr.write("Type first: sudo apt-get install fonts-noto-cjk\n")
        return 1
    missing = build()
    size = FONT.stat().st_size
    sys.stdout.write(f"{hashlib.sha256(FONT.read_bytes()).hexdigest()}  {FONT.name}  {size:,} bytes\n")
    sys.stdout.write(
        f"{len(CHARACTERS.read_text()) - 1} characters; not in {FACE}: {' '.join(sorted(missing)) or '-'}\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
