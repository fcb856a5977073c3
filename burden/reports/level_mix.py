"""Regions of one kind set to the level mix of all of them together."""

from collections import Counter
from collections.abc import Iterable, Mapping

from burden.domain.indicators import Indicator
from burden.domain.levels import Level
from burden.domain.statistics import Sums
from burden.domain.weights import standardised
from burden.reports.estimates import peer_sums
from burden.reports.figures import Figures
from burden.reports.types import Estimate
from burden.reports.weighting import weighted_estimate


def set_to_common_mix(figures: Figures, codes: Iterable[str], indicator: Indicator) -> Mapping[str, Estimate]:
    """Return what regions would have with the level mix of all of them, by code, those of which it can be said.

    The mix are their answers by level, without those whose level is not listed apart; nothing for ratios.
    """
    by_level = {code: _by_level(figures, code, indicator) for code in codes}
    mix: Counter[int] = Counter()
    for sums in by_level.values():
        mix.update({level: of_level.n for level, of_level in sums.items()})
    found = {code: standardised(sums, mix) for code, sums in by_level.items()}
    return {code: weighted_estimate(value, indicator) for code, value in found.items() if value is not None}


def _by_level(figures: Figures, code: str, indicator: Indicator) -> dict[int, Sums]:
    levels = (level for level in figures.levels(indicator.block, code) if level != Level.POOLED)
    sums = ((level, peer_sums(figures.tally(indicator.block, code, (level,)), indicator=indicator)) for level in levels)
    return {level: found for level, found in sums if found is not None}
