import time

import pytest
from redis import Redis

from config.celery import app

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_real_worker_takes_a_task_off_the_queue(celery_workers: None, broker: Redis) -> None:
    app.send_task("intake.drop_old_keys")
    deadline = time.monotonic() + 60
    while broker.llen("celery") or broker.hlen("unacked"):
        assert time.monotonic() < deadline
        time.sleep(0.1)
