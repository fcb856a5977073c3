"""The seeded demo as a fixture: built once a run in a database of its own, so that no other test meets it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from django.db import connections, transaction
from pytest_django import DjangoDbBlocker
from redis import Redis

from burden.operate.demo.seeding import seed_demo
from tests.engines import environment_for


@pytest.fixture(scope="session")
def demo_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Name of a copy of the empty test database that holds the whole demo, six releases included."""
    with ExitStack() as stack:
        with django_db_blocker.unblock():
            demo = stack.enter_context(copied_database("demo"))
            with connected_to(demo):
                seed_demo(say=_nobody_listens)
        yield demo
        with django_db_blocker.unblock():
            stack.close()


@pytest.fixture
def demo_site(demo_database: str, db: None) -> Iterator[None]:
    """Let a test work on the demo; whatever it writes is rolled back."""
    with connected_to(demo_database), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo_copy(demo_database: str, django_db_blocker: DjangoDbBlocker, broker: Redis) -> Iterator[dict[str, str]]:
    """Environment for processes of the site on a copy of the demo that they may change as they like."""
    broker.flushdb()
    with django_db_blocker.unblock(), copied_demo(demo_database) as environment:
        yield environment


@contextmanager
def copied_demo(demo: str) -> Iterator[dict[str, str]]:
    """Give the environment of processes on a copy of this demo, which is gone afterwards."""
    copy = f"{demo}_copy"
    with connections["default"]._nodb_cursor() as cursor:  # noqa: SLF001  # as Django's own test databases are made
        cursor.execute(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{demo}"')
        yield environment_for({**connections["default"].settings_dict, "NAME": copy})
        cursor.execute(f'DROP DATABASE "{copy}" WITH (FORCE)')


@contextmanager
def copied_database(ending: str) -> Iterator[str]:
    """Give the name of a new copy of the empty test database, with this ending; gone afterwards."""
    empty = connections["default"].settings_dict["NAME"]
    copy = f"{empty}_{ending}"
    connections["default"].close()
    with connections["default"]._nodb_cursor() as cursor:  # noqa: SLF001  # as Django's own test databases are made
        cursor.execute(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{empty}"')
    yield copy
    with connections["default"]._nodb_cursor() as cursor:  # noqa: SLF001  # likewise
        cursor.execute(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')


@contextmanager
def connected_to(name: str) -> Iterator[None]:
    """Let Django's default connection lead to another database of the same server."""
    usual = connections["default"]
    other = type(usual)({**usual.settings_dict, "NAME": name}, alias="default")
    connections["default"] = other
    try:
        yield
    finally:
        other.close()
        connections["default"] = usual


def _nobody_listens(sentence: str) -> None:
    """Take the seeding's progress."""
