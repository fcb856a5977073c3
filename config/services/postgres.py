"""The embedded PostgreSQL: making its folder once, its settings, asking whether it answers."""

import shutil
import signal
import subprocess
from pathlib import Path
from typing import Final

import psycopg

from config.services import binaries, places
from config.services.account import Account
from config.services.errors import ServiceError
from config.services.server import Server

SETTINGS: Final = {
    # Sockets only: nothing on the network can reach it, and no two checkouts meet on a port.
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "256MB",
    "jit": "off",
    # Answers must not survive in places nobody sweeps: recycled log files keep rows that were deleted long ago,
    # archives keep everything, commit timestamps tell when somebody answered.
    "wal_recycle": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "archive_mode": "off",
    "track_commit_timestamp": "off",
    # A log line could hold an answer (the statement of an error) or name a moment (a connection).
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_connections": "",
    "log_disconnections": "off",
    "log_min_error_statement": "panic",
    "log_min_messages": "fatal",
    "log_error_verbosity": "terse",
    "log_checkpoints": "off",
    "log_autovacuum_min_duration": "-1",
    "log_lock_waits": "off",
}


def server(data: Path, account: Account, overrides: dict[str, str]) -> Server:
    """Return the PostgreSQL of a data folder, its cluster made where there is none."""
    folder = data / "postgres"
    sockets = places.sockets(data)
    if not folder.exists():
        _make_cluster(folder, account)
    argv = [str(binaries.postgres("postgres")), "-D", str(folder), "-k", str(sockets)]
    for name, value in (SETTINGS | overrides).items():
        argv += ["-c", f"{name}={value}"]

    def clean() -> None:
        # Only called when nothing works in the folder: what is left names a dead process, or by now somebody else's.
        (folder / "postmaster.pid").unlink(missing_ok=True)
        for leftover in sockets.glob(".s.PGSQL.*"):
            leftover.unlink()

    return Server(
        name="PostgreSQL",
        argv=argv,
        folder=folder,
        account=account,
        # Fast shutdown: ends sessions, writes a checkpoint, exits.
        stop_signal=signal.SIGINT,
        answers=lambda: _answers(sockets),
        clean=clean,
    )


def make_database(data: Path) -> None:
    """Make the site's database where it does not exist."""
    with psycopg.connect(
        host=str(places.sockets(data)), user=places.DATABASE, dbname="postgres", autocommit=True
    ) as db:
        if db.execute("SELECT 1 FROM pg_database WHERE datname = %s", [places.DATABASE]).fetchone() is None:
            db.execute(f"CREATE DATABASE {places.DATABASE}")


def _make_cluster(folder: Path, account: Account) -> None:
    """Make the cluster beside its place and rename it, so that an interrupted attempt leaves nothing half made."""
    draft = folder.with_suffix(".new")
    if draft.exists():
        shutil.rmtree(draft)
    draft.mkdir(mode=0o700)
    account.own(draft)
    argv = [
        str(binaries.postgres("initdb")),
        *("--pgdata", str(draft), "--username", places.DATABASE, "--encoding", "UTF8", "--auth", "trust"),
        # The same order of words on every machine, without a system locale; and checksums against silent damage.
        *("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--locale", "C", "--data-checksums"),
    ]
    made = subprocess.run(  # noqa: S603  # our own command
        account.command(argv, death_signal="KILL"), capture_output=True, text=True, cwd="/", check=False
    )
    if made.returncode != 0:
        raise ServiceError(f"PostgreSQL could not make its folder {draft}: {made.stderr.strip()}")
    draft.rename(folder)


def _answers(sockets: Path) -> bool:
    try:
        psycopg.connect(host=str(sockets), user=places.DATABASE, dbname="postgres", connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True
