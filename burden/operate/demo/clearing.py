"""Taking the demo away: its waves and all that hangs on them, its province, its accounts."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from burden.access.demo import clear_demo_accounts
from burden.access.keeping import one_at_a_time
from burden.intake.closing_lock import wait_for_submissions
from burden.models import (
    AnswerPack,
    CatalogueItem,
    DownloadRecord,
    ExportJob,
    FileImport,
    InvitationCode,
    Region,
    Release,
    Scope,
    Suggestion,
    TreeVersion,
    User,
    Wave,
    WaveEvent,
)
from burden.operate.demo.guests import GuestDeeds, deeds_of_guests, guests, undo_deeds_of_guests
from burden.operate.waves.changing import delete_draft


@dataclass(frozen=True, kw_only=True)
class DemoStock:
    """What there is of the demo, and would go with it: codes of waves, numbers of places and entries, addresses.

    ``deeds`` are what guests of its desk changed besides.
    """

    waves: tuple[str, ...]
    regions: int
    items: int
    accounts: tuple[str, ...]
    deeds: GuestDeeds

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to take away."""
        return not (self.waves or self.regions or self.items or self.accounts)


def demo_stock() -> DemoStock:
    """Return what :func:`clear_demo` would take away now."""
    return DemoStock(
        waves=tuple(Wave.objects.filter(is_demo=True).order_by("opens_on", "pk").values_list("code", flat=True)),
        regions=Region.objects.filter(tree__is_demo=True).count(),
        items=CatalogueItem.objects.filter(tree__is_demo=True).count(),
        accounts=tuple(User.objects.filter(is_demo=True).order_by("email").values_list("email", flat=True)),
        deeds=deeds_of_guests(),
    )


@transaction.atomic
def clear_demo(*, by: str = WaveEvent.BY_COMMAND) -> int:
    """Remove everything of the demo and return how many waves there were; safe to repeat.

    ``by`` is written down: the e-mail address of who did it, or one of ``WaveEvent.BY_…``.
    Register entries of demo downloads go too: they speak of files that hold nothing real.  So do drafts of real waves
    that demo accounts prepared or changed, with the codes of which their guests may have a copy, and what these changed
    in rules, facts about the site and regions.
    """
    # First of all, as whoever changes accounts does: an invitation under way would leave a demo account behind.
    one_at_a_time()
    waves = Wave.objects.filter(is_demo=True)
    # Submissions, then waves, then tables, as closings and promotions wait for them: nobody waits in a circle.
    for wave in waves.order_by("pk"):
        # An answer of theirs that came in meanwhile would stay behind in the inbox.
        wait_for_submissions(wave)
    # All waves, in the order of promotions: drafts of guests are taken further down.
    codes = [wave.code for wave in Wave.objects.select_for_update().order_by("pk") if wave.is_demo]
    for model in (AnswerPack, Suggestion, Release):
        model.objects.filter(wave__in=waves).delete()
    jobs = ExportJob.objects.filter(wave__in=waves)
    files = [Path(settings.MEDIA_ROOT) / str(job) for job in jobs.values_list("pk", flat=True)]
    jobs.delete()
    for record in (DownloadRecord, WaveEvent):
        record.objects.filter(wave_code__in=codes).delete()
    waves.delete()
    for draft in _drafts_of_guests():
        delete_draft(wave=draft, by=by)
    # No real wave is open beside a demo; whoever was a guest of its desk may have taken codes of those to come.
    InvitationCode.objects.all().delete()
    Scope.objects.filter(is_demo=True).delete()
    TreeVersion.objects.filter(is_demo=True).delete()
    undo_deeds_of_guests(by=by)
    clear_demo_accounts()
    transaction.on_commit(lambda: _remove(files))
    return len(codes)


def _drafts_of_guests() -> QuerySet[Wave]:
    """Return real drafts that a demo account had a hand in: guests may hold codes that were issued for them."""
    emails = guests()
    touched = WaveEvent.objects.filter(done_by__in=emails).values_list("wave_code", flat=True)
    filled = FileImport.objects.filter(stored_by__in=emails, wave__isnull=False).values_list("wave__code", flat=True)
    codes = {*touched, *filled}
    return Wave.objects.filter(is_demo=False, state=Wave.State.DRAFT, code__in=codes).order_by("pk")


def _remove(files: list[Path]) -> None:
    for file in files:
        file.unlink(missing_ok=True)
