"""Workers die at every stage of a release, and the release comes out as if nothing had happened."""

import os
import signal
from random import Random

import pytest

from burden.aggregation.content_hash import content_sha256
from burden.aggregation.release import rebuilt_sha256, work_on
from burden.models import Release
from tests.aggregation.faults.conftest import ClosedWave, Workers, call_until_finished
from tests.aggregation.faults.stages import ONCE, STAGES, Death
from tests.aggregation.oracle import expected_figures, stored_figures

SEED = 2026


def drawn(number: int) -> list[tuple[str, Death, int]]:
    """Draw stages - each once before any comes again -, ways to die, and how often the stage is passed first."""
    random = Random(SEED)
    stages = [stage for _ in range(0, number, len(STAGES)) for stage in random.sample(list(STAGES), len(STAGES))]
    faults = []
    for place, stage in enumerate(stages[:number]):
        visit = 1 if stage in ONCE else random.choice((1, 2, 3))
        faults.append((stage, Death.WORKER if place % 5 == 0 else Death.PROCESS, visit))
    return faults


def assert_one_right_release(closed_wave: ClosedWave) -> None:
    [release] = Release.objects.all()
    assert (release.state, release.is_current, release.wave.state) == ("published", True, "released")
    assert release.content_hash == closed_wave.sha256
    assert content_sha256(release) == closed_wave.sha256


def test_the_undisturbed_release_is_what_the_oracle_says(closed_wave: ClosedWave) -> None:
    release = closed_wave.begin()
    work_on(release.pk)
    assert stored_figures(release) == expected_figures(closed_wave.world)
    assert_one_right_release(closed_wave)


@pytest.mark.parametrize(("stage", "death", "visit"), drawn(10))
def test_a_worker_killed_at_any_stage_costs_nothing_but_time(
    closed_wave: ClosedWave, workers: Workers, stage: str, death: Death, visit: int
) -> None:
    assert_survived(closed_wave, workers, stage, death, visit)


@pytest.mark.long
@pytest.mark.parametrize(("stage", "death", "visit"), drawn(50)[10:])
def test_forty_more_kills_cost_nothing_but_time(
    closed_wave: ClosedWave, workers: Workers, stage: str, death: Death, visit: int
) -> None:
    assert_survived(closed_wave, workers, stage, death, visit)


def assert_survived(closed_wave: ClosedWave, workers: Workers, stage: str, death: Death, visit: int) -> None:
    """Release the wave while a worker dies; nothing is visible before everything is."""
    release = closed_wave.begin()
    workers.order.give(stage, death, at_visit=visit)
    call_until_finished(release, workers)
    assert workers.order.victim is not None
    assert_one_right_release(closed_wave)


@pytest.mark.long
@pytest.mark.parametrize("stage", ["a shard is computed", "the trunk"])
def test_a_frozen_worker_that_thaws_after_the_publication_changes_nothing(
    closed_wave: ClosedWave, workers: Workers, stage: str
) -> None:
    release = closed_wave.begin()
    workers.order.give(stage, Death.FREEZE)
    call_until_finished(release, workers)
    assert_one_right_release(closed_wave)
    os.kill(workers.order.wait_for_victim(), signal.SIGCONT)
    workers.wait_until_idle()
    assert_one_right_release(closed_wave)
    assert rebuilt_sha256(release) == closed_wave.sha256
