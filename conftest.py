"""Fixtures that every test may ask for; those of the engines stand in tests/engines.py."""

from collections.abc import Iterator

import pytest
from django.utils import translation
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.engines", "tests.browser", "tests.demo_site"]

# Machines are shared: an example that took long says nothing about the code, and would fail a run by chance.
settings.register_profile("shared-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared-machine")


@pytest.fixture(autouse=True)
def _every_test_begins_in_chinese() -> Iterator[None]:
    """Forget the language that a test client's request left behind in the thread."""
    yield
    translation.deactivate()
