"""Leases: which worker does which piece of a release, told by rows of the database alone.

Claiming a row writes a random token and an end, by the database's clock, into it; the holder renews the end from a
thread while it works.  Nothing is locked meanwhile, so a slow worker holds nobody up, and a dead one is found out by a
lease that ran out, on whatever host it was.  Results are written in a transaction that locks the row and looks whether
the token is still the holder's own; a worker that lost its lease throws its work away.

Every statement is complete in itself or part of one transaction: no state of a session, so a pooler may stand between.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from threading import Event, Thread
from typing import TypeVar
from uuid import uuid4

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from burden.aggregation.fat_rows import execute
from burden.models.leased import Leased

logger = logging.getLogger(__name__)

Row = TypeVar("Row", bound=Leased)

PARTS_OF_A_LEASE = 3  # renewed after each: one renewal may be missed, the second in a row loses the lease
LONGEST_PAUSE = 10  # leases that a row rests after it failed again and again
# Seconds in which the server's kernel finds out that a host vanished in the middle of a transaction: 10 + 3 * 5.
_KEEP_ALIVE = {"tcp_keepalives_idle": "10", "tcp_keepalives_interval": "5", "tcp_keepalives_count": "3"}


class LeaseLostError(Exception):
    """Somebody else holds the lease by now, or the work is done: what this worker computed is thrown away."""


def lease_length() -> timedelta:
    """Return how long a lease holds unless it is renewed."""
    return timedelta(seconds=settings.RELEASE_LEASE_SECONDS)


def is_free() -> Q:
    """Return the condition of rows on which nobody holds a lease."""
    return Q(leased_until__isnull=True) | Q(leased_until__lte=Now())


def claim(rows: QuerySet[Row]) -> Row | None:
    """Take a lease on the first of the rows that is free and return it; None where none is.

    Any number of workers may claim at once: each gets another row.  Nobody waits for the disk, to which what was
    written before may still be on its way: a lease that a crash of the server forgets is one that has ended.
    """
    with transaction.atomic():
        execute("SET LOCAL synchronous_commit = off", [])
        free = rows.filter(is_free()).select_for_update(skip_locked=True, of=("self",), no_key=True)
        row = free.first()
        if row is None:
            return None
        row.leased_by = uuid4()
        row.tries += 1
        _only(row).update(leased_by=row.leased_by, leased_until=Now() + lease_length(), tries=row.tries)
        return row


@contextmanager
def kept(row: Leased) -> Iterator[None]:
    """Renew the lease while the block runs, however long; where the block fails, let others take the row.

    A row whose work failed rests for a while first, longer each time, so that it does not keep workers from the others.
    """
    over = Event()
    renewing = Thread(target=_renew_until, args=(over, row), name="lease", daemon=True)
    renewing.start()
    try:
        yield
    except BaseException as error:
        _end(over, renewing)
        with suppress(OperationalError, InterfaceError):
            give_back(row, has_failed=isinstance(error, Exception))
        raise
    _end(over, renewing)


def renew(row: Leased) -> None:
    """Let the lease run anew from now; without effect once it is another's, and while a transaction has the row."""
    with transaction.atomic():
        if _own(row).select_for_update(skip_locked=True, no_key=True).first():
            _own(row).update(leased_until=Now() + lease_length())


def give_back(row: Leased, *, has_failed: bool) -> None:
    """End the lease, at once or, after a failure, with a pause; without effect once it is another's."""
    pause = lease_length() * min(row.tries, LONGEST_PAUSE) if has_failed else timedelta(0)
    _own(row).update(leased_by=None, leased_until=Now() + pause)


def lock(row: Leased) -> None:
    """Lock the row for the rest of this transaction; raises LeaseLostError unless its lease is still our own.

    A lease that ran out and that nobody else took counts as our own: nobody can take it while the row is locked.
    """
    if not _own(row).select_for_update(no_key=True).first():
        raise LeaseLostError


def end(row: Leased) -> None:
    """End the lease for good, in the transaction that writes the result; no time stays behind."""
    _own(row).update(leased_by=None, leased_until=None)


def end_if_silent(seconds: int) -> None:
    """Let the server end this transaction when its client is gone, or says nothing for so many seconds.

    What an unfinished transaction wrote makes everybody wait who writes the same.  Holds for this transaction only.
    """
    values = _KEEP_ALIVE | {"idle_in_transaction_session_timeout": f"{seconds}s"}
    calls = ", ".join(["set_config(%s, %s, true)"] * len(values))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {calls}", [part for pair in values.items() for part in pair])


def _own(row: Row) -> QuerySet[Row]:
    return _only(row).filter(leased_by=row.leased_by)


def _only(row: Row) -> QuerySet[Row]:
    """Return the row without its usual order: that would join, and lock, the rows that the order names."""
    return type(row)._default_manager.filter(pk=row.pk).order_by()  # noqa: SLF001  # documented by Django


def _end(over: Event, renewing: Thread) -> None:
    over.set()
    # A thread that waits for a database that went away ends by itself; nobody needs to wait for it.
    renewing.join(timeout=settings.RELEASE_LEASE_SECONDS)


def _renew_until(over: Event, row: Leased) -> None:
    """Renew a third of the lease apart; short work ends before this thread has so much as a connection."""
    try:
        while not over.wait(settings.RELEASE_LEASE_SECONDS / PARTS_OF_A_LEASE):
            try:
                renew(row)
            except (OperationalError, InterfaceError):
                logger.warning("A lease could not be renewed: the database does not answer.")
                connection.close()
    finally:
        connection.close()
