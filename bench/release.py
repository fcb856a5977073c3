"""``python -m bench.release --rows N``: a closed wave of N answers on the real tree becomes a release, measured.

Everything happens in a temporary folder with servers of its own.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections import Counter
from multiprocessing import get_context
from operator import itemgetter
from pathlib import Path
from typing import Any

from bench.real_tree import make_wave, site
from bench.watch import PeakMemory, cpu_of_server
from config.services import places

ROOT = Path(__file__).resolve().parent.parent
MEGABYTE = 1_000_000
CHUNK = 1 << 20
# One row an answer, for PostgreSQL's plain aggregates alone.
_NUMBERS = (
    "app_count, idle_app_count, account_count, group_count, app_minutes_per_day, group_minutes_per_day, attitude_5"
)
_PLAIN_TABLES = {
    "bench_response": "region_code text, level smallint, "
    + ", ".join(f"{name} smallint" for name in (*_NUMBERS.split(", "), "practices_3m"))
    + ", quality_flag text",
    "bench_usagereport": "region_code text, level smallint, app_codes text[], minutes smallint[]",
}


class _Worker:
    """A worker that is ready, as workers are when a wave closes."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bench.worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        if self.answer() != "ready\n":
            raise RuntimeError("The worker did not start.")

    def tell(self, line: str) -> None:
        """Send one line."""
        if self.process.stdin is not None:
            self.process.stdin.write(f"{line}\n")
            self.process.stdin.flush()

    def answer(self) -> str:
        """Wait for one line."""
        return self.process.stdout.readline() if self.process.stdout is not None else ""


def main(rows: int, *, worker_counts: list[int], shard_sizes: list[int], most_postgresql: int) -> None:
    """Make the wave, release it, run the plain aggregates, print everything.

    The wave is released once for each number of workers, and with the last number once more for each size of shards.
    """
    with site() as local:
        wave_id = _prepare(rows, local)
        address = places.database_url(local / "services")
        _say(f"\n{rows:,} answers and as many usage reports; {_sizes()}")
        ways = [(workers, None) for workers in worker_counts] + [(worker_counts[-1], size) for size in shard_sizes]
        runs = [_release(wave_id, workers, local, most_rows=size) for workers, size in ways]
        duck = _baseline("duckdb", str(local / "rows"))
        _say(f"DuckDB {duck['wall']:.2f} s (figures {duck['figures']:.2f}, apps {duck['apps']:.2f})")
        _check(runs, duck["levels"])
        fastest = min(run["wall"] for run in runs)
        _say(f"ours / DuckDB {fastest / duck['wall']:.2f}")
        if rows <= most_postgresql:
            _load(local / "rows")
            plain = _baseline("postgresql", address)
            _say(f"PostgreSQL {plain['wall']:.2f} s (figures {plain['figures']:.2f}, apps {plain['apps']:.2f})")
            _say(f"ours / PostgreSQL {fastest / plain['wall']:.2f}")


def _prepare(rows: int, local: Path) -> int:
    """Make a catalogue and the wave with its answers; return the wave's id."""
    wave_id = make_wave(state="closed")
    folder = local / "rows"
    folder.mkdir()
    _child("bench.people", str(folder), str(rows), str(wave_id))
    _execute("VACUUM (ANALYZE) burden_answerpack", "CHECKPOINT")
    return wave_id


def _load(folder: Path) -> None:
    """Copy the rows into the tables of PostgreSQL's baseline, analysed."""
    from django.db import connection  # noqa: PLC0415  # likewise

    for (table, columns), file in zip(_PLAIN_TABLES.items(), ("responses.csv", "reports.csv"), strict=True):
        _execute(f"CREATE UNLOGGED TABLE {table} ({columns})")
        with (
            connection.cursor() as cursor,
            cursor.copy(f"COPY {table} FROM STDIN (FORMAT csv)") as copy,
            (folder / file).open("rb") as lines,
        ):
            while chunk := lines.read(CHUNK):
                copy.write(chunk)
        _execute(f"VACUUM (ANALYZE) {table}")
    _execute("CHECKPOINT")


def _execute(*statements: str) -> None:
    from django.db import connection  # noqa: PLC0415  # likewise

    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _sizes() -> str:
    from django.db import connection  # noqa: PLC0415  # likewise

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 'answerpack', sum(pg_total_relation_size(relid))::bigint"
            " FROM pg_partition_tree('burden_answerpack')"
            " UNION ALL SELECT 'figurepack', pg_total_relation_size('burden_figurepack')"
        )
        return ", ".join(f"{name} {size / MEGABYTE:.0f} MB" for name, size in cursor.fetchall())


def _release(wave_id: int, workers: int, local: Path, *, most_rows: int | None) -> dict[str, Any]:
    """Release the wave with so many workers and print what it took; the release before is forgotten."""
    from burden.aggregation.release import start_release  # noqa: PLC0415  # likewise
    from burden.models import Release, Wave  # noqa: PLC0415  # likewise

    _execute("TRUNCATE burden_release CASCADE", "UPDATE burden_wave SET state = 'closed'", "CHECKPOINT")
    children = [_Worker() for _ in range(workers)]
    postmaster = int((local / "services/postgres/postmaster.pid").read_text(encoding="utf-8").split()[0])
    cpu_before, own_before = cpu_of_server(postmaster), time.process_time()
    with PeakMemory([os.getpid(), *(child.process.pid for child in children)]) as memory:
        started = time.perf_counter()
        begun = start_release(wave=Wave.objects.get(pk=wave_id), most_rows=most_rows)
        planned = time.perf_counter() - started
        for child in children:
            child.tell(str(begun.pk))
        found = [json.loads(child.answer()) for child in children]
        wall = time.perf_counter() - started
    own = time.process_time() - own_before
    cpu_after = cpu_of_server(postmaster)
    for child in children:
        child.process.communicate()
    release = Release.objects.get(pk=begun.pk)
    stages: dict[str, float] = {"plan": planned}
    for one in found:
        for stage, took in one["stages"].items():
            stages[stage] = stages.get(stage, 0.0) + took
    _say(
        f"{workers} worker(s), {release.shards.count()} shards: {wall:.2f} s, "
        f"our CPU {own + sum(one['cpu'] for one in found):.2f} s, PostgreSQL's CPU "
        f"{cpu_after - cpu_before:.2f} s, peak memory {memory.peak / MEGABYTE:.0f} MB, {release.state}, "
        f"{release.content_hash[:12]}, gate {release.gate_report.get('cells')} cells; {_sizes()}"
    )
    _say(
        "  seconds of all workers: "
        + ", ".join(f"{stage} {took:.2f}" for stage, took in sorted(stages.items(), key=itemgetter(1), reverse=True))
    )
    return {"wall": wall, "hash": release.content_hash, "balance": release.balance, "state": release.state}


def _baseline(name: str, where: str) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(_child("bench.baselines", name, where))
    return made


def _child(module: str, *arguments: str) -> str:
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT).stdout  # noqa: S603


def _check(runs: list[dict[str, Any]], plain: list[list[int]]) -> None:
    """Compare the releases with each other and with the plain numbers; say what is held back."""
    from burden.domain.blocks import APPS  # noqa: PLC0415  # likewise
    from burden.models import FigurePack, Release  # noqa: PLC0415  # likewise

    if len({run["hash"] for run in runs}) != 1 or runs[-1]["state"] != "published":
        raise SystemExit("The releases differ, or one is not published.")
    balance = runs[-1]["balance"]
    for block in ("apps", "groups"):
        ours = {int(level): line["published"] + line["held_back"] for level, line in balance[block].items()}
        if ours != {level: n for level, n, _ in plain}:
            raise SystemExit(f"{block}: {ours} people here, {plain} by DuckDB.")
    for block, levels in balance.items():
        total = Counter[str]()
        for line in levels.values():
            total.update(line)
        members = total["published"] + total["held_back"]
        _say(f"  {block}: {members:,} people, held back {total['held_back']:,}")
    root = FigurePack.objects.figures(Release.objects.get(), codes=["000000000000"], blocks=[APPS])
    published = sum(int(figure.tally[APPS.offsets["sum:app_count"]]) for figure in root)
    _say(f"  sum of apps: published {published:,}, by DuckDB {sum(apps for _, _, apps in plain):,}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000])
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--shards", type=int, nargs="*", default=[], help="rows a shard, beside the usual size")
    parser.add_argument("--most-postgresql", type=int, default=1_000_000, help="above, PostgreSQL is not asked")
    options = parser.parse_args()
    told = {
        "worker_counts": options.workers,
        "shard_sizes": options.shards,
        "most_postgresql": options.most_postgresql,
    }
    for size in options.rows:
        # A site of its own needs a process of its own (bench.own_site).
        run = get_context("spawn").Process(target=main, args=(size,), kwargs=told)
        run.start()
        run.join()
        if run.exitcode:
            sys.exit(run.exitcode)
