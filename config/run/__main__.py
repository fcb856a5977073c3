"""``python -m config.run``, behind ``make run``: one process that starts, watches and stops all of the site.

Order: port free? → servers → tables, static files, regions → worker → demo → web server and clock → ready. The worker
comes before the demo because the demo's waves are released through it. Whatever dies is started again; Ctrl-C, SIGTERM
or the death of this process ends everything, servers included.
"""

import contextlib
import json
import os
import signal
import sys
import time
import urllib.error
import urllib.request
from types import FrameType
from typing import Final, NoReturn

from config import env
from config.run import children, options, steps, welcome
from config.run.children import Child
from config.run.options import CannotRun, Options
from config.services.errors import ServiceError
from config.services.lock import Lock
from config.services.places import make_local
from config.services.supervisor import Services

READY_SECONDS: Final = 120.0
KILLED_SECONDS: Final = 15.0


class Stop(BaseException):
    """The person at the terminal, or the system, asks us to end."""


def main() -> int:
    """Run the site until it is stopped; return the exit code."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    try:
        chosen = options.read()
        with contextlib.ExitStack() as stack:
            lock = _take_lock(chosen, stack)
            # What a killed predecessor left listening ends within moments.
            options.refuse_busy(chosen.port, patience=KILLED_SECONDS if lock.after_a_kill else 0.0)
            run(chosen, stack)
    except (CannotRun, ServiceError, env.BadVariable) as error:
        _say(f"\n{error}")
        return 1
    except Stop:
        _say("\nStopped.")
    return 0


def run(chosen: Options, stack: contextlib.ExitStack) -> NoReturn:
    """Bring everything up in order and watch it; whatever was entered on ``stack`` ends with it."""
    os.environ["LOCAL_DIR"] = str(chosen.local)
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    services = _services(chosen, stack)
    _say("Tables, static files, regions …")
    steps.python("-m", "config.run.prepare")
    team: list[Child] = []
    stack.callback(_end_all, team)
    _begin(children.worker(), team)
    if chosen.demo:
        _say("Demo …")
        steps.manage("seed_demo", "--unless-in-earnest")
    _begin(children.web(chosen.port), team)
    _begin(children.clock(), team)
    _wait_until_ready(chosen.port, team)
    _say(welcome.text(chosen))
    if not chosen.demo:
        steps.manage("first_operator_link", "--site", f"http://localhost:{chosen.port}")
    _watch(team, services)


def _take_lock(chosen: Options, stack: contextlib.ExitStack) -> Lock:
    """Be the only one that runs the site of this checkout."""
    make_local(chosen.local)
    lock = Lock.take(chosen.local / "run.lock", "The site of this checkout is")
    stack.callback(lock.release)
    return lock


def _services(chosen: Options, stack: contextlib.ExitStack) -> Services | None:
    """Start the embedded servers that the environment does not name others for."""
    database, broker = (not os.environ.get(name) for name in ("DATABASE_URL", "REDIS_URL"))
    if not database and not broker:
        return None
    _say("PostgreSQL and Valkey …")
    return stack.enter_context(Services(chosen.local / "services", database=database, broker=broker))


def _begin(child: Child, team: list[Child]) -> None:
    # Known before it is started, so that an interruption in between still ends it.
    team.append(child)
    child.start()


def _watch(team: list[Child], services: Services | None) -> NoReturn:
    """Start again whatever dies, until a signal ends this."""
    while True:
        for name in services.revive() if services is not None else []:
            _say(f"{name} had ended and was started again.")
        for child in team:
            if child.revive():
                _say(f"{child.name} had ended and was started again.")
        time.sleep(0.5)


def _wait_until_ready(port: int, team: list[Child]) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not _ready(port):
        if time.monotonic() > deadline or not all(child.running() for child in team):
            raise CannotRun("The site did not get ready; the reason stands above.")
        time.sleep(0.1)


def _ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
            return bool(json.load(answer)["status"] == "ok")
    except (urllib.error.URLError, OSError, ValueError):
        return False


def _end_all(team: list[Child]) -> None:
    for child in team:
        child.ask_to_end()
    for child in team:
        child.end()


def _stop(number: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001  # a signal handler
    # A second signal while everything is being stopped must not leave half of it behind.
    for other in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(other, signal.SIG_IGN)
    raise Stop


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
