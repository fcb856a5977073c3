"""What machines ask: is the process alive, may traffic come, and a few operational counts. No answers, no scope."""

import time
from typing import Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from burden.operate.health.neighbours import OK, broker_state, database_state, queue_length

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
    ready = database == OK
    body = {"status": "ok" if ready else "unavailable", "database": database, "broker": broker_state()}
    return JsonResponse(body, status=200 if ready else 503)


@require_GET
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # a view
    """Write operational counts in Prometheus text form; none of them says anything about an answer."""
    lines = [
        _metric("burden_process_start_time_seconds", "When this process started.", STARTED),
        _metric("burden_database_up", "1 where the database answers and is migrated.", database_state() == OK),
        _metric("burden_broker_up", "1 where the broker answers.", broker_state() == OK),
        _metric("burden_broker_queue_length", "Tasks that wait; -1 where the broker is down.", queue_length()),
    ]
    return HttpResponse("".join(lines), content_type=TEXT)


def _metric(name: str, meaning: str, value: float) -> str:
    return f"# HELP {name} {meaning}\n# TYPE {name} gauge\n{name} {float(value):.15g}\n"
