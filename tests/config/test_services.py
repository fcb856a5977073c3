import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest
from redis import Redis

from config.services import places
from config.services.errors import AlreadyRunningError
from config.services.server import Server
from config.services.supervisor import Services

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "空 目录" / 'with "quotes"' / "services"


@pytest.fixture
def services(data: Path) -> Iterator[Services]:
    with Services(data) as running:
        yield running


def connect(data: Path) -> psycopg.Connection:
    return psycopg.connect(places.database_url(data), autocommit=True)


def store(data: Path) -> None:
    with connect(data) as database:
        database.execute("CREATE TABLE kept AS SELECT 41 AS value")
    Redis(unix_socket_path=str(places.valkey_socket(data))).rpush("celery", "task")


def kept(data: Path) -> tuple[int | None, list[Any]]:
    with connect(data) as database:
        (value,) = database.execute("SELECT value FROM kept").fetchone() or (None,)
    return value, Redis(unix_socket_path=str(places.valkey_socket(data))).lrange("celery", 0, -1)


def processes_in(data: Path) -> list[str]:
    """Living processes whose working folder lies in the data folder."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            state = (entry / "stat").read_text().rpartition(")")[2].split()[0]
            if state != "Z" and (entry / "cwd").readlink().is_relative_to(data):
                found.append(entry.name)
        except OSError:
            continue
    return found


def server_pid(server: Server) -> int:
    assert server._process is not None  # noqa: SLF001  # the process to kill
    return server._process.pid  # noqa: SLF001  # likewise


def test_a_path_with_spaces_quotes_and_chinese_works_and_keeps_its_data(data: Path) -> None:
    with Services(data):
        store(data)
    with Services(data):
        assert kept(data) == (41, [b"task"])


def test_nothing_is_left_running_or_lying_in_tmp(data: Path) -> None:
    with Services(data):
        assert len(processes_in(data)) > 2
    assert processes_in(data) == []
    assert not places.sockets(data).exists()


def test_no_port_is_opened(services: Services) -> None:
    listening = subprocess.run(["ss", "-Hltnp"], capture_output=True, text=True, check=True).stdout  # noqa: S607
    pids = {str(server_pid(server)) for server in services._servers}  # noqa: SLF001
    assert not [line for line in listening.splitlines() if any(f"pid={pid}," in line for pid in pids)]


def test_others_on_the_machine_cannot_reach_sockets_or_data(services: Services, data: Path) -> None:
    assert places.sockets(data).stat().st_mode & 0o077 == 0
    assert data.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_killed_server_is_started_again_with_its_data(services: Services, data: Path, number: signal.Signals) -> None:
    store(data)
    for server in services._servers:  # noqa: SLF001  # the processes to kill
        os.kill(server_pid(server), number)
        os.waitid(os.P_PID, server_pid(server), os.WEXITED | os.WNOWAIT)
    assert services.revive() == ["PostgreSQL", "Valkey"]
    assert kept(data) == (41, [b"task"])
    assert services.revive() == []


def test_a_second_start_in_the_same_folder_is_refused_by_name(services: Services, data: Path) -> None:
    with pytest.raises(AlreadyRunningError, match=rf"already running \(process {os.getpid()}\)"), Services(data):
        pass
    assert services.revive() == []


def test_a_killed_supervisor_takes_its_servers_along_and_the_next_start_loses_nothing(data: Path) -> None:
    child = _start_elsewhere(data)
    store(data)
    child.kill()
    child.wait()
    with Services(data):
        assert kept(data) == (41, [b"task"])


def test_everything_killed_at_once_loses_nothing(data: Path) -> None:
    child = _start_elsewhere(data)
    store(data)
    for pid in [str(child.pid), *processes_in(data)]:
        # Some go by themselves with the first.
        with suppress(ProcessLookupError):
            os.kill(int(pid), signal.SIGKILL)
    child.wait()
    with Services(data):
        assert kept(data) == (41, [b"task"])


def test_a_command_runs_beside_the_servers_and_hands_on_its_exit_code(tmp_path: Path) -> None:
    command = "import os, pathlib, sys; sys.exit(40 + pathlib.Path(os.environ['LOCAL_DIR'], 'services').exists())"
    environment = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
    argv = [sys.executable, "-m", "config.services", "exec", "--local", str(tmp_path / "本地")]
    assert (
        subprocess.run([*argv, "--", sys.executable, "-c", command], env=environment, cwd=ROOT, check=False).returncode
        == 41
    )


def test_privacy_settings_of_the_database_are_in_force(services: Services, data: Path) -> None:
    with connect(data) as database:
        rows = database.execute(
            "SELECT name, setting FROM pg_settings WHERE name IN ('wal_recycle', 'archive_mode', 'log_statement',"
            " 'log_min_error_statement', 'log_min_messages', 'track_commit_timestamp', 'listen_addresses')"
        ).fetchall()
    assert dict(rows) == {
        "archive_mode": "off",
        "listen_addresses": "",
        "log_min_error_statement": "panic",
        "log_min_messages": "fatal",
        "log_statement": "none",
        "track_commit_timestamp": "off",
        "wal_recycle": "off",
    }


def test_a_refused_row_leaves_no_trace_in_the_log(data: Path) -> None:
    with Services(data), connect(data) as database:
        database.execute("CREATE TABLE t (v text UNIQUE)")
        database.execute("INSERT INTO t VALUES ('my-answer')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            database.execute("INSERT INTO t VALUES ('my-answer')")
    assert "my-answer" not in (data / "postgres.log").read_text()


def _start_elsewhere(data: Path) -> subprocess.Popen[bytes]:
    """Start the servers from a process of their own and return it when they answer."""
    program = (
        "import sys, pathlib, time; from config.services.supervisor import Services\n"
        "with Services(pathlib.Path(sys.argv[1])): print('up', flush=True); time.sleep(600)"
    )
    child = subprocess.Popen([sys.executable, "-c", program, str(data)], cwd=ROOT, stdout=subprocess.PIPE)
    assert child.stdout is not None
    with child.stdout as output:
        assert output.readline() == b"up\n"
    return child
