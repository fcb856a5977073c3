"""Histograms of single values, for tests of what is read from histograms."""

from collections.abc import Iterable

import numpy as np

from burden.domain.blocks import Magnitude
from burden.domain.histograms import Histogram, bins_of, rank_of, values_at_ranks


def histogram_of(values: Iterable[int], *, magnitude: Magnitude) -> Histogram:
    """Return the histogram of whole values of at least 0; those above the top fall into the last bin."""
    topped = np.minimum(np.fromiter(values, dtype=np.int64), magnitude.top)
    return np.bincount(bins_of(topped, magnitude=magnitude), minlength=magnitude.bins).astype(np.int64)


def quantile(histogram: Histogram, q: float, *, width: int = 1) -> int:
    """Return one q-quantile, as pages read several at once."""
    (value,) = values_at_ranks(histogram, (rank_of(q, int(histogram.sum())),), width=width)
    return value
