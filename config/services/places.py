"""Where the embedded servers of this checkout keep their data and their sockets.

A socket's path may have 107 bytes at most and a checkout may lie anywhere, so the sockets stand in a short folder of
their own whose name is computed from the data folder: two checkouts never meet, and every command finds them.
"""

import hashlib
import os
import sys
from pathlib import Path
from typing import Final
from urllib.parse import quote

DATABASE: Final = "burden"


def make_local(local: Path) -> None:
    """Make the folder of databases, keys and demo accounts; others may pass through it but not look in.

    The servers pass: started by root, they run as another user. Everything in the folder is closed to others itself.
    """
    local.mkdir(mode=0o711, parents=True, exist_ok=True)


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


def not_running() -> str | None:
    """Return what to type where a command found no database because the embedded servers do not run, else None."""
    from django.conf import settings  # noqa: PLC0415  # places is read while the settings are made

    if os.environ.get("DATABASE_URL") or sockets(settings.LOCAL_DIR / "services").exists():
        return None
    words = " ".join(sys.argv[1:])
    return f'The database of this checkout does not run. Start it with `make run`, or type: make manage ARGS="{words}"'
