"""When the recurring tasks run. Static: nobody edits a schedule at run time.

Every task named here is safe to run twice, late, or by two schedulers at once.
"""

from datetime import timedelta
from typing import Final, TypedDict

from celery.schedules import BaseSchedule, crontab, schedule


class Entry(TypedDict):
    """One line of Celery's timetable."""

    task: str
    schedule: BaseSchedule
    options: dict[str, float]


def _entry(task: str, when: BaseSchedule, *, expires: timedelta) -> Entry:
    """Name a task and its time; a call nobody fetched before ``expires`` is dropped, as the next one does its work."""
    return {"task": task, "schedule": when, "options": {"expires": expires.total_seconds()}}


# After this time and the length of a lease, the work of a dead worker is in other hands.
_MOMENT = timedelta(seconds=10)
_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)

TIMETABLE: Final[dict[str, Entry]] = {
    "promote inbox": _entry("intake.promote_inbox", crontab(minute="7", hour="*/6"), expires=_HOUR),
    "close due waves": _entry("operate.close_due_waves", schedule(_MINUTE), expires=_MINUTE),
    "resume imports": _entry("operate.resume_imports", schedule(_MINUTE), expires=_MINUTE),
    "resume releases": _entry("aggregation.resume_releases", schedule(_MOMENT), expires=_MOMENT),
    "look at releases": _entry("operate.look_at_releases", schedule(_MOMENT), expires=_MOMENT),
    "check releases": _entry("aggregation.check_releases", crontab(minute="37", hour="2"), expires=_HOUR),
    "drop old keys": _entry("intake.drop_old_keys", crontab(minute="17", hour="3"), expires=_HOUR),
    "drop old sessions": _entry("access.drop_old_sessions", crontab(minute="22", hour="3"), expires=_HOUR),
    "drop old imports": _entry("operate.drop_old_imports", crontab(minute="32", hour="3"), expires=_HOUR),
    "drop old files": _entry("exports.drop_old_files", crontab(minute="27", hour="3"), expires=_HOUR),
}
