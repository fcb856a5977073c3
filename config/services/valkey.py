"""The embedded Valkey, broker of the tasks: its configuration and asking whether it answers."""

import signal
from pathlib import Path

from redis import Redis, RedisError

from config.services import binaries, places
from config.services.account import Account
from config.services.server import Server


def server(data: Path, account: Account) -> Server:
    """Return the Valkey of a data folder, its folder made where there is none."""
    folder = data / "valkey"
    if not folder.exists():
        folder.mkdir(mode=0o700)
        account.own(folder)
    socket = places.valkey_socket(data)
    configuration = folder / "valkey.conf"
    configuration.write_text("\n".join(_lines(folder, socket)) + "\n")
    account.own(configuration)
    return Server(
        name="Valkey",
        argv=[str(binaries.valkey()), str(configuration)],
        folder=folder,
        account=account,
        stop_signal=signal.SIGTERM,
        answers=lambda: _answers(socket),
        clean=lambda: socket.unlink(missing_ok=True),
    )


def _lines(folder: Path, socket: Path) -> list[str]:
    return [
        "port 0",
        f"unixsocket {_quoted(socket)}",
        "unixsocketperm 700",
        f"dir {_quoted(folder)}",
        "daemonize no",
        'logfile ""',
        "loglevel warning",
        # Every queued task is written down before it counts; a broker that evicts loses tasks.
        "appendonly yes",
        'save ""',
        "maxmemory-policy noeviction",
    ]


def _quoted(path: Path) -> str:
    r"""Quote a path as the configuration file wants it, e.g. ``"/tmp/空 目录/\"x\""``."""
    return '"' + str(path).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _answers(socket: Path) -> bool:
    try:
        with Redis(unix_socket_path=str(socket), socket_timeout=5) as client:
            return bool(client.ping())
    except (RedisError, OSError):
        return False
