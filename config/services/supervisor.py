"""Runs the embedded servers of one data folder, one supervisor at a time."""

import shutil
import stat
from pathlib import Path
from types import TracebackType
from typing import Self

from config.services import binaries, places, postgres, valkey
from config.services.account import Account, choose
from config.services.errors import ServiceError
from config.services.lock import Lock
from config.services.server import Server


class Services:
    """PostgreSQL and Valkey of a data folder, for the time of a ``with`` block.

    Entering refuses with :class:`config.services.errors.AlreadyRunningError` where another process runs them, and
    returns when both answer. Leaving stops both and removes their sockets; the data stays.
    """

    def __init__(
        self,
        data: Path,
        *,
        database: bool = True,
        broker: bool = True,
        database_settings: dict[str, str] | None = None,
    ) -> None:
        """Name the data folder and which of the two are wanted.

        ``database_settings`` go before the usual ones (tests switch off fsync).
        """
        self.data = data.resolve()
        self._wanted = (database, broker)
        self._database_settings = database_settings or {}
        self._servers: list[Server] = []
        self._lock: Lock | None = None

    def __enter__(self) -> Self:
        """Start both."""
        places.make_local(self.data.parent)
        self.data.mkdir(mode=0o700, exist_ok=True)
        self._lock = Lock.take(lock_file(self.data), f"The servers of {self.data} are")
        try:
            account = choose(reach=[self.data / "postgres", binaries.postgres("postgres"), binaries.valkey()])
            account.own(self.data)
            _make_sockets(places.sockets(self.data), account)
            self._start(account)
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop both."""
        self.stop()

    def _start(self, account: Account) -> None:
        database, broker = self._wanted
        if database:
            self._servers.append(postgres.server(self.data, account, self._database_settings))
        if broker:
            self._servers.append(valkey.server(self.data, account))
        for server in self._servers:
            server.start()
        if database:
            postgres.make_database(self.data)

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
            self._lock.release()
            self._lock = None


def lock_file(data: Path) -> Path:
    """Return the file whose lock says that somebody runs the servers of a data folder."""
    return data / "lock"


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
