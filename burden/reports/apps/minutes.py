"""Minutes that apps take of everybody, as published values: alone, several together, and as a share of all."""

from fractions import Fraction

from burden.domain.app_load import Weight, minutes_interval
from burden.domain.release_rules import grade_of, n_text
from burden.domain.statistics import Interval
from burden.domain.what_if import Freed, app_minutes
from burden.reports.estimates import Showing
from burden.reports.figures import Tally
from burden.reports.types import SUPPRESSED, Estimate, State

MINUTES_OF_USERS = "minutes_per_day"
MINUTES_DECIMALS, SHARE_DECIMALS = 1, 0


def freed_by(users: Tally, *, people: Tally, showing: Showing) -> Freed | None:
    """Return the minutes that an app takes of everybody; None where too few use it or reported.

    ``users`` are those of the app who gave minutes, ``people`` all who filled the usage report.  Both are released by
    themselves: where more users than people are published, they do not fit together.
    """
    if showing.hides(people.n) or showing.hides(users.n) or users.n > people.n:
        return None
    return app_minutes(users.sums(MINUTES_OF_USERS), people=people.n)


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
