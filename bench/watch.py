"""What processes cost, read from /proc: processor seconds and resident memory."""

import os
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

SECONDS_BETWEEN_LOOKS = 0.02
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


def cpu_of_server(postmaster: int) -> float:
    """Return the processor seconds of PostgreSQL so far: the postmaster, its children, and those that have ended."""
    own = _stat(postmaster)
    ticks = sum(int(own[field]) for field in (11, 12, 13, 14))
    for entry in Path("/proc").iterdir():
        found = _stat(int(entry.name)) if entry.name.isdigit() else []
        if found and int(found[1]) == postmaster:
            ticks += int(found[11]) + int(found[12])
    return ticks / _TICKS


def _stat(pid: int) -> list[str]:
    """Return the fields of a process from its state on, empty when it is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return []


def memory_of_children(parent: int) -> list[int]:
    """Return the resident memory of each child of a process, in bytes."""
    pids = (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())
    return [_resident(pid) for pid in pids if (found := _stat(pid)) and int(found[1]) == parent]


class PeakMemory:
    """Largest resident memory of some processes together while the block runs, in bytes."""

    def __init__(self, pids: list[int]) -> None:
        self.peak = 0
        self._pids = pids
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> Self:
        """Begin to look."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop looking."""
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(SECONDS_BETWEEN_LOOKS):
            self.peak = max(self.peak, sum(_resident(pid) for pid in self._pids))


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="utf-8").split()[1]) * _PAGE
    except OSError:
        return 0
