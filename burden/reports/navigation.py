"""Finding one's way through the regions of a released wave."""

from burden.access.scopes import Viewer
from burden.reports.regional import readable_children
from burden.reports.selection import select
from burden.reports.types import RegionRef


def find_region(*, viewer: Viewer, region: str | None = None, wave: str | None = None) -> RegionRef:
    """Return a region that the viewer may read in a released wave; NothingToShow otherwise."""
    return select(viewer=viewer, wave=wave, region=region).region


def region_children(*, viewer: Viewer, region: str | None = None, wave: str | None = None) -> tuple[RegionRef, ...]:
    """Return the children of a region that the viewer may read, by code; NothingToShow when it may not be read."""
    return readable_children(select(viewer=viewer, wave=wave, region=region))
