"""What `make run` may be told: the port, and whether to show the demo."""

import errno
import socket
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from config import env

ROOT: Final = Path(__file__).resolve().parent.parent.parent


class CannotRun(Exception):  # noqa: N818  # reads as a sentence where it is raised
    """The site cannot be started; the message is one sentence for the person at the terminal."""


@dataclass(frozen=True)
class Options:
    """``port`` of the web server on every address; ``demo`` shows the fictional province; ``local`` holds our data."""

    port: int
    demo: bool
    local: Path


def read() -> Options:
    """Read the options from the environment; raises :class:`config.env.BadVariable`."""
    return Options(
        port=env.whole("PORT", 8000, low=1, high=65535),
        demo=env.flag("DEMO", default=True),
        local=env.folder("LOCAL_DIR", ROOT / ".local"),
    )


def refuse_busy(port: int, *, patience: float = 0.0) -> None:
    """Raise :class:`CannotRun` where the port cannot be had within ``patience`` seconds."""
    deadline = time.monotonic() + patience
    while (error := _try_port(port)) is not None:
        if error.errno != errno.EADDRINUSE:
            raise CannotRun(f"Port {port} cannot be opened: {error.strerror}.")
        if time.monotonic() >= deadline:
            raise CannotRun(f"Port {port} is in use: try `make run PORT={port + 1}`.")
        time.sleep(0.1)


def _try_port(port: int) -> OSError | None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("", port))
        except OSError as error:
            return error
    return None


def lan_address() -> str | None:
    """Return this machine's address on its own network, or None without one.

    Connecting a datagram socket sends nothing; the kernel only chooses the way it would take. 192.0.2.1 is reserved
    for documentation (RFC 5737).
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return None
        address = str(probe.getsockname()[0])
    return None if address.startswith("127.") else address
