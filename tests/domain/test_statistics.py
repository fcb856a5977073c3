"""Means, shares and medians with their intervals."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from burden.domain.blocks import Magnitude
from burden.domain.histograms import values_at_ranks
from burden.domain.statistics import (
    Interval,
    Sums,
    mean_interval,
    median_rank,
    ratio,
    satterthwaite,
    wilson_interval,
)
from tests.domain.binned import histogram_of

MINUTES = Magnitude(name="minutes_per_day", top=960, width=5)
values_of_a_group = st.lists(st.integers(0, 960), min_size=2, max_size=60)


def sums_of(values: list[int]) -> Sums:
    return Sums(n=len(values), total=sum(values), squares=sum(value**2 for value in values))


def test_interval_of_five_numbers() -> None:
    # Mean 30, standard deviation 20, standard error 8.944, t(4) = 2.776: 30 / 2.2884 to 30 * 2.2884.
    interval = mean_interval(sums_of([10, 20, 20, 40, 60]))

    assert interval.low == pytest.approx(13.11, abs=0.01)
    assert interval.high == pytest.approx(68.65, abs=0.01)


@given(values_of_a_group)
def test_mean_interval_agrees_with_the_textbook_on_a_list(values: list[int]) -> None:
    assume(sum(values) > 0)
    mean, error = np.mean(values), stats.sem(values)
    step = stats.t.ppf(0.975, len(values) - 1) * error / mean

    interval = mean_interval(sums_of(values))

    assert interval.low == pytest.approx(mean * np.exp(-step), rel=1e-6)
    assert interval.high == pytest.approx(mean * np.exp(step), rel=1e-6)


@given(values_of_a_group, values_of_a_group)
def test_sums_of_two_groups_are_the_sums_of_all(ours: list[int], theirs: list[int]) -> None:
    assert sums_of(ours) + sums_of(theirs) == sums_of(ours + theirs)


@given(values_of_a_group)
def test_mean_lies_in_its_interval_and_the_interval_never_below_zero(values: list[int]) -> None:
    sums = sums_of(values)

    interval = mean_interval(sums)

    assert 0 <= interval.low <= sums.mean <= interval.high


def test_mean_of_zero_is_zero_on_both_sides() -> None:
    assert mean_interval(sums_of([0] * 10)) == Interval(0.0, 0.0)


def test_equal_values_have_an_interval_without_width() -> None:
    assert mean_interval(sums_of([7] * 10)).width == pytest.approx(0)


def test_mean_needs_somebody_and_an_interval_two() -> None:
    with pytest.raises(ValueError, match="nobody has no mean"):
        _ = Sums(n=0, total=0, squares=0).mean
    with pytest.raises(ValueError, match="needs two people"):
        mean_interval(sums_of([5]))


@pytest.mark.parametrize("sums", [Sums(n=3, total=30, squares=10), Sums(n=3, total=-6, squares=20)])
def test_sums_that_no_values_have_are_refused(sums: Sums) -> None:
    with pytest.raises(ValueError, match="no values have these sums"):
        mean_interval(sums)


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [(5, 10, 0.237, 0.763), (11, 30, 0.219, 0.545), (21, 30, 0.521, 0.833), (0, 10, 0.0, 0.278), (10, 10, 0.722, 1.0)],
)
def test_wilson_intervals_known_from_the_rules(count: int, n: int, low: float, high: float) -> None:
    interval = wilson_interval(count, n)

    assert (round(interval.low, 3), round(interval.high, 3)) == (low, high)


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_interval_agrees_with_scipy(counted: tuple[int, int]) -> None:
    count, n = counted
    expected = stats.binomtest(count, n).proportion_ci(0.95, method="wilson")

    interval = wilson_interval(count, n)

    assert interval.low == pytest.approx(expected.low, abs=1e-9)
    assert interval.high == pytest.approx(expected.high, abs=1e-9)
    assert count / n in interval


@pytest.mark.parametrize(("count", "n"), [(1, 0), (-1, 10), (11, 10), (1, float("inf"))])
def test_impossible_shares_are_refused(count: int, n: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        wilson_interval(count, n)


@given(st.integers(1, 1000))
def test_median_ranks_are_the_exact_binomial_ones(n: int) -> None:
    rank = median_rank(n, 0.95)

    assert stats.binom.cdf(rank - 1, n, 0.5) <= 0.025 + 1e-12
    assert stats.binom.cdf(rank, n, 0.5) > 0.025 - 1e-12


@pytest.mark.parametrize("n", [1001, 1337, 2062, 10_000, 100_000])
def test_median_ranks_of_many_people_never_claim_too_much(n: int) -> None:
    rank = median_rank(n, 0.95)

    assert stats.binom.cdf(rank - 1, n, 0.5) <= 0.025
    assert stats.binom.cdf(rank + 1, n, 0.5) > 0.025


def test_median_interval_is_read_from_bins() -> None:
    values = [5 * step for step in range(30)]

    rank = median_rank(30, 0.95)

    ends = values_at_ranks(histogram_of(values, magnitude=MINUTES), (rank, 31 - rank), width=5)

    assert ends == [45, 100]


def test_few_people_carry_no_median_interval() -> None:
    assert [median_rank(n, 0.95) for n in range(1, 7)] == [0, 0, 0, 0, 0, 1]


def test_ratio_without_a_denominator_has_no_meaning() -> None:
    assert ratio(0, 0) is None
    assert ratio(18, 100) == 0.18


@pytest.mark.parametrize("part", [0.001, 0.1, 1 / 3, 2.2, 37.7])
def test_a_variance_of_one_part_has_the_degrees_of_freedom_of_that_part(part: float) -> None:
    assert [satterthwaite(part, [(part, freedom), (0.0, 9)]) for freedom in range(1, 300)] == [*range(1, 300)]
