"""Quantiles of Student's t against an independent library."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special, stats

from burden.domain.student_t import half_width, incomplete_beta, normal_half_width, t_distribution, t_quantile


@pytest.mark.parametrize(("df", "table_value"), [(1, 12.706), (2, 4.303), (9, 2.262), (29, 2.045), (120, 1.980)])
def test_quantiles_agree_with_the_printed_table(df: int, table_value: float) -> None:
    assert t_quantile(0.975, df) == pytest.approx(table_value, abs=5e-4)


@given(st.one_of(st.integers(1, 3000), st.integers(1, 10**7)), st.floats(0.001, 0.999))
def test_quantiles_agree_with_scipy(df: int, probability: float) -> None:
    assert t_quantile(probability, df) == pytest.approx(stats.t.ppf(probability, df), rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("df", [1, 2, 3, 999])
@pytest.mark.parametrize("probability", [0.5 + 1e-9, 0.501, 0.9999, 0.999999])
def test_far_and_near_quantiles_agree_with_scipy(df: int, probability: float) -> None:
    assert t_quantile(probability, df) == pytest.approx(stats.t.ppf(probability, df), rel=1e-6, abs=1e-6)


@given(st.integers(1, 2000), st.floats(-50, 50))
def test_distribution_agrees_with_scipy(df: int, t: float) -> None:
    assert t_distribution(t, df) == pytest.approx(stats.t.cdf(t, df), abs=1e-7)


@given(st.floats(0.1, 300), st.floats(0.1, 300), st.floats(0, 1))
def test_incomplete_beta_agrees_with_scipy(a: float, b: float, x: float) -> None:
    assert incomplete_beta(a, b, x) == pytest.approx(special.betainc(a, b, x), abs=1e-9)


@given(st.integers(1, 2000), st.floats(0.001, 0.499))
def test_distribution_is_symmetric(df: int, probability: float) -> None:
    assert t_quantile(probability, df) == -t_quantile(1 - probability, df)


def test_both_branches_meet() -> None:
    assert t_quantile(0.975, 999) > t_quantile(0.975, 1000) > t_quantile(0.975, 1001)


def test_multipliers_of_usual_intervals() -> None:
    assert half_width(9, 0.95) == pytest.approx(2.262157)
    assert normal_half_width(0.95) == pytest.approx(1.959964)
    assert normal_half_width(0.998) == pytest.approx(3.090232)


@pytest.mark.parametrize(("probability", "df"), [(0.975, 0), (0, 5), (1, 5), (0.5, -1)])
def test_impossible_quantiles_are_refused(probability: float, df: int) -> None:
    with pytest.raises(ValueError, match="no t quantile"):
        t_quantile(probability, df)
