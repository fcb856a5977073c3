"""Mixing the batches of a closed wave: until then whoever holds a copy sees which promotion brought which answer.

Page 1 and what followed it come within minutes, so they mostly lie in the same batch, and few of a township's answers
do.  Place, level and batch together would join again what was sent apart.
"""

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from burden.intake.promotion import DESTINATIONS, answer_columns, recycle_log
from burden.models import Wave


def mix_batches(*, wave: Wave) -> None:
    """Write the wave's answers anew, all by one transaction, in the order of fresh random ids.

    Called once its last batch is promoted and before its release begins; where there is but one batch, nothing is done.
    """
    tables = {model._meta.db_table: model for model in DESTINATIONS.values()}  # noqa: SLF001  # documented by Django
    with transaction.atomic(), connection.cursor() as cursor:
        mixed = [table for table in tables if _came_in_batches(cursor, table, wave)]
        for table in mixed:
            _write_anew(cursor, table, answer_columns(tables[table]), wave)
    if mixed and not connection.in_atomic_block:
        _forget_old_rows(mixed)


def _came_in_batches(cursor: CursorWrapper, table: str, wave: Wave) -> bool:
    cursor.execute(f"SELECT min(age(xmin)) < max(age(xmin)) FROM {table} WHERE wave_id = %s", [wave.pk])  # noqa: S608
    [(is_several,)] = cursor.fetchall()
    return bool(is_several)


def _write_anew(cursor: CursorWrapper, table: str, columns: list[str], wave: Wave) -> None:
    names = ", ".join(("wave_id", *columns))
    cursor.execute(
        f"WITH taken AS (DELETE FROM {table} WHERE wave_id = %s RETURNING {names})"  # noqa: S608  # our own models
        f" INSERT INTO {table} (id, {names}) SELECT gen_random_uuid() AS new_id, {names} FROM taken ORDER BY new_id",
        [wave.pk],
    )


def _forget_old_rows(tables: list[str]) -> None:
    """Clear what the rewriting left behind: the rows as they lay before, in the files and in the log."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"VACUUM {table}")
    recycle_log()
