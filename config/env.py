"""Typed readers of environment variables.

A missing or malformed value raises :class:`BadVariable`, whose sentence names the variable, what it may hold and where
it is described.
"""

import os
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

WHERE: Final = "see docs/operations.md, section Variables"
_YES: Final = frozenset({"1", "true", "yes", "on"})
_NO: Final = frozenset({"0", "false", "no", "off", ""})


class BadVariable(Exception):  # noqa: N818  # reads as a sentence where it is raised
    """An environment variable is missing or cannot be understood."""

    def __init__(self, name: str, problem: str) -> None:
        """Say that variable ``name`` has ``problem``."""
        super().__init__(f"Environment variable {name} {problem} ({WHERE}).")


def text(name: str, default: str | None = None) -> str:
    """Return the variable, or ``default``; without a default an unset or empty variable is an error."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise BadVariable(name, "is not set")
    return default


def flag(name: str, *, default: bool) -> bool:
    """Return a yes/no variable: 1, true, yes, on or 0, false, no, off."""
    value = os.environ.get(name)
    if value is None:
        return default
    word = value.strip().lower()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise BadVariable(name, f"must be 1 or 0, not {value!r}")


def whole(name: str, default: int, *, low: int, high: int) -> int:
    """Return a whole number between ``low`` and ``high``, both included."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if not value.isascii() or not value.isdigit() or not low <= int(value) <= high:
        raise BadVariable(name, f"must be a whole number from {low} to {high}, not {value!r}")
    return int(value)


def words(name: str, default: list[str] | None) -> list[str]:
    """Return a comma-separated list without empty entries, e.g. ``a.gov.cn, b.gov.cn``; None means required."""
    found = [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]
    if not found and default is None:
        raise BadVariable(name, "is not set")
    return found or default or []


def folder(name: str, default: Path) -> Path:
    """Return an absolute folder."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    path = Path(value)
    if not path.is_absolute():
        raise BadVariable(name, f"must be an absolute path, not {value!r}")
    return path


def database(name: str, default: str) -> dict[str, Any]:
    """Return Django's connection settings from ``postgresql://user:password@host:port/name?option=value``.

    A socket folder stands in the option ``host``: ``postgresql://burden@/burden?host=/run/postgresql``.
    """
    url = text(name, default)
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise BadVariable(name, "must begin with postgresql://")
    try:
        port = parts.port
    except ValueError as error:
        raise BadVariable(name, "has a port that is no number") from error
    database_name = unquote(parts.path.removeprefix("/"))
    if not database_name:
        raise BadVariable(name, "names no database after the host")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": database_name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or parts.hostname or "",
        "PORT": str(port or options.pop("port", "")),
        "OPTIONS": options,
    }


def redis(name: str, default: str) -> str:
    """Return the broker's address as Celery writes it: ``redis://…``, ``rediss://…`` or ``redis+socket://…``.

    ``unix:///path`` is accepted for a socket too, as Redis clients write it.
    """
    url = text(name, default)
    if url.startswith("unix://"):
        return "redis+socket://" + url.removeprefix("unix://")
    if not url.startswith(("redis://", "rediss://", "redis+socket://")):
        raise BadVariable(name, "must begin with redis://, rediss:// or unix://")
    return url
