"""Going on after the database was away: it restarts, or moves to another server, in the midst of a long computation."""

import logging
import time
from collections.abc import Callable
from typing import TypeVar

import psycopg
from django.db import InterfaceError, OperationalError, connection

logger = logging.getLogger(__name__)

Result = TypeVar("Result")

# Whether Django hands the error on or psycopg itself, which the fast roads to the tables use.
DATABASE_IS_AWAY = (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError)
LONGEST_ABSENCE = 60.0  # seconds; a failing task or command is taken up again later anyway
SECONDS_BETWEEN_TRIES = 0.5


def outlasting(step: Callable[[], Result]) -> Result:
    """Return what the step returns, beginning it anew after each loss of the database.

    The step must be safe to repeat.  Raises what the step raised once the database was away for ``LONGEST_ABSENCE``
    seconds without a break, and at once within a transaction, whose beginning nobody here could repeat.
    """
    away_since: float | None = None
    while True:
        begun = time.monotonic()
        try:
            return step()
        except DATABASE_IS_AWAY:
            if connection.in_atomic_block:
                raise
            # A step that worked for a while before it failed met another absence, not the same one.
            if away_since is None or time.monotonic() - begun > LONGEST_ABSENCE:
                away_since = begun
            if time.monotonic() - away_since > LONGEST_ABSENCE:
                raise
            logger.warning("The database does not answer; trying again.")
            connection.close()
            time.sleep(SECONDS_BETWEEN_TRIES)
