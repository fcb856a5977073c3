"""Anonymous answers to page 1."""

from django.db import models

from burden.models.columns import LEVEL_CHOICES, region_code_field, whole_number_between
from burden.models.wave import Wave


class Response(models.Model):
    """One person's answers to page 1.  Empty means skipped, never zero.

    Rows appear by promotion only, in random order, many in one transaction; there is no time, no address, no device,
    no code and no sequential id (docs/privacy.md lists every column and its fate).
    """

    class MinutesSource(models.TextChoices):
        """How the minutes were known."""

        ESTIMATE = "estimate", "凭估计"
        SCREEN_TIME = "screen_time", "看了屏幕使用时间"

    class Quality(models.TextChoices):
        """Why an answer may be left out; which flags exclude is a parameter of the release."""

        OK = "ok"
        SPEEDER = "speeder"
        STRAIGHT = "straight"
        CONTRADICTION = "contradiction"
        OUTLIER = "outlier"

    class DurationBand(models.TextChoices):
        """Coarse time that answering took, as the browser measured it."""

        UNDER_20 = "lt20"
        UNDER_60 = "20_60"
        UNDER_90 = "60_90"
        OVER_90 = "gt90"

    id = models.UUIDField(primary_key=True)
    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="responses", db_index=False)
    region_code = region_code_field()
    level = models.PositiveSmallIntegerField("level", choices=LEVEL_CHOICES)
    app_count = models.PositiveSmallIntegerField("apps", null=True)
    idle_app_count = models.PositiveSmallIntegerField("apps not opened for three months", null=True)
    account_count = models.PositiveSmallIntegerField("accounts followed", null=True)
    group_count = models.PositiveSmallIntegerField("work groups", null=True)
    app_minutes_per_day = models.PositiveSmallIntegerField("app minutes a workday", null=True)
    minutes_source = models.CharField("minutes known by", max_length=11, choices=MinutesSource, blank=True, default="")
    group_minutes_per_day = models.PositiveSmallIntegerField("group minutes a workday", null=True)
    attitude_5 = models.PositiveSmallIntegerField("attitude 1-5", null=True)
    scale_reversed = models.BooleanField("scale was shown reversed", default=False)
    # Bit i is burden.domain.blocks.PRACTICE_CODES[i]; 0 is "none of these"; NULL is skipped.
    practices_3m = models.PositiveSmallIntegerField("practices met", null=True)
    apps = models.JSONField("up to three apps that take most time", default=list)
    duration_band = models.CharField("time taken", max_length=5, choices=DurationBand, blank=True, default="")
    quality_flag = models.CharField("quality", max_length=13, choices=Quality, default=Quality.OK)

    class Meta:
        ordering = ("id",)
        indexes = (
            # A shard reads one subtree of one wave.
            models.Index(fields=("wave", "region_code"), name="response_shard"),
        )
        constraints = (
            whole_number_between("app_count", 0, 60, name="response_app_count_range"),
            whole_number_between("account_count", 0, 200, name="response_account_count_range"),
            whole_number_between("group_count", 0, 300, name="response_group_count_range"),
            whole_number_between("app_minutes_per_day", 0, 960, name="response_app_minutes_range"),
            whole_number_between("group_minutes_per_day", 0, 960, name="response_group_minutes_range"),
            whole_number_between("attitude_5", 1, 5, name="response_attitude_range"),
            whole_number_between("practices_3m", 0, 255, name="response_practices_range"),
            models.CheckConstraint(
                condition=models.Q(idle_app_count__isnull=True)
                | models.Q(app_count__isnull=True)
                | models.Q(idle_app_count__lte=models.F("app_count")),
                name="response_idle_within_apps",
            ),
        )

    def __str__(self) -> str:
        return "response"
