"""Runs the embedded servers of one data folder, one supervisor at a time."""

import fcntl
import os
import shutil
import stat
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from config.services import binaries, places, postgres, valkey
from config.services.account import Account, choose
from config.services.errors import AlreadyRunningError, ServiceError
from config.services.server import Server


class Services:
    """PostgreSQL and Valkey of a data folder, for the time of a ``with`` block.

    Entering refuses with :class:`AlreadyRunningError` where another process runs them, and returns when both answer.
    Leaving stops both and removes their sockets; the data stays.
    """

    def __init__(self, data: Path, *, database_settings: dict[str, str] | None = None) -> None:
        """Name the data folder; ``database_settings`` go before the usual ones (tests switch off fsync)."""
        self.data = data.resolve()
        self._database_settings = database_settings or {}
        self._servers: list[Server] = []
        self._lock: IO[str] | None = None

    def __enter__(self) -> Self:
        """Start both."""
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._lock = _take_lock(self.data)
        try:
            account = choose(reach=[self.data / "postgres", binaries.postgres("postgres"), binaries.valkey()])
            account.own(self.data)
            _make_sockets(places.sockets(self.data), account)
            self._servers = [
                postgres.server(self.data, account, self._database_settings),
                valkey.server(self.data, account),
            ]
            for server in self._servers:
                server.start()
            postgres.make_database(self.data)
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop both."""
        self.stop()

    @property
    def environment(self) -> dict[str, str]:
        """``DATABASE_URL`` and ``REDIS_URL`` of the servers."""
        return {"DATABASE_URL": places.database_url(self.data), "REDIS_URL": places.redis_url(self.data)}

    def revive(self) -> list[str]:
        """Start again what died; return the names, empty where all is well."""
        dead = [server for server in self._servers if not server.running()]
        for server in dead:
            server.start()
        return [server.name for server in dead]

    def stop(self) -> None:
        """Stop what runs, last started first, and let go of the folder."""
        for server in reversed(self._servers):
            server.stop()
        self._servers = []
        if self._lock is not None:
            shutil.rmtree(places.sockets(self.data), ignore_errors=True)
            self._lock.close()
            self._lock = None


def holder(data: Path) -> int | None:
    """Return the process that runs the servers of a data folder, or None."""
    try:
        file = (data / "lock").open("r")
    except FileNotFoundError:
        return None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return int(file.read().strip() or 0)
    return None


def _take_lock(data: Path) -> IO[str]:
    """Hold the folder's lock file until it is closed; the kernel lets go of it when this process dies."""
    file = (data / "lock").open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        pid = file.read().strip()
        file.close()
        raise AlreadyRunningError(
            f"The servers of {data} already run (process {pid}): stop that one first with Ctrl-C or `kill {pid}`."
        ) from None
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return file


def _make_sockets(folder: Path, account: Account) -> None:
    """Make the socket folder, or take over the one a killed predecessor left; refuse one that somebody else made."""
    try:
        folder.mkdir(mode=0o700)
        account.own(folder)
    except FileExistsError:
        status = folder.lstat()
        ours = stat.S_ISDIR(status.st_mode) and status.st_uid == account.uid
        if not ours or stat.S_IMODE(status.st_mode) != stat.S_IRWXU:
            raise ServiceError(f"{folder} belongs to somebody else: remove it, or move this checkout.") from None
