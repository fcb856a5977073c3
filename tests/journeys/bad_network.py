"""A relay between browser and server that cuts connections where a test says: a network as bad as it gets."""

import socket
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

CHUNK = 65536
LONGEST_WAIT = 60  # seconds
# Closing with a linger of zero resets the connection, as a network that went away looks like to both ends.
RESET = struct.pack("ii", 1, 0)


class Cut(StrEnum):
    """Where the next answer's way is cut."""

    BEFORE_SEND = "before send"
    IN_THE_BODY = "in the body"
    BEFORE_THE_REPLY = "after commit, before the reply"


@dataclass
class Plan:
    """What happens to the next POST.

    ``share`` of its body passes, ``sent`` is called when all of it went on, and its reply waits for ``may_reply``.
    """

    cut: Cut | None = None
    share: float = 1.0
    sent: Callable[[], None] | None = None
    may_reply: threading.Event | None = None
    happened: threading.Event = field(default_factory=threading.Event)


class BadNetwork:
    """Listens on ``port`` of this machine and passes everything on to ``server_port``, but for what is planned."""

    def __init__(self, server_port: int) -> None:
        self._server_port = server_port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._plan: Plan | None = None
        self.port: int = self._listener.getsockname()[1]

    def __enter__(self) -> Self:
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def plan(self, plan: Plan) -> Plan:
        """Let the plan happen to the next POST, once."""
        self._plan = plan
        return plan

    def _listen(self) -> None:
        while True:
            try:
                browser, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._relay, args=(browser,), daemon=True).start()

    def _relay(self, browser: socket.socket) -> None:
        try:
            server = socket.create_connection(("127.0.0.1", self._server_port), timeout=LONGEST_WAIT)
        except OSError:
            browser.close()
            return
        way = _Way(browser=browser, server=server)
        threading.Thread(target=self._pass_replies, args=(way,), daemon=True).start()
        while data := _received(browser):
            plan = self._plan if data.startswith(b"POST ") else None
            if plan is not None:
                self._plan = None
                _carry_out(plan, way, data)
            else:
                way.send_on(data)
        way.close()

    def _pass_replies(self, way: "_Way") -> None:
        while data := _received(way.server):
            if way.may_reply is not None:
                way.may_reply.wait(LONGEST_WAIT)
            if way.cut_at_reply is not None:
                way.reset()
                way.cut_at_reply.set()
                return
            try:
                way.browser.sendall(data)
            except OSError:
                break
        way.close()


@dataclass
class _Way:
    """The two connections of one browser connection."""

    browser: socket.socket
    server: socket.socket
    cut_at_reply: threading.Event | None = None
    may_reply: threading.Event | None = None

    def send_on(self, data: bytes) -> None:
        try:
            self.server.sendall(data)
        except OSError:
            self.close()

    def reset(self) -> None:
        for one in (self.browser, self.server):
            one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        self.close()

    def close(self) -> None:
        for one in (self.browser, self.server):
            with suppress(OSError):  # the other side may have gone
                one.shutdown(socket.SHUT_RDWR)
            one.close()


def _carry_out(plan: Plan, way: _Way, data: bytes) -> None:
    if plan.cut is Cut.BEFORE_SEND:
        way.reset()
        plan.happened.set()
        return
    while b"\r\n\r\n" not in data:
        data += _received(way.browser)
    head, _, body = data.partition(b"\r\n\r\n")
    length = int(
        next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")).split(b":")[1]
    )
    while len(body) < length:
        body += _received(way.browser)
    if plan.cut is Cut.IN_THE_BODY:
        way.send_on(head + b"\r\n\r\n" + body[: int(length * plan.share)])
        way.reset()
        plan.happened.set()
        return
    if plan.cut is Cut.BEFORE_THE_REPLY:
        way.cut_at_reply = plan.happened
    way.may_reply = plan.may_reply
    way.send_on(head + b"\r\n\r\n" + body)
    if plan.sent is not None:
        plan.sent()
        plan.happened.set()


def _received(end: socket.socket) -> bytes:
    try:
        return end.recv(CHUNK)
    except OSError:
        return b""
