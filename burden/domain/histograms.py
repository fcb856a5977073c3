"""Exact histograms that merge by addition, and what is read from them.

A histogram is a vector of int64, one entry a bin: counts of apps 0-60, accounts 0-200, apps plus accounts 0-260 and
groups 0-300 one by one, minutes in steps of five.  Bin i holds the values that round (half up) to i * width, so with
width 5 the edges lie at 2.5, 7.5, ... and the answers that people give, 0, 5, 10, 30, 60, sit inside a bin.  The last
bin is open: larger values are top-coded into it.  Sketches such as t-digest depend on the order of merging; these do
not, so a release can be recomputed to the last digit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

from burden.domain.blocks import Magnitude
from burden.domain.thresholds import HISTOGRAM_SMALLEST_BIN

Histogram = NDArray[np.int64]

# q * n may come out a hair above a whole number (0.1 * 70 = 7.000000000000001); far below 1 / (people of a province).
RANK_SLACK = 1e-9


def bins_of(values: NDArray[np.int64], *, magnitude: Magnitude) -> NDArray[np.int64]:
    """Return the bin of each value: floor((value + floor(width / 2)) / width).

    Values are whole, between 0 and the magnitude's top; larger ones are top-coded before.

    >>> minutes = Magnitude(name="minutes_per_day", top=960, width=5)
    >>> bins_of(np.array([0, 2, 3, 30, 32, 33, 960]), magnitude=minutes).tolist()
    [0, 0, 1, 6, 6, 7, 192]
    """
    return values if magnitude.width == 1 else (values + magnitude.width // 2) // magnitude.width


def values_at_ranks(histogram: Histogram, ranks: Sequence[int], *, width: int = 1) -> list[int]:
    """Return the values of the people at these ranks (1 = smallest) as bins know them: bin * width.

    ValueError when nobody stands at one of them.

    >>> values_at_ranks(np.array([0, 3, 0, 1], dtype=np.int64), (1, 4), width=5)
    [5, 15]
    """
    reached = np.cumsum(histogram)
    nobody = next((rank for rank in ranks if not 1 <= rank <= int(reached[-1])), None)
    if nobody is not None:
        raise ValueError(f"nobody stands at rank {nobody}")
    return [place * width for place in np.searchsorted(reached, ranks).tolist()]


def rank_of(q: float, n: int) -> int:
    """Return the rank of the person at the q-quantile of n people, 0 < q < 1: ceil(q * n).

    The q-quantile is the smallest value that at least the share q of people do not exceed, the inverse of the empirical
    distribution (type 1 of Hyndman and Fan 1996).  With an even n the median is the lower of the two middle values.  It
    is always a value of a bin, never an average of two people, and the same in any order of merging.  ValueError with q
    outside.

    >>> rank_of(0.1, 70), rank_of(0.5, 71)
    (7, 36)
    """
    if not 0 < q < 1:
        raise ValueError(f"a quantile lies between 0 and 1: {q}")
    return ceil(q * n - RANK_SLACK)


@dataclass(frozen=True, kw_only=True)
class DisplayBin:
    """A merged bin as shown: people whose value (as bins know it) is ``low`` to ``high``, None when open-ended."""

    low: int
    high: int | None
    people: int


def display_bins(
    histogram: Histogram, *, width: int = 1, smallest: int = HISTOGRAM_SMALLEST_BIN
) -> tuple[DisplayBin, ...]:
    """Return neighbouring bins merged, from the left, until each holds at least ``smallest`` people.

    What is left over at the right joins the last bin, which is open-ended, so that no maximum is shown.  The first bin
    starts at 0, so that no minimum is.  Fewer people than ``smallest`` give one bin; whether a histogram may be shown
    at all is for :mod:`burden.domain.release_rules`.

    >>> display_bins(np.array([4, 2, 5, 0, 1], dtype=np.int64))
    (DisplayBin(low=0, high=1, people=6), DisplayBin(low=2, high=None, people=6))
    """
    merged: list[list[int]] = []
    start = people = 0
    for position, count in enumerate(histogram.tolist()):
        people += count
        if people >= smallest:
            merged.append([start, position, people])
            start, people = position + 1, 0
    if merged:
        merged[-1][2] += people
    else:
        merged.append([0, 0, people])
    *closed, (last_low, _, last_people) = merged
    return (
        *(DisplayBin(low=low * width, high=high * width, people=count) for low, high, count in closed),
        DisplayBin(low=last_low * width, high=None, people=last_people),
    )
