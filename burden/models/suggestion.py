"""Free text, where a wave asks for it: read by a person before anybody else sees it."""

from django.db import models

from burden.domain.further_items import LONGEST_SUGGESTION
from burden.models.columns import region_code_field
from burden.models.wave import Wave


class Suggestion(models.Model):
    """One suggestion, cut off from everything else its writer answered.

    ``region_code`` is the county or, for city and province departments, the larger region: a township is dropped before
    the row is written, and no level is kept.
    """

    class State(models.TextChoices):
        """What the person who reads it decided."""

        WAITING = "waiting", "待看"
        SHOWN = "shown", "公开"
        HIDDEN = "hidden", "不公开"

    id = models.UUIDField(primary_key=True)
    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="suggestions")
    region_code = region_code_field()
    text = models.CharField("text", max_length=LONGEST_SUGGESTION)
    state = models.CharField("state", max_length=7, choices=State, default=State.WAITING)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return "suggestion"
