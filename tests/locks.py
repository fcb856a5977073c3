"""Waiting until others wait, for tests that bring two connections into each other's way."""

import time

import pytest
from django.db import connection

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
