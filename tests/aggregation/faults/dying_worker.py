"""The site's Celery application with processes that die when they are told: ``celery -A …dying_worker worker``."""

from typing import Any

from celery.signals import worker_process_init

from config.celery import app
from tests.aggregation.faults.stages import make_mortal

__all__ = ["app"]


@worker_process_init.connect
def _become_mortal(**_: Any) -> None:
    make_mortal()
