import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from pytest_django import Settings

from burden.aggregation import leases, release
from burden.aggregation.leases import LeaseLostError, claim, give_back, kept, lock, renew
from burden.aggregation.progress import progress_of, releases_with_work
from burden.aggregation.release import compute_next_shard, finish_release, start_release, work_on
from burden.aggregation.subtree import Subtree
from burden.aggregation.trunk import Outcome, compute_trunk
from burden.models import Release, ReleaseShard
from tests.aggregation.world import make_world

LONGEST_WAIT = 30
HOUR = timedelta(hours=1)

pytestmark = pytest.mark.django_db


def begun(*, most_rows: int = 60) -> Release:
    return start_release(wave=make_world(people=300).wave, most_rows=most_rows)


def free_shards(of: Release) -> QuerySet[ReleaseShard]:
    return ReleaseShard.objects.select_related("release__wave__tree").filter(release=of, is_done=False)


def run_out(of: Release) -> None:
    """Let every lease of the release end, as it does when its worker died."""
    ReleaseShard.objects.filter(release=of).update(leased_until=F("leased_until") - HOUR)
    Release.objects.filter(pk=of.pk).update(leased_until=F("leased_until") - HOUR)


def claimed(of: Release) -> ReleaseShard:
    shard = claim(free_shards(of))
    assert shard is not None
    return shard


def test_each_shard_has_one_holder_until_all_are_taken() -> None:
    of = begun()
    shards = of.shards.count()
    assert len({claimed(of).pk for _ in range(shards)}) == shards
    assert claim(free_shards(of)) is None
    assert not compute_next_shard(of.pk)
    assert progress_of(of.pk).in_hand == shards


@pytest.mark.django_db(transaction=True)
def test_many_claiming_at_once_get_a_shard_each() -> None:
    of = begun()
    shards = of.shards.count()
    taken: list[int] = []

    def take() -> None:
        try:
            while shard := claim(free_shards(of)):
                taken.append(shard.pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=take) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == sorted(set(taken))
    assert len(taken) == shards


def test_a_lease_that_ran_out_is_taken_by_another_and_the_first_one_finds_its_work_worthless() -> None:
    of = begun()
    shard = claimed(of)
    run_out(of)
    work_on(of.pk)
    of.refresh_from_db()
    content = (of.state, of.content_hash)
    assert content[0] == Release.State.PUBLISHED
    with pytest.raises(LeaseLostError), transaction.atomic():
        lock(shard)
    of.refresh_from_db()
    assert (of.state, of.content_hash) == content
    assert release.rebuilt_sha256(of) == of.content_hash


def test_a_worker_whose_shard_was_taken_over_while_it_computed_writes_nothing_and_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    of = begun()
    slowly = release.compute_shard
    others: list[int] = []

    def overtaken(shard: ReleaseShard) -> Subtree:
        result = slowly(shard)
        if not others:
            run_out(of)
            others.append(claimed(of).pk)
        return result

    monkeypatch.setattr(release, "compute_shard", overtaken)
    assert compute_next_shard(of.pk)
    assert not of.shards.filter(is_done=True).exists()
    run_out(of)
    work_on(of.pk)
    of.refresh_from_db()
    assert of.state == Release.State.PUBLISHED
    assert release.rebuilt_sha256(of) == of.content_hash


def test_a_worker_that_lost_the_last_step_publishes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    of = begun()
    while compute_next_shard(of.pk):
        pass

    def overtaken(late: Release) -> Outcome:
        outcome = compute_trunk(late)
        run_out(of)
        assert claim(Release.objects.filter(pk=of.pk))
        return outcome

    with monkeypatch.context() as slow:
        slow.setattr(release, "compute_trunk", overtaken)
        assert not finish_release(of.pk)
    of.refresh_from_db()
    assert (of.state, of.content_hash) == (Release.State.COMPUTING, "")
    run_out(of)
    assert finish_release(of.pk)
    assert release.rebuilt_sha256(of) == Release.objects.get().content_hash


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_wakes_up_when_another_has_published_finds_its_work_worthless(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    of = begun()
    while compute_next_shard(of.pk):
        pass
    hurried: list[bool] = []

    def finish() -> None:
        hurried.append(finish_release(of.pk))
        connection.close()

    def overtaken(late: Release) -> Outcome:
        if not hurried:
            hurried.append(False)
            run_out_outside(of, finish)
        return compute_trunk(late)

    monkeypatch.setattr(release, "compute_trunk", overtaken)
    assert not finish_release(of.pk)
    assert hurried == [False, True]
    of.refresh_from_db()
    assert of.state == Release.State.PUBLISHED
    assert "Another worker took over the last step" in caplog.text


def run_out_outside(of: Release, work: Callable[[], None]) -> None:
    """Let the lease end and others work, on a connection of their own."""

    def others() -> None:
        run_out(of)
        work()

    thread = threading.Thread(target=others)
    thread.start()
    thread.join()


@pytest.mark.django_db(transaction=True)
def test_a_slow_worker_keeps_its_shard_by_renewing_and_does_not_hold_the_others(settings: Settings) -> None:
    settings.RELEASE_LEASE_SECONDS = 1
    of = begun()
    shard = claimed(of)
    with kept(shard):
        first_end = ReleaseShard.objects.get(pk=shard.pk).leased_until
        assert first_end is not None
        work_on(of.pk)
        assert list(of.shards.filter(is_done=False)) == [shard]
        wait_until_later(shard, than=first_end + timedelta(seconds=1))
        assert not compute_next_shard(of.pk)
    assert progress_of(of.pk).in_hand == 1


def wait_until_later(shard: ReleaseShard, *, than: datetime) -> None:
    """Wait until the lease ends later than given, which is past the end that it had at first."""
    deadline = time.monotonic() + LONGEST_WAIT
    while (ReleaseShard.objects.get(pk=shard.pk).leased_until or timezone.now() - HOUR) <= than:
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.django_db(transaction=True)
def test_a_shard_that_is_being_written_holds_up_no_other_shard() -> None:
    of = begun()
    writes, waits = claimed(of), claimed(of)
    run_out(of)
    is_locked, is_over = threading.Event(), threading.Event()

    def write_for_long() -> None:
        try:
            with transaction.atomic():
                lock(writes)
                is_locked.set()
                is_over.wait(LONGEST_WAIT)
        finally:
            connection.close()

    writing = threading.Thread(target=write_for_long)
    writing.start()
    try:
        assert is_locked.wait(LONGEST_WAIT)
        renew(waits)
        assert progress_of(of.pk).in_hand == 1
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '2s'")
            lock(waits)
    finally:
        is_over.set()
        writing.join()


def test_nothing_of_a_lease_is_left_when_the_release_is_out() -> None:
    of = begun()
    work_on(of.pk)
    leases_left = {*of.shards.values_list("leased_by", "leased_until")}
    leases_left |= {*Release.objects.values_list("leased_by", "leased_until")}
    assert leases_left == {(None, None)}
    assert {*of.shards.values_list("tries", flat=True)} == {1}


def test_a_shard_that_fails_rests_while_the_others_are_computed(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.RELEASE_LEASE_SECONDS = 60  # a rest that no busy machine outlasts
    of = begun()
    computed = release.compute_shard
    [poor, *_] = of.shards.all()

    def failing(shard: ReleaseShard) -> Subtree:
        if shard.pk == poor.pk:
            raise RuntimeError("no luck")
        return computed(shard)

    monkeypatch.setattr(release, "compute_shard", failing)
    with pytest.raises(RuntimeError, match="no luck"):
        work_on(of.pk)
    work_on(of.pk)
    assert list(of.shards.filter(is_done=False)) == [poor]
    assert releases_with_work() == {}
    for _ in range(2):
        run_out(of)
        with pytest.raises(RuntimeError, match="no luck"):
            work_on(of.pk)
    assert progress_of(of.pk).troubled == (str(poor),)
    poor.refresh_from_db()
    assert poor.leased_until is not None
    assert poor.leased_until > timezone.now() + 2 * leases.lease_length()


def test_work_that_was_interrupted_is_free_at_once() -> None:
    of = begun()
    shard = claimed(of)
    with pytest.raises(KeyboardInterrupt), kept(shard):
        raise KeyboardInterrupt
    assert claimed(of) == shard


def test_a_worker_cannot_give_back_what_another_holds() -> None:
    of = begun()
    shard = claimed(of)
    run_out(of)
    assert claimed(of) == shard
    give_back(shard, has_failed=False)
    assert progress_of(of.pk).in_hand == 1


def test_a_turn_ends_between_two_shards() -> None:
    of = begun()
    assert work_on(of.pk, seconds=0)
    assert progress_of(of.pk).done == 1
    assert not work_on(of.pk, seconds=600)
    of.refresh_from_db()
    assert of.state == Release.State.PUBLISHED


def test_releases_with_work_are_those_with_something_nobody_holds() -> None:
    of = begun()
    shards = of.shards.count()
    assert releases_with_work() == {of.pk: shards}
    claimed(of)
    assert releases_with_work() == {of.pk: shards - 1}
    run_out(of)
    while compute_next_shard(of.pk):
        pass
    assert releases_with_work() == {of.pk: 1}
    assert claim(Release.objects.filter(pk=of.pk))
    assert releases_with_work() == {}
    run_out(of)
    assert finish_release(of.pk)
    assert releases_with_work() == {}


@pytest.mark.django_db(transaction=True)
def test_what_a_writing_transaction_asks_of_the_server_ends_with_it() -> None:
    with transaction.atomic():
        leases.end_if_silent(60)
        assert shown("idle_in_transaction_session_timeout") == "1min"
    assert shown("idle_in_transaction_session_timeout") == "0"


def shown(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {name}")
        return str(cursor.fetchone()[0])
