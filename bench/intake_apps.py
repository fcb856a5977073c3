"""What the intake is measured against: a bare application for the same web server, on the same database.

It writes two rows and commits, and looks at nothing.
"""

import os
import threading
import uuid
from collections.abc import Callable, Iterable
from typing import Any

import psycopg

StartResponse = Callable[[str, list[tuple[str, str]]], object]
_LOCAL = threading.local()

SCHEMA = (
    "CREATE TABLE bench_key (key_hash bytea PRIMARY KEY, expires_on date NOT NULL)",
    "CREATE TABLE bench_inbox (id uuid PRIMARY KEY, wave_id bigint NOT NULL, kind varchar(8), answers jsonb NOT NULL)",
)
RECEIVED = b'{"status":"received"}'


def bare(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
    """Write the body as it came, and a random key."""
    body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])).decode()
    connection = _connection()
    connection.execute("INSERT INTO bench_key VALUES (%s, '2026-12-01')", [os.urandom(32)])
    connection.execute("INSERT INTO bench_inbox VALUES (%s, 1, 'response', %s)", [uuid.uuid4(), body])
    connection.commit()
    start_response("201 Created", [("Content-Type", "application/json"), ("Content-Length", str(len(RECEIVED)))])
    return [RECEIVED]


def _connection() -> "psycopg.Connection[tuple[Any, ...]]":
    if not hasattr(_LOCAL, "connection"):
        _LOCAL.connection = psycopg.connect(os.environ["BENCH_DATABASE"])
    found: psycopg.Connection[tuple[Any, ...]] = _LOCAL.connection
    return found
