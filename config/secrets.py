"""The site's keys: from the environment, or made once for a checkout that is no production site."""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from config import env
from config.services.places import make_local

NAMES: Final = ("SECRET_KEY", "CODE_KEY", "ROUNDING_KEY")


@dataclass(frozen=True)
class Keys:
    """The three keys.

    ``secret_key`` signs sessions and links, ``code_key`` hashes invitation codes and idempotency keys,
    ``rounding_key`` decides how published counts are rounded. They never stand in the database.
    """

    secret_key: str
    code_key: bytes
    rounding_key: bytes


def load(local: Path, *, may_make: bool) -> Keys:
    """Read the keys from the environment; where one is unset and ``may_make``, from ``local/secrets.json``.

    The file is made once, readable by its owner only. Raises :class:`config.env.BadVariable` for a missing key
    where nothing may be made up.
    """
    stored = {} if all(os.environ.get(name) for name in NAMES) or not may_make else _stored(local / "secrets.json")
    secret_key, code_key, rounding_key = (env.text(name, stored.get(name)) for name in NAMES)
    return Keys(secret_key, code_key.encode(), rounding_key.encode())


def _stored(path: Path) -> dict[str, str]:
    """Return the keys kept in ``path``; make them where the file does not exist.

    Two processes may arrive at once: each writes a whole file of its own and links it into place, and the first wins.
    """
    make_local(path.parent)
    if not path.exists():
        draft = path.with_name(f".secrets-{os.getpid()}-{secrets.token_hex(4)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump({name: secrets.token_urlsafe(48) for name in NAMES}, file)
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    keys: dict[str, str] = json.loads(path.read_text())
    return keys
