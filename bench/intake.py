"""``python -m bench.intake``: answers a second, beside a bare handler on the same web server in the same run.

The sides take turns round by round, so that the neighbours' load falls on all of them; the ratio is the median of the
rounds' ratios.
"""

import argparse
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.intake_site import PATHS, encoded, response_body, site, usage_body, web_server
from bench.load import Result, drive, post
from bench.watch import cpu_of_server

CONNECTIONS = 16
WARM_UP = 200


@dataclass(frozen=True, kw_only=True)
class Side:
    """One application under load: where it listens, its process, what it is sent."""

    name: str
    address: tuple[str, int]
    pid: int
    request: Callable[[int], bytes]


@dataclass(frozen=True, kw_only=True)
class Round:
    """One side's turn, with the processor seconds of the web server and of PostgreSQL."""

    result: Result
    server_cpu: float
    database_cpu: float


def main(*, requests: int, rounds: int) -> None:
    """Run the rounds and print the table."""
    with site() as local, ExitStack() as stack:
        sides = _sides(stack)
        postmaster = int((local / "services/postgres/postmaster.pid").read_text(encoding="utf-8").split()[0])
        for side in sides:
            drive(side.address, [side.request(number) for number in range(WARM_UP)], connections=CONNECTIONS)
        turns: dict[str, list[Round]] = {side.name: [] for side in sides}
        for number in range(rounds):
            for side in sides:
                turns[side.name].append(_turn(side, requests, postmaster, first=number * requests))
        _print(turns)


def _sides(stack: ExitStack) -> list[Side]:
    bare = stack.enter_context(web_server("bench.intake_apps:bare"))
    ours = stack.enter_context(web_server("config.wsgi:application"))
    typical = stack.enter_context(
        web_server("config.wsgi:application", DJANGO_SETTINGS_MODULE="bench.intake_reference")
    )

    def page_one(number: int) -> bytes:
        return post(PATHS["response"], encoded(response_body(number)))

    def to_reference(number: int) -> bytes:
        return post("/reference/", encoded(response_body(number)))

    def usage(number: int) -> bytes:
        return post(PATHS["usage"], encoded(usage_body(number)))

    return [
        Side(name="bare, two inserts", address=bare[0], pid=bare[1], request=page_one),
        Side(name="ours, page 1", address=ours[0], pid=ours[1], request=page_one),
        Side(name="ours, usage report", address=ours[0], pid=ours[1], request=usage),
        Side(name="serializer and ORM", address=typical[0], pid=typical[1], request=to_reference),
    ]


def _turn(side: Side, requests: int, postmaster: int, *, first: int) -> Round:
    prepared = [side.request(first + number) for number in range(requests)]
    server, database = cpu_of_server(side.pid), cpu_of_server(postmaster)
    result = drive(side.address, prepared, connections=CONNECTIONS)
    if set(result.statuses) != {201}:
        raise RuntimeError(f"{side.name}: {dict(result.statuses)}")
    return Round(
        result=result, server_cpu=cpu_of_server(side.pid) - server, database_cpu=cpu_of_server(postmaster) - database
    )


def _print(turns: dict[str, list[Round]]) -> None:
    bare = next(iter(turns.values()))
    _say(f"{'':22}{'req/s':>8}{'ratio':>8}{'p50':>8}{'p95':>8}{'p99 ms':>8}{'server':>9}{'database':>9}{'load µs':>9}")
    for name, rounds in turns.items():
        ratio = median(one.result.rate / other.result.rate for one, other in zip(rounds, bare, strict=True))
        rate = median(one.result.rate for one in rounds)
        times = "".join(
            f"{1000 * median(one.result.quantile(share) for one in rounds):8.1f}" for share in (0.5, 0.95, 0.99)
        )
        costs = "".join(
            f"{1e6 * median(cost / one.result.statuses.total() for one, cost in pairs):9.0f}"
            for pairs in (
                [(one, one.server_cpu) for one in rounds],
                [(one, one.database_cpu) for one in rounds],
                [(one, one.result.cpu) for one in rounds],
            )
        )
        _say(f"{name:22}{rate:8.0f}{ratio:8.2f}{times}{costs}")
    _say("server, database, load: processor microseconds a request of web server, PostgreSQL and load generator")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=2_000, help="requests of one turn")
    parser.add_argument("--rounds", type=int, default=7)
    arguments = parser.parse_args()
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    main(requests=arguments.requests, rounds=arguments.rounds)
