"""A temporary site with the real tree, a catalogue of 24 apps and one wave of the whole country."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from config.services.supervisor import Services


@contextmanager
def site() -> Iterator[Path]:
    """Give the folder of an empty site whose servers run."""
    with tempfile.TemporaryDirectory(prefix="burden-bench-") as folder:
        local = Path(folder)
        # The servers may run as another user, who must pass through.
        local.chmod(0o711)
        os.environ |= {"LOCAL_DIR": str(local), "DJANGO_SETTINGS_MODULE": "config.settings"}
        with Services(local / "services", database_settings={"autovacuum": "off"}):
            yield local


def begin_site(*, state: str) -> int:
    """Load the tree, make catalogue and wave; return the wave's id."""
    import django  # noqa: PLC0415  # the folder must be known before the settings are read

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415  # likewise

    call_command("migrate", verbosity=0)
    call_command("load_regions", stdout=sys.stderr)
    return _make_wave(state)


def _make_wave(state: str) -> int:
    from bench.people import app_codes  # noqa: PLC0415  # Django must be set up first
    from burden.models import CatalogueItem, TreeVersion, Wave  # noqa: PLC0415  # likewise

    tree = TreeVersion.objects.get()
    root = "000000000000"
    CatalogueItem.objects.bulk_create(
        CatalogueItem(
            tree=tree, app_code=code, name_zh=code, kind="app", region_code=root, sponsor_level=20, audience="internal"
        )
        for code in app_codes()
    )
    wave = Wave.objects.create(
        code="bench",
        tree=tree,
        region_code=root,
        opens_on=date(2026, 9, 1),
        closes_on=date(2026, 9, 30),
        state=state,
    )
    return int(wave.pk)
