"""The engines of a test run are real ones."""

import pytest
from django.db import connection
from redis import Redis


@pytest.mark.django_db
def test_the_database_is_postgresql_18_or_15_and_newer() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        (version,) = cursor.fetchone()
    assert int(version) >= 150000


def test_the_broker_never_evicts_a_task(broker: Redis) -> None:
    assert broker.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
