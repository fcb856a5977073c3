"""What machines ask: is the process alive, may traffic come, and a few operational counts. No answers, no scope."""

import time
from typing import Final

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from redis import Redis, RedisError

STARTED: Final = time.time()
TEXT: Final = "text/plain; version=0.0.4; charset=utf-8"


@require_GET
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001  # a view
    """Answer as long as the process lives, whatever its neighbours do."""
    return JsonResponse({"status": "ok"})


@require_GET
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001  # a view
    """Answer 200 where the database is reached and every migration applied, else 503.

    The broker is reported but not required: answers are taken in without it.
    """
    database = database_state()
    ready = database == "ok"
    body = {"status": "ok" if ready else "unavailable", "database": database, "broker": broker_state()}
    return JsonResponse(body, status=200 if ready else 503)


@require_GET
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # a view
    """Write operational counts in Prometheus text form; none of them says anything about an answer."""
    lines = [
        _metric("burden_process_start_time_seconds", "When this process started.", STARTED),
        _metric("burden_database_up", "1 where the database answers and is migrated.", database_state() == "ok"),
        _metric("burden_broker_up", "1 where the broker answers.", broker_state() == "ok"),
        _metric("burden_broker_queue_length", "Tasks that wait; -1 where the broker is down.", _queue_length()),
    ]
    return HttpResponse("".join(lines), content_type=TEXT)


def database_state() -> str:
    """Return ``ok``, ``unreachable`` or ``not migrated``."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return "ok" if _migrated() else "not migrated"
    except DatabaseError:
        return "unreachable"


def broker_state() -> str:
    """Return ``ok`` or ``unreachable``."""
    try:
        with broker() as client:
            client.ping()
    except (RedisError, OSError):
        return "unreachable"
    return "ok"


def broker() -> Redis:
    """Return a client of the broker that gives up after a second."""
    url = settings.CELERY_BROKER_URL.replace("redis+socket://", "unix://")
    return Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1)


def _queue_length() -> int:
    try:
        with broker() as client:
            return int(client.llen("celery"))
    except (RedisError, OSError):
        return -1


def _migrated() -> bool:
    """Look once a process whether every migration is applied; a migrated database does not fall back."""
    if cache.get("migrated"):
        return True
    executor = MigrationExecutor(connection)
    done = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    if done:
        cache.set("migrated", done, timeout=None)
    return done


def _metric(name: str, meaning: str, value: float) -> str:
    return f"# HELP {name} {meaning}\n# TYPE {name} gauge\n{name} {float(value):.15g}\n"
