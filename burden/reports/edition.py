"""When a page that was made before is still true: as long as nothing has changed that it was made from."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import cache
from typing import Any

from django.db import connection

from burden.models.edition import current_edition, watched_tables

__all__ = ["TablesRead", "current_edition"]

_READS = re.compile(r'\b(?:FROM|JOIN)\s+"?(\w+)"?|"(burden_\w+)"')
_UNKNOWN = "?"


class TablesRead:
    """Notes the tables that are read while a page is made."""

    def __init__(self) -> None:
        self._tables: set[str] = set()

    def noting(self) -> AbstractContextManager[None]:
        """Return the context in which tables are noted."""
        return connection.execute_wrapper(self)

    def __call__(
        self,
        execute: Callable[..., object],
        sql: str,
        params: object,
        many: bool,  # noqa: FBT001  # as Django calls it
        context: dict[str, Any],
    ) -> object:
        """Note the tables of one statement, and execute it."""
        self._tables |= _tables_of(str(sql))
        return execute(sql, params, many, context)

    @property
    def are_watched(self) -> bool:
        """Whether a change to any of them makes a new edition; a statement that writes is never."""
        return self._tables <= _watched()


def _tables_of(sql: str) -> set[str]:
    """Return the tables that a statement reads.

    >>> sorted(_tables_of('SELECT 1 FROM "burden_wave" INNER JOIN "burden_region" ON (1 = 1)'))
    ['burden_region', 'burden_wave']
    >>> _tables_of('DELETE FROM "burden_wave"') == {"burden_wave", _UNKNOWN}
    True
    """
    found = {name for names in _READS.findall(sql) for name in names if name}
    return found if sql.lstrip().upper().startswith("SELECT") else found | {_UNKNOWN}


@cache
def _watched() -> frozenset[str]:
    """Return the tables that are watched, asked once: they change with migrations alone."""
    return watched_tables()
