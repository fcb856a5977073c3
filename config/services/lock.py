"""A lock file: one holder at a time, let go by the kernel when the holder dies."""

import fcntl
import os
from pathlib import Path
from typing import IO, Self

from config.services.errors import AlreadyRunningError


class Lock:
    """The lock on a file that holds the holder's process number.

    ``after_a_kill`` tells that the holder before this one was killed: a number still stood in the file.
    """

    def __init__(self, file: IO[str], *, after_a_kill: bool) -> None:
        """Wrap a file that is locked already; use :meth:`take`."""
        self._file = file
        self.after_a_kill = after_a_kill

    @classmethod
    def take(cls, path: Path, what: str) -> Self:
        """Take the lock; raise :class:`AlreadyRunningError`, naming ``what`` and the holder, where it is held."""
        file = path.open("a+")
        file.seek(0)
        before = file.read().strip()
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            raise AlreadyRunningError(
                f"{what} already running (process {before}): stop that one first, with Ctrl-C or `kill {before}`."
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        return cls(file, after_a_kill=bool(before))

    def release(self) -> None:
        """Let go, in good order."""
        self._file.truncate(0)
        self._file.close()


def holder(path: Path) -> int | None:
    """Return the process that holds the lock, or None."""
    try:
        file = path.open("r")
    except FileNotFoundError:
        return None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return int(file.read().strip() or 0)
    return None
