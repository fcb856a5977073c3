import pytest
from django.db import connection
from django.test import Client, override_settings
from redis import Redis


def test_the_process_says_that_it_lives_without_asking_the_database(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


@pytest.mark.django_db
def test_a_migrated_site_is_ready(client: Client, broker: Redis) -> None:
    assert broker.ping()
    assert client.get("/readyz").json() == {"status": "ok", "database": "ok", "broker": "ok"}


@pytest.mark.django_db
@override_settings(CELERY_BROKER_URL="redis+socket:///nowhere/valkey.sock")
def test_a_site_without_broker_is_still_ready(client: Client) -> None:
    found = client.get("/readyz")
    assert (found.status_code, found.json()["broker"]) == (200, "unreachable")


@pytest.mark.django_db
def test_a_site_whose_database_lacks_a_migration_is_not_ready(client: Client) -> None:
    from django.core.cache import cache  # noqa: PLC0415  # beside its use

    cache.clear()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'burden'")
    found = client.get("/readyz")
    assert (found.status_code, found.json()["database"]) == (503, "not migrated")


@pytest.mark.django_db
def test_metrics_name_states_and_no_answers(client: Client, broker: Redis) -> None:
    broker.flushdb()
    lines = [line for line in client.get("/metrics").content.decode().splitlines() if not line.startswith("#")]
    assert lines[1:] == ["burden_database_up 1", "burden_broker_up 1", "burden_broker_queue_length 0"]


def test_every_answer_carries_the_strict_policy(client: Client) -> None:
    found = client.get("/healthz").headers
    policy = {part.split()[0]: part.split()[1:] for part in found["Content-Security-Policy"].split("; ")}
    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == policy["form-action"] == ["'self'"]
    assert policy["frame-ancestors"] == policy["base-uri"] == ["'none'"]
    assert (found["Referrer-Policy"], found["X-Frame-Options"]) == ("same-origin", "DENY")
