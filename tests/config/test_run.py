"""The whole site under its supervisor, as `make run` starts it."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.run.options import CannotRun, refuse_busy

ROOT = Path(__file__).resolve().parent.parent.parent
READY_SECONDS = 180


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Site:
    """A supervisor in a process of its own, its output in a file."""

    def __init__(self, local: Path, port: int) -> None:
        own = {"LOCAL_DIR": str(local), "PORT": str(port), "DEMO": "0", "DJANGO_SETTINGS_MODULE": "config.settings"}
        environment = {name: value for name, value in os.environ.items() if not name.endswith("_URL")} | own
        self.port = port
        self.log = local.parent / f"site-{time.monotonic_ns()}.log"
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "config.run"], cwd=ROOT, env=environment, stdout=output, stderr=output
            )

    def wait_until(self, words: str) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while words not in self.log.read_text():
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.1)

    def status(self) -> int:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=10) as answer:
            return int(answer.status)

    def stop(self, number: signal.Signals) -> None:
        self.process.send_signal(number)
        self.process.wait(60)


@pytest.fixture
def local(tmp_path: Path) -> Path:
    folder = tmp_path / "空 目录"
    folder.mkdir()
    return folder / "本地"


@pytest.fixture
def site(local: Path, port: int) -> Iterator[Site]:
    running = Site(local, port)
    yield running
    if running.process.poll() is None:
        running.stop(signal.SIGTERM)


def descendants(pid: int) -> dict[int, str]:
    """Living processes below ``pid``, each with its command."""
    argv = ["ps", "-eww", "-o", "pid=,ppid=,stat=,args="]
    listed = subprocess.run(argv, capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 3) for line in listed.splitlines()]
    found = {pid: ""}
    for _ in rows:
        found |= {int(p): args for p, parent, state, args in rows if int(parent) in found and state[0] != "Z"}
    found.pop(pid)
    return found


def living(pids: dict[int, str]) -> list[str]:
    return [args for pid, args in pids.items() if Path(f"/proc/{pid}").exists()]


def test_a_busy_port_is_refused_in_one_sentence_before_anything_starts(local: Path, port: int) -> None:
    with socket.socket() as holder:
        holder.bind(("", port))
        holder.listen()
        site = Site(local, port)
        assert site.process.wait(30) == 1
    assert site.log.read_text().strip() == f"Port {port} is in use: try `make run PORT={port + 1}`."
    assert not (local / "services").exists()


def test_a_malformed_port_is_refused_by_name(local: Path) -> None:
    site = Site(local, 70000)
    assert site.process.wait(30) == 1
    assert "PORT must be a whole number from 1 to 65535" in site.log.read_text()


def test_a_port_that_comes_free_in_time_is_taken(port: int) -> None:
    with socket.socket() as holder:
        holder.bind(("", port))
        with pytest.raises(CannotRun, match="is in use"):
            refuse_busy(port, patience=0.3)
    refuse_busy(port)


@pytest.mark.long
def test_the_site_starts_refuses_a_second_start_survives_kills_and_leaves_nothing(site: Site, local: Path) -> None:
    site.wait_until("/accounts/first/")
    assert site.status() == 200
    _a_second_start_is_refused(local, site.port + 1)
    _whatever_is_killed_comes_back(site)
    team = descendants(site.process.pid)
    site.stop(signal.SIGINT)
    assert living(team) == []
    assert site.log.read_text().rstrip().endswith("Stopped.")


@pytest.mark.long
def test_a_killed_supervisor_takes_all_along_and_the_site_starts_again(site: Site, local: Path) -> None:
    site.wait_until("/accounts/first/")
    team = descendants(site.process.pid)
    site.stop(signal.SIGKILL)
    again = Site(local, site.port)
    again.wait_until("/accounts/first/")
    assert living(team) == []
    assert "新增" not in again.log.read_text(), "the regions were still there"
    again.stop(signal.SIGTERM)


def _a_second_start_is_refused(local: Path, port: int) -> None:
    second = Site(local, port)
    assert second.process.wait(30) == 1
    said = second.log.read_text().strip()
    assert re.fullmatch(
        r"The site of this checkout is already running \(process \d+\): stop that one first, .*\.", said
    )


def _whatever_is_killed_comes_back(site: Site) -> None:
    for words, name in (
        ("gunicorn", "web"),
        ("config worker", "worker"),
        ("config beat", "clock"),
        ("bin/postgres -D", "PostgreSQL"),
        ("valkey-server", "Valkey"),
    ):
        victim = min(pid for pid, args in descendants(site.process.pid).items() if words in args)
        os.kill(victim, signal.SIGKILL)
        site.wait_until(f"{name} had ended and was started again.")
    deadline = time.monotonic() + READY_SECONDS
    while not _answers(site):
        assert time.monotonic() < deadline


def _answers(site: Site) -> bool:
    try:
        return site.status() == 200
    except OSError:
        time.sleep(0.2)
        return False
