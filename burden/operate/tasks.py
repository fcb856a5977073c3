"""Recurring work of the operator's desk."""

from celery import shared_task

from burden.models import TaskRun, Wave, WaveEvent
from burden.operate.closing import close as closing
from burden.operate.files import machine
from burden.operate.rules import finding_rounds

EVERY_MINUTE = "operate.close_due_waves"


@shared_task(name=EVERY_MINUTE)
def close_due_waves() -> None:
    """Close waves past their last day and complete closings that broke off; each in a task of its own."""
    for code in closing.waves_to_close().values_list("code", flat=True):
        close_wave.delay(code)
    TaskRun.objects.note(EVERY_MINUTE)


@shared_task(name="operate.close_wave")
def close_wave(wave_code: str) -> None:
    """Close one wave, or go on with a closing that an operator began."""
    closing.close_wave(wave=Wave.objects.get(code=wave_code), by=WaveEvent.BY_TIMETABLE)


@shared_task(name="operate.work_on_import")
def work_on_import(key: str) -> None:
    """Check a file that an operator brought, or store one that was confirmed."""
    machine.work_on(key)


@shared_task(name="operate.resume_imports")
def resume_imports() -> None:
    """Go on with files whose message was lost or whose worker died; each in a task of its own."""
    for key in machine.unfinished_imports():
        work_on_import.delay(key)


@shared_task(name="operate.drop_old_imports")
def drop_old_imports() -> None:
    """Forget files that nobody confirmed."""
    machine.drop_old_imports()


@shared_task(name="operate.look_at_releases", ignore_result=True)
def look_at_releases() -> None:
    """Store the findings of releases that have none."""
    finding_rounds.look_at_releases()
