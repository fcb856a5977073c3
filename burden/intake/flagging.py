"""Marking careless answers while they are promoted: until then nobody has judged them.

The rule is :func:`burden.domain.quality.flag_of_columns`; which flags a release leaves out is a parameter of the
release, which prints how many there were.
"""

import json

from django.db import connection
from django.db.backends.utils import CursorWrapper

from burden.domain.quality import QualityFlag, flag_of_columns
from burden.models import InboxItem

ROWS_AT_ONCE = 2_000  # a wave's inbox may hold millions


def write_down_flags(cursor: CursorWrapper, wave_id: int) -> None:
    """Make the temporary table ``flagged`` (item_id, flag) of what waits of page 1 and is not plainly fine.

    Within the caller's transaction, with which the table goes; it is never logged.
    """
    cursor.execute("DROP TABLE IF EXISTS flagged")
    cursor.execute("CREATE TEMPORARY TABLE flagged (item_id uuid PRIMARY KEY, flag text NOT NULL) ON COMMIT DROP")
    with connection.chunked_cursor() as waiting:
        waiting.execute(
            "SELECT id, answers::text FROM burden_inboxitem WHERE wave_id = %s AND kind = %s",
            [wave_id, InboxItem.Kind.RESPONSE.value],
        )
        while rows := waiting.fetchmany(ROWS_AT_ONCE):
            flags = {item_id: flag_of_columns(json.loads(answers)) for item_id, answers in rows}
            careless = {item_id: flag.value for item_id, flag in flags.items() if flag is not QualityFlag.OK}
            if careless:
                cursor.execute(
                    "INSERT INTO flagged SELECT * FROM unnest(%s::uuid[], %s::text[])",
                    [list(careless), list(careless.values())],
                )
