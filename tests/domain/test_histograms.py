"""Histograms: bins, merging, sparse form, quantiles, bars as shown."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from burden.domain.blocks import APPS, GROUPS, MINUTES, Block
from burden.domain.histograms import bins_of, display_bins, values_at_ranks
from tests.domain.binned import histogram_of, quantile

TOTAL_MINUTES = MINUTES.magnitude("total_minutes_per_day")
APP_COUNT = APPS.magnitude("app_count")
minutes = st.lists(st.integers(0, 2000), max_size=80)
some_minutes = st.lists(st.integers(0, 960), min_size=1, max_size=80)


@pytest.mark.parametrize(
    ("block", "name", "bins"),
    [
        (APPS, "app_count", 61),
        (APPS, "account_count", 201),
        (APPS, "app_media_count", 261),
        (GROUPS, "group_count", 301),
        (MINUTES, "total_minutes_per_day", 193),
    ],
)
def test_every_value_of_a_question_has_its_bin(block: Block, name: str, bins: int) -> None:
    magnitude = block.magnitude(name)

    histogram = histogram_of([magnitude.top], magnitude=magnitude)

    assert len(histogram) == magnitude.bins == bins
    assert histogram[-1] == 1


@pytest.mark.parametrize(("value", "position"), [(0, 0), (2, 0), (3, 1), (5, 1), (7, 1), (8, 2), (30, 6), (960, 192)])
def test_usual_answers_sit_in_the_middle_of_their_bin(value: int, position: int) -> None:
    assert bins_of(np.array([value]), magnitude=TOTAL_MINUTES).tolist() == [position]


def test_larger_values_fall_into_the_open_last_bin() -> None:
    assert histogram_of([961, 1920], magnitude=TOTAL_MINUTES)[192] == 2


@given(minutes, minutes)
def test_merging_is_addition(ours: list[int], theirs: list[int]) -> None:
    together = histogram_of(ours + theirs, magnitude=TOTAL_MINUTES)

    apart = histogram_of(ours, magnitude=TOTAL_MINUTES) + histogram_of(theirs, magnitude=TOTAL_MINUTES)

    assert together.tolist() == apart.tolist()
    assert together.dtype == np.int64


@given(some_minutes, st.floats(0.001, 0.999))
def test_quantile_is_the_smallest_value_that_the_share_does_not_exceed(values: list[int], q: float) -> None:
    histogram = histogram_of(values, magnitude=TOTAL_MINUTES)
    rounded = sorted(5 * math.floor(value / 5 + 0.5) for value in values)

    expected = next(value for value in rounded if rounded.index(value) + rounded.count(value) >= q * len(values) - 1e-9)

    assert quantile(histogram, q, width=5) == expected


@given(some_minutes)
def test_quantiles_rise_within_the_smallest_and_largest_value(values: list[int]) -> None:
    histogram = histogram_of(values, magnitude=TOTAL_MINUTES)

    found = [quantile(histogram, q, width=5) for q in (0.1, 0.25, 0.5, 0.75, 0.9)]

    assert found == sorted(found)
    assert min(values) - 2 <= found[0]
    assert found[-1] <= max(values) + 2


def test_median_of_an_even_number_is_the_lower_middle_value() -> None:
    assert quantile(histogram_of([3, 5, 8, 11], magnitude=APP_COUNT), 0.5) == 5


@pytest.mark.parametrize("q", [0, 1, -0.1, 1.5])
def test_quantile_outside_the_unit_interval_is_refused(q: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        quantile(histogram_of([1], magnitude=APP_COUNT), q)


def test_nobody_has_no_quantile() -> None:
    with pytest.raises(ValueError, match="nobody stands at rank"):
        quantile(histogram_of([], magnitude=APP_COUNT), 0.5)
    with pytest.raises(ValueError, match="nobody stands at rank 2"):
        values_at_ranks(histogram_of([7], magnitude=APP_COUNT), (1, 2))


def test_bars_of_minutes_end_open() -> None:
    values = [0] * 6 + [30] * 7 + [60] * 4 + [90] * 5 + [240] * 3

    bars = display_bins(histogram_of(values, magnitude=TOTAL_MINUTES), width=5)

    assert [(bar.low, bar.high, bar.people) for bar in bars] == [(0, 0, 6), (5, 30, 7), (35, None, 12)]


@given(st.lists(st.integers(0, 960), min_size=30, max_size=120))
def test_every_bar_holds_five_people_and_bars_add_up(values: list[int]) -> None:
    bars = display_bins(histogram_of(values, magnitude=TOTAL_MINUTES), width=5)

    assert sum(bar.people for bar in bars) == len(values)
    assert all(bar.people >= 5 for bar in bars)
    assert bars[0].low == 0
    assert bars[-1].high is None
    assert [bar.high for bar in bars[:-1]] == [bar.low - 5 for bar in bars[1:]]


def test_fewer_than_five_people_share_one_open_bar() -> None:
    (bar,) = display_bins(histogram_of([3, 9], magnitude=APP_COUNT))

    assert (bar.low, bar.high, bar.people) == (0, None, 2)
