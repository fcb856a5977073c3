"""Reading few fat rows: a row a person would cost about 2 microseconds of Python each, a pack costs next to nothing."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

import numpy as np
import psycopg
from django.db import connection
from numpy.typing import NDArray

IntArray: TypeAlias = NDArray[np.int64]
_ROWS_AT_ONCE = 32  # a few hundred kilobytes of packs, for which the same memory serves again and again


def execute(sql: str, parameters: Sequence[object]) -> None:
    """Run a statement in Django's connection and transaction; %b sends bytes as they are, not as twice as much text."""
    connection.ensure_connection()
    with psycopg.Cursor(connection.connection) as cursor:
        cursor.execute(sql.encode(), parameters)


def query(sql: str, parameters: Sequence[object]) -> list[tuple[Any, ...]]:
    """Run a query in Django's connection and transaction and return its rows; bytes arrive in binary."""
    return [*stream(sql, parameters)]


def stream(sql: str, parameters: Sequence[object]) -> Iterator[tuple[Any, ...]]:
    """Run a query as :func:`query` does and yield its rows as they arrive, while the server looks for the next ones.

    The connection is busy until the last row has been taken.
    """
    connection.ensure_connection()
    with psycopg.Cursor(connection.connection) as cursor:
        yield from cursor.stream(sql.encode(), parameters, binary=True, size=_ROWS_AT_ONCE)
