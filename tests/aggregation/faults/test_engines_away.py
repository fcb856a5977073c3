"""Broker and database are lost in the midst of a release."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.db import connections
from redis import Redis

from config.services.supervisor import Services
from tests.aggregation.faults.conftest import ClosedWave, Workers, call_until_finished
from tests.aggregation.faults.stages import Death
from tests.aggregation.faults.test_kills import assert_one_right_release
from tests.engines import ROOT

LONGEST_WAIT = 90

pytestmark = pytest.mark.long


def restart(engines: Services, name: str) -> None:
    """Stop one server as its administrator would, which ends all its connections, and start it again."""
    [server] = [server for server in engines._servers if server.name == name]  # noqa: SLF001  # the one to stop
    server.stop()
    assert engines.revive() == [name]
    connections.close_all()


@pytest.fixture
def own_engines(engines: Services | None, closed_wave: ClosedWave) -> Iterator[Services]:
    """The servers of this run, which may be stopped: no connection of this process must outlive that."""
    assert engines is not None, "Only servers of the tests' own can be restarted: unset DATABASE_URL and REDIS_URL."
    yield engines
    connections.close_all()


def test_a_broker_that_forgot_everything_and_restarted_costs_nothing_but_time(
    closed_wave: ClosedWave, workers: Workers, broker: Redis, own_engines: Services
) -> None:
    release = closed_wave.begin()
    workers.order.give("a shard is computed", Death.PROCESS, at_visit=2)
    workers.call(release)
    workers.order.wait_for_victim()
    broker.flushall()
    restart(own_engines, "Valkey")
    call_until_finished(release, workers)
    assert_one_right_release(closed_wave)


@pytest.mark.parametrize("stage", ["a shard is written", "the gate"])
def test_workers_outlast_a_restart_of_the_database(
    closed_wave: ClosedWave, workers: Workers, own_engines: Services, stage: str
) -> None:
    release = closed_wave.begin()
    workers.order.give(stage, Death.FREEZE)
    workers.call(release)
    victim = workers.order.wait_for_victim()
    restart(own_engines, "PostgreSQL")
    os.kill(victim, signal.SIGCONT)
    call_until_finished(release, workers)
    assert_one_right_release(closed_wave)


def test_a_closing_in_a_terminal_outlasts_a_restart_of_the_database_without_broker_and_workers(
    closed_wave: ClosedWave, workers: Workers, own_engines: Services
) -> None:
    closed_wave.reopen_closing()
    workers.order.give("the gate", Death.FREEZE)
    code = (
        "import sys, django; django.setup(); from tests.aggregation.faults.stages import make_mortal; make_mortal();"
        " from django.core.management import call_command; call_command('close_wave', '2026Q4', '--wait')"
    )
    closing = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=workers.environment | {"REDIS_URL": "redis://127.0.0.1:1/0"},
        stdout=subprocess.PIPE,
        text=True,
    )
    victim = workers.order.wait_for_victim()
    assert victim == closing.pid
    restart(own_engines, "PostgreSQL")
    os.kill(victim, signal.SIGCONT)
    printed, _ = closing.communicate(timeout=LONGEST_WAIT)
    assert closing.returncode == 0
    assert closed_wave.sha256 in printed
    assert_one_right_release(closed_wave)
