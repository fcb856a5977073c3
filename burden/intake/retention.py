"""Deleting raw answers after their time; what was published of them stays."""

from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.db.models import Sum
from django.utils import timezone

from burden.domain.pack_columns import PackKind
from burden.intake.rewriting import SUGGESTIONS, delete_packs, hold_waves, lock_tables, rewrite_table
from burden.models import AnswerPack, Suggestion, Wave

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


def purge_wave(wave: Wave) -> Purged:
    """Delete the wave's raw answers, in the server's files too; repeating deletes nothing more."""
    packs = AnswerPack.objects.filter(wave=wave).order_by("kind").values_list("kind")
    people: dict[str, int] = dict(packs.annotate(Sum("people")))
    with transaction.atomic(), connection.cursor() as cursor:
        hold_waves(cursor)
        lock_tables(cursor, (SUGGESTIONS,))
        suggestions = Suggestion.objects.filter(wave=wave).count()
        rewrite_table(cursor, SUGGESTIONS, order="id", keep=("wave_id <> %s", [wave.pk]))
    delete_packs(wave)
    return Purged(
        wave_code=wave.code,
        responses=people.get(PackKind.RESPONSE, 0),
        usage_reports=people.get(PackKind.USAGE, 0),
        further_responses=people.get(PackKind.FURTHER, 0),
        suggestions=suggestions,
    )
