"""Answers are taken in by the web server and PostgreSQL alone; without PostgreSQL nothing typed is lost."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest

from burden.models import InboxItem
from tests.intake.small_world import COUNTY, store_catalogue, store_small_tree, store_wave

ROOT = Path(__file__).resolve().parent.parent.parent
DEAD = "127.0.0.1:1"
SECONDS_TO_START = 30
SECONDS_TO_ANSWER = 120  # the first request loads the site, on a machine that may be busy
FORM = {"region_code": COUNTY, "level_code": "60", "group_count": "17", "idempotency_key": "0123456789abcdef"}


@contextmanager
def web_server(environment: dict[str, str]) -> Iterator[HTTPConnection]:
    """Run the real web server on a free port and connect to it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    argv = ["gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", "--log-level", "critical"]
    server = subprocess.Popen([sys.executable, "-m", *argv], cwd=ROOT, env=environment)
    try:
        yield _connected(port)
    finally:
        server.terminate()
        server.wait(20)


def _connected(port: int) -> HTTPConnection:
    deadline = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=SECONDS_TO_ANSWER)
            connection.connect()
        except OSError:
            if time.monotonic() > deadline:
                raise
        else:
            return connection


def post(connection: HTTPConnection, path: str, body: str, content_type: str) -> tuple[int, str]:
    connection.request("POST", path, body.encode(), {"Content-Type": content_type})
    reply = connection.getresponse()
    return reply.status, reply.read().decode()


@pytest.mark.django_db(transaction=True)
def test_answers_are_taken_in_while_broker_and_workers_are_down(site_environment: dict[str, str]) -> None:
    store_small_tree()
    store_catalogue()
    store_wave()
    body = {"wave": "2026Q4", "region_code": COUNTY, "level_code": 60, "group_count": 17}
    with web_server(site_environment | {"REDIS_URL": f"redis://{DEAD}/0"}) as connection:
        status, _ = post(connection, "/api/v1/responses/", json.dumps(body), "application/json")
        assert status == 201
        form = urlencode(FORM)
        status, _ = post(connection, f"/s/2026Q4/{COUNTY}/", form, "application/x-www-form-urlencoded")
        assert status == 200
    assert InboxItem.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_page_hands_everything_back_while_the_database_is_down(site_environment: dict[str, str]) -> None:
    with web_server(site_environment | {"DATABASE_URL": f"postgresql://nobody@{DEAD}/nothing"}) as connection:
        form = urlencode(FORM)
        status, page = post(connection, f"/s/2026Q4/{COUNTY}/", form, "application/x-www-form-urlencoded")
        assert (status, 'data-page="retry"' in page) == (503, True)
        for name, value in FORM.items():
            assert f'<input type="hidden" name="{name}" value="{value}">' in page
        status, reply = post(connection, "/api/v1/responses/", "{}", "application/json")
        assert status == 400
        status, reply = post(connection, "/api/v1/responses/", '{"wave": "2026Q4"}', "application/json")
        assert (status, list(json.loads(reply)["errors"])) == (503, ["body"])
