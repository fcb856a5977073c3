"""The site's keys: from the environment, or made once for a checkout that is no production site."""

import fcntl
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from config import env
from config.services.places import make_local

NAMES: Final = ("SECRET_KEY", "CODE_KEY", "ROUNDING_KEY", "SEALING_KEY")


@dataclass(frozen=True)
class Keys:
    """The four keys.

    ``secret_key`` signs sessions and links, ``code_key`` hashes invitation codes and idempotency keys,
    ``rounding_key`` decides how published counts are rounded, ``sealing_key`` encrypts the secrets of second factors
    and the content of sign-ins. They never stand in the database.
    """

    secret_key: str
    code_key: bytes
    rounding_key: bytes
    sealing_key: str


def load(local: Path, *, may_make: bool) -> Keys:
    """Read the keys from the environment; where one is unset and ``may_make``, from ``local/secrets.json``.

    The file is made once, readable by its owner only. Raises :class:`config.env.BadVariable` for a missing key
    where nothing may be made up.
    """
    stored = {} if all(os.environ.get(name) for name in NAMES) or not may_make else _stored(local / "secrets.json")
    secret_key, code_key, rounding_key, sealing_key = (env.text(name, stored.get(name)) for name in NAMES)
    return Keys(secret_key, code_key.encode(), rounding_key.encode(), sealing_key)


def _stored(path: Path) -> dict[str, str]:
    """Return the keys kept in ``path``; make those that it does not hold yet.

    Two processes may arrive at once: each writes a whole file of its own and links it into place, and the first wins;
    a key that a newer version asks for is added by one of them while the others wait.
    """
    make_local(path.parent)
    if not path.exists():
        draft = _draft(path, {})
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    with path.open() as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        keys: dict[str, str] = json.loads(path.read_text())
        if not keys.keys() >= set(NAMES):
            _draft(path, keys).replace(path)
            keys = json.loads(path.read_text())
    return keys


def _draft(path: Path, known: dict[str, str]) -> Path:
    """Write a file beside ``path`` with the known keys and fresh ones for the rest; return where it lies."""
    draft = path.with_name(f".secrets-{os.getpid()}-{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump({name: secrets.token_urlsafe(48) for name in NAMES} | known, file)
    return draft
