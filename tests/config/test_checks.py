import pytest
from django.core.checks import run_checks
from pytest_django import Settings


def findings() -> set[str]:
    return {found.id for found in run_checks() if found.id and found.id.startswith("burden.")}


def test_the_settings_of_the_site_pass() -> None:
    assert findings() == set()


@pytest.mark.parametrize("folder", ["", "exports"])
def test_export_files_among_the_static_files_are_refused(settings: Settings, folder: str) -> None:
    settings.MEDIA_ROOT = settings.STATIC_ROOT / folder
    assert findings() == {"burden.E001"}


def test_a_task_that_may_outlive_the_brokers_patience_is_refused(settings: Settings) -> None:
    settings.CELERY_TASK_TIME_LIMIT = 901
    assert findings() == {"burden.E002"}
