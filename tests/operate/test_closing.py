import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from burden.aggregation import shards
from burden.aggregation.release import compute_next_shard, finish_release, rebuilt_sha256, start_release, work_on
from burden.aggregation.tasks import resume_releases
from burden.intake.promotion import promote_inbox
from burden.models import FigurePack, InboxItem, Release, Wave
from burden.operate.closing.close import CloseRefusedError, close_wave, stop_taking_answers, waves_to_close
from burden.operate.tasks import close_due_waves
from tests.aggregation.world import World, make_world
from tests.answers import change, stored

LONGEST_WAIT = 60


def open_world() -> World:
    """A wave that still takes answers, with thirty of them in the inbox."""
    today = timezone.localdate()
    world = make_world(
        people=300, state=Wave.State.OPEN, opens_on=today - timedelta(days=3), closes_on=today + timedelta(days=3)
    )
    answers = {"region_code": "990101000000", "level": 50, "attitude_5": 4, "apps": [], "quality_flag": "ok"}
    blank = {"minutes_source": "", "duration_band": "", "scale_reversed": False}
    InboxItem.objects.bulk_create(
        InboxItem(wave=world.wave, kind=InboxItem.Kind.RESPONSE, answers=answers | blank) for _ in range(30)
    )
    return world


def wait_until(is_so: Callable[[], bool]) -> None:
    for _ in range(LONGEST_WAIT * 20):
        if is_so():
            return
        time.sleep(0.05)
    pytest.fail("It did not happen in time.")


@pytest.mark.django_db
def test_closing_a_wave_publishes_the_answers_that_still_waited_in_the_inbox() -> None:
    world = open_world()
    release = close_wave(wave=world.wave, wait=True)
    assert (release.state, world.wave.state) == (Release.State.PUBLISHED, Wave.State.RELEASED)
    assert not InboxItem.objects.exists()
    accepted = sum(line["accepted"] for line in release.balance["attitude"].values())
    assert accepted == 330 == len(stored("response", world.wave))


@pytest.mark.django_db
def test_closing_twice_gives_the_same_release() -> None:
    world = open_world()
    first = close_wave(wave=world.wave, wait=True)
    assert close_wave(wave=world.wave, wait=True) == first
    assert Release.objects.count() == 1


@pytest.mark.django_db
def test_a_wave_that_never_opened_cannot_be_closed() -> None:
    world = make_world(people=0, state=Wave.State.DRAFT)
    with pytest.raises(CloseRefusedError):
        close_wave(wave=world.wave)


@pytest.mark.django_db
def test_progress_counts_shards_up_to_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "FEWEST_ROWS", 500)
    seen: list[tuple[int, int]] = []
    close_wave(wave=open_world().wave, wait=True, watch=lambda at: seen.append((at.done, at.shards)))
    assert seen[0] == (1, 2)
    assert seen[-1] == (2, 2)


@pytest.mark.django_db
def test_only_waves_past_their_last_day_and_closings_that_broke_off_are_due() -> None:
    today = timezone.localdate()
    shape = (1, 1, 1)
    make_world(people=0, shape=shape, code="open", state="open", closes_on=today)
    make_world(people=0, shape=shape, code="over", state="open", closes_on=today - timedelta(days=1))
    make_world(people=0, shape=shape, code="broken off", state="closed", closes_on=today)
    begun = make_world(people=0, shape=shape, code="begun", state="closed", closes_on=today).wave
    start_release(wave=begun)
    held = make_world(people=0, shape=shape, code="held", state="closed", closes_on=today).wave
    Release.objects.create(wave=held, state=Release.State.HELD, parameters={})
    assert list(waves_to_close().values_list("code", flat=True)) == ["over", "broken off"]


@pytest.mark.django_db
def test_the_command_prints_where_every_answer_went() -> None:
    open_world()
    out = StringIO()
    call_command("close_wave", "2026Q4", "--wait", stdout=out)
    release = Release.objects.get()
    line = release.balance["attitude"]["50"]
    sentence = f"attitude 县直部门：{line['accepted']} = {line['published']} + {line['held_back']} + {line['excluded']}"
    assert sentence in out.getvalue()
    assert release.content_hash in out.getvalue()
    speeders = sum(said["quality_flag"] == "speeder" for said in stored("response"))
    assert f"  填得太快：{speeders}份，已剔除\n" in out.getvalue()
    call_command("rebuild_release", "2026Q4", "--check", stdout=out)
    assert f"一致：{release.content_hash}" in out.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize("command", [("close_wave", "1999Q1"), ("rebuild_release", "1999Q1", "--check")])
def test_commands_refuse_an_unknown_wave_in_one_sentence(command: tuple[str, ...]) -> None:
    with pytest.raises(CommandError, match="1999Q1"):
        call_command(*command)


@pytest.mark.django_db
def test_a_release_that_no_longer_follows_from_the_answers_is_reported() -> None:
    world = open_world()
    close_wave(wave=world.wave, wait=True)
    change(
        world.wave, "response", lambda said: said.update(attitude_5={4: 5}.get(said["attitude_5"], said["attitude_5"]))
    )
    with pytest.raises(CommandError, match="不一致"):
        call_command("rebuild_release", "2026Q4", "--check", stdout=StringIO())


@pytest.mark.django_db(transaction=True)
def test_two_closings_at_once_end_in_one_release() -> None:
    world = open_world()
    releases: list[Release] = []

    def close() -> None:
        try:
            releases.append(close_wave(wave=Wave.objects.get(pk=world.wave.pk), wait=True))
        finally:
            connection.close()

    threads = [threading.Thread(target=close) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    release = Release.objects.get()
    assert releases == [release] * 4
    assert release.state == Release.State.PUBLISHED
    assert rebuilt_sha256(release) == release.content_hash


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_still_sees_work_to_do_does_not_keep_the_last_one_from_finishing() -> None:
    world = open_world()
    stop_taking_answers(world.wave)
    promote_inbox(closing=world.wave)
    release = start_release(wave=Wave.objects.get(pk=world.wave.pk))

    def compute_the_last_shards_and_finish() -> None:
        try:
            work_on(release.pk)
        finally:
            connection.close()

    with transaction.atomic():
        assert not finish_release(release.pk)
        last_worker = threading.Thread(target=compute_the_last_shards_and_finish)
        last_worker.start()
        last_worker.join(30)

    release.refresh_from_db()
    assert release.state == Release.State.PUBLISHED


@pytest.mark.django_db(transaction=True)
def test_workers_close_waves_past_their_last_day_and_take_up_releases_whose_messages_were_lost(
    celery_workers: None,
) -> None:
    lost = start_release(wave=make_world(people=300, seed=2, code="2026Q3").wave)
    world = open_world()
    Wave.objects.filter(pk=world.wave.pk).update(closes_on=timezone.localdate() - timedelta(days=1))
    for task in (close_due_waves, close_due_waves, resume_releases):
        task.delay()
    wait_until(lambda: Wave.objects.filter(state=Wave.State.RELEASED).count() == 2)
    release = Release.objects.get(wave=world.wave)
    assert release.state == Release.State.PUBLISHED
    assert rebuilt_sha256(release) == release.content_hash
    assert Release.objects.get(wave__code="2026Q3") == lost


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_of_a_shard_leaves_nothing_and_the_next_one_takes_over(
    site_environment: dict[str, str],
) -> None:
    world = open_world()
    script = f"""
import django; django.setup()
from burden.models import Wave
from burden.operate.closing.close import close_wave
close_wave(wave=Wave.objects.get(pk={world.wave.pk}), wait=True)
"""
    environment = {**site_environment, "REDIS_URL": "redis://127.0.0.1:1/0", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    with transaction.atomic():
        with connection.cursor() as cursor:
            # The worker claims a shard, writes its atoms and waits here with its figures.
            cursor.execute("LOCK TABLE burden_figurepack IN EXCLUSIVE MODE")
        worker = subprocess.Popen([sys.executable, "-c", script], env=environment)
        wait_until(lambda: is_waiting_for("burden_figurepack"))
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
    release = Release.objects.get()
    assert release.state == Release.State.COMPUTING
    assert not release.shards.filter(is_done=True).exists()
    assert not FigurePack.objects.exists()
    finished = close_wave(wave=world.wave, wait=True)
    assert finished == release
    assert finished.state == Release.State.PUBLISHED
    assert rebuilt_sha256(finished) == finished.content_hash


def is_waiting_for(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE relation = %s::regclass AND NOT granted", [table])
        return bool(cursor.fetchone()[0])


@pytest.mark.django_db
def test_a_closing_that_broke_off_after_its_first_shard_is_completed() -> None:
    world = open_world()
    Wave.objects.filter(pk=world.wave.pk).update(state=Wave.State.CLOSED)
    close_wave(wave=world.wave)
    release = Release.objects.get()
    assert compute_next_shard(release.pk)
    assert close_wave(wave=world.wave, wait=True).state == Release.State.PUBLISHED
