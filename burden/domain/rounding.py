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


def round_counts(counts: IntArray, item: IntArray, *, key: bytes, labels: Sequence[str]) -> IntArray:
    """Return counts of atoms as multiples of five.

    ``item`` says what each counts, as a place in ``labels``; the counts of one item come in the order of atoms, depth
    first by their span.  Zeros may be left out.  For each item, with u = HMAC-SHA256(key, label) mod 5 and S the
    running sum over its atoms:

        rounded[a] = 5 * (floor((S[a] + u) / 5) - floor((S[a - 1] + u) / 5)).

    The sum over any contiguous stretch of atoms, and so over any subtree, is off by less than five; without the key
    every remainder is equally likely, so a true count is known only to lie within 4 of the rounded one; over all keys
    the rounding is unbiased.  ``labels`` names each item once (app, level and wave), so that two items do not share
    their offset.  The result is at least 0; it may exceed the number of people in the atom.

    ValueError when counts are negative, items are not named, labels stand twice, or the key is empty.

    >>> round_counts(np.array([7, 6, 0, 12]), np.array([0, 0, 0, 0]), key=b"k", labels=["a1|60"]).tolist()
    [10, 5, 0, 10]
    """
    if counts.ndim != 1 or counts.shape != item.shape or len(set(labels)) != len(labels):
        raise ValueError(f"{len(labels)} labels do not name the items of counts of shape {counts.shape}")
    if not key:
        raise ValueError("without a key everybody could undo the rounding")
    left = np.array([offset_of(label, key=key) for label in labels], dtype=np.int64)
    rounded = np.empty(len(counts), dtype=np.int64)
    fault = round_in_turn(counts, item, left, ROUNDING_BASE, rounded)
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
