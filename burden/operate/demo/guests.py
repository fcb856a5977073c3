"""What guests of the demo's desk changed that is no part of the demo: rules, facts about the site, editions of regions.

Whoever opens a demo may be its operator.  What they did would outlive the demo unseen, so it goes with it.  Entries of
the real catalogue cannot be reached from the desk beside a demo.
"""

from contextlib import suppress
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet

from burden.models import FileImport, RuleRevision, SiteFactChange, User
from burden.operate.files.kind import ImportRefusedError
from burden.operate.files.machine import undo
from burden.operate.rules.revisions import forget_changes_of
from burden.operate.site.facts import forget_facts_of


@dataclass(frozen=True, kw_only=True)
class GuestDeeds:
    """What there is of it: numbers of rules, how many facts about the site, names of editions of regions.

    ``files`` are how many were brought and never stored.
    """

    rules: tuple[str, ...]
    facts: int
    editions: tuple[str, ...]
    files: int


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
        editions=tuple(sorted({str(record.parameters["version"]) for record in _stored_regions(emails)})),
        files=_never_stored(emails).count(),
    )


@transaction.atomic
def undo_deeds_of_guests(*, by: str) -> None:
    """Take back what guests changed, and forget the files that they never stored; ``by`` is who undid the others.

    What a real account saved since stays, and so does an edition that somebody has built on.  A file that was stored
    once leaves its line, undone or not: who brought it, who took it back.
    """
    emails = guests()
    forget_changes_of(emails)
    forget_facts_of(emails)
    for record in _stored_regions(emails):
        with suppress(ImportRefusedError), transaction.atomic():
            undo(record.pk, email=by)
    # A worker that reads one of them meanwhile finds it gone before it stores anything.
    _never_stored(emails).delete()


def _files_of(emails: frozenset[str]) -> QuerySet[FileImport]:
    """Return the files of guests; one that a real account confirmed is that account's."""
    return FileImport.objects.filter(Q(stored_by__in=emails) | Q(stored_by="", email__in=emails))


def _never_stored(emails: frozenset[str]) -> QuerySet[FileImport]:
    """Return the files of guests that changed nothing at any time."""
    return _files_of(emails).exclude(state__in=(FileImport.State.STORED, FileImport.State.UNDONE))


def _stored_regions(emails: frozenset[str]) -> QuerySet[FileImport]:
    """Return the files of regions that guests stored, the newest first: each undoes what it found."""
    stored = _files_of(emails).filter(kind=FileImport.Kind.REGIONS, state=FileImport.State.STORED)
    return stored.defer("content", "before").order_by("-stored_at")
