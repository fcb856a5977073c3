"""Bands of peers: how regions of the same kind lie in one wave, without names.

Released figures never change, so what was computed for one page serves every later one.  Who may see a band is decided
anew for each page.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import floor, isnan

from burden.access.scopes import path_of
from burden.domain.indicators import BY_CODE, Indicator, Visibility
from burden.domain.side_by_side import side_by_side
from burden.domain.thresholds import TREND_FEWEST_PEERS
from burden.domain.totals import Totals
from burden.models import FigurePack, Region, Release
from burden.reports.kept import Kept
from burden.reports.peers.grounds import ground_path, may_be_shown_of_peers, may_name
from burden.reports.selection import Selection
from burden.reports.trends.types import PeerBand
from burden.reports.waves import smallest_group

BANDS_KEPT = 1024  # releases x grounds x indicators x levels
_Asked = tuple[Release, str, str, str, tuple[int, ...]]
_Values = tuple[tuple[str, float], ...]
_kept: Kept[_Asked, _Values] = Kept(BANDS_KEPT)


def peer_bands(releases: Sequence[Release], selection: Selection) -> dict[Release, PeerBand | None]:
    """Return the band of the selected region's peers in each release; None where fewer than ten are shown.

    None also where the viewer reads all but one to nine of them by name: the band would tell those few apart.  Two
    queries for all releases whose peers lie in one place of one edition of the regions.
    """
    region, indicator, levels = selection.region, selection.indicator, selection.levels
    grounds = (ground_path(release.wave, path=region.path, kind=region.kind) for release in releases)
    asked: list[_Asked] = [
        (release, ground, region.kind, indicator.code, levels)
        for release, ground in zip(releases, grounds, strict=True)
    ]
    kept = _kept.all(asked, _read).items()
    return {found[0]: bands_of({indicator: values}, selection)[indicator] for found, values in kept}


def bands_of(
    values: Mapping[Indicator, Sequence[tuple[str, float]]], selection: Selection
) -> dict[Indicator, PeerBand | None]:
    """Return the bands of the selected region's peers among values by region code, where they may be shown."""
    named: dict[Visibility, dict[str, bool]] = defaultdict(dict)  # what else is asked of an indicator is no matter
    return {
        indicator: _band_of(of_indicator, selection, indicator, named) for indicator, of_indicator in values.items()
    }


def _band_of(
    values: Sequence[tuple[str, float]],
    selection: Selection,
    indicator: Indicator,
    named: Mapping[Visibility, dict[str, bool]],
) -> PeerBand | None:
    others = {code: value for code, value in values if code != selection.region.code}
    known = named[indicator.visibility]
    for code in others:
        if code not in known:
            known[code] = _is_named(code, selection, indicator)
    if len(others) < TREND_FEWEST_PEERS or not may_be_shown_of_peers(not known[code] for code in others):
        return None
    peers, decimals = sorted(others.values()), indicator.decimals
    p10, p25, median, p75, p90 = (round(between(peers, q), decimals) for q in (0.1, 0.25, 0.5, 0.75, 0.9))
    return PeerBand(count=len(peers), p10=p10, p25=p25, median=median, p75=p75, p90=p90)


def _is_named(code: str, selection: Selection, indicator: Indicator) -> bool:
    return may_name(
        selection.viewer,
        path=path_of(code),
        kind=selection.region.kind,
        indicator=indicator,
        is_demo=selection.wave.is_demo,
    )


def between(ordered: list[float], q: float) -> float:
    """Return the middle of the two values around the q-quantile, so that no end of a band is a region's own value.

    >>> between([float(value) for value in range(10)], 0.1), between([float(value) for value in range(11)], 0.5)
    (0.5, 5.5)
    """
    below = min(floor(q * (len(ordered) - 1)), len(ordered) - 2)
    return (ordered[below] + ordered[below + 1]) / 2


def _read(missing: Sequence[_Asked]) -> dict[_Asked, _Values]:
    """Return code and value of every region of the kind that is shown, in each release."""
    places: dict[tuple[str, str], list[_Asked]] = defaultdict(list)
    for asked in missing:
        places[asked[0].wave.tree_id, asked[1]].append(asked)
    return {asked: values for same in places.values() for asked, values in _read_of_place(same).items()}


def _read_of_place(missing: Sequence[_Asked]) -> dict[_Asked, _Values]:
    """Return the values of releases whose peers are the same regions; two queries."""
    first, ground_path, kind, indicator_code, _ = missing[0]
    indicator = BY_CODE[indicator_code]
    regions = Region.objects.of_tree(first.wave.tree_id).within(ground_path).filter(kind=kind)
    codes = tuple(regions.values_list("code", flat=True))
    releases = [asked[0] for asked in missing]
    totals = FigurePack.objects.totals_of(releases, codes=codes, blocks=(indicator.block,))
    return {asked: _shown(totals[asked[0], indicator.block.name], asked, codes, indicator) for asked in missing}


def _shown(totals: Totals, asked: _Asked, codes: Sequence[str], indicator: Indicator) -> _Values:
    release, _, kind, _, levels = asked
    group = smallest_group(release)
    found = side_by_side(totals.of_levels(levels), indicator=indicator, smallest_group=group, kind=kind)
    pairs = zip(codes, found.value.tolist(), strict=True)
    return tuple((code, value) for code, value in pairs if not isnan(value))
