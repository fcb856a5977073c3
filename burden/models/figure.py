"""Published totals of region x level x block, each the sum of whole atoms."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from burden.models.columns import region_code_field
from burden.models.release import Release


class Figure(models.Model):
    """The tally of all atoms of one level within a region's subtree.

    A set of levels is the sum of its rows, "all levels" the sum of all rows including the pooled one (level 0), a
    region's rest row its own tally less its children's.  Layout in :mod:`burden.domain.blocks`.
    """

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="figures")
    block = models.CharField("block", max_length=24)
    region_code = region_code_field()
    level = models.PositiveSmallIntegerField("level, 0 = pooled")
    n = models.PositiveIntegerField("people")
    head = ArrayField(models.BigIntegerField(), verbose_name="tally before the histograms")
    histogram = ArrayField(models.IntegerField(), verbose_name="sparse histograms")

    class Meta:
        ordering = ("release", "block", "region_code", "level")
        constraints = (
            models.UniqueConstraint(fields=("release", "block", "region_code", "level"), name="figure_once"),
        )

    def __str__(self) -> str:
        return f"{self.block} {self.region_code}/{self.level} n={self.n}"
