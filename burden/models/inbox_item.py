"""The durable landing place of an answer until its promotion."""

import uuid

from django.db import models

from burden.models.wave import Wave


class WaitingAnswer(models.Model):
    """One checked answer as it came in."""

    class Kind(models.TextChoices):
        """Which packs the answer joins; suggestions have a table of their own."""

        RESPONSE = "response"
        USAGE = "usage"
        FURTHER = "further"
        SUGGESTION = "text"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    # No constraint: checking it locks the one row of the wave, for every submission anew.  Whoever deletes a wave waits
    # for submissions in flight instead (burden.intake.closing_lock).
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False)
    kind = models.CharField("kind", max_length=8, choices=Kind)
    answers = models.JSONField("columns of the answer table, by name")

    class Meta:
        abstract = True
        ordering = ("id",)

    def __str__(self) -> str:
        return self.kind


class InboxItem(WaitingAnswer):
    """An answer that waits for its promotion; gone after it (a new table file, docs/privacy.md)."""


class BatchItem(WaitingAnswer):
    """An answer that a promotion has taken out of the inbox, until it is in its pack moments later.

    The promotion exchanges this table, while it is empty, with the inbox (:mod:`burden.intake.promotion`): so both must
    always have the same columns.
    """
