"""The Celery application: which modules hold tasks, and where its settings stand."""

import os
import warnings
from typing import Final

from celery import Celery

TASK_MODULES: Final = (
    "burden.access.tasks",
    "burden.intake.tasks",
    "burden.aggregation.tasks",
    "burden.exports.tasks",
    "burden.operate.tasks",
)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

# On a machine where only root is at home, root runs the site; docs/operations.md says how production does.
warnings.filterwarnings("ignore", message="You're running the worker with superuser privileges")

app = Celery("burden", include=TASK_MODULES)
app.config_from_object("django.conf:settings", namespace="CELERY")
