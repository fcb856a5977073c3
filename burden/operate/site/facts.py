"""Entering what the program cannot know about the site: who runs it, its filing, where to complain."""

from collections.abc import Collection, Mapping

from django.db import connection, transaction

from burden.models import SiteFactChange
from burden.reports.own_rules.site_facts import site_facts

LOCK = "LOCK TABLE burden_sitefactchange IN SHARE ROW EXCLUSIVE MODE"


class SiteFactsOvertakenError(RuntimeError):
    """Somebody changed the facts after the page was read."""


def changed_facts(wanted: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Return what would be changed: name of the fact, what is told now, what would be; one query."""
    now = site_facts().values
    return [(name, now[name], wanted[name]) for name in SiteFactChange.Fact.values if wanted[name] != now[name]]


@transaction.atomic
def change_site_facts(*, wanted: Mapping[str, str], email: str, seen: int) -> int:
    """Store what is told from now on and return how many facts were changed.

    ``wanted`` has every fact by its name, "" for nothing; ``seen`` is the last change that its writer saw.
    Raises SiteFactsOvertakenError.
    """
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
    if site_facts().last != seen:
        raise SiteFactsOvertakenError
    changes = [
        SiteFactChange(fact=name, before=before, after=after, email=email)
        for name, before, after in changed_facts(wanted)
    ]
    SiteFactChange.objects.bulk_create(changes)
    return len(changes)


def forget_facts_of(emails: Collection[str]) -> None:
    """Forget what these accounts told about the site; earlier facts hold."""
    SiteFactChange.objects.filter(email__in=emails).delete()
