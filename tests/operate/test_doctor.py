import os
import time
from io import StringIO
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import Settings

from burden.models import BatchItem, InboxItem, Wave
from burden.operate.health.doctor import examine
from tests.intake.small_world import store_small_tree, store_wave


@pytest.fixture
def clock_memory(tmp_path: Path, settings: Settings) -> Path:
    """What a clock that ticks leaves behind."""
    settings.CELERY_BEAT_SCHEDULE_FILENAME = str(tmp_path / "beat-schedule")
    memory = tmp_path / "beat-schedule.db"
    memory.touch()
    return memory


@pytest.fixture
def _long_keys(settings: Settings) -> None:
    settings.CODE_KEY, settings.ROUNDING_KEY, settings.SEALING_KEY = b"c" * 48, b"r" * 48, "s" * 48


@pytest.fixture
def no_broker(settings: Settings) -> None:
    settings.CELERY_BROKER_URL = "redis+socket:///nowhere/valkey.sock"


def problems() -> dict[str, str]:
    return {seen.subject: seen.sentence + seen.by_command for seen in examine() if not seen.is_well}


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("celery_workers", "clock_memory", "_long_keys")
def test_a_site_in_good_health_is_told_so() -> None:
    store_small_tree()
    out = StringIO()
    call_command("doctor", stdout=out)
    lines = out.getvalue().splitlines()
    assert len(lines) == 13
    assert all(line.startswith("正常 ") for line in lines)
    assert "正常 行政区划：版本 test，9个地区。" in lines


@pytest.mark.django_db
@pytest.mark.usefixtures("clock_memory", "_long_keys", "no_broker")
def test_problems_are_counted_and_the_command_fails() -> None:
    out = StringIO()
    with pytest.raises(CommandError, match="有2处需要处理") as failure:
        call_command("doctor", stdout=out)
    assert failure.value.returncode == 1
    assert "注意 行政区划：还没有装入。请运行 manage.py load_regions。" in out.getvalue()
    assert "注意 任务队列：连不上；答卷照收" in out.getvalue()


@pytest.mark.django_db
@pytest.mark.usefixtures("broker")
def test_a_missing_worker_and_a_clock_that_stopped_are_named(clock_memory: Path) -> None:
    long_ago = time.time() - 3600
    os.utime(clock_memory, (long_ago, long_ago))
    found = problems()
    assert "celery -A config worker" in found["后台进程"]
    assert "celery -A config beat" in found["定时进程"]


@pytest.mark.django_db
@pytest.mark.usefixtures("no_broker")
@pytest.mark.parametrize("model", [InboxItem, BatchItem])
def test_answers_that_a_closed_wave_left_in_the_inbox_are_named(model: type[InboxItem | BatchItem]) -> None:
    store_small_tree()
    for state in (Wave.State.OPEN, Wave.State.CLOSED):
        wave = store_wave(code=state.upper(), state=state)
        model._default_manager.create(wave=wave, kind="response", answers={})  # noqa: SLF001  # documented
    assert problems()["收件箱"] == "CLOSED 已截止，答卷还没有转存。请运行 manage.py close_wave CLOSED --wait。"


@pytest.mark.django_db
@pytest.mark.usefixtures("no_broker")
def test_a_database_without_its_tables_is_sent_to_migrate() -> None:
    cache.clear()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'burden'")
    assert "manage.py migrate" in problems()["数据表"]


@pytest.mark.django_db
@pytest.mark.usefixtures("no_broker")
def test_keys_must_be_long_different_and_the_owners_alone(tmp_path: Path, settings: Settings) -> None:
    settings.SECRET_KEY, settings.CODE_KEY, settings.ROUNDING_KEY = "k" * 40, b"k" * 40, b"r" * 40
    settings.SEALING_KEY = "s" * 40
    assert "有两个密钥相同" in problems()["密钥"]
    settings.CODE_KEY = b"short"
    assert "不足32个字节" in problems()["密钥"]
    settings.CODE_KEY, settings.LOCAL_DIR = b"c" * 40, tmp_path
    (tmp_path / "secrets.json").touch(mode=0o644)
    assert "chmod 600" in problems()["密钥"]
    (tmp_path / "secrets.json").chmod(0o600)
    assert "密钥" not in problems()
