"""The lock at which a closing and the submissions in flight wait for each other.

A submission holds it shared until it is stored (``burden_take_in``, burden/migrations/0003_taking_in.py).  Whoever
closes or deletes a wave holds it alone: every answer accepted before is stored by then, and none is accepted after.
"""

from django.db import connection
from django.db.backends.utils import CursorWrapper

from burden.models import Wave


def hold_off_closings(cursor: CursorWrapper, wave_code: str) -> None:
    """Let closings of the wave wait for the end of this transaction, and wait for one under way."""
    cursor.execute("SELECT pg_advisory_xact_lock_shared(hashtext('burden wave'), hashtext(%s))", [wave_code])


def wait_for_submissions(wave: Wave) -> None:
    """Wait until no submission to the wave is in flight, and let later ones wait for the end of this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('burden wave'), hashtext(%s))", [wave.code])
