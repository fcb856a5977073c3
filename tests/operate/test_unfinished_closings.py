"""What operators are told of a closing that is not finished, and that a second try completes it."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F
from pytest_django import Settings
from redis import Redis

from burden.aggregation.leases import claim
from burden.aggregation.progress import MANY_TRIES, progress_of
from burden.aggregation.release import compute_next_shard, start_release
from burden.management.commands import close_wave as command
from burden.models import Headcount, Release, ReleaseShard
from burden.operate.closing.words import what_goes_on
from burden.operate.health.doctor import examine
from tests.aggregation.world import make_world

pytestmark = pytest.mark.django_db

NOBODY = "此刻没有后台进程在算。若一分钟后还是这样，请启动后台进程。"


def begun() -> Release:
    return start_release(wave=make_world(people=300).wave, most_rows=500)


def take_a_shard(release: Release) -> ReleaseShard:
    shard = claim(ReleaseShard.objects.filter(release=release, is_done=False))
    assert shard is not None
    return shard


def words(release: Release) -> str:
    return what_goes_on(progress_of(release.pk))


def closing(*options: str) -> str:
    out = StringIO()
    call_command("close_wave", "2026Q4", *options, stdout=out)
    return out.getvalue()


def test_each_state_of_an_unfinished_release_has_its_sentence() -> None:
    release = begun()
    assert words(release) == NOBODY
    shard = take_a_shard(release)
    assert words(release) == "1片正由后台进程计算；若进程已停，几秒后由别的进程接手。"
    ReleaseShard.objects.filter(pk=shard.pk).update(
        tries=MANY_TRIES, leased_until=F("leased_until") - timedelta(hours=1)
    )
    assert words(release) == (f"有1片几次都没有算成（{shard}），过一会儿自动再试；原因在后台进程的日志里。")
    while compute_next_shard(release.pk):
        pass
    assert words(release) == NOBODY
    assert claim(Release.objects.filter(pk=release.pk))
    assert words(release) == "各片都算完了，正在合并和检查。"


@pytest.mark.usefixtures("broker")
def test_without_workers_the_command_says_so_and_waiting_completes_it() -> None:
    make_world(people=300)
    printed = closing()
    assert "调查 2026Q4 已截止，后台正在汇总（0/1）。再执行一次可看进度" in printed
    assert "没有后台进程应答。请启动 celery -A config worker，或者加 --wait 再执行一次。" in printed
    assert "已发布" in closing("--wait")
    assert Release.objects.get().state == "published"


def test_without_a_broker_the_command_waits_for_nobody(settings: Settings) -> None:
    settings.CELERY_BROKER_URL = "redis+socket:///nowhere/valkey.sock"
    make_world(people=300)
    assert "没有后台进程应答" in closing()


def test_a_shard_in_other_hands_is_named_while_it_is_waited_for_and_taken_over_when_nobody_renews(
    broker: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "SECONDS_BEFORE_WORDS", 0)
    release = begun()
    take_a_shard(release)
    printed = closing("--wait")
    assert "1片正由后台进程计算；若进程已停，几秒后由别的进程接手。" in printed
    assert "已发布" in printed
    assert sorted(release.shards.values_list("tries", flat=True)) == [1, 2]


@pytest.mark.usefixtures("broker")
def test_a_held_release_says_why_and_the_next_try_publishes() -> None:
    release = begun()
    assert compute_next_shard(release.pk)
    Headcount.objects.update(people=12)
    with pytest.raises(CommandError) as refused:
        closing("--wait")
    first, second = str(refused.value).splitlines()
    assert first == "发布检查没有通过，没有发布任何数。原因如下；改正以后再执行一次，就重新汇总："
    assert second == "单位人数在汇总期间有改动，请重新汇总。"
    assert "已发布" in closing("--wait")
    assert sorted(Release.objects.values_list("state", flat=True)) == ["held", "published"]


@pytest.mark.usefixtures("broker")
def test_doctor_names_a_release_at_which_nobody_works() -> None:
    release = begun()
    [found] = [finding for finding in examine() if finding.subject == "汇总"]
    assert (found.is_well, found.sentence) == (False, f"2026Q4（0/2）：{NOBODY}")
    assert found.by_command == "请运行 manage.py close_wave 2026Q4 --wait。"
    take_a_shard(release)
    assert "汇总" in {finding.subject for finding in examine() if finding.is_well}
