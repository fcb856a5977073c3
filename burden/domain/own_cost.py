"""What a wave costs the people who answer it, from the coarse time bands that browsers report (I20).

Only the band of each answer is kept, so the cost is an estimate with bounds: everybody in a band took at least its
lower edge and at most its upper one, and the estimate takes the middle.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

# Edges of each band in seconds.  The last band is open; it is closed at five minutes, as long as a page left lying
# about is not answering it.  So high a middle overstates what we cost rather than understating it.
BAND_SECONDS: dict[str, tuple[int, int]] = {
    "lt20": (0, 20),
    "20_60": (20, 60),
    "60_90": (60, 90),
    "gt90": (90, 300),
}
SECONDS_AN_HOUR = 3600


@dataclass(frozen=True, kw_only=True)
class Hours:
    """Hours of all people together: estimate, lower and upper bound."""

    middle: Fraction
    low: Fraction
    high: Fraction


def hours_spent(people: Mapping[str, int], *, answers: int) -> Hours:
    """Return the hours that ``answers`` answers took, from the people in each band.

    Answers whose browser reported no band count as long as the others on average.  ValueError when nobody is in a band.

    >>> spent = hours_spent({"20_60": 30, "60_90": 60, "gt90": 10}, answers=120)
    >>> float(spent.middle), float(spent.low), float(spent.high)
    (2.55, 1.7, 3.4)
    """
    timed = sum(people.values())
    if timed == 0:
        raise ValueError("nobody's time is known")
    low, high = (
        Fraction(sum(BAND_SECONDS[band][edge] * count for band, count in people.items()) * answers)
        / (timed * SECONDS_AN_HOUR)
        for edge in (0, 1)
    )
    return Hours(middle=(low + high) / 2, low=low, high=high)
