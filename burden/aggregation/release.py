"""A release from its start to its publication: every step safe to repeat, at any time, by any number of workers.

start -> shards claimed one by one (row lock, skip locked) -> trunk, gate and publication in one transaction.  A worker
that dies loses its lock and its transaction, nothing else; the next one claims the shard again.
"""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from burden.aggregation import carry
from burden.aggregation.area import shard_area, whole_area
from burden.aggregation.collector import paused_collector
from burden.aggregation.content_hash import content_sha256
from burden.aggregation.gate import GateReport
from burden.aggregation.parameters import parameters_of, read_parameters
from burden.aggregation.part import compute_part
from burden.aggregation.shards import ROWS_A_SHARD, count_rows, plan_shards
from burden.aggregation.trunk import Outcome, compute_trunk, totals_of
from burden.aggregation.writing import write_atoms, write_figures
from burden.models import Atom, Figure, Release, ReleaseShard, Wave


class WaveNotClosedError(Exception):
    """A release was asked for a wave that still takes answers."""


class AnswersGoneError(Exception):
    """The answers of a release are no longer there, so it cannot be computed again."""


class _RefusedError(Exception):
    """The gate does not let a release pass; carries its report out of the transaction that is undone."""

    def __init__(self, report: GateReport) -> None:
        super().__init__("gate")
        self.report = report


def start_release(*, wave: Wave, rows_a_shard: int = ROWS_A_SHARD) -> Release:
    """Return the wave's release, begun now unless it was begun before; its shards are planned in the same step.

    The wave must be closed and its inbox promoted.  A release that the gate held does not count: this begins anew.
    Raises WaveNotClosedError for a wave in draft or open.
    """
    with transaction.atomic():
        wave = Wave.objects.select_for_update().get(pk=wave.pk)
        begun = wave.releases.exclude(state=Release.State.HELD).first()
        if begun is not None:
            return begun
        if wave.state != Wave.State.CLOSED:
            raise WaveNotClosedError(wave.code)
        release = Release.objects.create(wave=wave, parameters=parameters_of(wave))
        plan(release, rows_a_shard=rows_a_shard)
        return release


def plan(release: Release, *, rows_a_shard: int) -> None:
    """Write the shards of a release; they change how it is computed, never what comes out."""
    area = whole_area(release.wave)
    rows = count_rows(release.wave, area)
    ReleaseShard.objects.bulk_create(
        ReleaseShard(release=release, root_code=shard.root_code, rows=shard.rows)
        for shard in plan_shards(area.tree, rows, most_rows=rows_a_shard)
    )


def work_on(release_id: UUID) -> None:
    """Compute shards as long as any is free, then finish the release if nobody else is at work on it."""
    while compute_next_shard(release_id):
        pass
    finish_release(release_id)


def shards_done(release_id: UUID) -> tuple[int, int]:
    """Return how many shards are done, and how many there are."""
    shards = ReleaseShard.objects.filter(release_id=release_id)
    return shards.filter(is_done=True).count(), shards.count()


def compute_next_shard(release_id: UUID) -> bool:
    """Claim a shard that nobody works on and compute it; False when there is none."""
    with transaction.atomic():
        shard = (
            ReleaseShard.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("release__wave__tree")
            .filter(release_id=release_id, release__state=Release.State.COMPUTING, is_done=False)
            .order_by("-rows", "root_code")
            .first()
        )
        if shard is None:
            return False
        compute_shard(shard)
        return True


@paused_collector()
def compute_shard(shard: ReleaseShard) -> None:
    """Write a shard's atoms and figures and what it carries to the trunk; the caller holds its lock."""
    release = shard.release
    area = shard_area(release.wave, shard.root_code)
    blocks = compute_part(release.wave, area, read_parameters(release.parameters))
    exact = [part for part in blocks.values() if len(part.span) and not part.block.has_rounded_counts]
    write_atoms(release, exact)
    write_figures(release, ((part.block, totals_of(area.tree, part)) for part in exact))
    shard.carry = carry.pack(blocks)
    shard.is_done = True
    shard.save(update_fields=["carry", "is_done"])


@paused_collector()
def finish_release(release_id: UUID) -> bool:
    """Compute the trunk, pass the gate and publish, in one transaction; False while there is nothing to finish.

    A release that the gate refuses becomes ``held`` with the reasons in words, and its numbers are deleted.
    """
    # Looked at before the lock: whoever holds the lock has seen all shards done and finishes.  Were it the other way
    # round, the worker of the last shard could meet the lock of one that still saw work to do, and nobody would finish.
    if ReleaseShard.objects.filter(release_id=release_id, is_done=False).exists():
        return False
    with transaction.atomic():
        release = (
            Release.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("wave__tree")
            .filter(pk=release_id, state=Release.State.COMPUTING)
            .first()
        )
        if release is None:
            return False
        try:
            with transaction.atomic():
                _publish(release, _passed(compute_trunk(release)))
        except _RefusedError as refused:
            _hold(release, refused.report)
        release.shards.update(carry=None)
        return True


def rebuilt_sha256(release: Release, *, rows_a_shard: int = ROWS_A_SHARD) -> str:
    """Return the hash of the same release computed anew from the answers, and undo the computation.

    The second release stands as ``held`` within its own transaction, so that it never meets the published one.
    Raises AnswersGoneError when answers have been deleted since.
    """
    if not count_rows(release.wave, whole_area(release.wave)) and release.balance:
        raise AnswersGoneError(release.wave.code)
    with transaction.atomic():
        again = Release.objects.create(wave=release.wave, parameters=release.parameters, state=Release.State.HELD)
        plan(again, rows_a_shard=rows_a_shard)
        for shard in again.shards.select_related("release__wave__tree"):
            compute_shard(shard)
        compute_trunk(again)
        sha256 = content_sha256(again)
        transaction.set_rollback(True)
    return sha256


def _passed(outcome: Outcome) -> Outcome:
    if not outcome.report.has_passed:
        raise _RefusedError(outcome.report)
    return outcome


def _publish(release: Release, outcome: Outcome) -> None:
    release.balance = outcome.balance
    release.gate_report = outcome.report.as_json()
    release.content_hash = content_sha256(release)
    release.published_on = timezone.localdate()
    release.state = Release.State.PUBLISHED
    release.is_current = True
    release.save()
    Wave.objects.filter(pk=release.wave_id).update(state=Wave.State.RELEASED)


def _hold(release: Release, report: GateReport) -> None:
    for model in (Figure, Atom):
        model.objects.filter(release=release).delete()
    release.gate_report = report.as_json()
    release.state = Release.State.HELD
    release.save(update_fields=["gate_report", "state"])
