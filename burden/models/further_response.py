"""Anonymous answers to the further questions; joined to no response and no app-usage report."""

from django.db import models

from burden.models.columns import LEVEL_CHOICES, region_code_field, whole_number_between
from burden.models.wave import Wave


def _answer(meaning: str) -> "models.PositiveSmallIntegerField[int | None, int | None]":
    return models.PositiveSmallIntegerField(meaning, null=True)


class FurtherResponse(models.Model):
    """One person's answers to page 2.  Empty means skipped, never zero.

    A choice is kept as its place among the options of :mod:`burden.domain.further_items`, from 1; ``cleanup_effect`` is
    a mask, 0 for "there was no clean-up".
    """

    id = models.UUIDField(primary_key=True)
    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="further_responses", db_index=False)
    region_code = region_code_field()
    level = models.PositiveSmallIntegerField("level", choices=LEVEL_CHOICES)
    off_hours_days = _answer("days with work after hours, last week")
    reply_deadline = _answer("reply deadline in groups")
    group_msgs_band = _answer("messages a day in groups")
    same_data_times = _answer("places where the same figure is entered")
    proxy_account_count = _answer("accounts operated for others")
    runs_media = _answer("runs the unit's account or app")
    extra_phone_count = _answer("extra phones")
    data_return = _answer("reported data can be used")
    change_6m = _answer("change since half a year ago")
    cleanup_effect = _answer("effects of a clean-up")
    relief_paperwork_count = _answer("papers about relief itself")
    load_time = _answer("time pressure 0-10")
    load_effort = _answer("effort 0-10")
    load_frustration = _answer("frustration 0-10")
    seen_proxy = _answer("checking in for others, as known")
    seen_boosting = _answer("bought clicks, as known")
    seen_padding = _answer("padded figures, as known")
    citizen_push = _answer("citizens made to install")
    quota_mismatch = _answer("quotas that do not fit")
    group_task_demand = _answer("materials demanded at will")
    dead_group_count = _answer("groups long out of use")

    class Meta:
        ordering = ("id",)
        indexes = (
            # A shard reads one subtree of one wave.
            models.Index(fields=("wave", "region_code"), name="further_shard"),
        )
        constraints = (
            whole_number_between("off_hours_days", 0, 7, name="further_off_hours_range"),
            whole_number_between("proxy_account_count", 0, 99, name="further_proxy_range"),
            whole_number_between("relief_paperwork_count", 0, 50, name="further_paperwork_range"),
            whole_number_between("dead_group_count", 0, 300, name="further_dead_groups_range"),
        )

    def __str__(self) -> str:
        return "further response"
