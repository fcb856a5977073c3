"""Moving answers from the inbox into packs so that nobody can tell in which order they came.

PostgreSQL remembers the order of arrival in ``xmin``, in ``ctid`` and in its log.  One transaction therefore adds a
whole batch to the packs of its wave, where people stand in the order of what they said, and gives inbox, keys and codes
new files.  A second one gives the packs a new file, so that no older version of them lies on the disk: a copy taken
afterwards shows neither order nor batches (docs/privacy.md, "Order of arrival").
"""

from collections.abc import Sequence

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from burden.domain.thresholds import PROMOTION_FROM
from burden.intake.packing import pack_batch
from burden.intake.rewriting import (
    EVERYTHING,
    SUGGESTIONS,
    Condition,
    forget_packs,
    lock_tables,
    rewrite_table,
)
from burden.models import InboxItem, Wave

# Whoever takes answers in touches these tables in this order (burden.intake.statement): nobody waits in a circle.
TABLES = ("burden_invitationcode", "burden_submissionkey", "burden_inboxitem")

Batch = tuple[int, str]  # id of the wave, kind of answer


def promote_inbox(*, wave: Wave | None = None, at_close: bool = False) -> int:
    """Move what waits into the packs, suggestions into their table, and return the number of rows moved.

    A batch is what waits of one wave and one kind.  Batches of fewer than ``PROMOTION_FROM`` rows wait for company,
    but at the close of their wave; ``wave`` limits the call to one wave.  Submissions wait meanwhile
    (docs/performance.md says how long).  Safe to repeat and to run twice at once.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        # Submissions in flight finish first, later ones wait here.
        lock_tables(cursor, TABLES)
        batches = _ready_batches(cursor, wave=wave, at_close=at_close)
        moved = sum(_move(cursor, batch) for batch in batches)
        rewrite_table(cursor, "burden_inboxitem", order="id", keep=_all_but(batches))
        rewrite_keys_and_codes(cursor)
    # Even where nothing waited: the process may have died here the last time.
    forget_packs()
    return moved


def drop_old_keys() -> None:
    """Drop idempotency keys past their day and codes of closed waves, and rewrite what remains in hash order."""
    with transaction.atomic(), connection.cursor() as cursor:
        lock_tables(cursor, TABLES[:2])
        rewrite_keys_and_codes(cursor)


def rewrite_keys_and_codes(cursor: CursorWrapper) -> None:
    """Give both tables a new file each, in hash order, written by one transaction; the caller holds their locks."""
    today = timezone.localdate()
    rewrite_table(cursor, "burden_submissionkey", order="key_hash", keep=("expires_on >= %s", [today]))
    asking = [Wave.State.DRAFT.value, Wave.State.OPEN.value]
    waves = list(Wave.objects.filter(state__in=asking).values_list("pk", flat=True))
    rewrite_table(cursor, "burden_invitationcode", order="code_hash", keep=("wave_id = ANY(%s)", [waves]))


def _ready_batches(cursor: CursorWrapper, *, wave: Wave | None, at_close: bool) -> list[Batch]:
    cursor.execute(
        "SELECT wave_id, kind FROM burden_inboxitem WHERE %s OR wave_id = %s"
        " GROUP BY wave_id, kind HAVING count(*) >= %s ORDER BY wave_id, kind",
        [wave is None, wave.pk if wave else None, 1 if at_close else PROMOTION_FROM],
    )
    return [(wave_id, kind) for wave_id, kind in cursor.fetchall()]


def _move(cursor: CursorWrapper, batch: Batch) -> int:
    """Put one batch where its kind belongs and return the number of rows."""
    wave_id, kind = batch
    if kind == InboxItem.Kind.SUGGESTION:
        return _move_suggestions(cursor, wave_id)
    return pack_batch(wave_id=wave_id, kind=kind)


def _move_suggestions(cursor: CursorWrapper, wave_id: int) -> int:
    """Copy suggestions into their table under fresh random ids, and give it a new file in the order of ids."""
    # Before the table is copied: what an operator decides meanwhile would be undone.
    lock_tables(cursor, (SUGGESTIONS,))
    cursor.execute(
        f"INSERT INTO {SUGGESTIONS} (id, wave_id, region_code, text, state)"  # noqa: S608  # a constant
        " SELECT gen_random_uuid(), item.wave_id, said.region_code, said.text, said.state FROM burden_inboxitem item,"
        f" jsonb_populate_record(NULL::{SUGGESTIONS}, item.answers) said WHERE item.wave_id = %s AND item.kind = %s",
        [wave_id, InboxItem.Kind.SUGGESTION.value],
    )
    moved = int(cursor.rowcount)
    rewrite_table(cursor, SUGGESTIONS, order="id", keep=EVERYTHING)
    return moved


def _all_but(batches: Sequence[Batch]) -> Condition:
    condition = " AND ".join(["NOT (wave_id = %s AND kind = %s)"] * len(batches)) or "TRUE"
    return condition, [value for batch in batches for value in batch]
