"""Regions as pages name them, read through the viewer's eyes."""

from collections.abc import Collection, Iterable

from burden.access.policies import Reach, check_may_read_region, is_public_kind
from burden.access.refusals import RefusalError
from burden.access.scopes import Viewer, path_of
from burden.domain.levels import CODE_DIGITS, PREFIX_DIGITS
from burden.models import Region, Wave
from burden.reports.errors import NothingToShow
from burden.reports.types import RegionRef


def region_ref(region: Region) -> RegionRef:
    """Return the region as reports name it."""
    return RegionRef(code=region.code, name=region.name, kind=region.kind, path=region.path)


def lineage(wave: Wave, code: str) -> tuple[RegionRef, ...]:
    """Return the regions from the wave's own down to the one with this code; NothingToShow when it lies outside.

    One query.
    """
    if len(code) != CODE_DIGITS or not (code.isascii() and code.isdigit()):
        raise NothingToShow
    path = path_of(code)
    top = path_of(wave.region_code)
    above = {path[:digits] for digits in PREFIX_DIGITS.values() if len(top) <= digits <= len(path)}
    regions = Region.objects.of_tree(wave.tree_id).filter(path__in=above)
    line = tuple(region_ref(region) for region in regions)
    if not line or line[0].code != wave.region_code or line[-1].code != code:
        raise NothingToShow
    return line


def reach_of(viewer: Viewer, region: RegionRef, *, is_demo: bool) -> Reach:
    """Return how much of the region the viewer reads; NothingToShow when nothing."""
    try:
        return check_may_read_region(viewer, path=region.path, kind=region.kind, is_demo=is_demo)
    except RefusalError:
        raise NothingToShow from None


def children_of(wave: Wave, region: RegionRef, *, reach: Reach) -> tuple[RegionRef, ...]:
    """Return the region's children that may be shown at this reach, by code; one query."""
    children = Region.objects.of_tree(wave.tree_id).filter(parent_code=region.code).exclude(code=region.code)
    return tuple(_readable((region_ref(child) for child in children), reach=reach))


def regions_of_kinds(wave: Wave, region: RegionRef, kinds: Collection[str]) -> tuple[RegionRef, ...]:
    """Return all regions of these kinds within a region, itself if it is one, by code; one query."""
    regions = Region.objects.of_tree(wave.tree_id).within(region.path).filter(kind__in=kinds)
    return tuple(region_ref(found) for found in regions)


def _readable(children: Iterable[RegionRef], *, reach: Reach) -> Iterable[RegionRef]:
    return (child for child in children if reach is Reach.FULL or is_public_kind(child.kind))
