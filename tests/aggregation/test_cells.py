from collections import Counter

import numpy as np
import pytest

from burden.aggregation.cells import add_up


@pytest.mark.parametrize("largest", [5, 1 << 50])
def test_numbers_at_the_same_place_are_added(largest: int) -> None:
    generator = np.random.default_rng(largest)
    target, place = generator.integers(0, 9, 300), generator.integers(0, 50, 300)
    count = generator.integers(1, largest, 300)
    expected = Counter[tuple[int, int]]()
    for of, at, number in zip(target.tolist(), place.tolist(), count.tolist(), strict=True):
        expected[of, at] += number
    found = add_up(target, place, count, width=50)
    assert list(zip(found.target.tolist(), found.place.tolist(), found.count.tolist(), strict=True)) == [
        (of, at, number) for (of, at), number in sorted(expected.items())
    ]


def test_cells_of_targets_come_in_the_order_asked_for_also_where_the_last_have_none() -> None:
    cells = add_up(np.array([0, 2, 2]), np.array([7, 1, 3]), np.array([5, 6, 8]), width=9)
    chosen = cells.of(np.array([2, 4, 0]))
    assert [chosen.target.tolist(), chosen.place.tolist(), chosen.count.tolist()] == [[0, 0, 2], [1, 3, 7], [6, 8, 5]]
    assert [cells.before(2).place.tolist(), cells.behind(2).target.tolist()] == [[7], [0, 0]]


@pytest.mark.parametrize("place", [-1, 3])
def test_a_number_at_no_place_is_refused(place: int) -> None:
    one = np.ones(1, dtype=np.int64)
    with pytest.raises(IndexError):
        add_up(one, one * place, one, width=3)


def test_nothing_is_added_to_tallies_without_places() -> None:
    nothing = np.zeros(0, dtype=np.int64)
    assert len(add_up(nothing, nothing, nothing, width=0).target) == 0
