"""Closing a wave: no more answers, the last promotion, the release, which waits where somebody publishes it by hand.

Every step finds out whether it is done already, so a closing that broke off anywhere is completed by the next try.
"""

import logging
import time
from collections.abc import Callable
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from kombu.exceptions import OperationalError

from burden.aggregation.patience import outlasting
from burden.aggregation.progress import Progress, progress_of, releases_with_work
from burden.aggregation.release import compute_next_shard, finish_release, start_release
from burden.aggregation.tasks import call_workers
from burden.domain.sentences import Sentence, gettext_noop
from burden.intake.closing_lock import wait_for_submissions
from burden.intake.promotion import promote_inbox
from burden.models import Release, Wave, WaveEvent
from burden.operate.closing.putting_off import put_off_in_force
from burden.operate.rules.finding_rounds import look_at_releases
from burden.operate.waves.life import record_event

logger = logging.getLogger(__name__)

Watcher = Callable[[Progress], None]

SECONDS_BETWEEN_LOOKS = 0.2
LOOK_FIRST = gettext_noop("到期自动收口以后，等人看过再发布")
NOTHING_TO_COMPUTE = gettext_noop("调查 %(code)s 还没有收齐答卷，或者已经发布，现在不能重新汇总。")
NOBODY_PUT_IT_OFF = gettext_noop("调查 %(code)s 已经算好。要重新汇总，请先按“先不发布”，写明原因。")
PUBLISH_AT_ONCE = gettext_noop("到期自动收口以后，检查通过就发布")


class CloseRefusedError(RuntimeError):
    """The wave cannot be closed, or not be computed anew; ``sentence`` says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def close_wave(
    *, wave: Wave, wait: bool = False, watch: Watcher | None = None, by: str = WaveEvent.BY_COMMAND
) -> Release:
    """Close the wave, promote its inbox and have its release computed by the workers; return the release.

    With ``wait`` this process computes shards like a worker does and returns when the release is published, held or
    ready for somebody to publish it, even if no worker runs; ``watch`` is told how far it is at every look.  Safe to
    repeat: a released wave answers with its release; a wave whose release the gate held gets a new try.
    Raises CloseRefusedError for a wave that never opened.
    """
    if stop_taking_answers(wave, by=by) == Wave.State.RELEASED:
        return wave.releases.get(is_current=True)
    # Not within the transaction above: the promotion commits several times, and holds the keys of all waves.
    promote_inbox(closing=wave)
    with transaction.atomic():
        release = start_release(wave=wave)
        transaction.on_commit(lambda: _call_workers(release.pk))
    if wait:
        _see_through(release.pk, watch)
        look_at_releases()
    release.refresh_from_db()
    wave.refresh_from_db()
    return release


@transaction.atomic
def compute_again(*, wave: Wave, by: str) -> Release:
    """Have the release of a closed wave computed anew by the workers, where the gate held it or somebody put it off.

    What was put off goes, nobody has read it.  Safe to repeat: one that is being computed answers as it is.  Raises
    CloseRefusedError.
    """
    # In this order, as publications and the last step of a computation lock them, whatever state it is in: it may end
    # meanwhile.  Not their keys: the last step, which waits for the release, has read packs that a promotion, which
    # holds the keys of waves, may wait for.
    releases = Release.objects.select_for_update(of=("self",), no_key=True).filter(wave=wave)
    release = releases.exclude(state=Release.State.HELD).first()
    current = Wave.objects.select_for_update(no_key=True).get(pk=wave.pk)
    begun = current.releases.exclude(state=Release.State.HELD).first()
    if begun is not None and (begun != release or begun.state == Release.State.COMPUTING):
        return begun  # by somebody else, just now perhaps
    if current.state != Wave.State.CLOSED or not current.releases.exists():
        raise CloseRefusedError(Sentence(NOTHING_TO_COMPUTE, code=wave.code))
    if begun is not None:
        if put_off_in_force(current) is None:
            raise CloseRefusedError(Sentence(NOBODY_PUT_IT_OFF, code=wave.code))
        begun.delete()
    record_event(wave=current, kind=WaveEvent.Kind.AGAIN, by=by)
    anew = start_release(wave=current)
    transaction.on_commit(lambda: _call_workers(anew.pk))
    return anew


def waves_to_close() -> QuerySet[Wave]:
    """Return waves past their last day, and closed ones whose closing broke off before the release began.

    A wave whose release the gate held waits for a person: another try by itself would end the same way.
    """
    overdue = Q(state=Wave.State.OPEN, closes_on__lt=timezone.localdate())
    broken_off = Q(state=Wave.State.CLOSED, releases__isnull=True)
    return Wave.objects.filter(overdue | broken_off).order_by("closes_on", "code").distinct()


def stop_taking_answers(wave: Wave, *, by: str = WaveEvent.BY_COMMAND, waits_for_a_look: bool = False) -> str:
    """Close the wave if it is open and return its state: every answer that was accepted is stored, none comes after.

    ``by`` is written down: the e-mail address of who did it, or one of ``WaveEvent.BY_…``.  With ``waits_for_a_look``
    what is computed waits until somebody publishes it.
    """
    with transaction.atomic():
        # The promotion that follows, sometimes minutes later, would wait for submissions too, but only because each of
        # them reads the tables that a promotion locks; what is promised here must not hang on that.
        wait_for_submissions(wave)
        # A promotion that works holds the key of the wave, which stays as it is; submissions wait here meanwhile.
        current = Wave.objects.select_for_update(no_key=True).get(pk=wave.pk)
        if current.state == Wave.State.DRAFT:
            raise CloseRefusedError(f"调查 {wave.code} 还没有开始，不能截止。")
        if current.state == Wave.State.OPEN:
            current.state = Wave.State.CLOSED
            current.waits_for_a_look |= waits_for_a_look
            current.save(update_fields=["state", "waits_for_a_look"])
            record_event(wave=current, kind=WaveEvent.Kind.CLOSED, by=by)
        return current.state


@transaction.atomic
def choose_publication(*, wave: Wave, waits_for_a_look: bool, by: str) -> None:
    """Say what follows when the last day closes an open wave: somebody looks first, or it is published at once.

    Raises CloseRefusedError where the wave is not open any more.
    """
    current = Wave.objects.select_for_update().get(pk=wave.pk)
    if current.state != Wave.State.OPEN:
        raise CloseRefusedError(f"调查 {wave.code} 不在进行中，这一项不能再改。")
    if current.waits_for_a_look != waits_for_a_look:
        current.waits_for_a_look = waits_for_a_look
        current.save(update_fields=["waits_for_a_look"])
        chosen = Sentence(LOOK_FIRST if waits_for_a_look else PUBLISH_AT_ONCE)
        record_event(wave=current, kind=WaveEvent.Kind.CHANGED, by=by, details=(chosen,))


def _call_workers(release_id: UUID) -> None:
    """Ask workers to compute; while the broker is away the release waits for the task that resumes it."""
    try:
        call_workers(release_id, releases_with_work().get(release_id, 0))
    except OperationalError:
        logger.warning("The broker does not answer; release %s waits to be resumed.", release_id)


def _see_through(release_id: UUID, watch: Watcher | None) -> None:
    """Compute like a worker does until the release is out; what other workers hold a lease on is waited for.

    When one of them dies its lease runs out, and the next look takes over.
    """
    while outlasting(lambda: _is_under_way(release_id)):
        has_computed = outlasting(lambda: compute_next_shard(release_id))
        if watch:
            watch(outlasting(lambda: progress_of(release_id)))
        if not has_computed and not outlasting(lambda: finish_release(release_id)):
            time.sleep(SECONDS_BETWEEN_LOOKS)


def _is_under_way(release_id: UUID) -> bool:
    return Release.objects.filter(pk=release_id, state=Release.State.COMPUTING).exists()
