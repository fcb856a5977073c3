"""The one statement that takes submissions in: the database function ``burden_take_in``.

It looks at wave, place, apps, code or pass, and only then writes key, spent code and inbox; its text and its rules on
locks stand in burden/migrations/0003_taking_in.py, the reasons in docs/decisions (18).
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import psycopg
from django.db import OperationalError, connection, transaction
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus

from burden.intake.closing_lock import hold_off_closings
from burden.intake.outcomes import Outcome


class Row(NamedTuple):
    """One submission as the function takes it, in the order of its parameters.

    ``app_codes`` is None where the caller has looked them up; ``answers`` and ``suggestion`` are JSON for the inbox,
    None where there is nothing to keep.
    """

    kind: str
    level: int
    region: str
    least_digits: int
    app_codes: list[str] | None
    above: list[str] | None
    key: bytes | None
    key_until: date
    right: bytes | None
    right_wrong: str | None
    today: date
    answers: str | None
    suggestion: str | None


SPECIAL = re.compile(r'["\\]')  # within the quotes of an array's element
ESCAPED = r"\\\g<0>"
BATCH_FIELDS = tuple(name for name in Row._fields if name not in ("app_codes", "above"))

ONE = b"SELECT burden_take_in($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)"
MANY = """
SELECT place, burden_take_in(%s, %s, kind, level, region, least, NULL, NULL, key, until, code, wrong, today, a, s)
  FROM unnest(%s::int[], %s::text[], %s::int[], %s::text[], %s::int[], %s::bytea[], %s::date[], %s::bytea[],
              %s::text[], %s::date[], %s::jsonb[], %s::jsonb[])
    AS one(place, kind, level, region, least, key, until, code, wrong, today, a, s)
"""


def take_in(row: Row, *, wave_code: str, day: date) -> Outcome:
    """Take one submission in and return what became of it.

    A connection that died since its last use is replaced once, but only for a submission with a key: whether the first
    try was stored is then known.  Raises OperationalError where the database does not answer.
    """
    values = [_as_text(value) for value in (wave_code, day, *row)]
    try:
        return _call(values)
    except OperationalError:
        if connection.in_atomic_block:
            raise
        connection.close()
        if row.key is None:
            raise
        return _call(values)


def _call(values: list[bytes | None]) -> Outcome:
    """Send the statement through libpq itself: a third of the processor time of a cursor, most of what we can save.

    Nothing is asked of the connection before; Django would send a question first to see whether it lives.
    """
    connection.ensure_connection()
    with connection.wrap_database_errors:
        link = connection.connection.pgconn
        result = link.exec_params(ONE, values)
        if link.status != ConnStatus.OK:
            raise psycopg.OperationalError(link.get_error_message())
        if result.status != ExecStatus.TUPLES_OK:
            raise error_from_result(result, connection.connection.info.encoding)
    return Outcome((result.get_value(0, 0) or b"").decode())


def _as_text(value: object) -> bytes | None:
    """Return a parameter as PostgreSQL reads it from text; a list as an array, its texts free to hold any sign."""
    if value is None:
        return None
    if isinstance(value, bytes):
        return b"\\x" + value.hex().encode()
    if isinstance(value, list):
        return ("{" + ",".join(map(_quoted, value)) + "}").encode()
    return str(value).encode()


def _quoted(text: str) -> str:
    # App codes, as most texts here are, hold no sign to be escaped.
    return f'"{text}"' if text.isalnum() else f'"{SPECIAL.sub(ESCAPED, text)}"'


def take_in_batch(rows: Sequence[Row], *, wave_code: str, day: date) -> tuple[Outcome, ...]:
    """Take many submissions in, all or none, and return what became of each; their apps were looked up before."""
    # In the order of their keys, so that two batches that share keys never wait for each other; of equals the first.
    order = sorted(range(len(rows)), key=lambda place: (rows[place].key or b"", place))
    columns = [[getattr(rows[place], name) for place in order] for name in BATCH_FIELDS]
    with transaction.atomic(), connection.cursor() as cursor:
        # The order of the function, wave, then codes: its first row may touch the tables of keys and inbox only, a
        # later one that of the codes.
        hold_off_closings(cursor, wave_code)
        cursor.execute("LOCK TABLE burden_invitationcode IN ACCESS SHARE MODE")
        cursor.execute(MANY, [wave_code, day, order, *columns])
        outcomes = {place: Outcome(outcome) for place, outcome in cursor.fetchall()}
    return tuple(outcomes[place] for place in range(len(rows)))
