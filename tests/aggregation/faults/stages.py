"""The stages of a release at which a worker can be made to die: on entering a function of the product, or on leaving.

The order stands in a file, so that it reaches whichever process comes to the stage, and is carried out once.
"""

import functools
import importlib
import os
import signal
import time
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

ORDER = "FAULT_ORDER"  # environment: the file of the order
SECONDS_TO_ARRIVE = 60

# Stage: module and name of the function, and whether the worker dies when it leaves it.
STAGES: dict[str, tuple[str, str, bool]] = {
    "a shard is claimed": ("burden.aggregation.leases", "claim", True),
    "a shard is read": ("burden.aggregation.release", "compute_shard", False),
    "the walk": ("burden.aggregation.part", "walk", False),
    "a shard is computed": ("burden.aggregation.release", "compute_shard", True),
    "a shard's row is locked": ("burden.aggregation.leases", "lock", True),
    "a shard is written": ("burden.aggregation.release", "write_shard", True),
    "a shard is committed": ("burden.aggregation.release", "_write_down", True),
    "the trunk": ("burden.aggregation.release", "compute_trunk", False),
    "the gate": ("burden.aggregation.trunk", "examine", False),
    "the gate has passed": ("burden.aggregation.release", "compute_trunk", True),
    "the hash": ("burden.aggregation.release", "content_sha256", False),
    "the publication": ("burden.aggregation.release", "make_ready", False),
    "published, not committed": ("burden.aggregation.release", "publish", True),
    "the publication is committed": ("burden.aggregation.release", "_finish", True),
}
# What happens once a release; everything else happens to each shard.
ONCE = frozenset(list(STAGES)[7:])


class Death(StrEnum):
    """What becomes of the process: killed alone, killed with its whole worker, or frozen."""

    PROCESS = "process"
    WORKER = "worker"
    FREEZE = "freeze"


class Order:
    """One fault to come: at the n-th time that any process reaches a stage, in this way."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._visits = file.with_suffix(".visits")
        self._done = file.with_suffix(".done")

    def give(self, stage: str, death: Death, *, at_visit: int = 1) -> None:
        """Write the order down; an earlier one is forgotten."""
        for file in (self._file, self._visits, self._done):
            file.unlink(missing_ok=True)
        draft = self._file.with_suffix(".draft")
        draft.write_text(f"{stage}\n{death}\n{at_visit}", encoding="utf-8")
        draft.rename(self._file)

    @property
    def victim(self) -> int | None:
        """The process that carried the order out; None while nobody did."""
        return int(self._done.read_text()) if self._done.exists() else None

    def wait_for_victim(self) -> int:
        """Return the process that carried the order out, as soon as it did."""
        deadline = time.monotonic() + SECONDS_TO_ARRIVE
        while (victim := self.victim) is None:
            assert time.monotonic() < deadline, "Nobody came to the stage."
            time.sleep(0.01)
        return victim

    def meet(self, stage: str) -> None:
        """Die here if the order says so; each order is carried out by one process."""
        if not self._file.exists():
            return
        wanted, death, at_visit = self._file.read_text(encoding="utf-8").splitlines()
        if wanted != stage or self._visit() != int(at_visit):
            return
        draft = self._done.with_suffix(".dying")
        draft.write_text(str(os.getpid()))
        draft.rename(self._done)
        if death == Death.WORKER:
            os.killpg(0, signal.SIGKILL)
        os.kill(os.getpid(), signal.SIGSTOP if death == Death.FREEZE else signal.SIGKILL)

    def _visit(self) -> int:
        """Count the visits of all processes: each leaves one byte."""
        with self._visits.open("ab") as visits:
            visits.write(b".")
            visits.flush()
            return visits.tell()


def make_mortal() -> None:
    """Let this process look for the order at every stage."""
    order = Order(Path(os.environ[ORDER]))
    for stage, (module_name, name, is_at_the_end) in STAGES.items():
        module = importlib.import_module(module_name)
        setattr(module, name, _mortal(getattr(module, name), order, stage, is_at_the_end=is_at_the_end))


def _mortal(function: Callable[P, R], order: Order, stage: str, *, is_at_the_end: bool) -> Callable[P, R]:
    @functools.wraps(function)
    def watched(*args: P.args, **kwargs: P.kwargs) -> R:
        if not is_at_the_end:
            order.meet(stage)
        result = function(*args, **kwargs)
        if is_at_the_end:
            order.meet(stage)
        return result

    return watched
