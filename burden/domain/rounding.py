"""Cumulative rounding of counts inside atoms: additive everywhere, off by less than the base in every subtree.

Rounding each count alone would let errors grow with the number of atoms, and totals would not add up.  Here the running
sum is rounded, so the error of any stretch of atoms is the difference of two roundings of one running sum.
"""

import hmac
from collections.abc import Sequence
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from burden.domain.rounding_loops import NEGATIVE, NO_ITEM, round_in_turn
from burden.domain.thresholds import ROUNDING_BASE

IntArray = NDArray[np.int64]


class Rounding:
    """Counts of atoms as multiples of five, stretch after stretch of atoms, depth first by their span.

    ``labels`` names each item that is counted once (app, level and wave), so that two items do not share their offset.
    For each item, with u = HMAC-SHA256(key, label) mod 5 and S the running sum over its atoms:

        rounded[a] = 5 * (floor((S[a] + u) / 5) - floor((S[a - 1] + u) / 5)).

    The sum over any contiguous stretch of atoms, and so over any subtree, is off by less than five; without the key
    every remainder is equally likely, so a true count is known only to lie within 4 of the rounded one; over all keys
    the rounding is unbiased.  ValueError when labels stand twice or the key is empty.

    >>> rounding = Rounding(key=b"k", labels=["a1|60"])
    >>> rounding.of(np.array([7, 6, 0]), np.array([0, 0, 0])).tolist()
    [10, 5, 0]
    >>> rounding.of(np.array([12]), np.array([0])).tolist()
    [10]
    """

    def __init__(self, *, key: bytes, labels: Sequence[str]) -> None:
        if len(set(labels)) != len(labels):
            raise ValueError("two items share a label, and so their offset")
        if not key:
            raise ValueError("without a key everybody could undo the rounding")
        self._left = np.array([offset_of(label, key=key) for label in labels], dtype=np.int64)

    def of(self, counts: IntArray, item: IntArray) -> IntArray:
        """Return the next counts rounded; each is at least 0 and may exceed the number of people in the atom.

        ``item`` says what each counts, as a place in the labels; the counts of one item come in the order of atoms.
        Zeros may be left out.  ValueError when counts are negative or items are not named.
        """
        if counts.ndim != 1 or counts.shape != item.shape:
            raise ValueError(f"counts of shape {counts.shape} of items of shape {item.shape}")
        rounded = np.empty(len(counts), dtype=np.int64)
        fault = round_in_turn(counts, item, self._left, ROUNDING_BASE, rounded)
        if fault == NO_ITEM:
            raise ValueError("the items are not named")
        if fault == NEGATIVE:
            raise ValueError("counts are never negative")
        return rounded


def offset_of(label: str, *, key: bytes) -> int:
    """Return the secret offset of one item, 0 to 4; reproducible for whoever holds the key.

    >>> 0 <= offset_of("a1|60|2026Q4", key=b"k") < 5
    True
    """
    return int.from_bytes(hmac.digest(key, label.encode(), sha256), "big") % ROUNDING_BASE
