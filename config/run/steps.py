"""What must be done before the site can be shown, each step in a process of its own that runs to its end."""

import subprocess
import sys

from config.run.children import DIES_WITH_US
from config.run.options import ROOT, CannotRun


def python(*words: str) -> None:
    """Run Python with these words, its output in the terminal; raise :class:`CannotRun` where it fails."""
    command = [*DIES_WITH_US, sys.executable, *words]
    if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:  # noqa: S603  # our own command
        raise CannotRun(f"The step `{' '.join(words)}` failed; its reason stands above.")


def manage(*words: str) -> None:
    """Run a management command likewise."""
    python("manage.py", *words)
