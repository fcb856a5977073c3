"""``python -m bench.soak``: a whole office behind one address, on the real stack that ``make run`` starts.

Every person has a code and sends page 1 once; one in twenty sends it again, as a phone does whose reply was lost.  Then
ten thousand forged codes come, half of them with a right check symbol.  At the end the answers are counted.
"""

import argparse
import os
import secrets
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from bench.intake_site import COUNTY, PATHS, encoded, free_port, make_catalogue, make_wave, response_body
from bench.load import Result, drive, post
from bench.watch import cpu_of_server

ROOT = Path(__file__).resolve().parent.parent
CONNECTIONS = 64
SENT_AGAIN = 0.05
FORGED = 10_000
SECONDS_TO_START = 300
OF_THE_SITE_ITSELF = 20  # transactions of the recurring tasks that may fall into the seconds of the forged codes
LONGEST_P95 = 0.300
SEED = 20_261_122


def main(*, seconds: int, a_second: int) -> int:
    """Run the soak and print what came of it; return 0 where nothing was lost, doubled, refused or slow."""
    with stack() as (address, local):
        people = int(seconds * a_second / (1 + SENT_AGAIN))
        codes = _open_wave(people)
        _say(f"{people:,} people with codes, {a_second} answers a second for {seconds} s, {CONNECTIONS} connections")
        postmaster = int((local / "services/postgres/postmaster.pid").read_text(encoding="utf-8").split()[0])
        database = cpu_of_server(postmaster)
        result = drive(address, _requests(codes), connections=CONNECTIONS, a_second=a_second)
        _tell(result, cpu_of_server(postmaster) - database)
        stored, spent = _counts()
        _say(f"stored {stored:,}, codes spent {spent:,}, of {people:,}")
        before = _next_transaction()
        forged = drive(address, _forged_requests(), connections=CONNECTIONS)
        written = _next_transaction() - before
        _say(f"forged codes: {dict(forged.statuses)}, {forged.rate:.0f}/s, transactions that wrote: {written}")
        is_good = (
            set(result.statuses) == {201}
            and result.quantile(0.95) < LONGEST_P95
            and (stored, spent) == (people, people)
            and set(forged.statuses) == {400}
            and written <= OF_THE_SITE_ITSELF
            and _counts() == (stored, spent)
        )
        _say("GOOD" if is_good else "NOT GOOD")
    return 0 if is_good else 1


@contextmanager
def stack() -> Iterator[tuple[tuple[str, int], Path]]:
    """Run the site as ``make run DEMO=0`` does, with data of its own; give its address and its folder."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="burden-soak-") as folder:
        local = Path(folder)
        local.chmod(0o711)
        os.environ |= {"LOCAL_DIR": folder, "DJANGO_SETTINGS_MODULE": "config.settings"}
        site = subprocess.Popen(
            [sys.executable, "-m", "config.run"],
            cwd=ROOT,
            env=os.environ | {"PORT": str(port), "DEMO": "0"},
            stdout=subprocess.DEVNULL,
        )
        try:
            _wait_until_ready(port)
            yield ("127.0.0.1", port), local
        finally:
            site.terminate()
            site.wait(60)


def _wait_until_ready(port: int) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=10) as reply:
                if reply.status == 200:  # noqa: PLR2004  # OK
                    return
        except (OSError, urllib.error.URLError):
            time.sleep(0.5)
    raise TimeoutError


def _open_wave(people: int) -> list[str]:
    import django  # noqa: PLC0415  # the folder must be known before the settings are read

    django.setup()
    from burden.domain.levels import Level  # noqa: PLC0415  # Django must be set up first
    from burden.intake.codes import issue_codes  # noqa: PLC0415  # likewise
    from burden.models import Wave  # noqa: PLC0415  # likewise

    make_catalogue()
    make_wave("coded")
    wave = Wave.objects.get(code="coded")
    return list(issue_codes(wave=wave, region_code=COUNTY, level=Level.TOWNSHIP, number=people))


def _requests(codes: list[str]) -> Iterator[bytes]:
    """Yield each person's answers; some are sent again a while later, byte for byte the same."""
    random = Random(SEED)  # noqa: S311  # no secret
    again: list[bytes] = []
    for number, code in enumerate(codes):
        request = post(PATHS["response"], encoded(response_body(number, wave="coded", code=code)))
        yield request
        if random.random() < SENT_AGAIN:
            again.append(request)
        if again and random.random() < SENT_AGAIN:
            yield again.pop(0)
    yield from again


def _forged_requests() -> Iterator[bytes]:
    from burden.intake.codes import new_code  # noqa: PLC0415  # Django must be set up first

    for number in range(FORGED):
        code = new_code() if number % 2 else secrets.token_hex(10).upper()
        yield post(PATHS["response"], encoded(response_body(number, wave="coded", code=code)))


def _counts() -> tuple[int, int]:
    """Return how many answers are stored, promoted or not, and how many codes are spent."""
    from django.db.models import Sum  # noqa: PLC0415  # Django must be set up first

    from burden.models import AnswerPack, InboxItem, InvitationCode  # noqa: PLC0415  # likewise

    packed = AnswerPack.objects.aggregate(people=Sum("people"))["people"] or 0
    stored = InboxItem.objects.count() + packed
    return stored, InvitationCode.objects.filter(is_spent=True).count()


def _next_transaction() -> int:
    """Return the id of the next transaction that writes, a row lock included; reading takes none."""
    from django.db import connection  # noqa: PLC0415  # likewise

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
        [(number,)] = cursor.fetchall()
    return int(number)


def _tell(result: Result, database: float) -> None:
    times = ", ".join(f"p{round(100 * share)} {1000 * result.quantile(share):.0f} ms" for share in (0.5, 0.95, 0.99))
    _say(f"replies {dict(result.statuses)} in {result.wall:.0f} s: {result.rate:.0f}/s, {times}")
    _say(f"processor seconds: load generator {result.cpu:.1f}, PostgreSQL {database:.1f}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--a-second", type=int, default=300)
    arguments = parser.parse_args()
    sys.exit(main(seconds=arguments.seconds, a_second=arguments.a_second))
