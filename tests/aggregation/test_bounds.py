"""No compiled loop reaches beyond its arrays: the tests of a release run once with every index checked."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHECKED = [
    "tests/domain",
    "tests/aggregation",
    "--ignore=tests/aggregation/faults",
    f"--ignore={Path(__file__).relative_to(ROOT)}",
]
BEYOND = """
import numpy
from burden.domain.compiled import compiled

@compiled
def beyond(numbers):
    return numbers[len(numbers)]

beyond(numpy.zeros(3, dtype=numpy.int64))
"""


def checked(folder: Path) -> dict[str, str]:
    """Return the environment in which numba checks every index; its machine code is kept apart from the usual.

    So are the servers: those of the run that this test belongs to are up already, and in use.
    """
    own = {"NUMBA_CACHE_DIR": str(folder / "code"), "LOCAL_DIR": str(folder / "local")}
    inherited = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    return inherited | own | {"NUMBA_BOUNDSCHECK": "1"}


@pytest.mark.long
def test_the_tests_of_a_release_pass_with_every_index_checked(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-m", "not long", *CHECKED]
    told = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=checked(tmp_path), check=False)
    assert told.returncode == 0, told.stdout[-3000:]


def test_an_index_beyond_an_array_is_noticed_there(tmp_path: Path) -> None:
    script = tmp_path / "beyond.py"
    script.write_text(BEYOND, encoding="utf-8")
    environment = {**checked(tmp_path), "PYTHONPATH": str(ROOT)}
    told = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, cwd=ROOT, env=environment, check=False
    )
    assert "IndexError" in told.stderr
