"""What the site needs beside itself: does the database answer, is it migrated, does the broker answer."""

from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from kombu.exceptions import OperationalError
from redis import Redis, RedisError

OK = "ok"
UNREACHABLE = "unreachable"
NOT_MIGRATED = "not migrated"

WORKER_SECONDS = 2.0


def database_state() -> str:
    """Return ``ok``, ``unreachable`` or ``not migrated``."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return OK if _is_migrated() else NOT_MIGRATED
    except DatabaseError:
        return UNREACHABLE


def broker_state() -> str:
    """Return ``ok`` or ``unreachable``."""
    try:
        with _broker() as client:
            client.ping()
    except (RedisError, OSError):
        return UNREACHABLE
    return OK


def queue_length() -> int:
    """Return how many tasks wait; -1 where the broker is down."""
    try:
        with _broker() as client:
            return int(client.llen("celery"))
    except (RedisError, OSError):
        return -1


def is_a_worker_answering() -> bool:
    """Tell whether any worker answers within ``WORKER_SECONDS``; the first answer is enough."""
    if broker_state() == UNREACHABLE:
        return False
    try:
        return bool(current_app.control.broadcast("ping", reply=True, timeout=WORKER_SECONDS, limit=1))
    except (OperationalError, RedisError, OSError):
        return False


def _broker() -> Redis:
    """Return a client of the broker that gives up after a second."""
    url = settings.CELERY_BROKER_URL.replace("redis+socket://", "unix://")
    return Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1)


def _is_migrated() -> bool:
    """Look once a process whether every migration is applied; a migrated database does not fall back."""
    if cache.get("migrated"):
        return True
    executor = MigrationExecutor(connection)
    is_done = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    if is_done:
        cache.set("migrated", is_done, timeout=None)
    return is_done
