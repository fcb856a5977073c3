"""The Celery application: which modules hold tasks, and where its settings stand."""

import os
from typing import Final

from celery import Celery

TASK_MODULES: Final = (
    "burden.intake.tasks",
    "burden.aggregation.tasks",
    "burden.exports.tasks",
    "burden.operate.tasks",
)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("burden", include=TASK_MODULES)
app.config_from_object("django.conf:settings", namespace="CELERY")
