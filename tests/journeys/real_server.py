"""The site as ``make run`` serves it: gunicorn, the site's own settings, static files compressed and hashed."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
READY_SECONDS = 60


@contextmanager
def served(environment: Mapping[str, str], folder: Path) -> Iterator[str]:
    """Serve the database of ``environment`` from processes of their own; yield the address.  Files go to ``folder``."""
    own = {**environment, "DJANGO_SETTINGS_MODULE": "config.settings", "LOCAL_DIR": str(folder)}
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"], cwd=ROOT, env=own, check=True
    )
    port = free_port()
    argv = ["gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--threads", "4"]
    with (folder / "web.log").open("wb") as log:
        web = subprocess.Popen([sys.executable, "-m", *argv], cwd=ROOT, env=own, stdout=log, stderr=log)
    try:
        wait_until_ready(port, folder / "web.log")
        yield f"http://127.0.0.1:{port}"
    finally:
        web.terminate()
        web.wait(30)


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_ready(port: int, log: Path) -> None:
    """Return when the site answers; RuntimeError with its log when it does not within a minute."""
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):  # loopback
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"The site did not answer on port {port} (pid {os.getpid()}):\n{log.read_text()}")
