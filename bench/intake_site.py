"""A site to send answers to: servers of its own in a temporary folder, the real tree, open waves, web servers."""

import json
import os
import secrets
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.own_site import own_site
from config.run.children import web
from config.services import places

ROOT = Path(__file__).resolve().parent.parent
SECONDS_TO_START = 60
COUNTY = "330522000000"
TOWNSHIPS = tuple(f"330522{number}000" for number in range(101, 107))
APPS = tuple(f"bench-{number:02}" for number in range(20))
PATHS = {"response": "/api/v1/responses/", "usage": "/api/v1/usage-reports/"}


@contextmanager
def site() -> Iterator[Path]:
    """Give the folder of a site whose database runs and holds the tree, a catalogue and a wave of each kind."""
    with own_site(has_regions=True) as local:
        os.environ["BENCH_DATABASE"] = places.database_url(local / "services")
        _fill()
        yield local


def _fill() -> None:
    from django.db import connection  # noqa: PLC0415  # Django must be set up first

    from bench.intake_apps import SCHEMA  # noqa: PLC0415  # likewise

    make_catalogue()
    make_wave("link")
    with connection.cursor() as cursor:
        for statement in SCHEMA:
            cursor.execute(statement)
        cursor.execute("VACUUM ANALYZE")


def make_catalogue() -> None:
    """Give the county its apps."""
    from burden.models import CatalogueItem, TreeVersion  # noqa: PLC0415  # Django must be set up first

    tree = TreeVersion.objects.get(is_demo=False)
    CatalogueItem.objects.bulk_create(
        CatalogueItem(
            tree=tree,
            app_code=code,
            name_zh=code,
            kind="app",
            region_code=COUNTY,
            sponsor_level=50,
            audience="internal",
        )
        for code in APPS
    )


def make_wave(assurance: str) -> None:
    """Open a wave of the county; its code is its assurance."""
    from datetime import timedelta  # noqa: PLC0415  # likewise

    from django.utils import timezone  # noqa: PLC0415  # likewise

    from burden.models import TreeVersion, Wave  # noqa: PLC0415  # likewise

    today = timezone.localdate()
    Wave.objects.create(
        code=assurance,
        tree=TreeVersion.objects.get(is_demo=False),
        region_code=COUNTY,
        opens_on=today - timedelta(days=1),
        closes_on=today + timedelta(days=9),
        state=Wave.State.OPEN,
        assurance=assurance,
    )


def free_port() -> int:
    """Return a port of this machine that nobody uses now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def web_server(application: str, **environment: str) -> Iterator[tuple[tuple[str, int], int]]:
    """Run an application on the web server as the site configures it; give its address and the id of its process."""
    port = free_port()
    argv = [word.replace("0.0.0.0", "127.0.0.1") for word in web(port).argv]  # noqa: S104  # the opposite: loopback
    (Path(os.environ["LOCAL_DIR"]) / "static").mkdir(exist_ok=True)
    argv[argv.index("config.wsgi:application")] = application
    server = subprocess.Popen(argv, cwd=ROOT, env=os.environ | environment)  # noqa: S603  # our own command
    try:
        _wait_for(("127.0.0.1", port))
        yield ("127.0.0.1", port), server.pid
    finally:
        server.terminate()
        server.wait(30)


def _wait_for(address: tuple[str, int]) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        try:
            socket.create_connection(address).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError


def response_body(number: int, *, wave: str = "link", **more: str) -> dict[str, Any]:
    """Return a whole page 1 with one or two apps, as the survey's page would send it."""
    apps = [
        {
            "app_code": APPS[(number + place) % len(APPS)],
            "minutes_per_day": 20 + 5 * place,
            "is_required": True,
            "has_checkin": number % 2 == 0,
            "has_points_rank": False,
            "in_appraisal": True,
            "has_location_track": False,
            "needs_photo_upload": number % 3 == 0,
            "duplicate_entry": False,
        }
        for place in range(1 + number % 2)
    ]
    return {
        **_place(number, wave),
        "app_count": 3 + number % 20,
        "idle_app_count": number % 3,
        "account_count": number % 9,
        "group_count": number % 40,
        "app_minutes_per_day": 60,
        "minutes_source": "estimate",
        "group_minutes_per_day": 45,
        "attitude_5": str(1 + number % 5),
        "practices_3m": ["p_checkin", "p_rate_notice"],
        "apps": apps,
        "duration_band": "60_90",
        **more,
    }


def usage_body(number: int, *, wave: str = "link", **more: str) -> dict[str, Any]:
    """Return an app-usage report over eight apps."""
    apps = [
        {"app_code": APPS[(number + place) % len(APPS)], "status": "in_use", "minutes_per_day": 5 * place}
        for place in range(8)
    ]
    return {**_place(number, wave), "apps": apps, **more}


def _place(number: int, wave: str) -> dict[str, Any]:
    return {
        "wave": wave,
        "region_code": TOWNSHIPS[number % len(TOWNSHIPS)],
        "level_code": 60,
        "idempotency_key": secrets.token_hex(16),
    }


def encoded(body: dict[str, Any]) -> bytes:
    """Return the body as sent."""
    return json.dumps(body, separators=(",", ":")).encode()
