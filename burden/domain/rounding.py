"""Cumulative rounding of counts inside atoms: additive everywhere, off by less than the base in every subtree.

Rounding each count alone would let errors grow with the number of atoms, and totals would not add up.  Here the running
sum is rounded, so the error of any stretch of atoms is the difference of two roundings of one running sum.
"""

import hmac
from collections.abc import Sequence
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from burden.domain.thresholds import ROUNDING_BASE


def round_counts(counts: NDArray[np.int64], *, key: bytes, labels: Sequence[str]) -> NDArray[np.int64]:
    """Return the counts (atoms x items, atoms in depth-first order of their span) as multiples of five.

    For each item, with u = HMAC-SHA256(key, label) mod 5 and S the running sum over atoms:

        rounded[a] = 5 * (floor((S[a] + u) / 5) - floor((S[a - 1] + u) / 5)).

    The sum over any contiguous stretch of atoms, and so over any subtree, is off by less than five; without the key
    every remainder is equally likely, so a true count is known only to lie within 4 of the rounded one; over all keys
    the rounding is unbiased.  ``labels`` names each item once (app, level and wave), so that two items do not share
    their offset.  The result is at least 0; it may exceed the number of people in the atom.

    ValueError when counts are negative, labels do not match the items, stand twice, or the key is empty.

    >>> round_counts(np.array([[7], [6], [0], [12]], dtype=np.int64), key=b"k", labels=["a1|60"]).ravel().tolist()
    [10, 5, 0, 10]
    """
    if counts.ndim != 2 or counts.shape[1] != len(labels) or len(set(labels)) != len(labels):  # noqa: PLR2004 - a table
        raise ValueError(f"{len(labels)} labels do not name the items of a table of shape {counts.shape}")
    if not key:
        raise ValueError("without a key everybody could undo the rounding")
    if counts.size and int(counts.min()) < 0:
        raise ValueError("counts are never negative")
    offsets = np.array([offset_of(label, key=key) for label in labels], dtype=np.int64)
    steps = (np.cumsum(counts, axis=0, dtype=np.int64) + offsets) // ROUNDING_BASE
    return ROUNDING_BASE * np.diff(steps, axis=0, prepend=0)


def offset_of(label: str, *, key: bytes) -> int:
    """Return the secret offset of one item, 0 to 4; reproducible for whoever holds the key.

    >>> 0 <= offset_of("a1|60|2026Q4", key=b"k") < 5
    True
    """
    return int.from_bytes(hmac.digest(key, label.encode(), sha256), "big") % ROUNDING_BASE
