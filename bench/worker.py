"""A worker that claims shards as the Celery task does, and tells how long it spent where.

It says ``ready``, waits for the id of a release on its standard input, works until it finds nothing more to do, and
writes its seconds as JSON.  A stage's seconds are its own: those of stages called within are theirs.
"""

import cProfile
import functools
import json
import os
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any
from uuid import UUID

import django

django.setup()

from django.db import connection  # noqa: E402  # Django must be set up first

from burden.aggregation import carry, gathering, part, release, subtree, trunk  # noqa: E402  # likewise
from burden.aggregation.warming import get_ready  # noqa: E402  # likewise

STAGES: dict[str, list[tuple[object, str]]] = {
    "tree": [(subtree, "shard_area"), (trunk, "whole_area"), (trunk, "trunk_area")],
    "read": [(subtree, "read_pack_rows"), (trunk, "read_pack_rows"), (gathering, "everybody")],
    "gather": [(module, "gather") for module in (subtree, trunk)],
    "groups": [(module, "compute_part") for module in (subtree, trunk)],
    "tallies": [(part, "tally"), (part, "add_tallies")],
    "walk": [(part, "walk")],
    "totals": [(module, "sum_up") for module in (subtree, trunk)],
    "rounding": [(trunk, "with_rounded_counts")],
    "write": [(module, "write_packs") for module in (subtree, trunk)],
    "carry": [(carry, "pack"), (carry, "unpack")],
    "trunk": [(release, "compute_trunk")],
    "recount": [(module, "recount") for module in (subtree, trunk)],
    "evidence": [(module, "evidence_of") for module in (subtree, trunk)],
    "read back": [(subtree, "packs_within"), (trunk, "packs_at")],
    "gate": [(module, "examine") for module in (subtree, trunk)],
    "hash": [(release, "content_sha256"), (trunk, "versions"), (trunk, "seen"), (subtree, "seen")],
}


class StageClock:
    """Adds up the seconds of each stage, without those of the stages it calls."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._inner = [0.0]

    def watch(self, owner: object, name: str, stage: str) -> None:
        """Put the clock around one function."""
        function: Callable[..., object] = getattr(owner, name)

        @functools.wraps(function)
        def timed(*args: Any, **kwargs: Any) -> object:
            self._inner.append(0.0)
            started = time.perf_counter()
            try:
                return function(*args, **kwargs)
            finally:
                took = time.perf_counter() - started
                self.seconds[stage] += took - self._inner.pop()
                self._inner[-1] += took

        setattr(owner, name, timed)


def main() -> None:
    """Work on one release."""
    get_ready()  # as a Celery worker does
    clock = StageClock()
    for stage, functions in STAGES.items():
        for owner, name in functions:
            clock.watch(owner, name, stage)
    connection.ensure_connection()
    _tell("ready")
    release_id = UUID(sys.stdin.readline().strip())
    before, started = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    profile_file = os.environ.get("BENCH_PROFILE")
    if profile_file:
        profile = cProfile.Profile()
        profile.runcall(release.work_on, release_id)
        profile.dump_stats(profile_file)
    else:
        release.work_on(release_id)
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF)
    clock.seconds["other"] = wall - sum(clock.seconds.values())
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    _tell(json.dumps({"wall": wall, "cpu": cpu, "stages": clock.seconds}))
    # A worker of the site goes on to the next release; taking this one apart would keep a core from the others.
    sys.stdin.read()


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
