"""A release from its start to its last step: every step safe to repeat, at any time, by any number of workers.

start -> shards, each under a lease -> trunk and gate in one transaction, under a lease of the release, which publishes
too unless the wave waits for somebody to publish it.  A worker that dies loses its lease and its transaction, nothing
else; the next one claims the shard again.
"""

import logging
import time
from uuid import UUID

from django.db import transaction

from burden.aggregation import leases
from burden.aggregation.collector import paused_collector
from burden.aggregation.content_hash import content_sha256
from burden.aggregation.fat_rows import execute
from burden.aggregation.gate import GateReport
from burden.aggregation.pack_rows import people_in_packs
from burden.aggregation.parameters import parameters_of
from burden.aggregation.publication import hold, make_ready, publish, who_closed
from burden.aggregation.shards import plan_shards
from burden.aggregation.subtree import Subtree, compute_subtree, write_subtree
from burden.aggregation.trunk import SHARDS, Outcome, compute_trunk
from burden.aggregation.warming import get_ready
from burden.models import Release, ReleaseShard, Wave

logger = logging.getLogger(__name__)

# Longest silence within a transaction that writes.  A shard or the trunk computes for seconds between two statements;
# the whole release of ten million answers took 14 seconds with two workers (docs/performance.md).
SECONDS_OF_SILENCE = 60


class WaveNotClosedError(Exception):
    """A release was asked for a wave that still takes answers."""


class AnswersGoneError(Exception):
    """The answers of a release are no longer there, so it cannot be computed again."""


class _RefusedError(Exception):
    """The gate does not let a release pass; carries its report out of the transaction that is undone."""

    def __init__(self, report: GateReport) -> None:
        super().__init__("gate")
        self.report = report


def start_release(*, wave: Wave, most_rows: int | None = None) -> Release:
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
        plan(release, most_rows=most_rows)
        return release


@paused_collector()
def plan(release: Release, *, most_rows: int | None) -> None:
    """Write the shards of a release; they change how it is computed, never what comes out."""
    ReleaseShard.objects.bulk_create(
        ReleaseShard(release=release, root_code=shard.first_code, last_code=shard.last_code, rows=shard.rows)
        for shard in plan_shards(release.wave, most_rows=most_rows)
    )


def work_on(release_id: UUID, *, seconds: float | None = None) -> bool:
    """Compute shards as long as any is free, then finish the release if nobody else is at work on it.

    With ``seconds`` no new shard is begun after so long; True says that there may be more to do.
    """
    deadline = None if seconds is None else time.monotonic() + seconds
    while compute_next_shard(release_id):
        if deadline is not None and time.monotonic() > deadline:
            return True
    finish_release(release_id)
    return False


def compute_next_shard(release_id: UUID) -> bool:
    """Claim a shard that nobody works on, compute it and write it down; False when there is none.

    What was computed is thrown away where another worker took the shard over meanwhile.
    """
    get_ready()
    shard = leases.claim(
        ReleaseShard.objects.select_related("release__wave__tree")
        .filter(release_id=release_id, release__state=Release.State.COMPUTING, is_done=False)
        .order_by("-rows", "root_code")
    )
    if shard is None:
        return False
    try:
        with leases.kept(shard), paused_collector():
            _write_down(shard, compute_shard(shard))
    except leases.LeaseLostError:
        logger.warning("Another worker took over shard %s of release %s.", shard, release_id)
    return True


def compute_shard(shard: ReleaseShard) -> Subtree:
    """Compute a shard without writing anything, so that no transaction is open meanwhile."""
    return compute_subtree(shard)


def write_shard(shard: ReleaseShard, computed: Subtree) -> None:
    """Write what a shard gives within the caller's transaction, and leave what the trunk needs."""
    carry = write_subtree(computed)
    execute(f"UPDATE {SHARDS} SET carry = %b, is_done = true WHERE id = %s", [carry, shard.pk])  # noqa: S608  # a constant


def _write_down(shard: ReleaseShard, computed: Subtree) -> None:
    with transaction.atomic():
        leases.end_if_silent(SECONDS_OF_SILENCE)
        # Nobody waits for the disk: a shard that a crash of the server forgets is computed again, and the commit of the
        # last step makes all of them durable.
        execute("SET LOCAL synchronous_commit = off", [])
        leases.lock(shard)
        write_shard(shard, computed)
        leases.end(shard)


def finish_release(release_id: UUID) -> bool:
    """Compute the trunk, pass the gate and publish, in one transaction; False while there is nothing to finish.

    Where somebody is to publish it by hand the release becomes ``ready``.  One that the gate refuses becomes ``held``
    with the reasons in words, and its numbers are deleted.
    """
    if ReleaseShard.objects.filter(release_id=release_id, is_done=False).exists():
        return False
    get_ready()
    release = leases.claim(
        Release.objects.select_related("wave__tree").filter(pk=release_id, state=Release.State.COMPUTING)
    )
    if release is None:
        return False
    try:
        with leases.kept(release), paused_collector():
            _finish(release)
    except leases.LeaseLostError:
        logger.warning("Another worker took over the last step of release %s.", release_id)
        return False
    return True


def _finish(release: Release) -> None:
    """Complete or hold the release.  Its row is locked last: until then the lease must be renewed from outside."""
    with transaction.atomic():
        leases.end_if_silent(SECONDS_OF_SILENCE)
        try:
            with transaction.atomic():
                outcome = _passed(compute_trunk(release))
                content_hash = content_sha256(release, outcome.packs)
        except _RefusedError as refused:
            leases.lock(release)
            hold(release, refused.report)
        else:
            leases.lock(release)
            make_ready(release, balance=outcome.balance, report=outcome.report, content_hash=content_hash)
            # Read anew: whether it waits for somebody may have been decided while it was computed.  Not its key: packs
            # were read here, and a promotion beside it, which holds the wave's key, may wait for their readers.
            wave = Wave.objects.select_for_update(no_key=True).get(pk=release.wave_id)
            if not wave.is_published_by_hand:
                publish(release, by=who_closed(wave))
        release.shards.update(carry=None)
        leases.end(release)


@paused_collector()
def rebuilt_sha256(release: Release, *, most_rows: int | None = None) -> str:
    """Return the hash of the same release computed anew from the answers, and undo the computation.

    The second release stands as ``held`` within its own transaction, so that it never meets the published one.
    Raises AnswersGoneError when answers have been deleted since.
    """
    if not people_in_packs(release.wave) and release.balance:
        raise AnswersGoneError(release.wave.code)
    get_ready()
    with transaction.atomic():
        again = Release.objects.create(wave=release.wave, parameters=release.parameters, state=Release.State.HELD)
        plan(again, most_rows=most_rows)
        for shard in again.shards.select_related("release__wave__tree"):
            write_shard(shard, compute_shard(shard))
        sha256 = content_sha256(again, compute_trunk(again).packs)
        transaction.set_rollback(True)
    return sha256


def _passed(outcome: Outcome) -> Outcome:
    if not outcome.report.has_passed:
        raise _RefusedError(outcome.report)
    return outcome
