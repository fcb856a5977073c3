"""The loop of :mod:`burden.domain.rounding`."""

import numpy as np
from numpy.typing import NDArray

from burden.domain.compiled import compiled

IntArray = NDArray[np.int64]

NO_ITEM, NEGATIVE = 1, 2  # what may be wrong


@compiled
def round_in_turn(counts: IntArray, item: IntArray, left: IntArray, base: int, rounded: IntArray) -> int:
    """Fill ``rounded`` with each count and what was left of its item's counts before, as a multiple of ``base``.

    ``left`` holds what is left of each item, at first its offset.  Returns 0, or NO_ITEM or NEGATIVE where an item or
    count cannot be.
    """
    for at in range(len(counts)):
        if item[at] < 0 or item[at] >= len(left):
            return NO_ITEM
        if counts[at] < 0:
            return NEGATIVE
        waiting = left[item[at]] + counts[at]
        rounded[at] = waiting // base * base
        left[item[at]] = waiting - rounded[at]
    return 0
