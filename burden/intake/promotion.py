"""Moving answers from the inbox into the answer tables so that nobody can tell in which order they came.

PostgreSQL remembers the order of arrival in ``xmin``, in ``ctid`` and in its log.  One transaction therefore moves a
whole batch in random order under new random ids and gives inbox, keys and codes new files; a copy taken afterwards
shows batches, not persons (docs/privacy.md, "Order of arrival").
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Model
from django.utils import timezone

from burden.domain.quality import QualityFlag
from burden.domain.thresholds import PROMOTION_FROM
from burden.intake.flagging import write_down_flags
from burden.models import FurtherResponse, InboxItem, Response, Suggestion, UsageReport, Wave

DESTINATIONS: dict[str, type[Model]] = {
    InboxItem.Kind.RESPONSE.value: Response,
    InboxItem.Kind.USAGE.value: UsageReport,
    InboxItem.Kind.FURTHER.value: FurtherResponse,
    InboxItem.Kind.SUGGESTION.value: Suggestion,
}
# Whoever takes answers in touches these tables in this order (burden.intake.statement): nobody waits in a circle.
TABLES = ("burden_invitationcode", "burden_submissionkey", "burden_inboxitem")

Batch = tuple[int, str]  # id of the wave, kind of answer
Condition = tuple[str, list[Any]]  # SQL with placeholders, their values


def promote_inbox(*, wave: Wave | None = None, at_close: bool = False) -> int:
    """Move what waits into the answer tables and return the number of rows moved.

    A batch is what waits of one wave and one kind.  Batches of fewer than ``PROMOTION_FROM`` rows wait for company,
    but at the close of their wave; ``wave`` limits the call to one wave.  Submissions wait meanwhile, moments even for
    tens of thousands of rows.  Safe to repeat and to run twice at once.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        # The table locks come before any other: submissions in flight finish first, later ones wait here.
        _lock(cursor, TABLES)
        batches = _ready_batches(cursor, wave=wave, at_close=at_close)
        moved = sum(_move(cursor, batch) for batch in batches)
        _rewrite(cursor, "burden_inboxitem", order="id", keep=_all_but(batches))
        rewrite_keys_and_codes(cursor)
    if moved:
        recycle_log()
    return moved


def drop_old_keys() -> None:
    """Drop idempotency keys past their day and codes of closed waves, and rewrite what remains in hash order."""
    with transaction.atomic(), connection.cursor() as cursor:
        _lock(cursor, TABLES[:2])
        rewrite_keys_and_codes(cursor)


def rewrite_keys_and_codes(cursor: CursorWrapper) -> None:
    """Give both tables a new file each, in hash order, written by one transaction; the caller holds their locks."""
    today = timezone.localdate()
    _rewrite(cursor, "burden_submissionkey", order="key_hash", keep=("expires_on >= %s", [today]))
    asking = [Wave.State.DRAFT.value, Wave.State.OPEN.value]
    waves = list(Wave.objects.filter(state__in=asking).values_list("pk", flat=True))
    _rewrite(cursor, "burden_invitationcode", order="code_hash", keep=("wave_id = ANY(%s)", [waves]))


def recycle_log() -> None:
    """Let the server drop the log segments that still hold the inbox, where this role may ask for it.

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


def _lock(cursor: CursorWrapper, tables: Sequence[str]) -> None:
    # A table whose foreign keys still wait to be checked cannot be truncated.
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute(f"LOCK TABLE {', '.join(tables)} IN ACCESS EXCLUSIVE MODE")


def _ready_batches(cursor: CursorWrapper, *, wave: Wave | None, at_close: bool) -> list[Batch]:
    cursor.execute(
        "SELECT wave_id, kind FROM burden_inboxitem WHERE %s OR wave_id = %s"
        " GROUP BY wave_id, kind HAVING count(*) >= %s ORDER BY wave_id, kind",
        [wave is None, wave.pk if wave else None, 1 if at_close else PROMOTION_FROM],
    )
    return [(wave_id, kind) for wave_id, kind in cursor.fetchall()]


def _move(cursor: CursorWrapper, batch: Batch) -> int:
    """Copy one batch into its table in the order of fresh random ids; only the columns of the model are taken."""
    wave_id, kind = batch
    model = DESTINATIONS[kind]
    table = model._meta.db_table  # noqa: SLF001  # Django's documented Meta interface
    columns = answer_columns(model)
    values, flags = [f"answer.{column}" for column in columns], ""
    if model is Response:
        write_down_flags(cursor, wave_id)
        values[columns.index("quality_flag")] = f"coalesce(flagged.flag, '{QualityFlag.OK.value}')"
        flags = " LEFT JOIN flagged ON flagged.item_id = item.id"
    cursor.execute(
        f"INSERT INTO {table} (id, wave_id, {', '.join(columns)})"  # noqa: S608  # names of our own models
        f" SELECT gen_random_uuid() AS new_id, item.wave_id, {', '.join(values)}"
        f" FROM burden_inboxitem item{flags}, jsonb_populate_record(NULL::{table}, item.answers) answer"
        " WHERE item.wave_id = %s AND item.kind = %s ORDER BY new_id",
        [wave_id, kind],
    )
    return int(cursor.rowcount)


def answer_columns(model: type[Model]) -> list[str]:
    """Return the columns of an answer table that come from the answer itself."""
    fields = model._meta.concrete_fields  # noqa: SLF001  # likewise
    return [field.column for field in fields if field.column not in ("id", "wave_id")]


def _all_but(batches: Sequence[Batch]) -> Condition:
    condition = " AND ".join(["NOT (wave_id = %s AND kind = %s)"] * len(batches)) or "TRUE"
    return condition, [value for batch in batches for value in batch]


def _rewrite(cursor: CursorWrapper, table: str, *, order: str, keep: Condition) -> None:
    """Replace the table's file by a new one that holds the rows to keep, sorted, written by this transaction.

    The temporary copy is never logged, and ``TRUNCATE`` leaves no dead rows behind as ``DELETE`` would.
    """
    condition, values = keep
    cursor.execute(
        f"CREATE TEMPORARY TABLE kept ON COMMIT DROP AS SELECT * FROM {table} WHERE {condition}",  # noqa: S608
        values,
    )
    cursor.execute(f"TRUNCATE {table}")
    cursor.execute(f"INSERT INTO {table} SELECT * FROM kept ORDER BY {order}")  # noqa: S608
    cursor.execute("DROP TABLE kept")
