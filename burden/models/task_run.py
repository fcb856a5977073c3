"""When recurring tasks last came to their end: how a page knows that clock and worker are alive."""

from datetime import datetime

from django.db import models
from django.utils import timezone


class TaskRunManager(models.Manager["TaskRun"]):
    """Last runs by name of the task."""

    def note(self, name: str) -> None:
        """Write down that the task has just come to its end; only its last time is kept."""
        self.update_or_create(name=name, defaults={"ended_at": timezone.now()})

    def last_end_of(self, name: str) -> datetime | None:
        """Return when the task last came to its end, None where it never did."""
        return self.filter(name=name).values_list("ended_at", flat=True).first()


class TaskRun(models.Model):
    """The last end of one recurring task: a moment of the timetable, not of any answer."""

    name = models.CharField("task", max_length=40, primary_key=True)
    ended_at = models.DateTimeField("when it last came to its end")

    objects = TaskRunManager()

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
