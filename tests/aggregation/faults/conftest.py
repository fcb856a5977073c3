"""A closed wave in a database of its own, and workers that die when they are told."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker
from redis import Redis, RedisError

from burden.aggregation.release import start_release, work_on
from burden.aggregation.tasks import call_workers, resume_releases
from burden.models import Release, Wave
from config.celery import app
from tests.aggregation.faults.stages import ORDER, Order
from tests.aggregation.world import World, make_world
from tests.demo_site import connected_to, copied_database
from tests.engines import ROOT, environment_for

PEOPLE = 260
ROWS_A_SHARD = 130
SECONDS_TO_FINISH = 90
SECONDS_TO_START = 60
SECONDS_TO_SAY = 15.0  # of a worker on a busy machine that is asked how it is


@dataclass(frozen=True, kw_only=True)
class ClosedWave:
    """A wave that is closed and promoted; ``sha256`` is what its release has when nothing goes wrong."""

    world: World
    database: str
    environment: dict[str, str]
    sha256: str = ""

    def reopen_closing(self) -> None:
        """Forget what was released before: the wave is closed, and its release has not begun."""
        Release.objects.all().delete()
        Wave.objects.update(state=Wave.State.CLOSED)

    def begin(self, *, most_rows: int = ROWS_A_SHARD) -> Release:
        """Forget what was released before and plan a release anew."""
        self.reopen_closing()
        return start_release(wave=Wave.objects.get(), most_rows=most_rows)


class Workers:
    """A Celery worker of several processes, which may be killed and started again."""

    def __init__(self, environment: dict[str, str], broker: Redis, folder: Path) -> None:
        self._broker = broker
        self.order = Order(folder / "order")
        self.environment = environment | {ORDER: str(folder / "order"), "DJANGO_SETTINGS_MODULE": "tests.settings"}
        self._log = folder / "worker.log"
        self._name = f"faults-{os.getpid()}@localhost"
        self._worker: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and return when it answers."""
        argv = ["celery", "-A", "tests.aggregation.faults.dying_worker", "worker", "--concurrency", "2"]
        argv += ["--without-gossip", "--without-mingle", "--loglevel", "INFO", "--hostname", self._name]
        with self._log.open("ab") as log:
            self._worker = subprocess.Popen(
                [sys.executable, "-m", *argv],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + SECONDS_TO_START
        while not self._answers():
            if self._worker.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"The worker did not answer:\n{self.log}")

    def _answers(self) -> bool:
        try:
            return bool(app.control.ping(destination=[self._name], timeout=0.5))
        except RedisError:
            # A connection from before the broker's restart; the next one is new.
            return False

    def start_again_if_dead(self) -> None:
        """Do what a supervisor does."""
        if self._worker is None or self._worker.poll() is not None:
            self.start()

    @property
    def has_calls(self) -> bool:
        """Whether calls wait that no process fetched yet."""
        return bool(self._broker.llen("celery"))

    def call(self, release: Release) -> None:
        """Ask one process to take part in a release."""
        call_workers(release.pk, 1)

    def resize(self, processes: int) -> None:
        """Let it have so many processes."""
        [answer] = (app.control.inspect([self._name], timeout=SECONDS_TO_SAY).stats() or {}).values()
        more = processes - answer["pool"]["max-concurrency"]
        change = app.control.pool_grow if more > 0 else app.control.pool_shrink
        if more:
            change(abs(more), destination=[self._name], reply=True, timeout=SECONDS_TO_SAY)

    def wait_until_idle(self) -> None:
        """Return when none of its processes is at work any more."""
        deadline = time.monotonic() + SECONDS_TO_FINISH
        while self._is_busy():
            assert time.monotonic() < deadline, self.log
            time.sleep(0.1)

    def _is_busy(self) -> bool:
        active = app.control.inspect([self._name], timeout=SECONDS_TO_SAY).active()
        return active is None or any(active.values())

    def stop(self) -> None:
        """End it in good order, hard where it does not."""
        if self._worker is None:
            return
        self._worker.terminate()
        try:
            self._worker.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self._worker.pid, 9)
            self._worker.wait()

    @property
    def log(self) -> str:
        """What it wrote."""
        return self._log.read_text(errors="replace")


@pytest.fixture(scope="package")
def prepared_wave(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[ClosedWave]:
    """The wave in a database of its own, released once without faults."""
    with ExitStack() as stack:
        with django_db_blocker.unblock():
            name = stack.enter_context(copied_database("faults"))
            with connected_to(name):
                wave = ClosedWave(
                    world=make_world(people=PEOPLE, seed=3),
                    database=name,
                    environment=environment_for(connection.settings_dict) | {"RELEASE_LEASE_SECONDS": "1"},
                )
                undisturbed = wave.begin()
                work_on(undisturbed.pk)
                undisturbed.refresh_from_db()
        yield replace(wave, sha256=undisturbed.content_hash)
        with django_db_blocker.unblock():
            stack.close()


@pytest.fixture
def closed_wave(prepared_wave: ClosedWave, db: None) -> Iterator[ClosedWave]:
    """Let a test work on the wave; what it writes is there for other processes and stays."""
    with connected_to(prepared_wave.database):
        yield prepared_wave


@pytest.fixture(scope="package")
def workers(prepared_wave: ClosedWave, broker: Redis, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workers]:
    broker.flushdb()
    running = Workers(prepared_wave.environment, broker, tmp_path_factory.mktemp("workers"))
    running.start()
    yield running
    running.stop()
    broker.flushdb()


def call_until_finished(release: Release, workers: Workers) -> Release:
    """Do what clock and supervisor do until the release is out: look for work that waits, start what died."""
    deadline = time.monotonic() + SECONDS_TO_FINISH
    while Release.objects.get(pk=release.pk).state == Release.State.COMPUTING:
        if time.monotonic() > deadline:
            pytest.fail(f"The release was not finished.\n{workers.log}")
        workers.start_again_if_dead()
        if not workers.has_calls:
            resume_releases()
        time.sleep(0.1)
    return Release.objects.get()
