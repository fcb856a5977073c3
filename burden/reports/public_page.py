"""What anybody may read: four indicators of every county and above, what a wave cost, and the first page."""

from dataclasses import replace

from burden.access.scopes import PUBLIC_VIEWER, Viewer
from burden.models import Wave
from burden.reports.cost import wave_cost
from burden.reports.errors import NothingToShow
from burden.reports.overview import headline_of, level_tables, read_family
from burden.reports.selection import frame_of, select
from burden.reports.types import FrontPage, PublicReport
from burden.reports.waves import wave_refs


def build_public_report(
    *,
    viewer: Viewer = PUBLIC_VIEWER,
    wave: str | None = None,
    region: str | None = None,
    levels: tuple[int, ...] = (),
    indicator: str | None = None,
) -> PublicReport:
    """Return the public report of a region, the same whoever asks: own subtrees do not count here.

    NothingToShow for townships and for what does not exist, BadFilterError for unknown filters.  Seven queries.
    """
    eyes = replace(viewer, subtrees=())
    selection = select(viewer=eyes, wave=wave, region=region, levels=levels, indicator=indicator)
    family = read_family(selection)
    return PublicReport(
        frame=frame_of(selection),
        headline=headline_of(family),
        children=family.children,
        by_level=level_tables(family),
        cost=wave_cost(selection.release, showing=selection.showing(selection.line[0])),
    )


def front_page() -> FrontPage:
    """Return the waves that can be answered now and what was found last, if anything."""
    try:
        newest = build_public_report()
    except NothingToShow:
        newest = None
    waves = Wave.objects.filter(state=Wave.State.OPEN).order_by("closes_on", "code")
    return FrontPage(open_waves=wave_refs(waves), newest=newest)
