"""Fixtures that every test may ask for; those of the engines stand in tests/engines.py."""

from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.engines", "tests.browser", "tests.demo_site"]

# Machines are shared: an example that took long says nothing about the code, and would fail a run by chance.
settings.register_profile("shared-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared-machine")
