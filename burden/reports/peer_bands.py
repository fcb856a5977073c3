"""Bands of peers: how regions of the same kind lie in one wave, without names.

Released figures never change, so what was computed for one page serves every later one; it is keyed by release and
never by who asks.  Who may see a band is decided anew for each page.
"""

from functools import lru_cache
from math import floor

from burden.access.scopes import path_of
from burden.domain.indicators import BY_CODE
from burden.domain.thresholds import TREND_FEWEST_PEERS
from burden.models import Region, Release
from burden.reports.estimates import estimate
from burden.reports.figures import read_figures
from burden.reports.grounds import ground_path, hides_among_peers, may_name
from burden.reports.selection import Selection
from burden.reports.trend_types import PeerBand
from burden.reports.waves import showing_of

BANDS_KEPT = 1024  # releases x grounds x indicators x levels


def peer_band(release: Release, selection: Selection) -> PeerBand | None:
    """Return the band of the selected region's peers in one release; None where fewer than ten are shown.

    None also where the viewer reads all but one to nine of them by name: the band would tell those few apart.
    """
    region, indicator = selection.region, selection.indicator
    ground = ground_path(release.wave, path=region.path, kind=region.kind)
    values = _values(release, ground, region.kind, indicator.code, selection.levels)
    others = {code: value for code, value in values if code != region.code}
    foreign = (not _is_named(code, selection) for code in others)
    if len(others) < TREND_FEWEST_PEERS or not hides_among_peers(foreign):
        return None
    peers = sorted(others.values())
    p10, p25, median, p75, p90 = (round(between(peers, q), indicator.decimals) for q in (0.1, 0.25, 0.5, 0.75, 0.9))
    return PeerBand(count=len(peers), p10=p10, p25=p25, median=median, p75=p75, p90=p90)


def _is_named(code: str, selection: Selection) -> bool:
    return may_name(
        selection.viewer,
        path=path_of(code),
        kind=selection.region.kind,
        indicator=selection.indicator,
        is_demo=selection.wave.is_demo,
    )


def between(ordered: list[float], q: float) -> float:
    """Return the middle of the two values around the q-quantile, so that no end of a band is a region's own value.

    >>> between([float(value) for value in range(10)], 0.1), between([float(value) for value in range(11)], 0.5)
    (0.5, 5.5)
    """
    below = min(floor(q * (len(ordered) - 1)), len(ordered) - 2)
    return (ordered[below] + ordered[below + 1]) / 2


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
