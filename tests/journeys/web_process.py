"""A web server of its own process, which a test may kill and start again on the same port."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Self

ROOT = Path(__file__).resolve().parent.parent.parent
READY_SECONDS = 60
LONGEST_COMPLAINT = 2000  # characters of the log


class WebProcess:
    """gunicorn with one worker; without kept connections, so that browsers never repeat a request by themselves."""

    def __init__(self, environment: Mapping[str, str], log: Path) -> None:
        self._environment = environment
        self._log = log
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port: int = probe.getsockname()[1]

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def start(self) -> None:
        """Start and wait until pages are served."""
        argv = ["gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{self.port}", "--threads", "4", "--keep-alive", "0"]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", *argv, "--worker-class", "gthread"],
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + READY_SECONDS
        while not self._is_ready():
            if time.monotonic() > deadline:
                self.kill()
                raise TimeoutError(self._log.read_text(errors="replace")[-LONGEST_COMPLAINT:])
            time.sleep(0.05)

    def kill(self) -> None:
        """End it and its worker at once, in the middle of whatever they do."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def _is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5):  # loopback
                return True
        except OSError:
            return False
