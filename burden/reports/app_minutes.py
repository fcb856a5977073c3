"""Minutes that apps take of everybody, as published values: alone, several together, and as a share of all."""

from fractions import Fraction

from burden.domain.app_load import Weight, minutes_interval
from burden.domain.release_rules import grade_of, n_text
from burden.domain.statistics import Interval
from burden.domain.what_if import Freed
from burden.reports.estimates import Showing
from burden.reports.types import SUPPRESSED, Estimate, State

MINUTES_DECIMALS, SHARE_DECIMALS = 1, 0


def minutes_estimate(freed: Freed | None, *, showing: Showing) -> Estimate:
    """Return minutes a person a workday as a published value; suppressed where nothing may be shown."""
    if freed is None:
        return SUPPRESSED
    return _shown(float(freed.minutes), minutes_interval(freed), freed.people, MINUTES_DECIMALS, showing)


def weight_estimate(weight: Weight, freed: Freed, *, showing: Showing) -> Estimate:
    """Return a part's share of all minutes in percent as a published value."""
    return _shown(weight.share, weight.interval, freed.people, SHARE_DECIMALS, showing)


def so_far_estimate(weight: Weight, freed: Freed, *, showing: Showing) -> Estimate:
    """Return the share of a part and of all before it as a published value."""
    return _shown(weight.so_far, weight.so_far_interval, freed.people, SHARE_DECIMALS, showing)


def _shown(value: float, interval: Interval, people: int, decimals: int, showing: Showing) -> Estimate:
    return Estimate(
        state=State.SHOWN,
        value=_rounded(value, decimals),
        low=_rounded(interval.low, decimals),
        high=_rounded(interval.high, decimals),
        n=people if showing.is_n_exact else None,
        n_text=n_text(people, is_exact=showing.is_n_exact),
        grade=grade_of(people, value=value, interval=interval).value,
    )


def _rounded(value: float, decimals: int) -> float:
    return float(round(Fraction(value), decimals))
