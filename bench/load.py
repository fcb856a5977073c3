"""A load generator for one machine: many connections kept open, prepared requests, one thread.

It is small so that no package has to be installed, and cheap so that it leaves the processor to the server; what it
used is part of the result.
"""

import resource
import selectors
import socket as sockets
import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

HEAD_END = b"\r\n\r\n"
LENGTH = b"content-length:"
CHUNK = 1 << 16
LONGEST_WAIT = 30.0  # seconds; a server that says nothing for so long has lost the request
LOST = 0  # status of a request without a reply


@dataclass(frozen=True, kw_only=True)
class Result:
    """What a run gave: replies by status, seconds of each in order, wall seconds, the generator's processor seconds."""

    statuses: Counter[int]
    seconds: list[float]
    wall: float
    cpu: float

    @property
    def rate(self) -> float:
        """Replies a second."""
        return sum(self.statuses.values()) / self.wall

    def quantile(self, share: float) -> float:
        """Return the seconds within which this share of the requests was answered."""
        ordered = sorted(self.seconds)
        return ordered[min(int(share * len(ordered)), len(ordered) - 1)] if ordered else 0.0


@dataclass
class _Line:
    """One connection and the request on it; ``due`` is when that should have been sent."""

    address: tuple[str, int]
    socket: sockets.socket = field(init=False)
    reply: bytearray = field(default_factory=bytearray)
    due: float = 0.0
    is_busy: bool = False

    def __post_init__(self) -> None:
        self.connect()

    def connect(self) -> None:
        self.socket = sockets.create_connection(self.address, timeout=LONGEST_WAIT)
        self.socket.setsockopt(sockets.IPPROTO_TCP, sockets.TCP_NODELAY, 1)

    def send(self, request: bytes, *, due: float) -> None:
        self.due, self.is_busy = due, True
        self.reply.clear()
        self.socket.sendall(request)

    def receive(self) -> int | None:
        """Read what came; return the status once the reply is whole, ``LOST`` where the server hung up."""
        data = self.socket.recv(CHUNK)
        if not data:
            return LOST
        self.reply += data
        end = self.reply.find(HEAD_END)
        if end < 0:
            return None
        head = bytes(self.reply[:end]).lower()
        at = head.find(LENGTH)
        length = int(head[at + len(LENGTH) :].split(b"\r\n", 1)[0]) if at >= 0 else 0
        return int(head[9:12]) if len(self.reply) >= end + len(HEAD_END) + length else None


def post(path: str, body: bytes, *, content_type: str = "application/json") -> bytes:
    """Return a whole request."""
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}"
    return head.encode() + HEAD_END + body


def get(path: str, *, cookie: str) -> bytes:
    """Return a whole request of somebody who has signed in, as a browser sends it."""
    head = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\nCookie: sessionid={cookie}"
    return head.encode() + HEAD_END


def drive(
    address: tuple[str, int], requests: Iterable[bytes], *, connections: int, a_second: float | None = None
) -> Result:
    """Send the requests and return what became of them.

    Without ``a_second`` each connection sends its next request when the last is answered, as many as the server takes.
    With it they are due at that even pace, whether or not the server keeps up, and are timed from when they were due.
    """
    lines = [_Line(address) for _ in range(connections)]
    used, started = _processor_seconds(), time.perf_counter()
    with selectors.DefaultSelector() as selector:
        for line in lines:
            selector.register(line.socket, selectors.EVENT_READ, line)
        statuses, seconds = _run(selector, lines, _paced(requests, started=started, a_second=a_second))
    result = Result(
        statuses=statuses, seconds=seconds, wall=time.perf_counter() - started, cpu=_processor_seconds() - used
    )
    for line in lines:
        line.socket.close()
    return result


def _paced(requests: Iterable[bytes], *, started: float, a_second: float | None) -> Iterator[tuple[float, bytes]]:
    for number, request in enumerate(requests):
        yield (started + number / a_second if a_second else 0.0), request


def _run(
    selector: selectors.BaseSelector, lines: list[_Line], requests: Iterator[tuple[float, bytes]]
) -> tuple[Counter[int], list[float]]:
    statuses: Counter[int] = Counter()
    seconds: list[float] = []
    idle, waiting = deque(lines), next(requests, None)
    while waiting is not None or len(idle) < len(lines):
        while waiting is not None and idle and waiting[0] <= time.perf_counter():
            idle.popleft().send(waiting[1], due=waiting[0] or time.perf_counter())
            waiting = next(requests, None)
        pause = LONGEST_WAIT if waiting is None or not idle else max(waiting[0] - time.perf_counter(), 0.0)
        events = selector.select(pause)
        for key, _ in events:
            line: _Line = key.data
            status = line.receive()
            if status is not None and line.is_busy:
                statuses[status] += 1
                seconds.append(time.perf_counter() - line.due)
                line.is_busy = False
                idle.append(line)
            if status == LOST:
                _reconnect(selector, line)
        if not events and pause == LONGEST_WAIT:
            statuses[LOST] += len(lines) - len(idle)
            break
    return statuses, seconds


def _reconnect(selector: selectors.BaseSelector, line: _Line) -> None:
    selector.unregister(line.socket)
    line.socket.close()
    line.connect()
    selector.register(line.socket, selectors.EVENT_READ, line)


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
