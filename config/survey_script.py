"""``python -m config.survey_script``, behind ``make script``: joins the survey's script into one file.

A phone on a bad network should ask for one file, and a reader should find one subject a file: the sources stand in
``burden/intake/script``, in the order of their numbers, and what is served in ``static/js/survey.js``.  Comments stay
in the sources; nothing else is changed, so that anybody can read on the phone what the page does.
"""

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
SOURCES: Final = ROOT / "burden" / "intake" / "script"
SERVED: Final = ROOT / "static" / "js" / "survey.js"
HEAD: Final = "/* Made by make script from burden/intake/script, where the reasons stand. */\n(function () {\n"
TAIL: Final = "}());\n"


def joined() -> str:
    """Return the script that belongs to the sources as they are."""
    lines = ["'use strict';"]
    for path in sorted(SOURCES.glob("*.js")):
        lines += [line for line in path.read_text().splitlines() if line and not line.lstrip().startswith("//")]
    return HEAD + "\n".join(lines) + "\n" + TAIL


if __name__ == "__main__":
    SERVED.write_text(joined())
