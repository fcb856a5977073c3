"""How alike the answers of a unit are beside those of its peers, without their names."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from burden.access.scopes import path_of
from burden.domain.even_answers import Evenness, evenness_of
from burden.domain.indicators import BY_CODE, Indicator
from burden.domain.side_by_side import side_by_side
from burden.domain.statistics import Sums
from burden.models import FigurePack, Region, Release
from burden.reports.peers.grounds import ground_path, may_be_shown_of_peers, may_name
from burden.reports.profile.peers import blocks_of
from burden.reports.selection import Selection
from burden.reports.waves import smallest_group

SUMS_KEPT = 256  # releases x grounds x kinds x levels


@dataclass(frozen=True, kw_only=True)
class Evened:
    """One indicator of the unit with what is said of its spread; None where it is too small or has too few peers."""

    indicator: Indicator
    people: int
    evenness: Evenness | None


def evenness_among_peers(selection: Selection, indicators: tuple[Indicator, ...]) -> tuple[Evened, ...]:
    """Return the spread of the selected region's answers beside its peers', by indicator; two queries for all."""
    release, region = selection.release, selection.region
    ground = ground_path(release.wave, path=region.path, kind=region.kind)
    codes = tuple(indicator.code for indicator in indicators)
    sums = _sums(release, ground, region.kind, codes, selection.levels)
    return tuple(_evened(selection, indicator, sums[indicator.code]) for indicator in indicators)


def _evened(selection: Selection, indicator: Indicator, sums: Mapping[str, Sums]) -> Evened:
    own = sums.get(selection.region.code)
    others = {code: found for code, found in sums.items() if code != selection.region.code}
    foreign = (not _is_named(code, selection, indicator) for code in others)
    may_compare = own is not None and may_be_shown_of_peers(foreign)
    return Evened(
        indicator=indicator,
        people=0 if own is None else own.n,
        evenness=evenness_of(own, list(others.values())) if own is not None and may_compare else None,
    )


def _is_named(code: str, selection: Selection, indicator: Indicator) -> bool:
    return may_name(
        selection.viewer,
        path=path_of(code),
        kind=selection.region.kind,
        indicator=indicator,
        is_demo=selection.wave.is_demo,
    )


@lru_cache(maxsize=SUMS_KEPT)
def _sums(
    release: Release, ground: str, kind: str, indicator_codes: tuple[str, ...], levels: tuple[int, ...]
) -> Mapping[str, Mapping[str, Sums]]:
    """Return the sums of every region of this kind that is shown, by code of indicator and region; two queries."""
    regions = Region.objects.of_tree(release.wave.tree_id).within(ground).filter(kind=kind)
    codes = tuple(regions.values_list("code", flat=True))
    indicators = [BY_CODE[code] for code in indicator_codes]
    totals = FigurePack.objects.totals_of([release], codes=codes, blocks=blocks_of(indicators))
    group = smallest_group(release)
    found = {}
    for indicator in indicators:
        heads = totals[release, indicator.block.name].of_levels(levels)
        beside = side_by_side(heads, indicator=indicator, smallest_group=group, kind=kind)
        sums = ((codes[place], beside.sums(place)) for place in np.flatnonzero(beside.is_shown).tolist())
        found[indicator.code] = {code: of_region for code, of_region in sums if of_region is not None}
    return found
