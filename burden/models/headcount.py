"""How many people work where: the only notion of a unit."""

from django.db import models

from burden.models.columns import LEVEL_CHOICES, region_code_field
from burden.models.wave import Wave


class Headcount(models.Model):
    """People of one level in one region, not counting regions below; frozen into the release."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="headcounts")
    region_code = region_code_field()
    level = models.PositiveSmallIntegerField("level", choices=LEVEL_CHOICES)
    people = models.PositiveIntegerField("people")
    source = models.CharField("source", max_length=100)
    as_of_on = models.DateField("as of")

    class Meta:
        ordering = ("wave", "region_code", "level")
        constraints = (
            models.UniqueConstraint(fields=("wave", "region_code", "level"), name="headcount_once_a_unit"),
            models.CheckConstraint(condition=models.Q(people__range=(1, 99_999)), name="headcount_in_range"),
        )

    def __str__(self) -> str:
        return f"{self.region_code}/{self.level}: {self.people}"
