"""A site with the real tree, a catalogue of 24 apps and one wave of the whole country."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from bench.own_site import own_site


@contextmanager
def site() -> Iterator[Path]:
    """Give the folder of a site with the tree and nothing else; the server cleans up when it is told."""
    with own_site(database_settings={"autovacuum": "off"}, has_regions=True) as local:
        yield local


def make_wave(*, state: str) -> int:
    """Make catalogue and wave; return the wave's id."""
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
