"""T9: tau-Argus, the tool of statistical offices, on the tables that a release amounts to.

One table a level: regions as a hierarchy, and below each region the units of its atoms.  Units that stand alone are
published, units of a remainder are not; silent ones stand beside them with nobody, as a reader must expect.  tau-Argus
is asked whether it would hide anything else, and what it can tell of the hidden ones.
"""

import json
import subprocess
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from burden.domain.atoms import PlannedAtom, plan_atoms
from burden.domain.region_tree import RegionTree
from burden.domain.rules import Rules
from tests.attacks.finding import Finding
from tests.attacks.on_cells import K, random_groups
from tests.attacks.worlds import SHAPES, Unit

ROOT = Path(__file__).resolve().parent.parent.parent
PYTHON = ROOT / ".venv-tau" / "bin" / "python"
SCRIPT = Path(__file__).with_name("tau_table.py")
MOST_CELLS = 500  # larger tables take minutes each
SECONDS = 600

Table = dict[str, list[tuple[Any, Any]]]


def tau_argus(chance: Random, rounds: int) -> Finding:
    """Pose the tables of random releases."""
    asked, widths, breaches = 0, [], []
    for turn in range(rounds):
        tree, groups = random_groups(chance, shape=sorted(SHAPES)[turn % len(SHAPES)])
        # It is posed numbers of people, so nothing but these may decide: no head counts, no values that dominate.
        plain = [replace(group, magnitudes=()) for group in groups if group.people is None]
        people = {(group.code, group.level): group.n for group in plain}
        atoms = plan_atoms(tree, plain, rules=Rules(smallest_group=K)).atoms
        for table in tables_of(tree, atoms, people):
            answer = opinion(table)
            asked += 1
            widths += [high - low for low, high in answer["intervals"]]
            breaches += [f"it would hide {label}" for label in answer["hidden"]]
            breaches += [f"{answer['unsafe']} cells under-protected"] if answer["unsafe"] else []
    return Finding(
        tried=f"{asked} tables, {len(widths)} hidden cells",
        best=f"narrowest interval {min(widths, default=0):.0f} people wide",
        breaches=tuple(breaches),
    )


def opinion(table: Table) -> dict[str, Any]:
    """Return what tau-Argus says of a table; raises CalledProcessError where it does not run."""
    done = subprocess.run(
        [str(PYTHON), str(SCRIPT)], input=json.dumps(table), capture_output=True, text=True, check=True, timeout=SECONDS
    )
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def tables_of(tree: RegionTree, atoms: Sequence[PlannedAtom], people: dict[Unit, int]) -> Iterator[Table]:
    """Yield one table a level."""
    by_level: dict[int, list[PlannedAtom]] = defaultdict(list)
    for atom in atoms:
        by_level[atom.level].append(atom)
    for of_level in by_level.values():
        table = _table(tree, of_level, people)
        if len(table["tree"]) <= MOST_CELLS:
            yield table


def _table(tree: RegionTree, atoms: Sequence[PlannedAtom], people: dict[Unit, int]) -> Table:
    below: dict[str, list[int]] = defaultdict(list)
    for atom in atoms:
        below[atom.span] += [people[unit] for unit in atom.groups]
        below[atom.span] += [0] if atom.kind != "own" else []
    used = {code for span in below for code in tree.ancestry(span)}
    lines: list[tuple[Any, Any]] = []
    leaves: list[tuple[Any, Any]] = []
    for code in (code for code in tree.codes if code in used):
        depth = len(tree.ancestry(code)) - 1
        lines.append((depth, f"r{len(lines):05d}"))
        for n in below[code]:
            label = f"u{len(lines):05d}"
            lines.append((depth + 1, label))
            leaves.append((label, n))
    return {"tree": lines, "leaves": leaves}
