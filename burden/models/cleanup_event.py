"""Dated clean-ups, drawn beside trends."""

from collections.abc import Iterable

from django.db import models

from burden.models.columns import region_code_field
from burden.models.region import TreeVersion


class CleanupEventQuerySet(models.QuerySet["CleanupEvent"]):
    """Clean-ups by the kind of tree that they were entered by."""

    def beside(self, tree_versions: Iterable[str]) -> "CleanupEventQuerySet":
        """Only those of fictional or real trees, as these editions are: a clean-up outlives the edition of its day."""
        kinds = TreeVersion.objects.filter(version__in=set(tree_versions)).values("is_demo")
        return self.filter(tree__is_demo__in=kinds)


class CleanupEvent(models.Model):
    """Something that a region did on a day to lighten the load."""

    tree = models.ForeignKey(TreeVersion, on_delete=models.CASCADE, related_name="cleanup_events")
    region_code = region_code_field()
    happened_on = models.DateField("day")
    title = models.CharField("title", max_length=80)
    note = models.CharField("note", max_length=200, blank=True)

    objects = CleanupEventQuerySet.as_manager()

    class Meta:
        ordering = ("happened_on", "region_code")

    def __str__(self) -> str:
        return self.title
