"""``python -m config.services exec [--local DIR] -- command…``: runs a command beside PostgreSQL and Valkey.

Where ``DATABASE_URL`` and ``REDIS_URL`` are set, or the servers of the folder run already, those are used. Otherwise
they are started before the command and stopped after it. The command finds them through ``LOCAL_DIR``. The exit code
is the command's.
"""

import argparse
import os
import signal
import subprocess
import sys
from pathlib import Path
from types import FrameType

from config import env
from config.services.errors import ServiceError
from config.services.lock import holder
from config.services.supervisor import Services, lock_file


def main(argv: list[str]) -> int:
    """Run one command; return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m config.services")
    actions = parser.add_subparsers(required=True)
    action = actions.add_parser("exec", help="run a command beside the servers")
    action.add_argument("--local", type=Path, default=env.folder("LOCAL_DIR", Path.cwd() / ".local"))
    action.add_argument("command", nargs="+", help="the command and its arguments, after --")
    options = parser.parse_args(argv)
    signal.signal(signal.SIGTERM, _leave)
    database, broker = (not os.environ.get(name) for name in ("DATABASE_URL", "REDIS_URL"))
    local = options.local.resolve()
    data = local / "services"
    try:
        if not (database or broker) or holder(lock_file(data)) is not None:
            return _run(options.command, local)
        with Services(data, database=database, broker=broker):
            return _run(options.command, local)
    except ServiceError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        return 130


def _run(command: list[str], local: Path) -> int:
    environment = os.environ | {"LOCAL_DIR": str(local)}
    return subprocess.run(command, env=environment, check=False).returncode  # noqa: S603  # the caller's own command


def _leave(number: int, frame: FrameType | None) -> None:  # noqa: ARG001  # a signal handler
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
