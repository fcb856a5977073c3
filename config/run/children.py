"""The site's own processes: web server, worker, clock; started, listened to, revived, stopped."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from typing import IO, Final

from config.run.options import ROOT

# setpriv replaces itself by the command, which is sent SIGTERM when its parent dies.
DIES_WITH_US: Final = ("setpriv", "--pdeathsig", "TERM", "--")
# A worker finishes the task in hand; one that takes longer is repeated after the next start.
STOP_SECONDS: Final = 10.0
# A child that dies at once is not started again and again without a breath.
REVIVE_SECONDS: Final = 2.0
_CELERY: Final = (sys.executable, "-m", "celery", "--quiet", "-A", "config")
# Workers that do not talk to each other start at once and load the broker less; nothing here needs the talk.
_ALONE: Final = ("--without-gossip", "--without-mingle")


@dataclass
class Child:
    """One long-lived process: the words before its lines, and its command."""

    name: str
    argv: list[str]
    _process: subprocess.Popen[str] | None = field(default=None, init=False)
    _started: float = field(default=0.0, init=False)

    def start(self) -> None:
        """Start it in a process group of its own; it is told to end when this process dies."""
        self._process = subprocess.Popen(  # noqa: S603  # our own command
            [*DIES_WITH_US, *self.argv],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        self._started = time.monotonic()
        if self._process.stdout is not None:
            threading.Thread(target=_forward, args=(self.name, self._process.stdout), daemon=True).start()

    def running(self) -> bool:
        """Tell whether it lives."""
        return self._process is not None and self._process.poll() is None

    def revive(self) -> bool:
        """Start it again where it died a moment ago or longer; return whether that happened."""
        if self.running() or time.monotonic() - self._started < REVIVE_SECONDS:
            return False
        # Its own children may outlive a killed head and would hold its port or take its tasks.
        self._signal_group(signal.SIGKILL)
        self.start()
        return True

    def ask_to_end(self) -> None:
        """Ask it to finish what it does and end."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()

    def end(self) -> None:
        """Wait for it a while, then end it and all its children hard."""
        if self._process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(STOP_SECONDS)
        self._signal_group(signal.SIGKILL)
        self._process.wait()
        self._process = None

    def _signal_group(self, number: signal.Signals) -> None:
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, number)


def web(port: int) -> Child:
    """Return the web server: two processes of four threads, no access log, no control socket."""
    python = [sys.executable, "-m", "gunicorn", "config.wsgi:application", "--bind", f"0.0.0.0:{port}"]
    size = ["--worker-class", "gthread", "--workers", "2", "--threads", "4", "--graceful-timeout", "5"]
    # Without an access log no line ties an address to a moment and a survey page; errors of the server name nobody.
    quiet = ["--no-control-socket", "--log-level", "warning", "--logger-class", "config.web_log.NamelessLogger"]
    return Child("web", [*python, *size, *quiet])


def worker() -> Child:
    """Return the worker: two processes for promotion, releases and exports."""
    return Child("worker", [*_CELERY, "worker", "--loglevel", "WARNING", "--concurrency", "2", *_ALONE])


def clock() -> Child:
    """Return the process that hands out the recurring tasks; its memory stands in the local folder."""
    return Child("clock", [*_CELERY, "beat", "--loglevel", "WARNING"])


def _forward(name: str, lines: IO[str]) -> None:
    with lines:
        for line in lines:
            sys.stdout.write(f"{name:>6} │ {line.rstrip()}\n")
            sys.stdout.flush()
