"""Dated clean-ups, drawn beside trends."""

from django.db import models

from burden.models.columns import region_code_field
from burden.models.region import TreeVersion


class CleanupEvent(models.Model):
    """Something that a region did on a day to lighten the load."""

    tree = models.ForeignKey(TreeVersion, on_delete=models.CASCADE, related_name="cleanup_events")
    region_code = region_code_field()
    happened_on = models.DateField("day")
    title = models.CharField("title", max_length=80)
    note = models.CharField("note", max_length=200, blank=True)

    class Meta:
        ordering = ("happened_on", "region_code")

    def __str__(self) -> str:
        return self.title
