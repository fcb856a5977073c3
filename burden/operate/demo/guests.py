"""What guests of the demo's desk changed that is no part of the demo: rules, facts about the site, editions of regions.

Whoever opens a demo may be its operator.  What they did would outlive the demo unseen, so it goes with it.  Entries of
the real catalogue cannot be reached from the desk beside a demo.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from burden.models import FileImport, RuleRevision, SiteFactChange, User
from burden.operate.files.kind import ImportRefusedError
from burden.operate.files.machine import undo
from burden.operate.rules.revisions import forget_changes_of
from burden.operate.site.facts import forget_facts_of


@dataclass(frozen=True, kw_only=True)
class GuestDeeds:
    """What there is of it: numbers of rules, how many facts about the site, names of editions of regions."""

    rules: tuple[str, ...]
    facts: int
    editions: tuple[str, ...]


def guests() -> frozenset[str]:
    """Return the addresses of the demo's accounts."""
    return frozenset(User.objects.filter(is_demo=True).values_list("email", flat=True))


def deeds_of_guests() -> GuestDeeds:
    """Return what :func:`undo_deeds_of_guests` would take back now."""
    emails = guests()
    codes = RuleRevision.objects.filter(email__in=emails).order_by().values_list("code", flat=True)
    facts = SiteFactChange.objects.filter(email__in=emails).order_by().values_list("fact", flat=True)
    return GuestDeeds(
        rules=tuple(sorted(set(codes))),
        facts=len(set(facts)),
        editions=tuple(sorted({str(record.parameters["version"]) for record in _region_files(emails)})),
    )


@transaction.atomic
def undo_deeds_of_guests(*, by: str) -> None:
    """Take back what guests changed; ``by`` is written down.

    What a real account saved since stays, and so does an edition that somebody has built on.
    """
    emails = guests()
    forget_changes_of(emails)
    forget_facts_of(emails)
    for record in _region_files(emails):
        _taken_back(record, by=by)


def _region_files(emails: frozenset[str]) -> Iterator[FileImport]:
    """Yield the files of regions that guests stored, the newest first: each undoes what it found."""
    stored = FileImport.objects.filter(kind=FileImport.Kind.REGIONS, state=FileImport.State.STORED)
    by_guests = stored.filter(Q(stored_by__in=emails) | Q(stored_by="", email__in=emails))
    yield from by_guests.defer("content", "before").order_by("-stored_at")


def _taken_back(record: FileImport, *, by: str) -> bool:
    try:
        with transaction.atomic():
            return undo(record.pk, email=by)
    except ImportRefusedError:
        return False
