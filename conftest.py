"""Fixtures that every test may ask for; those of the engines stand in tests/engines.py."""

pytest_plugins = ["tests.engines", "tests.browser", "tests.demo_site"]
