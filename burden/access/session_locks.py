"""Work that one process at a time may do, claimed by a lock of its database session."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def session_lock(key: uuid.UUID | str) -> Iterator[bool]:
    """Claim what the random key stands for and say whether that worked; whoever comes second does not wait.

    The claim ends with the block or, of a worker that is killed, with its connection.
    """
    number = uuid.UUID(str(key)).int & (2**63 - 1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [number])
        [is_ours] = cursor.fetchone()
    try:
        yield is_ours
    finally:
        if is_ours:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [number])
