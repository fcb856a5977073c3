"""Apps of the catalogue that concern a region."""

from dataclasses import dataclass

from burden.access.scopes import path_of
from burden.models import CatalogueItem, Release
from burden.reports.errors import NothingToShow
from burden.reports.types import RegionRef


@dataclass(frozen=True, kw_only=True)
class AppRef:
    """One app as reports name it."""

    code: str
    name: str


def items_of(release: Release, region: RegionRef) -> tuple[CatalogueItem, ...]:
    """Return what people carry on phones: the entries of the region, of what is above it, and within it, by code.

    One query.
    """
    items = CatalogueItem.objects.on_a_phone().beside(release.wave.tree_id).order_by("app_code")
    return tuple(item for item in items if concerns(path_of(item.region_code), region.path))


def item_of(release: Release, region: RegionRef, app_code: str) -> CatalogueItem:
    """Return one of these entries by its code; NothingToShow where there is none.  One query."""
    for item in items_of(release, region):
        if item.app_code == app_code:
            return item
    raise NothingToShow


def apps_of(release: Release, region: RegionRef) -> tuple[AppRef, ...]:
    """Return the entries of a region that the release counted; one query.

    Apps that came into the catalogue after the wave closed were not counted and are not listed.
    """
    counted = set(release.parameters["app_codes"])
    items = (item for item in items_of(release, region) if item.app_code in counted)
    return tuple(AppRef(code=item.app_code, name=item.name_zh) for item in items)


def concerns(home: str, path: str) -> bool:
    """Whether an app of this home is one of a region: its own, of what is above it, or within it."""
    return home.startswith(path) or path.startswith(home)
