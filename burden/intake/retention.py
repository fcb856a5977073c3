"""Deleting raw answers after their time; what was published of them stays."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from burden.models import FurtherResponse, Response, Suggestion, UsageReport, Wave

MONTHS_KEPT = 24  # statistics law: raw records for at least two years
DAYS_A_MONTH = 31  # the longer reading: never a day too early


@dataclass(frozen=True, kw_only=True)
class Purged:
    """What was deleted of one wave."""

    wave_code: str
    responses: int
    usage_reports: int
    further_responses: int
    suggestions: int


def waves_past_retention(*, months: int = MONTHS_KEPT, today: date | None = None) -> list[Wave]:
    """Return released waves that closed more than so many months ago, oldest first."""
    today = today or timezone.localdate()
    released = Wave.objects.filter(state=Wave.State.RELEASED).order_by("closes_on", "code")
    return [wave for wave in released if (today - wave.closes_on).days > months * DAYS_A_MONTH]


@transaction.atomic
def purge_wave(wave: Wave) -> Purged:
    """Delete the wave's raw answers; repeating deletes nothing more."""
    responses, _ = Response.objects.filter(wave=wave).delete()
    reports, _ = UsageReport.objects.filter(wave=wave).delete()
    further, _ = FurtherResponse.objects.filter(wave=wave).delete()
    suggestions, _ = Suggestion.objects.filter(wave=wave).delete()
    return Purged(
        wave_code=wave.code,
        responses=responses,
        usage_reports=reports,
        further_responses=further,
        suggestions=suggestions,
    )
