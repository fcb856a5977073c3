"""The real engines of a test run: PostgreSQL, Valkey, Celery workers."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.apps import AppConfig
from django.conf import settings
from django.db import connection
from django.db.models.signals import post_migrate
from django.dispatch import receiver
from redis import Redis

from config.services.supervisor import Services

ROOT = Path(__file__).resolve().parent.parent
WORKER_SECONDS = 60


@pytest.fixture(scope="session")
def engines() -> Iterator[Services | None]:
    """PostgreSQL and Valkey of this run, gone with their data afterwards; None where the environment names others."""
    if os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"):
        yield None
        return
    # What a power cut would lose does not matter to data that lives for one run.  Nobody cleans up in the background:
    # tests count transactions, look into files for what was deleted, and empty the tables themselves.
    no_care = {"fsync": "off", "full_page_writes": "off", "autovacuum": "off"}
    with Services(settings.LOCAL_DIR / "services", database_settings=no_care) as running:
        yield running


@pytest.fixture(scope="session")
def django_db_modify_db_settings(engines: Services | None) -> None:
    """Start the engines before pytest-django makes its database."""


@pytest.fixture(scope="session")
def broker(engines: Services | None) -> Redis:
    """A client of the broker that the site and its workers use in this run."""
    return Redis.from_url(settings.CELERY_BROKER_URL.replace("redis+socket://", "unix://"))


@receiver(post_migrate)
def drop_rooms_without_a_wave(app_config: AppConfig, **_: Any) -> None:
    """Forget tables of packs whose waves a test has left behind: each costs every later test that empties tables."""
    if app_config.label != "burden":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = to_regclass('burden_answerpack')"
            " AND NOT EXISTS (SELECT FROM burden_wave WHERE inhrelid = to_regclass('burden_answerpack_' || id))"
        )
        if rooms := [room for (room,) in cursor.fetchall()]:
            cursor.execute(f"DROP TABLE {', '.join(rooms)}")


@pytest.fixture
def site_environment(transactional_db: None) -> dict[str, str]:
    """Environment for a process of the site that must see this test's database (committed rows) and broker."""
    return environment_for(connection.settings_dict)


def environment_for(database: Mapping[str, Any]) -> dict[str, str]:
    """Return the environment of a process that works on the database with these settings and on this run's broker."""
    host = f"?host={database['HOST']}" if database["HOST"].startswith("/") else ""
    place = "" if host else f"{database['HOST']}:{database['PORT'] or 5432}"
    secret = f":{database['PASSWORD']}" if database["PASSWORD"] else ""
    return os.environ | {
        "DATABASE_URL": f"postgresql://{database['USER']}{secret}@{place}/{database['NAME']}{host}",
        "REDIS_URL": settings.CELERY_BROKER_URL,
    }


@pytest.fixture
def celery_workers(site_environment: dict[str, str], broker: Redis, tmp_path: Path) -> Iterator[None]:
    """A real worker with two processes, on this test's database and an empty queue; stopped with the test."""
    broker.flushdb()
    log = tmp_path / "worker.log"
    argv = ["celery", "-A", "config", "worker", "--concurrency", "2", "--without-gossip", "--without-mingle"]
    with log.open("wb") as output:
        worker = subprocess.Popen(
            [sys.executable, "-m", *argv, "--loglevel", "INFO", "--hostname", f"test-{os.getpid()}@localhost"],
            cwd=ROOT,
            env=site_environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait_for_worker(worker, log)
        yield
    finally:
        worker.terminate()
        try:
            worker.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(worker.pid, 9)
            worker.wait()


def _wait_for_worker(worker: subprocess.Popen[bytes], log: Path) -> None:
    from config.celery import app  # noqa: PLC0415  # Django's settings must be ready

    for _ in range(WORKER_SECONDS):
        if worker.poll() is not None:
            break
        if app.control.ping(destination=[f"test-{os.getpid()}@localhost"], timeout=1.0):
            return
    pytest.fail(f"The worker did not answer:\n{log.read_text(errors='replace')}")
