"""A site of its own for a bench or an attack: servers and a migrated database in a temporary folder."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.services.supervisor import Services


@contextmanager
def own_site(
    *,
    settings: str = "config.settings",
    database_settings: dict[str, str] | None = None,
    has_regions: bool = False,
) -> Iterator[Path]:
    """Start the servers, set Django up and give the site's folder; with ``has_regions`` the real tree is loaded.

    Django reads its settings once, so a process has one such site in its life.
    """
    with tempfile.TemporaryDirectory(prefix="burden-site-") as folder:
        local = Path(folder)
        # The servers may run as another user, who must pass through.
        local.chmod(0o711)
        os.environ |= {"LOCAL_DIR": folder, "DJANGO_SETTINGS_MODULE": settings}
        with Services(local / "services", database_settings=database_settings):
            _set_up(has_regions=has_regions)
            yield local


def _set_up(*, has_regions: bool) -> None:
    import django  # noqa: PLC0415  # the folder must be known before the settings are read

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415  # likewise

    call_command("migrate", verbosity=0)
    if has_regions:
        call_command("load_regions", stdout=sys.stderr)
