"""What must be done before the site can be shown, each step a management command in a process of its own."""

import os
import subprocess
import sys
from typing import Final

from config.run.children import DIES_WITH_US
from config.run.options import ROOT, CannotRun

_MANAGE: Final = [sys.executable, "manage.py"]


def manage(*words: str) -> None:
    """Run a management command to its end, its output in the terminal; :class:`CannotRun` where it fails."""
    command = [*DIES_WITH_US, *_MANAGE, *words]
    if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:  # noqa: S603  # our own command
        raise CannotRun(f"The step `manage.py {' '.join(words)}` failed; its reason stands above.")


def prepare_database() -> None:
    """Bring tables and static files up to date, and load the regions where there are none."""
    manage("migrate", "--noinput", "--verbosity", "0")
    manage("collectstatic", "--noinput", "--verbosity", "0")
    if not _ask("from burden.models import Region; print(Region.objects.exists())"):
        manage("load_regions")


def _ask(question: str) -> bool:
    """Run a line of Python inside the site that prints True or False."""
    # Django announces its automatic imports unless told not to.
    argv = [*_MANAGE, "shell", "--no-imports", "--verbosity", "0", "--command", question]
    answer = subprocess.run(  # noqa: S603  # our own command
        argv, cwd=ROOT, env=os.environ | {"PYTHONWARNINGS": ""}, capture_output=True, text=True, check=False
    )
    if answer.returncode != 0:
        raise CannotRun(f"The database could not be asked: {answer.stderr.strip().splitlines()[-1]}")
    return answer.stdout.strip() == "True"
