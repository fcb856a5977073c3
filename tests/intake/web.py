"""The real web server on this test's database, and raw requests to it."""

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from config.run.children import web

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS_TO_START = 60
Address = tuple[str, int]


class WebServer:
    """The site's web server as it runs in production, in a process group of its own."""

    def __init__(self, environment: dict[str, str]) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address: Address = ("127.0.0.1", free.getsockname()[1])
        self._argv = [word.replace("0.0.0.0", "127.0.0.1") for word in web(self.address[1]).argv]  # noqa: S104
        self._environment = environment
        self.start()

    def start(self) -> None:
        """Start it and wait until it listens."""
        self._process = subprocess.Popen(self._argv, cwd=ROOT, env=self._environment, start_new_session=True)
        deadline = time.monotonic() + SECONDS_TO_START
        while not self._listens():
            if time.monotonic() > deadline:
                raise TimeoutError
            time.sleep(0.05)

    def kill(self) -> None:
        """End it and its workers at once, as a power cut would."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        # The workers go a moment later than their head, and hold the port until then.
        while self._listens():
            time.sleep(0.02)

    def stop(self) -> None:
        """Ask it to end."""
        if self._process.poll() is None:
            self._process.terminate()
            self._process.wait(30)

    def _listens(self) -> bool:
        try:
            socket.create_connection(self.address).close()
        except OSError:
            return False
        return True


@contextmanager
def web_server(environment: dict[str, str]) -> Iterator[WebServer]:
    """Run the web server."""
    server = WebServer(environment)
    try:
        yield server
    finally:
        server.stop()


def request(path: str, body: bytes, *, content_type: str = "application/json", length: int | None = None) -> bytes:
    """Return the bytes of a post; ``length`` is the length it claims, its own where nothing is said."""
    size = len(body) if length is None else length
    return (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        f"Content-Type: {content_type}\r\nContent-Length: {size}\r\n\r\n"
    ).encode() + body


def exchange(address: Address, data: bytes) -> tuple[int, bytes]:
    """Send the bytes and return status and body of the reply; (0, b"") where the server hung up without one."""
    with socket.create_connection(address, timeout=60) as line:
        line.sendall(data)
        reply = b""
        while chunk := line.recv(65_536):
            reply += chunk
    head, _, body = reply.partition(b"\r\n\r\n")
    return (int(head[9:12]), body) if head else (0, b"")


def send(address: Address, path: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """Post JSON and return status and what was said."""
    status, reply = exchange(address, request(f"/api/v1/{path}/", json.dumps(body).encode()))
    return status, json.loads(reply)
