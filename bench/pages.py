"""``python -m bench.pages``: how long pages and their JSON take supervisors who ask whatever there is to ask.

The site has the real tree and twelve released waves; the web server is the one of production.  Requests come at an even
pace whether or not the server keeps up, and are timed from when they were due.  A view that shows nothing to somebody
who has signed in takes turns with the pages, so that the neighbours' load falls on both.
"""

import argparse
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import quote

from bench.intake_site import web_server
from bench.load import Result, drive, get
from bench.page_questions import Question, questions
from bench.pages_browser import first_charts
from bench.pages_site import Supervisor, site, supervisors
from bench.pages_sql import ask_sql
from bench.watch import cpu_of_server, memory_of_children

CONNECTIONS = 16
SECONDS_A_TURN = 6
COLD_A_SECOND = 10  # about what one morning brings to a site of a province
TIMES_UNTIL_WARM = 8  # each question, so that it has reached both processes
LARGEST_JSON = 60_000


@dataclass(frozen=True, kw_only=True)
class Looked:
    """A question asked once within the bench itself: its status, statements and compressed bytes."""

    question: Question
    status: int
    statements: int
    size: int


def main(*, people: int, waves: int, of_each_page: int, a_second: int, rounds: int) -> None:
    """Make the site unless it is there, ask, and print."""
    with site(people=people, waves=waves) as local:
        accounts = supervisors()
        looked = [_look(question) for question in questions(accounts, of_each_page=of_each_page, seed=1)]
        _print_looked(looked)
        answered = [one.question for one in looked if one.status == 200]  # noqa: PLR2004  # OK
        postmaster = int((local / "services/postgres/postmaster.pid").read_text(encoding="utf-8").split()[0])
        with web_server("config.wsgi:application", DJANGO_SETTINGS_MODULE="bench.pages_settings") as (address, pid):
            empty = [get("/bench/empty/", cookie=accounts[0].cookie)]
            drive(address, empty * 100, connections=CONNECTIONS)
            _print_cold(address, answered)
            drive(address, _requests(answered) * TIMES_UNTIL_WARM, connections=CONNECTIONS)
            resident = " and ".join(f"{size / 1e6:.0f}" for size in memory_of_children(pid))
            _say(f"memory of the two processes: {resident} MB")
            _print_warm(address, _requests(answered), empty, a_second=a_second, rounds=rounds, pids=(pid, postmaster))
            _print_sql(accounts)
            _print_charts(address, accounts)


def _look(question: Question) -> Looked:
    from django.db import connection  # noqa: PLC0415  # the settings must be known first
    from django.test import Client  # noqa: PLC0415  # likewise
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415  # likewise

    client = Client(headers={"host": "localhost", "accept-encoding": "gzip"})
    client.cookies["sessionid"] = question.supervisor.cookie
    with CaptureQueriesContext(connection) as statements:
        response = client.get(question.address)
    return Looked(
        question=question, status=response.status_code, statements=len(statements), size=len(response.content)
    )


def _print_looked(looked: list[Looked]) -> None:
    """Print statements and bytes of each page when it is made."""
    _say(f"{'made for the first time':24}{'answered':>10}{'statements':>12}{'largest KB':>12}")
    for name in sorted({one.question.page for one in looked}):
        of_page = [one for one in looked if one.question.page == name]
        shown = [one for one in of_page if one.status == 200]  # noqa: PLR2004  # OK
        counts = sorted({one.statements for one in shown})
        said = f"{counts[0]}-{counts[-1]}" if counts[1:] else "".join(map(str, counts))
        largest = max((one.size for one in shown), default=0)
        _say(f"{name:24}{len(shown):>4} of {len(of_page):<3}{said:>11}{largest / 1000:12.1f}")
        if name.startswith("api-") and largest > LARGEST_JSON:
            raise SystemExit(f"{name}: {largest} bytes of JSON.")
    statuses = Counter(one.status for one in looked)
    if set(statuses) - {200, 302, 404}:
        raise SystemExit(f"Answers that should not be: {statuses}")


def _requests(asked: list[Question]) -> list[bytes]:
    return [get(quote(one.address, safe="/?=&,"), cookie=one.supervisor.cookie) for one in asked]


def _print_cold(address: tuple[str, int], answered: list[Question]) -> None:
    """Ask each question for the first time since the server started, page by page."""
    _say(f"\n{'cold, 10 a second':24}{'p50':>8}{'p95':>8}{'longest ms':>12}")
    everything: list[float] = []
    for name in sorted({one.page for one in answered}):
        of_page = _requests([one for one in answered if one.page == name])
        result = drive(address, of_page, connections=CONNECTIONS, a_second=COLD_A_SECOND)
        everything += result.seconds
        _say_times(name, result.seconds)
    _say_times("all", everything)


def _say_times(name: str, seconds: list[float]) -> None:
    ordered = sorted(seconds)
    p50, p95 = (ordered[min(int(share * len(ordered)), len(ordered) - 1)] for share in (0.5, 0.95))
    _say(f"{name:24}{1000 * p50:8.0f}{1000 * p95:8.0f}{1000 * ordered[-1]:12.0f}")


def _print_warm(  # noqa: PLR0913  # two sides, their pace, and whose processor time counts
    address: tuple[str, int],
    requests: list[bytes],
    empty: list[bytes],
    *,
    a_second: int,
    rounds: int,
    pids: tuple[int, int],
) -> None:
    """Let the pages and the empty view take turns at the same pace."""
    number = a_second * SECONDS_A_TURN
    sides = {"empty view": empty * number, "pages and JSON": (requests * (1 + number // len(requests)))[:number]}
    turns: dict[str, list[tuple[Result, float, float]]] = {name: [] for name in sides}
    for _ in range(rounds):
        for name, prepared in sides.items():
            before = [cpu_of_server(pid) for pid in pids]
            result = drive(address, prepared, connections=CONNECTIONS, a_second=a_second)
            if set(result.statuses) != {200}:
                raise SystemExit(f"{name}: {dict(result.statuses)}")
            server, database = (cpu_of_server(pid) - was for pid, was in zip(pids, before, strict=True))
            turns[name].append((result, server, database))
    head = f"{'p50':>8}{'p95':>8}{'p99 ms':>8}{'server':>9}{'database':>9}"
    _say(f"\n{f'warm, {a_second} a second':24}{head}  µs a request")
    for name, taken in turns.items():
        times = "".join(f"{1000 * median(one.quantile(q) for one, _, _ in taken):8.1f}" for q in (0.5, 0.95, 0.99))
        server = 1e6 * median(one for _, one, _ in taken) / number
        database = 1e6 * median(one for _, _, one in taken) / number
        _say(f"{name:24}{times}{server:9.0f}{database:9.0f}")
    for share in (0.5, 0.95):
        pairs = zip(turns["pages and JSON"], turns["empty view"], strict=True)
        ratio = median(pages.quantile(share) / nothing.quantile(share) for (pages, *_), (nothing, *_) in pairs)
        _say(f"pages / empty view, p{100 * share:.0f}: {ratio:.2f}")


def _print_charts(address: tuple[str, int], accounts: list[Supervisor]) -> None:
    _say("\nfirst chart, processor slowed down four times, milliseconds: seen, answering; on the next page likewise")
    for name, first, again in first_charts(f"http://localhost:{address[1]}", accounts):
        _say(f"{name:24}" + "".join(f"{time:8.0f}" for time in (*first, *again)))


def _print_sql(accounts: list[Supervisor]) -> None:
    _say(f"\n{'SQL on raw answers':24}{'p50':>8}{'p95':>8}{'longest ms':>12}")
    _say_times("children of a region", ask_sql(accounts))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=200_000, help="answers of a wave")
    parser.add_argument("--waves", type=int, default=12)
    parser.add_argument("--of-each-page", type=int, default=48, help="questions of one page")
    parser.add_argument("--a-second", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    main(
        people=options.people,
        waves=options.waves,
        of_each_page=options.of_each_page,
        a_second=options.a_second,
        rounds=options.rounds,
    )
