import logging
import os
import re
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest
from django.test import Client
from gunicorn.config import Config

from config.logging import PlaceOnly
from config.run import children
from config.run.options import ROOT
from config.web_log import NamelessLogger

READY = 30.0


def test_an_error_is_logged_by_type_and_place_and_never_by_its_message() -> None:
    try:
        int("13800001111 ")
        int("my-answer")
    except ValueError as error:
        found = (type(error), error, error.__traceback__)
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, "Error: %s", ("/s/2026Q4/?x",), found)
    assert re.fullmatch(
        r"ERROR django\.request ValueError at tests/config/test_logging\.py:\d+", PlaceOnly().format(record)
    )


@pytest.mark.django_db
def test_a_page_that_is_not_found_leaves_no_line(client: Client, capfd: pytest.CaptureFixture[str]) -> None:
    client.get("/s/2026Q4/330522103000/nowhere", headers={"user-agent": "Huawei"}, REMOTE_ADDR="10.1.2.3")
    written = "".join(capfd.readouterr())
    assert "10.1.2.3" not in written
    assert "330522103000" not in written


def test_the_web_server_writes_no_line_of_a_broken_request(tmp_path: Path, free_port: int) -> None:
    log, local = tmp_path / "web.log", tmp_path / "local"
    environment = os.environ | {"LOCAL_DIR": str(local), "DJANGO_SETTINGS_MODULE": "config.settings"}
    with log.open("wb") as output:
        server = subprocess.Popen(children.web(free_port).argv, cwd=ROOT, env=environment, stdout=output, stderr=output)
    try:
        for request in (b"NONSENSE\r\n\r\n", b"GET /s/2026Q4/ HTTP/1.1\r\nBad Header: 13800001111\r\n\r\n"):
            assert b" 400 " in _answer(free_port, request)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(READY)
    assert "127.0.0.1" not in log.read_text()
    assert "13800001111" not in log.read_text()
    assert "2026Q4" not in log.read_text()


def test_the_web_server_names_no_request_that_failed(capfd: pytest.CaptureFixture[str]) -> None:
    log = NamelessLogger(Config())
    try:
        int("13800001111 ?")
    except ValueError:
        log.exception("Error handling request %s %s", "POST", "/s/2026Q4/330522103000/")
    assert re.fullmatch(
        r"ERROR gunicorn\.error ValueError at tests/config/test_logging\.py:\d+\n", capfd.readouterr().err
    )


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answer(port: int, request: bytes) -> bytes:
    """Send bytes to the server, waiting for it to come up, and return the beginning of what it says."""
    deadline = time.monotonic() + READY
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=READY) as line:
                line.sendall(request)
                return line.recv(100)
        except ConnectionRefusedError:
            assert time.monotonic() < deadline
            time.sleep(0.1)
