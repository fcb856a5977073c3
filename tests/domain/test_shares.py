"""Shares as shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from burden.domain.shares import share_of, share_of_rounded, wilson_at_worst_rounding
from burden.domain.statistics import wilson_interval

counts_of_people = st.integers(20, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_ordinary_share_is_shown_with_its_interval() -> None:
    share = share_of(16, 40)

    assert share.value == 40.0
    assert share.text() == "40.0 %"
    assert (round(share.interval.low, 1), round(share.interval.high, 1)) == (26.3, 55.4)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4])
def test_nobody_and_very_few_read_alike(count: int) -> None:
    share = share_of(count, 100)

    assert share == share_of(0, 100)
    assert share.text() == "<5 %"
    assert share.value is None
    assert share.drawn_at == 5


@pytest.mark.parametrize("count", [96, 99, 100])
def test_everybody_and_almost_everybody_read_alike(count: int) -> None:
    share = share_of(count, 100)

    assert share == share_of(100, 100)
    assert share.text() == ">95 %"
    assert share.drawn_at == 95


@pytest.mark.parametrize(("count", "text"), [(5, "5.0 %"), (95, "95.0 %")])
def test_the_bounds_themselves_are_shown(count: int, text: str) -> None:
    share = share_of(count, 100)

    assert share.text() == text
    assert share.drawn_at == count


@given(counts_of_people)
def test_share_and_its_bounds_hold_the_truth(counted: tuple[int, int]) -> None:
    count, n = counted
    share = share_of(count, n)

    assert share.at_least - 1e-9 <= 100 * count / n <= share.at_most + 1e-9
    assert share.interval.low <= 100 * wilson_interval(count, n).low + 1e-9
    assert share.interval.high >= 100 * wilson_interval(count, n).high - 1e-9


@given(counts_of_people, st.integers(-4, 4))
def test_interval_of_a_rounded_count_holds_every_true_count(counted: tuple[int, int], error: int) -> None:
    true, n = counted
    rounded = max(0, true + error)

    share = share_of_rounded(rounded, n)

    truth = wilson_interval(true, n)
    assert share.interval.low <= 100 * truth.low + 1e-9
    assert share.interval.high >= 100 * truth.high - 1e-9


@given(counts_of_people, st.integers(-4, 4), st.integers(-4, 4))
def test_interval_of_two_rounded_counts_holds_every_true_pair(
    counted: tuple[int, int], error: int, base_error: int
) -> None:
    true, n = counted
    rounded, base = max(0, true + error), n + base_error

    share = share_of_rounded(rounded, base, is_base_rounded=True)

    truth = wilson_interval(true, n)
    assert share.interval.low <= 100 * truth.low + 1e-9
    assert share.interval.high >= 100 * truth.high - 1e-9


def test_rounded_count_above_its_base_is_read_as_all() -> None:
    assert share_of_rounded(55, 52).text() == ">95 %"


def test_worst_rounding_lowers_a_lead_below_its_threshold() -> None:
    # 15 of 30 alone would give a lower bound of 33 %; it may be 11.
    assert wilson_at_worst_rounding(15, 30).low == pytest.approx(0.219, abs=0.001)
    assert wilson_interval(15, 30).low == pytest.approx(0.332, abs=0.001)


@pytest.mark.parametrize("people", [0, -3])
def test_share_of_nobody_is_refused(people: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        share_of(0, people)
