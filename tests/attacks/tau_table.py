"""Poses one table to tau-Argus, in an environment of its own (.venv-tau): a table in as JSON, its opinion out as JSON.

In: ``leaves``, pairs of a label and its people; ``tree``, lines of depth and label.  Out: ``hidden``, labels that
tau-Argus would hide besides those of too few people; ``intervals``, lowest and highest number of people of each leaf
of too few, given everything else; ``unsafe``, how many of them it calls under-protected.
"""

import json
import os
import sys
import tempfile
from pathlib import Path

FEWEST, SAFETY_PERCENT = 10, 10  # a reader must stay off by 10 % of a hidden number at least, as in the p % rule


def main() -> None:
    """Read, ask, answer."""
    from pytauargus import protect  # type: ignore[import-not-found]  # noqa: PLC0415  # lives in its own environment

    asked = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        codes = Path(folder, "tree.hrc")
        codes.write_text("".join(f"{'@' * depth}{label}\n" for depth, label in asked["tree"]))
        people = [label for label, n in asked["leaves"] for _ in range(n)]
        result = protect(
            {"place": people, "people": [1.0] * len(people)},
            [["place"]],
            response="people",
            safety_rules=f"FREQ({FEWEST},{SAFETY_PERCENT})",
            suppress="OPT(1)",
            hrc={"place": str(codes)},
            hierleadstring="@",
            workdir=folder,
        )
        rows = result.engine.audit(0)
        hidden = [row["place"] for row in result.tables[0].rows if row["status"] == "M"]
    answer = {
        "hidden": hidden,
        "intervals": [(row["min"], row["max"]) for row in rows],
        "unsafe": sum(bool(row["unsafe"]) for row in rows),
    }
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
