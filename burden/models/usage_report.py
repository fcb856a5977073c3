"""Anonymous app-usage reports; joined to no response."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from burden.models.columns import LEVEL_CHOICES, region_code_field
from burden.models.wave import Wave


def _opinion(meaning: str) -> "ArrayField[list[int | None], list[int | None]]":
    return ArrayField(models.PositiveSmallIntegerField(null=True), verbose_name=meaning, default=list)


class UsageReport(models.Model):
    """Which apps of the local catalogue one person holds, and how many minutes a workday each in use costs.

    The arrays run in step, ordered by app code.  Apps that are not installed are not listed: an empty report says that
    the person holds none of them.  Opinions are kept as the place of the choice among the options of
    :mod:`burden.domain.further_items`, from 1, and only of apps in use.
    """

    class Status(models.IntegerChoices):
        """What the person said of an app that is on the phone."""

        IN_USE = 1, "在用"
        IDLE = 2, "装了，3个月没打开"

    id = models.UUIDField(primary_key=True)
    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="usage_reports", db_index=False)
    region_code = region_code_field()
    level = models.PositiveSmallIntegerField("level", choices=LEVEL_CHOICES)
    app_codes = ArrayField(models.CharField(max_length=12), verbose_name="apps held")
    statuses = ArrayField(models.PositiveSmallIntegerField(), verbose_name="status of each")
    minutes = ArrayField(models.PositiveSmallIntegerField(null=True), verbose_name="minutes a workday of each")
    usefulness_5 = _opinion("how useful each is")
    modules_used = _opinion("how much of each is used")
    keep_choice = _opinion("what should become of each")
    overcollect = _opinion("whether each asks for too much")

    class Meta:
        ordering = ("id",)
        indexes = (
            # A shard reads one subtree of one wave.
            models.Index(fields=("wave", "region_code"), name="usage_shard"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(statuses__len=models.F("app_codes__len"))
                & models.Q(minutes__len=models.F("app_codes__len")),
                name="usage_arrays_in_step",
            ),
        )

    def __str__(self) -> str:
        return "usage report"
