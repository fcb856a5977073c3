"""One embedded server as our own child: started, waited for, reaped, stopped.

The supervisor is the parent on purpose: a killed PostgreSQL that nobody reaped still counts as running to the next one.
"""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from config.services.account import Account
from config.services.errors import ServiceError

# Recovery after a crash replays the log since the last checkpoint; that can take minutes on a slow disk.
START_SECONDS: Final = 300.0
STOP_SECONDS: Final = 30.0
_PAUSE: Final = 0.02


@dataclass
class Server:
    """A server program: its command, its folder, how to ask whether it answers, and which signal stops it."""

    name: str
    argv: list[str]
    folder: Path
    account: Account
    stop_signal: signal.Signals
    answers: Callable[[], bool]
    clean: Callable[[], None] = lambda: None
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> None:
        """Start the program and return when it answers.

        Whatever still works in its folder from a killed predecessor ends first. Raises :class:`ServiceError` with
        the last line of its log where it ends instead of answering.
        """
        end_strays(self.folder, self.stop_signal)
        self.clean()
        log = self.log
        with log.open("wb") as output:
            self._process = subprocess.Popen(  # noqa: S603  # our own command
                self.account.command(self.argv, death_signal=self.stop_signal.name.removeprefix("SIG")),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd="/",
                # Ctrl-C in the terminal must reach the supervisor alone, which stops everything in order.
                start_new_session=True,
            )
        deadline = time.monotonic() + START_SECONDS
        while not self.answers():
            if not self.running() or time.monotonic() > deadline:
                raise ServiceError(f"{self.name} did not start: {_last_line(log)} (whole log: {log})")
            time.sleep(_PAUSE)

    @property
    def log(self) -> Path:
        """The file the program writes to; begun anew at each start, it holds failures only."""
        return self.folder.with_suffix(".log")

    def running(self) -> bool:
        """Tell whether the process lives; reap it where it does not."""
        return self._process is not None and self._process.poll() is None

    def stop(self) -> None:
        """Ask the program to end, wait, and end it hard where it does not."""
        if self._process is None:
            return
        if self._process.poll() is None:
            self._process.send_signal(self.stop_signal)
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
        self._process.wait()
        self._process = None
        end_strays(self.folder, signal.SIGKILL)


def end_strays(folder: Path, stop_signal: signal.Signals) -> None:
    """End the processes that a killed predecessor left working in ``folder``; each data folder has one server.

    Their heads are asked to end and all get :data:`STOP_SECONDS`; a backend without its head ends by itself.
    """
    strays = _working_in(folder)
    for pid, parent in strays.items():
        if parent not in strays:
            _send(pid, stop_signal)
    deadline = time.monotonic() + STOP_SECONDS
    while strays := _working_in(folder):
        if time.monotonic() > deadline:
            for pid in strays:
                _send(pid, signal.SIGKILL)
        time.sleep(_PAUSE)


def _working_in(folder: Path) -> dict[int, int]:
    """Return the living processes whose working folder is ``folder``, each with its parent; zombies are dead."""
    found = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            if (entry / "cwd").readlink() == folder:
                # "pid (name) state ppid …": the name may hold spaces and brackets.
                state, parent = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
                if state != "Z":
                    found[int(entry.name)] = int(parent)
        except OSError:
            continue
    return found


def _send(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


def _last_line(log: Path) -> str:
    lines = log.read_text(errors="replace").strip().splitlines()
    return lines[-1] if lines else "it wrote nothing"
