"""However the work is cut and shared, the same answers give the same release."""

import subprocess
import sys

import pytest

from burden.models import Release
from tests.aggregation.faults.conftest import ClosedWave, Workers, call_until_finished
from tests.aggregation.faults.test_kills import assert_one_right_release
from tests.engines import ROOT

LONGEST_WAIT = 90


@pytest.mark.parametrize(
    ("processes", "most_rows"),
    [(1, 10**9), (5, 30), *(pytest.param(*case, marks=pytest.mark.long) for case in ((2, 150), (5, 10**9), (1, 30)))],
)
def test_the_hash_does_not_depend_on_the_number_of_workers_and_the_size_of_shards(
    closed_wave: ClosedWave, workers: Workers, processes: int, most_rows: int
) -> None:
    release = closed_wave.begin(most_rows=most_rows)
    workers.resize(processes)
    for _ in range(processes):
        workers.call(release)
    call_until_finished(release, workers)
    assert_one_right_release(closed_wave)


def test_two_closings_at_once_in_two_terminals_end_in_the_same_release(
    closed_wave: ClosedWave, workers: Workers
) -> None:
    closed_wave.reopen_closing()
    argv = [sys.executable, "manage.py", "close_wave", "2026Q4", "--wait"]
    closings = [
        subprocess.Popen(argv, cwd=ROOT, env=workers.environment, stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    printed = [closing.communicate(timeout=LONGEST_WAIT)[0] for closing in closings]
    assert [closing.returncode for closing in closings] == [0, 0]
    release = Release.objects.get()
    line = f"已发布 {release.short_id}，SHA-256 {closed_wave.sha256}"
    assert all(line in out for out in printed)
    assert_one_right_release(closed_wave)
