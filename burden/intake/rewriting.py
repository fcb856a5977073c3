"""Giving tables new files, so that neither they nor the log hold what was there before.

PostgreSQL keeps an older version of a row, and a deleted one, until somebody needs the room; ``VACUUM`` frees the room
and leaves the bytes.  ``TRUNCATE`` gives the table a new file, and a copy of what is to be kept goes back into it,
written by one transaction and in an order that says nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from burden.models import Wave

SUGGESTIONS = "burden_suggestion"

Condition = tuple[str, list[Any]]  # SQL with placeholders, their values
EVERYTHING: Condition = ("TRUE", [])


@dataclass(frozen=True, kw_only=True)
class Renewal:
    """A table that is to have a new file in the order of its key, and the rows to keep."""

    table: str
    key: str
    keep: Condition

    @property
    def fresh(self) -> str:
        """Name of the copy until it takes the table's place."""
        return f"{self.table}_fresh"


def forget_packs() -> None:
    """Forget older versions of packs, in the files of their tables and in the log.

    Packs of a released wave do not change any more, so the cost is that of the waves before their release.
    Submissions do not wait for it, readers of these waves' packs do.
    """
    for wave in Wave.objects.exclude(state=Wave.State.RELEASED).order_by("pk"):
        with transaction.atomic(), connection.cursor() as cursor:
            if room := _lock_room(cursor, wave):
                rewrite_table(cursor, room, order="kind, county_code", keep=EVERYTHING)
    recycle_log()


def delete_packs(wave: Wave) -> None:
    """Delete the packs of a wave, in the files and in the log too; the size of neither it nor other waves matters."""
    with transaction.atomic(), connection.cursor() as cursor:
        if room := _lock_room(cursor, wave):
            cursor.execute(f"TRUNCATE {room}")
    recycle_log()


def _lock_room(cursor: CursorWrapper, wave: Wave) -> str | None:
    """Lock the part of the table of packs that holds the wave's, and return its name; None where it has none yet."""
    room = f"burden_answerpack_{wave.pk}"
    hold_waves(cursor)
    cursor.execute("SELECT to_regclass(%s)", [room])
    if cursor.fetchall() == [(None,)]:
        return None
    lock_tables(cursor, (room,))
    return room


def hold_waves(cursor: CursorWrapper) -> None:
    """Let nobody take a wave for himself until the transaction ends; called before any table is locked.

    Whoever holds a wave may wait for tables, for codes as they are issued, for packs as a release begins, and every
    suggestion that is written back names its wave.
    """
    cursor.execute("SELECT FROM burden_wave ORDER BY id FOR KEY SHARE")


def lock_tables(cursor: CursorWrapper, tables: Sequence[str]) -> None:
    """Wait until nobody else reads or writes the tables, in this order, and keep it so until the transaction ends.

    The caller holds the waves (:func:`hold_waves`).
    """
    # A table whose foreign keys still wait to be checked cannot be truncated.
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute(f"LOCK TABLE {', '.join(tables)} IN ACCESS EXCLUSIVE MODE")


def rewrite_table(cursor: CursorWrapper, table: str, *, order: str, keep: Condition) -> None:
    """Replace the table's file by a new one that holds the rows to keep, sorted, written by this transaction.

    The caller holds the table's lock (:func:`lock_tables`).  The temporary copy is never logged.
    """
    condition, values = keep
    cursor.execute(f"CREATE TEMPORARY TABLE kept (LIKE {table} INCLUDING STORAGE) ON COMMIT DROP")
    cursor.execute(f"INSERT INTO kept SELECT * FROM {table} WHERE {condition}", values)  # noqa: S608
    cursor.execute(f"TRUNCATE {table}")
    cursor.execute(f"INSERT INTO {table} SELECT * FROM kept ORDER BY {order}")  # noqa: S608
    cursor.execute("DROP TABLE kept")


def renew_tables(cursor: CursorWrapper, *renewals: Renewal) -> None:
    """Replace tables by copies, each in the order of its key, that were made while others went on writing.

    Only what changed since is copied under the lock.  It stands at the end of the copy, where it would stand anyway: it
    belongs to answers that came after those that the caller promotes.  The tables must have no foreign keys.
    """
    cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::xid::text")
    [(since,)] = cursor.fetchall()
    for renewal in renewals:
        _copy(cursor, renewal)
    lock_tables(cursor, [renewal.table for renewal in renewals])
    for renewal in renewals:
        _catch_up(cursor, renewal, since=since)
        cursor.execute(f"DROP TABLE {renewal.table}")
        cursor.execute(f"ALTER TABLE {renewal.fresh} RENAME TO {renewal.table}")


def _copy(cursor: CursorWrapper, renewal: Renewal) -> None:
    """Make the copy, with the same columns, indexes and rules on what the server may remember of them."""
    table, fresh = renewal.table, renewal.fresh
    condition, values = renewal.keep
    cursor.execute(f"CREATE TABLE {fresh} (LIKE {table} INCLUDING ALL)")
    cursor.execute("SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attstattarget = 0", [table])
    for (column,) in cursor.fetchall():
        cursor.execute(f"ALTER TABLE {fresh} ALTER COLUMN {column} SET STATISTICS 0")
    cursor.execute(f"INSERT INTO {fresh} SELECT * FROM {table} WHERE {condition} ORDER BY {renewal.key}", values)  # noqa: S608


def _catch_up(cursor: CursorWrapper, renewal: Renewal, *, since: str) -> None:
    """Bring the copy up to date: with rows written since or by transactions that lasted, without deleted ones."""
    table, fresh, key = renewal.table, renewal.fresh, renewal.key
    condition, values = renewal.keep
    cursor.execute(f"CREATE TEMPORARY TABLE changed (LIKE {table}) ON COMMIT DROP")
    cursor.execute(
        f"INSERT INTO changed SELECT now.* FROM {table} now WHERE age(now.xmin) <= age(%s::xid) AND {condition}"  # noqa: S608
        f" AND NOT EXISTS (SELECT FROM {fresh} copied WHERE copied.{key} = now.{key} AND (copied.*) = (now.*))",
        [since, *values],
    )
    cursor.execute(f"DELETE FROM {fresh} USING changed WHERE {fresh}.{key} = changed.{key}")  # noqa: S608
    cursor.execute(f"INSERT INTO {fresh} SELECT * FROM changed ORDER BY {key}")  # noqa: S608
    _drop_deleted(cursor, renewal)
    cursor.execute("DROP TABLE changed")


def _drop_deleted(cursor: CursorWrapper, renewal: Renewal) -> None:
    """Delete from the copy, which holds all rows to keep, what the table has lost; mostly counting shows: none."""
    table, fresh, key = renewal.table, renewal.fresh, renewal.key
    condition, values = renewal.keep
    cursor.execute(f"SELECT count(*) FROM {table} WHERE {condition}", values)  # noqa: S608
    kept = cursor.fetchall()
    cursor.execute(f"SELECT count(*) FROM {fresh}")  # noqa: S608
    if cursor.fetchall() != kept:
        cursor.execute(
            f"DELETE FROM {fresh} WHERE NOT EXISTS"  # noqa: S608
            f" (SELECT FROM {table} now WHERE now.{key} = {fresh}.{key} AND {condition})",
            values,
        )


def recycle_log() -> None:
    """Let the server drop the log segments that still hold what is gone, where this role may ask for it.

    Only with ``wal_recycle = off`` are segments deleted rather than reused; the embedded server is set so.  A shared
    server is its administrator's, and docs/operations.md says what to set there.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_has_role(current_user, 'pg_checkpoint', 'USAGE')"
            " AND has_function_privilege('pg_switch_wal()', 'EXECUTE') AND NOT pg_is_in_recovery()"
        )
        [(is_allowed,)] = cursor.fetchall()
        # Twice: the first checkpoint still keeps the segment that it began in.
        for _ in range(2 if is_allowed else 0):
            cursor.execute("SELECT pg_switch_wal()")
            cursor.execute("CHECKPOINT")
