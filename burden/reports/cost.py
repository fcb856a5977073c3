"""What the survey itself cost its respondents: published beside what it measured."""

from burden.domain.blocks import DURATION
from burden.domain.further_indicators import I20
from burden.domain.own_cost import hours_spent
from burden.domain.survey_items import DURATION_BANDS
from burden.domain.thresholds import OPEN_COUNT_STEP
from burden.models import Release
from burden.reports.estimates import Showing, estimate
from burden.reports.figures import read_figures
from burden.reports.types import WaveCost


def wave_cost(release: Release, *, showing: Showing) -> WaveCost | None:
    """Return the cost of the whole wave, None where the times of too few people are published; one query.

    The number of answers is taken in the steps that readers know it in, so that hours tell no more than they do.
    """
    code = release.wave.region_code
    tally = read_figures(release, blocks=(DURATION,), codes=(code,)).tally(DURATION, code)
    within_90 = estimate(tally, indicator=I20, showing=showing)
    if not within_90.is_shown:
        return None
    people = {band: tally.count(band) for band in DURATION_BANDS}
    accepted = sum(line["accepted"] for line in release.balance.get(DURATION.name, {}).values())
    answers = max(tally.n, accepted // OPEN_COUNT_STEP * OPEN_COUNT_STEP)
    spent = hours_spent(people, answers=answers)
    return WaveCost(
        wave_code=release.wave.code,
        hours=round(spent.middle),
        low=int(spent.low),
        high=-int(-spent.high // 1),
        within_90=within_90,
    )
