"""Waiting until others wait, for tests that bring two connections into each other's way."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from django.db import connection, transaction

SECONDS_TO_LOCK = 30


def wait_for_waiting(number: int = 1) -> None:
    """Return when so many connections of this server wait for a lock; fails the test where they never do."""
    deadline = time.monotonic() + SECONDS_TO_LOCK
    with connection.cursor() as cursor:
        while time.monotonic() < deadline:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchall() == [(number,)]:
                return
            time.sleep(0.02)
    pytest.fail(f"Fewer or more than {number} came to wait.")


def beside(first: Callable[[], object], second: Callable[[], object]) -> "Future[object]":
    """Do the first and, before it is committed, begin the second, which has to wait for it; return how that ended."""

    def alone() -> object:
        try:
            return second()
        finally:
            connection.close()

    # The transaction is committed before the pool waits for its work.
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        first()
        outcome = pool.submit(alone)
        wait_for_waiting()
    return outcome
