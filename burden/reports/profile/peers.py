"""All indicators of one unit against its peers, and over the waves: read together, kept by release.

What peers are, and who may see their band, is decided as for one indicator (:mod:`burden.reports.peers.bands`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from math import isnan

import numpy as np

from burden.domain.blocks import Block
from burden.domain.indicators import BY_CODE, Indicator, Statistic
from burden.domain.side_by_side import SideBySide, side_by_side
from burden.domain.standing import Standard, standard_of
from burden.domain.totals import Totals
from burden.domain.trend import Verdict, WavePoint, verdict_of
from burden.models import FigurePack, Region, Release
from burden.reports.estimates import PERCENT
from burden.reports.kept import Kept
from burden.reports.peers.bands import bands_of
from burden.reports.peers.grounds import ground_path
from burden.reports.selection import Selection
from burden.reports.trends.types import PeerBand
from burden.reports.trends.waves import rules_of
from burden.reports.types import Band
from burden.reports.waves import showing_of, smallest_group

FIELDS_KEPT = 256  # releases x grounds x kinds x levels
POINTS_KEPT = 4096  # releases x regions x levels


@dataclass(frozen=True, kw_only=True)
class Peers:
    """How the unit's peers lie, and where it stands against their pooled mean, by funnel limits."""

    band: PeerBand
    position: Band


@dataclass(frozen=True, kw_only=True)
class _Field:
    """Regions of one kind, and by code of indicator their values and what they are measured by."""

    places: Mapping[str, int]
    standards: Mapping[str, Standard]

    def values(self, code: str) -> list[tuple[str, float]]:
        """Return region and value of all that are shown."""
        pairs = zip(self.places, self.standards[code].found.value.tolist(), strict=True)
        return [(region, value) for region, value in pairs if not isnan(value)]

    def band(self, code: str, region: str) -> Band:
        """Return where a region stands."""
        position = self.standards[code].position_of(self.places[region]) if region in self.places else None
        return Band.UNKNOWN if position is None else Band(position.value)


def peers_of(selection: Selection, indicators: Sequence[Indicator]) -> dict[str, Peers]:
    """Return the peers by code of indicator, where they may be shown; two queries for all of them."""
    release, region = selection.release, selection.region
    ground = ground_path(release.wave, path=region.path, kind=region.kind)
    codes = tuple(indicator.code for indicator in indicators)
    field = _field(release, ground, region.kind, codes, selection.levels)
    bands = bands_of({i: field.values(i.code) for i in indicators}, selection)
    return {
        i.code: Peers(band=band, position=field.band(i.code, region.code))
        for i, band in bands.items()
        if band is not None
    }


@lru_cache(maxsize=FIELDS_KEPT)
def _field(
    release: Release, ground: str, kind: str, indicator_codes: tuple[str, ...], levels: tuple[int, ...]
) -> _Field:
    """Return all regions of this kind within the ground; two queries."""
    found = Region.objects.of_tree(release.wave.tree_id).within(ground).filter(kind=kind)
    codes = tuple(found.values_list("code", flat=True))
    standing = partial(_standard, release, kind, levels)
    indicators = [BY_CODE[code] for code in indicator_codes]
    totals = FigurePack.objects.totals_of([release], codes=codes, blocks=blocks_of(indicators))
    return _Field(
        places={code: place for place, code in enumerate(codes)},
        standards={i.code: standing(totals[release, i.block.name], i) for i in indicators},
    )


def _standard(release: Release, kind: str, levels: tuple[int, ...], totals: Totals, indicator: Indicator) -> Standard:
    showing = showing_of(release, kind)
    heads = totals.of_levels(levels)
    found = side_by_side(heads, indicator=indicator, smallest_group=showing.smallest_group, kind=kind)
    return standard_of(found, is_n_exact=showing.is_n_exact)


def blocks_of(indicators: Sequence[Indicator]) -> tuple[Block, ...]:
    """Return the blocks of these indicators, each once."""
    return tuple({indicator.block.name: indicator.block for indicator in indicators}.values())


_Asked = tuple[Release, str, tuple[str, ...], tuple[int, ...]]
_Points = Mapping[str, WavePoint | None]
_kept: Kept[_Asked, _Points] = Kept(POINTS_KEPT)


def verdicts_of(
    selection: Selection, releases: Sequence[Release], indicators: Sequence[Indicator]
) -> dict[str, Verdict]:
    """Return what the last five waves say of the unit, by code of indicator; one query for waves not asked for yet."""
    region, levels = selection.region, selection.levels

    def read(missing: Sequence[_Asked]) -> dict[_Asked, _Points]:
        found = _points([one[0] for one in missing], selection, indicators)
        return {one: found[one[0]] for one in missing}

    codes = tuple(indicator.code for indicator in indicators)
    asked: list[_Asked] = [(release, region.code, codes, levels) for release in releases]
    points = {one[0]: found for one, found in _kept.all(asked, read).items()}
    return {indicator.code: _verdict(points, releases, indicator) for indicator in indicators}


def _points(
    releases: Sequence[Release], selection: Selection, indicators: Sequence[Indicator]
) -> dict[Release, dict[str, WavePoint | None]]:
    """Return what the trend test needs of the unit in each release, by code of indicator; one query."""
    region, levels = selection.region, selection.levels
    totals = FigurePack.objects.totals_of(releases, codes=(region.code,), blocks=blocks_of(indicators))
    points: dict[Release, dict[str, WavePoint | None]] = {release: {} for release in releases}
    for group in sorted({smallest_group(release) for release in releases}):
        alike = [release for release in releases if smallest_group(release) == group]
        for indicator in indicators:
            heads = np.concatenate([totals[release, indicator.block.name].of_levels(levels) for release in alike])
            found = side_by_side(heads, indicator=indicator, smallest_group=group, kind=region.kind)
            for place, release in enumerate(alike):
                points[release][indicator.code] = _point(release, found, place)
    return points


def _point(release: Release, found: SideBySide, place: int) -> WavePoint | None:
    """Return the point of a value that is shown; a bound counts as itself, as in :func:`trend_waves.point_of`."""
    sums, day = found.sums(place), release.wave.closes_on.toordinal()
    if sums is None or not found.is_shown[place]:
        return None
    if found.is_bound[place]:
        count = float(found.value[place]) * sums.n / PERCENT
        return WavePoint(day=day, n=sums.n, total=count, squares=count)
    return WavePoint(day=day, n=sums.n, total=sums.total, squares=sums.squares)


def _verdict(points: Mapping[Release, _Points], releases: Sequence[Release], indicator: Indicator) -> Verdict:
    if indicator.statistic is Statistic.RATIO:
        return Verdict.NOT_TESTED
    rules = rules_of(releases[-1], indicator)
    alike = [points[release][indicator.code] for release in releases if rules_of(release, indicator) == rules]
    return verdict_of([point for point in alike if point is not None])
