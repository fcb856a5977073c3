"""A worker tries its arithmetic on a made-up county before it takes part."""

import subprocess
import sys
from pathlib import Path

import pytest

from burden.aggregation import subtree
from burden.aggregation.figures import Some
from burden.aggregation.tasks import get_ready_for_releases
from burden.aggregation.warming import NotReadyError, examined_county, get_ready

ROOT = Path(__file__).resolve().parents[2]
LOADED = """
import gc
import django
django.setup()
from burden.aggregation.warming import get_ready
from burden.domain.compiled import Compiled
get_ready()
loops = [one for one in gc.get_objects() if type(one) is Compiled]
called = [one for one in loops if "dispatcher" in vars(one)]
print(len(loops) > 20, {one.__module__ for one in loops} - {one.__module__ for one in called})
"""


def test_a_made_up_county_is_examined_and_passes_the_gate() -> None:
    report = examined_county()
    assert report.findings == []
    # Two townships have enough people of one level, in each of 32 blocks; the others' figures wait for the county.
    assert report.cells == 2 * 32


def test_a_worker_that_computes_wrongly_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    def forgetful(*_: object) -> list[Some]:
        return []

    get_ready.cache_clear()
    monkeypatch.setattr(subtree, "sum_up", forgetful)
    with pytest.raises(NotReadyError):
        get_ready()
    with pytest.raises(SystemExit):
        get_ready_for_releases()


def test_every_file_of_loops_is_loaded_before_work_comes() -> None:
    told = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, cwd=ROOT, check=True)
    assert told.stdout == "True set()\n"
