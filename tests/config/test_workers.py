import time
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings
from redis import Redis

from burden.aggregation.patience import LONGEST_ABSENCE
from burden.aggregation.tasks import SECONDS_A_TURN
from config.celery import app
from config.timetable import TIMETABLE

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_real_worker_takes_a_task_off_the_queue(celery_workers: None, broker: Redis) -> None:
    app.send_task("intake.drop_old_keys")
    deadline = time.monotonic() + 60
    while broker.llen("celery") or broker.hlen("unacked"):
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_no_task_may_take_as_long_as_the_broker_waits_before_it_hands_it_out_again(settings: Settings) -> None:
    waits = settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]
    assert settings.CELERY_TASK_SOFT_TIME_LIMIT < settings.CELERY_TASK_TIME_LIMIT < waits
    longest_turn = SECONDS_A_TURN + LONGEST_ABSENCE  # shards, then a database that is away
    assert longest_turn < settings.CELERY_TASK_SOFT_TIME_LIMIT / 2
    assert settings.CELERY_TASK_ACKS_LATE
    assert settings.CELERY_WORKER_PREFETCH_MULTIPLIER == 1
    assert not [entry for entry in TIMETABLE.values() if "countdown" in entry["options"]]


def test_unfinished_releases_are_looked_for_every_ten_seconds() -> None:
    assert TIMETABLE["resume releases"]["schedule"].is_due(timezone.now() - timedelta(seconds=11)).is_due
