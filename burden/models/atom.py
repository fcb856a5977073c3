"""Groups of at least K people, formed once when a wave closes, never changed."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from burden.models.columns import region_code_field
from burden.models.release import Release


class Atom(models.Model):
    """A safe group of people in one block: the smallest thing that anything published is a sum of.

    ``head`` is the tally before the histograms, ``histogram`` the rest as pairs (position, count) of non-zero bins;
    layout in :mod:`burden.domain.blocks`.
    """

    class Kind(models.TextChoices):
        """Where the members come from."""

        OWN = "own", "answers that name the region itself"
        REST = "rest", "what was too small below, one level"
        POOLED = "pooled", "what was too small below, all levels"

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="atoms")
    block = models.CharField("block", max_length=24)
    level = models.PositiveSmallIntegerField("level, 0 = pooled")
    span = region_code_field()
    kind = models.CharField("kind", max_length=6, choices=Kind)
    n = models.PositiveIntegerField("people")
    head = ArrayField(models.BigIntegerField(), verbose_name="tally before the histograms")
    histogram = ArrayField(models.IntegerField(), verbose_name="sparse histograms")

    class Meta:
        ordering = ("release", "block", "span", "level", "kind")
        constraints = (models.UniqueConstraint(fields=("release", "block", "span", "level", "kind"), name="atom_once"),)

    def __str__(self) -> str:
        return f"{self.block} {self.span}/{self.level} {self.kind} n={self.n}"
