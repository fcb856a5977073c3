"""Where the embedded servers of this checkout keep their data and their sockets.

A socket's path may have 107 bytes at most and a checkout may lie anywhere, so the sockets stand in a short folder of
their own whose name is computed from the data folder: two checkouts never meet, and every command finds them.
"""

import hashlib
from pathlib import Path
from typing import Final
from urllib.parse import quote

DATABASE: Final = "burden"


def sockets(data: Path) -> Path:
    """Return the socket folder of a data folder, e.g. ``/tmp/burden-3f2a9c0d1e4b``."""
    name = hashlib.sha256(bytes(data.resolve())).hexdigest()[:12]
    return Path("/tmp") / f"burden-{name}"  # noqa: S108  # made with mode 700 and its owner checked before use


def database_url(data: Path) -> str:
    """Return the address of the embedded PostgreSQL of a data folder."""
    return f"postgresql://{DATABASE}@/{DATABASE}?host={quote(str(sockets(data)))}"


def valkey_socket(data: Path) -> Path:
    """Return the socket of the embedded Valkey of a data folder."""
    return sockets(data) / "valkey.sock"


def redis_url(data: Path) -> str:
    """Return the address of the embedded Valkey of a data folder, as Celery writes it."""
    return f"redis+socket://{valkey_socket(data)}"
