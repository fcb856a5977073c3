"""System checks: what must hold before the site may answer anybody."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


@register(Tags.security)
def check_exports_are_private(**_: Any) -> list[CheckMessage]:
    """Refuse an exports folder within the static files: those are served to anybody without a question."""
    if Path(settings.STATIC_ROOT) not in (Path(settings.MEDIA_ROOT), *Path(settings.MEDIA_ROOT).parents):
        return []
    return [
        Error(
            "Export files would be served to everybody.", hint="Move MEDIA_ROOT out of STATIC_ROOT.", id="burden.E001"
        )
    ]


@register
def check_tasks_end_before_they_are_handed_out_again(**_: Any) -> list[CheckMessage]:
    """Refuse a time limit beyond the broker's patience: a task that still runs would run a second time beside it."""
    patience = settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]
    if settings.CELERY_TASK_SOFT_TIME_LIMIT < settings.CELERY_TASK_TIME_LIMIT < patience:
        return []
    return [
        Error(
            "Tasks may run longer than the broker waits for them.",
            hint="Keep CELERY_TASK_SOFT_TIME_LIMIT < CELERY_TASK_TIME_LIMIT < visibility_timeout.",
            id="burden.E002",
        )
    ]
