"""Regions of one kind set to the level mix of all of them together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from burden.domain.indicators import Indicator
from burden.domain.levels import Level
from burden.domain.side_by_side import SideBySide, people_of
from burden.domain.statistics import Sums
from burden.domain.thresholds import MIX_COVERED, WEIGHT_CELL_FROM
from burden.domain.totals import LEVELS, Totals
from burden.domain.weights import standardised
from burden.reports.estimates import peer_sums
from burden.reports.figures import Figures
from burden.reports.types import Estimate
from burden.reports.weighting import weighted_estimate

LISTED = [place for place, level in enumerate(LEVELS) if level != Level.POOLED]


@dataclass(frozen=True, kw_only=True)
class LevelMix:
    """Answers by level of all regions of a kind that are shown, without those whose level is not listed apart."""

    answers: Mapping[int, int]


def mix_of(totals: Totals, found: SideBySide) -> LevelMix | None:
    """Return the mix of the regions that are shown; None for ratios, and where none of them can be set to it."""
    if found.total is None:
        return None
    shown = totals.heads[found.is_shown][:, LISTED]
    people = people_of(shown, found.indicator)
    answers = people.sum(axis=0)
    covered = np.where(people >= WEIGHT_CELL_FROM, answers, 0).sum(axis=1)
    if not ((covered > 0) & (covered >= MIX_COVERED * answers.sum())).any():
        return None
    return LevelMix(answers={LEVELS[place]: int(n) for place, n in zip(LISTED, answers, strict=True)})


def set_to_common_mix(
    figures: Figures, codes: Iterable[str], indicator: Indicator, mix: LevelMix
) -> Mapping[str, Estimate]:
    """Return what regions would have with the mix of all of them, by code, those of which it can be said."""
    found = {code: standardised(_by_level(figures, code, indicator), mix.answers) for code in codes}
    return {code: weighted_estimate(value, indicator) for code, value in found.items() if value is not None}


def _by_level(figures: Figures, code: str, indicator: Indicator) -> dict[int, Sums]:
    levels = (level for level in figures.levels(indicator.block, code) if level != Level.POOLED)
    sums = ((level, peer_sums(figures.tally(indicator.block, code, (level,)), indicator=indicator)) for level in levels)
    return {level: found for level, found in sums if found is not None}
