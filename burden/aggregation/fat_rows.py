"""Reading many answers as few fat rows: PostgreSQL concatenates each region's values, NumPy reads them as one column.

A row a person costs about 2 microseconds of Python each; a row a region and level costs next to nothing.
"""

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

import numpy as np
import psycopg
from django.db import connection
from numpy.typing import NDArray

IntArray: TypeAlias = NDArray[np.int64]

MISSING = -1  # no answer column holds a negative number
_BIG_ENDIAN_INT2 = np.dtype(">i2")


def query(sql: str, parameters: Sequence[object]) -> list[tuple[Any, ...]]:
    """Run a query in Django's connection and transaction and return its rows; bytes arrive in binary."""
    connection.ensure_connection()
    with psycopg.Cursor(connection.connection) as cursor:
        cursor.execute(sql.encode(), parameters, binary=True)
        return cursor.fetchall()


def packed(expression: str, *, only_where: str) -> str:
    """Return SQL that concatenates the expression over a group as 2-byte integers, MISSING for NULL.

    All packed columns of one query see the rows in the same order, so they run in step.
    """
    return (
        f"coalesce(string_agg(int2send(coalesce({expression}, {MISSING})::int2), ''::bytea)"
        f" FILTER (WHERE {only_where}), ''::bytea)"
    )


def unpacked(chunks: Iterable[bytes]) -> IntArray:
    """Return the values of packed chunks, one after the other."""
    return np.frombuffer(b"".join(chunks), dtype=_BIG_ENDIAN_INT2).astype(np.int64)
