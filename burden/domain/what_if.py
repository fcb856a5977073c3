"""What would be saved if some apps, check-ins or work groups went: minutes a person a workday, from released sums.

Nothing here knows a single person.  Which people use two apps at once, or read many groups and spend long on apps, is
not released, so errors are added as if everything rose and fell together: the intervals are wide rather than wrong.
Formulae and a worked example are in docs/arithmetic.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import sqrt

from burden.domain.statistics import Interval, Sums, log_factor, mean_interval
from burden.domain.thresholds import CONFIDENCE

WORKDAYS_A_MONTH = 21
MINUTES_AN_HOUR = 60
PEOPLE = 100  # hours are given of so many people; times a head count they would tell which share has answered


@dataclass(frozen=True, kw_only=True)
class Freed:
    """Minutes a person a workday that would go, with their standard error and the number of people behind them.

    ``gross`` are the minutes before any share was taken, ``share_error`` is what measured shares have in ``error``.
    """

    minutes: Fraction
    error: float
    people: int
    gross: Fraction
    share_error: float = 0.0

    def times(self, share: Fraction) -> "Freed":
        """Return a stated share of the minutes; being stated, it adds no error."""
        return replace(
            self,
            minutes=self.minutes * share,
            error=self.error * float(share),
            share_error=self.share_error * float(share),
        )

    def of_those(self, share: Fraction, *, answered: int) -> "Freed":
        """Return the minutes of a share of the users that ``answered`` people gave; its error adds to theirs."""
        error = float(self.minutes) * sqrt(share * (1 - share) / answered)
        taken = self.times(share)
        return replace(
            taken,
            error=taken.error + error,
            people=min(self.people, answered),
            share_error=taken.share_error + error,
        )


@dataclass(frozen=True, kw_only=True)
class Saving:
    """Minutes a person a workday that would be saved, with the 95 % interval and the fewest people behind any part."""

    minutes: Fraction
    interval: Interval
    people: int

    def __add__(self, other: "Saving") -> "Saving":
        """Add two savings; the ends of the intervals add, as if both erred the same way at once."""
        return Saving(
            minutes=self.minutes + other.minutes,
            interval=Interval(self.interval.low + other.interval.low, self.interval.high + other.interval.high),
            people=min(self.people, other.people),
        )


def app_minutes(users: Sums, *, people: int) -> Freed:
    """Return the minutes that an app takes of everybody: those of its users over all who filled the usage report.

    Who does not use it, or gave no minutes, counts as 0.  ``users`` are minutes of people who use the app.
    ValueError when there are more of them than ``people``, or fewer than two people.

    >>> freed = app_minutes(Sums(n=2, total=30, squares=500), people=4)  # 10, 20, 0, 0 minutes: m = 7.5, s = 9.57
    >>> float(freed.minutes), round(freed.error, 2)
    (7.5, 4.79)
    """
    if users.n > people:
        raise ValueError(f"{users.n} users among {people} people")
    everybody = Sums(n=people, total=users.total, squares=users.squares)
    error = sqrt(everybody.variance / people)
    minutes = Fraction(users.total, people)
    return Freed(minutes=minutes, error=error, people=people, gross=minutes)


def together(parts: Sequence[Freed]) -> Freed:
    """Return several minutes as one: errors add, which no correlation between them can exceed.

    ValueError without parts.
    """
    if not parts:
        raise ValueError("nothing has no minutes")
    return Freed(
        minutes=sum((part.minutes for part in parts), start=Fraction()),
        error=sum(part.error for part in parts),
        people=min(part.people for part in parts),
        gross=sum((part.gross for part in parts), start=Fraction()),
        share_error=sum(part.share_error for part in parts),
    )


def saving_of(freed: Freed, *, most: Sums, confidence: float = CONFIDENCE) -> Saving:
    """Return what goes as a saving, on the log scale like every mean, capped by ``most``: all minutes on apps (I05).

    People and minutes of single apps come from another form than the minutes on all apps; nobody spends more on some of
    them than on all, nor saves more than the same share of it: what is capped is the time before the shares.  The cap
    is a mean of answers itself, so that the ends of the interval are capped by the ends of its interval.
    """
    people, value = min(freed.people, most.n), float(freed.minutes)
    if not value:
        return Saving(minutes=Fraction(), interval=Interval(0.0, 0.0), people=people)
    kept, spent = freed.minutes / freed.gross, mean_interval(most, confidence=confidence)
    factor = log_factor(freed.error / value, freedom=freed.people - 1, confidence=confidence)
    share_factor = log_factor(freed.share_error / value, freedom=freed.people - 1, confidence=confidence)
    least, top = float(kept) / share_factor * spent.low, min(float(kept) * share_factor, 1.0) * spent.high
    return Saving(
        minutes=min(freed.minutes, kept * Fraction(most.total, most.n)),
        interval=Interval(min(value / factor, least), min(value * factor, top)),
        people=people,
    )


def groups_closed(*, minutes: Sums, groups: Sums, closed: int, confidence: float = CONFIDENCE) -> Saving:
    """Return what closing ``closed`` groups of each person saves if all groups are alike: minutes / groups * closed.

    ``minutes`` on work groups (I06) and ``groups`` a person (I04) come of two populations that overlap; their relative
    errors add.  Whoever closes as many as there are saves all minutes, and no more.
    ValueError for fewer than one group.

    >>> spent = Sums(n=4, total=120, squares=4000)
    >>> saved = groups_closed(minutes=spent, groups=Sums(n=4, total=40, squares=420), closed=2)  # 30 / 10 * 2
    >>> float(saved.minutes)
    6.0
    """
    if closed < 1:
        raise ValueError(f"{closed} groups cannot be closed")
    everything = mean_interval(minutes, confidence=confidence)
    mean = Fraction(minutes.total, minutes.n)
    people = min(minutes.n, groups.n)
    if closed * groups.n >= groups.total or not mean:
        return Saving(minutes=mean, interval=everything, people=people)
    value = mean * closed * groups.n / groups.total
    relative_error = _relative_error(minutes) + _relative_error(groups)
    factor = log_factor(relative_error, freedom=people - 1, confidence=confidence)
    interval = Interval(float(value) / factor, min(float(value) * factor, everything.high))
    return Saving(minutes=value, interval=interval, people=people)


def hours_a_month(minutes: Fraction | float) -> Fraction:
    """Return minutes a person a workday as hours a month of a hundred people, at 21 workdays.

    >>> float(hours_a_month(6))
    210.0
    """
    return Fraction(minutes) * WORKDAYS_A_MONTH * PEOPLE / MINUTES_AN_HOUR


def _relative_error(sums: Sums) -> float:
    return sqrt(sums.variance / sums.n) / sums.mean
