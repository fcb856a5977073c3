"""Bands of peers: how regions of the same kind lie in one wave, without names.

Peers of a township are the townships of its city, of a county the counties of its province, of cities and provinces
all those of the wave.  Released figures never change, so what was computed for one page serves every later one; it is
keyed by release and never by who asks, and asked for after the viewer's right to the page was checked.
"""

from functools import lru_cache
from math import floor

from burden.domain.indicators import BY_CODE
from burden.domain.levels import PREFIX_DIGITS, RegionKind
from burden.domain.thresholds import TREND_FEWEST_PEERS
from burden.models import Region, Release
from burden.reports.estimates import estimate
from burden.reports.figures import read_figures
from burden.reports.selection import Selection
from burden.reports.trend_types import PeerBand
from burden.reports.types import RegionRef
from burden.reports.waves import showing_of

BANDS_KEPT = 1024  # releases x grounds x indicators x levels
GROUND_KINDS = {RegionKind.TOWNSHIP: RegionKind.CITY, RegionKind.COUNTY: RegionKind.PROVINCE}


def ground_of(selection: Selection) -> RegionRef:
    """Return the region whose places of the selected region's kind are its peers."""
    widest = GROUND_KINDS.get(RegionKind(selection.region.kind), RegionKind.ROOT)
    inside = [region for region in selection.line if len(region.path) <= PREFIX_DIGITS[widest]]
    return inside[-1] if inside else selection.line[0]


def peer_band(release: Release, selection: Selection, *, ground: RegionRef) -> PeerBand | None:
    """Return the band of the selected region's peers in one release; None where fewer than ten are shown."""
    region, indicator = selection.region, selection.indicator
    values = _values(release, ground.path, region.kind, indicator.code, selection.levels)
    peers = sorted(value for code, value in values if code != region.code)
    if len(peers) < TREND_FEWEST_PEERS:
        return None
    p10, p25, median, p75, p90 = (round(between(peers, q), indicator.decimals) for q in (0.1, 0.25, 0.5, 0.75, 0.9))
    return PeerBand(count=len(peers), p10=p10, p25=p25, median=median, p75=p75, p90=p90)


def between(ordered: list[float], q: float) -> float:
    """Return the q-quantile between its two neighbours, so that of ten regions no end is the lightest one's own value.

    >>> between([float(value) for value in range(10)], 0.1), between([1.0, 2.0, 4.0], 0.5)
    (0.9, 2.0)
    """
    place = q * (len(ordered) - 1)
    below = floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


@lru_cache(maxsize=BANDS_KEPT)
def _values(
    release: Release, ground_path: str, kind: str, indicator_code: str, levels: tuple[int, ...]
) -> tuple[tuple[str, float], ...]:
    """Return code and value of every region of this kind that is shown; two queries."""
    indicator = BY_CODE[indicator_code]
    regions = Region.objects.of_tree(release.wave.tree_id).within(ground_path).filter(kind=kind)
    codes = tuple(regions.values_list("code", flat=True))
    figures = read_figures(release, blocks=(indicator.block,), codes=codes)
    showing = showing_of(release, kind)
    found = (
        (code, estimate(figures.tally(indicator.block, code, levels), indicator=indicator, showing=showing))
        for code in codes
    )
    return tuple((code, value.value) for code, value in found if value.is_shown and value.value is not None)
