"""The site that pages are measured on: the real tree, twelve released waves, supervisors of all three kinds of region.

It is made once, by the product's own aggregation, and kept under ``.local/bench-pages``; delete that for a fresh one.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from config.services.supervisor import Services

if TYPE_CHECKING:
    from burden.models import User, Wave

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".local" / "bench-pages"
NEWEST_OPENS = date(2026, 8, 15)
A_QUARTER = timedelta(days=91)
DAYS_OPEN = timedelta(days=29)
SEED = 20_261_122
ACCOUNTS_A_KIND = 4
WHOLE_COUNTRY = "000000000000"
# One row an answer of the newest wave, for the comparison with SQL alone.
RAW_ANSWERS = (
    "region_code text, level smallint, app_count smallint, idle_app_count smallint, account_count smallint, "
    "group_count smallint, app_minutes_per_day smallint, group_minutes_per_day smallint, attitude_5 smallint, "
    "practices_3m smallint, quality_flag text"
)


@dataclass(frozen=True, kw_only=True)
class Supervisor:
    """An account that is signed in: the region it reads, and its cookie."""

    path: str
    kind: str
    cookie: str


@contextmanager
def site(*, people: int, waves: int) -> Iterator[Path]:
    """Give the folder of the site, whose servers run; made now unless it was made before."""
    local = KEPT / f"{waves}-waves-of-{people}"
    local.mkdir(parents=True, exist_ok=True)
    for folder in (local, *list(local.parents)[:2]):
        folder.chmod(0o711)  # the servers may run as another user, who must pass through
    os.environ |= {"LOCAL_DIR": str(local), "DJANGO_SETTINGS_MODULE": "bench.pages_settings"}
    with Services(local / "services"):
        import django  # noqa: PLC0415  # the folder must be known before the settings are read

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415  # likewise

        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        if not (local / "made").exists():
            _make(local, people=people, waves=waves)
            (local / "made").touch()
        yield local


def _make(local: Path, *, people: int, waves: int) -> None:
    """Load the tree and release the waves, oldest first; what an earlier try made of them is kept."""
    from django.core.management import call_command  # noqa: PLC0415  # Django must be set up first

    from burden.aggregation.release import start_release, work_on  # noqa: PLC0415  # likewise
    from burden.models import Wave  # noqa: PLC0415  # likewise

    call_command("load_regions", stdout=sys.stderr)
    _make_catalogue()
    for number in range(1, waves + 1):
        wave = _wave(number, of=waves)
        if wave.state == Wave.State.RELEASED:
            continue
        wave.answer_packs.all().delete()
        _fill(wave, local, people=people + number)
        work_on(start_release(wave=wave).pk)
        wave.refresh_from_db()
        _say(f"wave {number} of {waves}: {wave.state}")
    _load_raw_answers(local)
    _execute("VACUUM ANALYZE", "CHECKPOINT")


def _make_catalogue() -> None:
    from bench.people import app_codes  # noqa: PLC0415  # likewise
    from burden.models import CatalogueItem, TreeVersion  # noqa: PLC0415  # likewise

    tree = TreeVersion.objects.get()
    for code in app_codes():
        given = {"name_zh": code, "kind": "app", "region_code": WHOLE_COUNTRY, "sponsor_level": 20}
        CatalogueItem.objects.get_or_create(tree=tree, app_code=code, defaults=given | {"audience": "internal"})


def _wave(number: int, *, of: int) -> "Wave":
    from burden.models import TreeVersion, Wave  # noqa: PLC0415  # likewise

    opens_on = NEWEST_OPENS - A_QUARTER * (of - number)
    given = {
        "tree": TreeVersion.objects.get(),
        "region_code": WHOLE_COUNTRY,
        "opens_on": opens_on,
        "closes_on": opens_on + DAYS_OPEN,
        "state": Wave.State.CLOSED,
    }
    return Wave.objects.get_or_create(code=f"bench-{number:02}", defaults=given)[0]


def _fill(wave: "Wave", local: Path, *, people: int) -> None:
    """Give the wave its answers; the number of people is also the seed, so waves differ."""
    folder = local / "rows"
    folder.mkdir(exist_ok=True)
    argv = [sys.executable, "-m", "bench.people", str(folder), str(people), str(wave.pk)]
    subprocess.run(argv, check=True, cwd=ROOT)  # noqa: S603  # our own command


def _load_raw_answers(local: Path) -> None:
    from django.db import connection  # noqa: PLC0415  # likewise

    _execute("DROP TABLE IF EXISTS bench_response", f"CREATE TABLE bench_response ({RAW_ANSWERS})")
    with (
        connection.cursor() as cursor,
        cursor.copy("COPY bench_response FROM STDIN (FORMAT csv)") as copy,
        (local / "rows" / "responses.csv").open("rb") as lines,
    ):
        while chunk := lines.read(1 << 20):
            copy.write(chunk)
    _execute("CREATE INDEX ON bench_response (region_code text_pattern_ops)")


def _execute(*statements: str) -> None:
    from django.db import connection  # noqa: PLC0415  # likewise

    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def supervisors() -> list[Supervisor]:
    """Return supervisors of random provinces, cities and counties, signed in; the same ones every time."""
    from django.test import Client  # noqa: PLC0415  # likewise

    from burden.models import Region  # noqa: PLC0415  # likewise

    random = Random(SEED)  # noqa: S311  # reproducible, no secret
    found = []
    for kind in ("province", "city", "county"):
        regions = list(Region.objects.filter(kind=kind).order_by("code"))
        for region in random.sample(regions, ACCOUNTS_A_KIND):
            client = Client()
            client.force_login(_account(region.code))
            found.append(Supervisor(path=region.path, kind=kind, cookie=client.cookies["sessionid"].value))
    return found


def _account(region_code: str) -> "User":
    from burden.models import Scope, User  # noqa: PLC0415  # likewise

    name = hashlib.sha256(region_code.encode()).hexdigest()[:8]
    user, _ = User.objects.get_or_create(email=f"{name}@bench.invalid", defaults={"role": User.Role.SUPERVISOR})
    Scope.objects.get_or_create(user=user, region_code=region_code)
    return user


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    with site(people=int(sys.argv[1]), waves=int(sys.argv[2])):
        _say("made")
