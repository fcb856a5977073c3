"""Moving answers from the inbox into packs so that nobody can tell in which order they came.

PostgreSQL remembers the order of arrival in ``xmin``, in ``ctid`` and in its log.  A promotion has four steps, each of
them one transaction:

1. It takes the batch out: the inbox changes places with the empty table of the batch.
2. It gives keys and codes new files, in the order of their hashes.
3. It adds the batch to the packs of its waves, where people stand in the order of what they said, and empties the
   table of the batch.
4. It gives the packs new files, so that no older version of them lies on the disk.

Submissions wait at the end of the first two steps, for as long as tables change their names.  A copy taken afterwards
shows neither order nor batches (docs/privacy.md, "Order of arrival").  A promotion that dies leaves the batch where it
is, and the next one begins with it.
"""

from collections.abc import Sequence

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from burden.domain.thresholds import PROMOTION_FROM
from burden.intake.packing import BATCH, pack_batch
from burden.intake.rewriting import (
    EVERYTHING,
    SUGGESTIONS,
    Condition,
    Renewal,
    forget_packs,
    hold_waves,
    lock_tables,
    renew_tables,
    rewrite_table,
)
from burden.models import BatchItem, Wave

INBOX = "burden_inboxitem"

# Tables change their names: under the lock the rows are counted, and none is copied but those that wait for company.
# Functions and prepared statements find the tables by name again.
EXCHANGE = (
    f"ALTER TABLE {INBOX} RENAME TO burden_inboxitem_full",
    f"ALTER TABLE {BATCH} RENAME TO {INBOX}",
    f"ALTER TABLE burden_inboxitem_full RENAME TO {BATCH}",
)

# Asked anew by each statement: a wave may be prepared, and given codes, while codes are copied.
OF_WAVES_IN = "wave_id IN (SELECT id FROM burden_wave WHERE state = ANY(%s))"

Batch = tuple[int, str]  # id of the wave, kind of answer


def promote_inbox(*, closing: Wave | None = None) -> int:
    """Move what waits into the packs, suggestions into their table, and return the number of rows moved.

    A batch is what waits of one wave and one kind.  Batches of fewer than ``PROMOTION_FROM`` rows wait for company,
    but those of the wave that is ``closing``.  Whatever another promotion took out, living or dead, is in the packs as
    well when this returns.  Safe to repeat and to run twice at once.
    """
    moved = pack_what_was_taken()
    while not take_out(closing=closing):
        moved += pack_what_was_taken()
    renew_keys_and_codes()
    moved += pack_what_was_taken()
    # Even where nothing waited: the process may have died here the last time.
    forget_packs()
    return moved


def take_out(*, closing: Wave | None = None) -> bool:
    """Put the ready batches into the table of the batch; do nothing and return False where another one lies there."""
    with transaction.atomic(), connection.cursor() as cursor:
        _have_the_batch_alone(cursor)
        if BatchItem.objects.exists():
            return False
        # Submissions in flight finish first, later ones wait here.
        lock_tables(cursor, (INBOX, BATCH))
        _exchange(cursor, back=_all_but(_ready_batches(cursor, closing=closing)))
    return True


def _exchange(cursor: CursorWrapper, *, back: Condition) -> None:
    """Let inbox and batch change places, and put back what is not ready: written at once, in an order of chance."""
    for rename in EXCHANGE:
        cursor.execute(rename)
    condition, values = back
    cursor.execute(f"INSERT INTO {INBOX} SELECT * FROM {BATCH} WHERE {condition} ORDER BY id", values)  # noqa: S608  # constants
    cursor.execute(f"DELETE FROM {BATCH} WHERE {condition}", values)  # noqa: S608  # likewise


def pack_what_was_taken() -> int:
    """Put what was taken out where its kinds belong, wait for whoever does so already; return the number of rows."""
    with transaction.atomic(), connection.cursor() as cursor:
        _have_the_batch_alone(cursor)
        cursor.execute(f"SELECT DISTINCT wave_id, kind FROM {BATCH} ORDER BY wave_id, kind")  # noqa: S608  # a constant
        batches: list[Batch] = cursor.fetchall()
        moved = sum(_move(cursor, batch) for batch in batches)
        # Also where nothing was ready: what went back to the inbox lies in this file still, in the order of arrival.
        cursor.execute(f"TRUNCATE {BATCH}")
    return moved


def renew_keys_and_codes() -> None:
    """Give both tables new files in hash order; drop keys past their day and codes of closed waves."""
    today = timezone.localdate()
    asking = [Wave.State.DRAFT.value, Wave.State.OPEN.value]
    with transaction.atomic(), connection.cursor() as cursor:
        # Two at a time would wait for each other, and submissions for both.
        _have_the_batch_alone(cursor)
        # The order in which submissions touch these tables (burden.intake.statement): nobody waits in a circle.
        renew_tables(
            cursor,
            Renewal(table="burden_invitationcode", key="code_hash", keep=(OF_WAVES_IN, [asking])),
            Renewal(table="burden_submissionkey", key="key_hash", keep=("expires_on >= %s", [today])),
        )


def _have_the_batch_alone(cursor: CursorWrapper) -> None:
    """Wait for another promotion that is in one of its first three steps; whoever counts rows does not wait."""
    hold_waves(cursor)
    cursor.execute(f"LOCK TABLE {BATCH} IN SHARE UPDATE EXCLUSIVE MODE")


def _ready_batches(cursor: CursorWrapper, *, closing: Wave | None) -> list[Batch]:
    """Return all batches that are large enough, of any wave: few rows go back, and nobody who sends waits for more."""
    cursor.execute(
        f"SELECT wave_id, kind FROM {INBOX} GROUP BY wave_id, kind"  # noqa: S608  # a constant
        " HAVING count(*) >= %s OR wave_id = %s ORDER BY wave_id, kind",
        [PROMOTION_FROM, closing.pk if closing else None],
    )
    return [(wave_id, kind) for wave_id, kind in cursor.fetchall()]


def _move(cursor: CursorWrapper, batch: Batch) -> int:
    """Put one batch where its kind belongs and return the number of rows."""
    wave_id, kind = batch
    if kind == BatchItem.Kind.SUGGESTION:
        return _move_suggestions(cursor, wave_id)
    return pack_batch(wave_id=wave_id, kind=kind)


def _move_suggestions(cursor: CursorWrapper, wave_id: int) -> int:
    """Copy suggestions into their table under fresh random ids, and give it a new file in the order of ids."""
    # Before the table is copied: what an operator decides meanwhile would be undone.
    lock_tables(cursor, (SUGGESTIONS,))
    cursor.execute(
        f"INSERT INTO {SUGGESTIONS} (id, wave_id, region_code, text, state)"  # noqa: S608  # constants
        f" SELECT gen_random_uuid(), item.wave_id, said.region_code, said.text, said.state FROM {BATCH} item,"
        f" jsonb_populate_record(NULL::{SUGGESTIONS}, item.answers) said WHERE item.wave_id = %s AND item.kind = %s",
        [wave_id, BatchItem.Kind.SUGGESTION.value],
    )
    moved = int(cursor.rowcount)
    rewrite_table(cursor, SUGGESTIONS, order="id", keep=EVERYTHING)
    return moved


def _all_but(batches: Sequence[Batch]) -> Condition:
    condition = " AND ".join(["NOT (wave_id = %s AND kind = %s)"] * len(batches)) or "TRUE"
    return condition, [value for batch in batches for value in batch]
