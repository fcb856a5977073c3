"""What apps take of everybody's time together: minutes with intervals, and each part's share of the whole.

Formulae and a worked example are in docs/arithmetic.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from burden.domain.app_leads import PrintedShare
from burden.domain.statistics import Interval, log_interval
from burden.domain.thresholds import CONFIDENCE
from burden.domain.what_if import Freed

WHOLE_PERCENT = 100


@dataclass(frozen=True, kw_only=True)
class Weight:
    """One part's share of the whole in percent, and that of it and all parts before it, each with its interval."""

    share: float
    interval: Interval
    so_far: float
    so_far_interval: Interval


def carried(shares: Sequence[PrintedShare]) -> tuple[Fraction, Interval]:
    """Return how many of these apps a person has on the phone: the printed shares of people added, and their ends.

    Printed shares only, so that the sum of two tells nothing of one that is printed as "<5 %".  People who hold one app
    may hold the other or not, so the ends are added as if all erred alike.

    >>> value, interval = carried([PrintedShare(value=60, low=55, high=65, n=400)] * 2)
    >>> float(value), interval.low, interval.high
    (1.2, 1.1, 1.3)
    """
    low, high = sum(share.low for share in shares), sum(share.high for share in shares)
    value = Fraction(sum(share.value for share in shares)) / WHOLE_PERCENT
    return value, Interval(low / WHOLE_PERCENT, high / WHOLE_PERCENT)


def minutes_interval(freed: Freed, *, confidence: float = CONFIDENCE) -> Interval:
    """Return the interval of minutes a person on the log scale, like that of every mean; 0 to 0 for no minutes."""
    return log_interval(float(freed.minutes), error=freed.error, freedom=freed.people - 1, confidence=confidence)


def weights_of(parts: Sequence[Freed], *, confidence: float = CONFIDENCE) -> tuple[Weight, ...]:
    """Return each part's share of all minutes, in the order given.

    The ends of an interval take the part at one end of its own and all others at the other end of theirs, as if they
    erred against each other: too wide rather than too narrow.  No weights where nothing takes any minutes.
    """
    intervals = [minutes_interval(part, confidence=confidence) for part in parts]
    minutes = [float(part.minutes) for part in parts]
    whole, least, most = sum(minutes), sum(i.low for i in intervals), sum(i.high for i in intervals)
    if not whole:
        return ()
    sums = accumulate(minutes)
    lows, highs = accumulate(i.low for i in intervals), accumulate(i.high for i in intervals)
    return tuple(
        Weight(
            share=WHOLE_PERCENT * value / whole,
            interval=_share(own.low, most - own.high, own.high, least - own.low),
            so_far=WHOLE_PERCENT * so_far / whole,
            so_far_interval=_share(low, most - high, high, least - low),
        )
        for value, own, so_far, low, high in zip(minutes, intervals, sums, lows, highs, strict=True)
    )


def _share(low: float, rest_high: float, high: float, rest_low: float) -> Interval:
    return Interval(_percent(low, rest_high), _percent(high, rest_low))


def _percent(part: float, rest: float) -> float:
    rest = max(rest, 0.0)  # sums of floats may fall a hair below
    return WHOLE_PERCENT * part / (part + rest) if part else 0.0
