"""Taking a named app into the catalogue, or leaving it out."""

from collections.abc import Sequence

from django.db import transaction

from burden.intake.catalogue_store import Author, lock_catalogue, next_own_code, store_catalogue
from burden.models import CatalogueChange, CatalogueItem, ModerationDecision, Wave
from burden.operate.catalogue.doubles import same_named
from burden.operate.named_apps.found import named_apps_of


class ListingRefusedError(ValueError):
    """The catalogue has the name at that place already; ``codes`` are those of the entries, in use or not."""

    def __init__(self, codes: Sequence[str]) -> None:
        super().__init__("、".join(codes))
        self.codes = tuple(codes)


class NoSuchNameError(LookupError):
    """Fewer than three answers of a released wave wrote the name: as if nobody had."""


def name_waiting(wave: Wave, subject: str) -> str:
    """Return the usual spelling of a name that waits for a decision; raises NoSuchNameError."""
    for app in named_apps_of(wave).waiting:
        if app.subject == subject:
            return app.name
    raise NoSuchNameError


@transaction.atomic
def list_app(*, wave: Wave, subject: str, entry: CatalogueItem, email: str) -> CatalogueItem:
    """Store the entry under a code of its own and remember who listed it.

    ``entry`` carries name, kind, audience, sponsor level and region; whatever else the catalogue knows may follow.
    Raises NoSuchNameError, ListingRefusedError.
    """
    lock_catalogue()
    _lock(wave)
    name_waiting(wave, subject)
    entry.tree_id = wave.tree_id
    if twins := same_named(entry):
        raise ListingRefusedError([item.app_code for item in twins])
    entry.app_code = next_own_code()
    store_catalogue([entry], by=Author(door=CatalogueChange.Door.MODERATION, email=email))
    _remember(wave, subject, ModerationDecision.Verdict.LISTED, email=email, app_code=entry.app_code)
    return entry


@transaction.atomic
def leave_app(*, wave: Wave, subject: str, email: str) -> None:
    """Remember that the name is not to be listed.  Raises NoSuchNameError."""
    _lock(wave)
    name_waiting(wave, subject)
    _remember(wave, subject, ModerationDecision.Verdict.LEFT, email=email)


def _lock(wave: Wave) -> None:
    """Let one of two operators who decide at once see what the other did."""
    Wave.objects.select_for_update().get(pk=wave.pk)


def _remember(wave: Wave, subject: str, verdict: ModerationDecision.Verdict, *, email: str, app_code: str = "") -> None:
    ModerationDecision.objects.create(
        wave=wave,
        kind=ModerationDecision.Kind.APP_NAME,
        subject=subject,
        verdict=verdict,
        app_code=app_code,
        email=email,
    )
