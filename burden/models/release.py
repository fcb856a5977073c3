"""A frozen publication."""

import uuid

from django.db import models
from django.db.models import Q

from burden.models.leased import Leased
from burden.models.wave import Wave


class Release(Leased):
    """All that is ever published of a wave.

    ``parameters`` are the rules in force (thresholds, excluded flags, tree version, head counts' hash, seed of the
    rounding as its fingerprint); ``content_hash`` is the SHA-256 over parameters, atoms and figures in canonical
    order; ``balance`` holds accepted = published + held back + excluded by block and level.  Its lease is for the last
    step, from the trunk to the publication.
    """

    class State(models.TextChoices):
        """How far the computation is; only published releases can be read.

        A ready one is complete and has passed the gate: it waits until somebody publishes it.
        """

        COMPUTING = "computing", "汇总中"
        READY = "ready", "已算好，等待发布"
        HELD = "held", "未通过发布检查"
        PUBLISHED = "published", "已发布"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="releases")
    state = models.CharField("state", max_length=9, choices=State, default=State.COMPUTING)
    is_current = models.BooleanField("current", default=False)
    parameters = models.JSONField("parameters")
    content_hash = models.CharField("SHA-256", max_length=64, blank=True)
    balance = models.JSONField("balance", default=dict)
    gate_report = models.JSONField("what the gate found", default=dict)
    published_on = models.DateField("published on", null=True)

    class Meta:
        ordering = ("wave", "id")
        constraints = (
            *Leased.Meta.constraints,
            # Two closings at once end in one release.
            models.UniqueConstraint(fields=("wave",), condition=~Q(state="held"), name="release_once_a_wave"),
            models.UniqueConstraint(fields=("wave",), condition=Q(is_current=True), name="release_current_once_a_wave"),
            models.CheckConstraint(
                condition=Q(is_current=False) | Q(state="published"), name="release_current_is_published"
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_on__isnull=False), name="release_published_has_its_day"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("ready", "published")) | ~Q(content_hash=""), name="release_ready_has_its_hash"
            ),
        )

    def __str__(self) -> str:
        return f"{self.wave_id} {self.state}"

    @property
    def short_id(self) -> str:
        """The release id as printed on pages and files."""
        return self.id.hex[:8]
