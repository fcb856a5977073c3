"""What operators entered about this site, as it holds now."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from burden.models import SiteFactChange


@dataclass(frozen=True, kw_only=True)
class SiteFacts:
    """The facts in force by their name, "" where nothing is told, the day of each, and the last change of them all.

    ``last`` is the number of the newest row, 0 where there is none: who changes facts says which ones they saw.
    """

    values: dict[str, str]
    days: dict[str, date]
    last: int


def site_facts() -> SiteFacts:
    """Return what holds now; one query."""
    values: dict[str, str] = dict.fromkeys(SiteFactChange.Fact.values, "")
    days: dict[str, date] = {}
    last = 0
    for change in SiteFactChange.objects.order_by("pk"):
        values[change.fact] = change.after
        days[change.fact] = timezone.localdate(change.recorded_at)
        last = change.pk
    return SiteFacts(values=values, days=days, last=last)
