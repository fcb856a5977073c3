"""Cumulative rounding of app counts."""

from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from burden.domain.rounding import Rounding, offset_of

tables = st.integers(1, 4).flatmap(
    lambda items: st.lists(st.lists(st.integers(0, 60), min_size=items, max_size=items), min_size=1, max_size=40)
)
keys = st.binary(min_size=1, max_size=32)


def labels_for(table: list[list[int]]) -> list[str]:
    return [f"a{item}|60|2026Q4" for item in range(len(table[0]))]


def round_counts(counts: NDArray[np.int64], *, key: bytes, labels: list[str]) -> NDArray[np.int64]:
    """Round a table of atoms x items."""
    atoms, items = counts.shape
    item = np.repeat(np.arange(items), atoms)
    return Rounding(key=key, labels=labels).of(counts.T.ravel(), item).reshape(items, atoms).T


@given(tables, keys)
def test_every_stretch_of_atoms_is_off_by_less_than_five(table: list[list[int]], key: bytes) -> None:
    counts = np.array(table, dtype=np.int64)

    rounded = round_counts(counts, key=key, labels=labels_for(table))

    error = np.vstack([np.zeros(counts.shape[1], dtype=np.int64), np.cumsum(rounded - counts, axis=0)])
    # Largest difference of two prefix errors = worst error of any contiguous stretch.
    assert int((error.max(axis=0) - error.min(axis=0)).max()) < 5


@given(tables, keys)
def test_rounded_counts_are_multiples_of_five_and_never_negative(table: list[list[int]], key: bytes) -> None:
    rounded = round_counts(np.array(table, dtype=np.int64), key=key, labels=labels_for(table))

    assert np.all(rounded % 5 == 0)
    assert np.all(rounded >= 0)


@given(tables, keys)
def test_rounding_agrees_with_the_loop_it_stands_for(table: list[list[int]], key: bytes) -> None:
    labels = labels_for(table)
    expected = [[0] * len(labels) for _ in table]
    for item, label in enumerate(labels):
        running = offset_of(label, key=key)
        for atom, row in enumerate(table):
            before = running // 5
            running += row[item]
            expected[atom][item] = 5 * (running // 5 - before)

    assert round_counts(np.array(table, dtype=np.int64), key=key, labels=labels).tolist() == expected


def test_rounding_is_unbiased_over_keys() -> None:
    counts = np.array([[7], [12], [3]], dtype=np.int64)

    rounded = [round_counts(counts, key=bytes([high, low]), labels=["a1"]) for high in range(40) for low in range(50)]

    assert np.mean(rounded, axis=0).ravel() == pytest.approx([7, 12, 3], abs=0.3)


def test_same_key_and_label_round_alike_and_others_apart() -> None:
    counts = np.arange(40, dtype=np.int64).reshape(20, 2)

    once = round_counts(counts, key=b"secret", labels=["a1", "a2"])

    assert once.tolist() == round_counts(counts, key=b"secret", labels=["a1", "a2"]).tolist()
    assert len({offset_of(f"a{number}", key=b"secret") for number in range(60)}) == 5


def test_no_atoms_and_no_items_are_no_trouble() -> None:
    assert round_counts(np.zeros((0, 2), dtype=np.int64), key=b"k", labels=["a1", "a2"]).shape == (0, 2)
    assert round_counts(np.zeros((3, 0), dtype=np.int64), key=b"k", labels=[]).shape == (3, 0)


@given(tables, keys)
def test_zeros_may_be_left_out(table: list[list[int]], key: bytes) -> None:
    counts = np.array(table, dtype=np.int64)
    item = np.repeat(np.arange(counts.shape[1]), len(table))
    filled = counts.T.ravel() > 0
    rounded = Rounding(key=key, labels=labels_for(table)).of(counts.T.ravel()[filled], item[filled])
    assert rounded.tolist() == round_counts(counts, key=key, labels=labels_for(table)).T.ravel()[filled].tolist()


@given(tables, keys, st.randoms())
def test_items_may_come_in_turns(table: list[list[int]], key: bytes, random: Random) -> None:
    counts = np.array(table, dtype=np.int64)
    turns = [item for item in range(counts.shape[1]) for _ in table]
    random.shuffle(turns)
    item = np.array(turns)
    order = np.argsort(item, kind="stable")
    mixed = np.empty(counts.size, dtype=np.int64)
    mixed[order] = counts.T.ravel()
    rounded = Rounding(key=key, labels=labels_for(table)).of(mixed, item)
    assert rounded[order].tolist() == round_counts(counts, key=key, labels=labels_for(table)).T.ravel().tolist()


def test_what_is_left_of_one_stretch_of_atoms_goes_into_the_next() -> None:
    counts, item = np.array([3, 4, 1, 2, 4, 3, 2, 2]), np.array([0, 1, 0, 1, 0, 1, 0, 1])
    whole = Rounding(key=b"k", labels=["a1", "a2"]).of(counts, item)
    pieces = Rounding(key=b"k", labels=["a1", "a2"])
    assert [*pieces.of(counts[:3], item[:3]), *pieces.of(counts[3:], item[3:])] == whole.tolist()


@pytest.mark.parametrize(
    ("counts", "item", "key", "labels", "reason"),
    [
        ([1, 2], [0], b"k", ["a1"], "of shape"),
        ([1, 2], [0, 1], b"k", ["a1", "a1"], "share a label"),
        ([[1, 2]], [[0, 1]], b"k", ["a1", "a2"], "of shape"),
        ([1, 2], [0, -1], b"k", ["a1", "a2"], "not named"),
        ([1, 2], [0, 2], b"k", ["a1", "a2"], "not named"),
        ([1, 2], [0, 1], b"", ["a1", "a2"], "key"),
        ([1, -2], [0, 1], b"k", ["a1", "a2"], "never negative"),
    ],
)
def test_wrong_input_is_refused(counts: list[Any], item: list[Any], key: bytes, labels: list[str], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        Rounding(key=key, labels=labels).of(np.array(counts), np.array(item))
