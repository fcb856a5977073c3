"""Signs that numbers were said rather than counted: answers much more alike than elsewhere, and round minutes.

Neither is an accusation.  Offices with one rule for all are truly alike, and people recall minutes in half hours.
Figures of how often the test errs are in docs/arithmetic.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt
from statistics import fmean, median

from burden.domain.histograms import Histogram
from burden.domain.statistics import Sums
from burden.domain.student_t import half_width
from burden.domain.thresholds import EVEN_AT_MOST, EVEN_CONFIDENCE, EVEN_FEWEST_PEERS, EVEN_FROM, HEAPED_AT

SMALLEST_SPREAD = 0.5  # where all say the same: one of n people half a unit away, as small as whole numbers can tell


@dataclass(frozen=True, kw_only=True)
class Evenness:
    """How much people differ in a unit and, usually, in its peers: standard deviation over mean.

    ``is_low`` says that the unit's is lower than chance makes it, and by much.
    """

    own: float
    usual: float
    is_low: bool


def evenness_of(unit: Sums, peers: Sequence[Sums]) -> Evenness | None:
    """Return how alike a unit's answers are beside those of its peers, without itself.

    d = log(s / m), s the standard deviation and m the mean; chance moves it by about c / sqrt(n).  With the median of
    the peers' d as middle, c^2 = mean of n_i * (d_i - middle)^2 over I peers, the unit is low where
    d < middle - t * c / sqrt(min(n, median n of the peers)) at 99.8 % with I - 1 degrees of freedom, and s / m is at
    most 60 % of the usual one.  Units that truly differ widen c.  A unit with more people than its peers usually have
    is judged as if it had no more, because true differences do not shrink with n.

    None with fewer than 30 people, a mean of 0, or fewer than ten such peers.

    >>> town = Sums(n=50, total=500, squares=50 * (100 + 25))
    >>> peers = [Sums(n=50, total=500, squares=50 * (100 + spread)) for spread in range(20, 32)]
    >>> evenness_of(town, peers).is_low
    False
    >>> evenness_of(Sums(n=50, total=500, squares=50 * (100 + 1)), peers)
    Evenness(own=0.1, usual=0.51, is_low=True)
    """
    known = [peer for peer in peers if _is_known(peer)]
    if not _is_known(unit) or len(known) < EVEN_FEWEST_PEERS:
        return None
    distances = [log(relative_spread(peer)) for peer in known]
    middle = median(distances)
    wide = sqrt(fmean(peer.n * (d - middle) ** 2 for peer, d in zip(known, distances, strict=True)))
    people = min(unit.n, median(peer.n for peer in known))
    allowed = half_width(len(known) - 1, EVEN_CONFIDENCE) * wide / sqrt(people)
    own, usual = relative_spread(unit), _middle([relative_spread(peer) for peer in known])
    is_low = log(own) < middle - allowed and own <= EVEN_AT_MOST * usual
    return Evenness(own=round(own, 2), usual=round(usual, 2), is_low=is_low)


def _middle(spreads: list[float]) -> float:
    """Return the middle of two neighbouring values about the median, never one unit's own."""
    ordered = sorted(spreads)
    below = min((len(ordered) - 1) // 2, len(ordered) - 2)
    return (ordered[below] + ordered[below + 1]) / 2


def _is_known(sums: Sums) -> bool:
    return sums.n >= EVEN_FROM and sums.total > 0


def relative_spread(sums: Sums) -> float:
    """Return standard deviation over mean, with n - 1; never 0, so that it has a logarithm."""
    return max(sqrt(max(sums.variance, 0.0)), SMALLEST_SPREAD / sqrt(sums.n)) / sums.mean


def heaped(histogram: Histogram, *, width: int) -> int:
    """Return how many people gave a whole half hour, 0 not among them.

    ``width`` is that of the bins, in minutes; half hours must lie in the middle of bins.  ValueError otherwise.

    >>> import numpy as np
    >>> minutes = np.zeros(20, dtype=np.int64)
    >>> minutes[[0, 5, 6, 12]] = [7, 3, 4, 2]  # 0, 25, 30 and 60 minutes in bins of five
    >>> heaped(minutes, width=5)
    6
    """
    step, rest = divmod(HEAPED_AT, width)
    if rest:
        raise ValueError(f"bins of {width} minutes know no half hours")
    return int(histogram[step::step].sum())
