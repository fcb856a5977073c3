"""Verdicts on waves: right on trends that are there, silent on chance."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from burden.domain.trend import Verdict, WavePoint, chi_squared, slope_of, verdict_of

Values = NDArray[np.int64]
DAYS = (0, 91, 183, 274, 365)
STATED_RATE = 0.004  # "2-4 in 1,000"
DRAWS = 3_000


def point(day: int, values: Values) -> WavePoint:
    return WavePoint(day=day, n=len(values), total=int(values.sum()), squares=int((values**2).sum()))


def points(waves: list[Values]) -> list[WavePoint]:
    return [point(day, values) for day, values in zip(DAYS, waves, strict=False)]


def steady(means: tuple[float, ...], *, n: int = 100, spread: float = 20) -> list[WavePoint]:
    return [
        WavePoint(day=90 * k, n=n, total=n * mean, squares=n * (mean**2 + spread**2)) for k, mean in enumerate(means)
    ]


def slow_chi_squared(waves: list[tuple[int, list[int]]]) -> float:
    """Person by person: the squared correlation of day and value, times everybody but one."""
    days = [day for day, values in waves for _ in values]
    values = [value for _, of_wave in waves for value in of_wave]
    return float((len(values) - 1) * stats.pearsonr(days, values).statistic ** 2)


def slow_slope(waves: list[tuple[int, list[int]]]) -> float:
    """Least squares through all people."""
    days = [day for day, values in waves for _ in values]
    values = [value for _, of_wave in waves for value in of_wave]
    return float(stats.linregress(days, values).slope)


@given(st.lists(st.lists(st.integers(0, 960), min_size=2, max_size=12), min_size=2, max_size=6))
def test_slope_and_chi_squared_are_those_of_all_people_one_by_one(people: list[list[int]]) -> None:
    waves = [(90 * k, values) for k, values in enumerate(people)]
    if len({value for values in people for value in values}) < 2:
        return
    summed = [point(day, np.array(values)) for day, values in waves]

    assert slope_of(summed) == pytest.approx(slow_slope(waves), abs=1e-9)
    assert chi_squared(summed) == pytest.approx(slow_chi_squared(waves), rel=1e-6, abs=1e-6)


def test_for_shares_it_is_the_trend_test_of_cochran_and_armitage() -> None:
    # 100 people a wave; 60, 52, 45, 40, 33 of them averse.
    counts = (60, 52, 45, 40, 33)
    waves = [WavePoint(day=k, n=100, total=count, squares=count) for k, count in enumerate(counts)]
    share = 230 / 500
    t = sum((k - 2) * count for k, count in enumerate(counts))
    armitage = t**2 / (share * (1 - share) * 1000)

    assert armitage == pytest.approx(17.5, abs=0.1)
    assert chi_squared(waves) == pytest.approx(armitage * 499 / 500)


@pytest.mark.parametrize(
    ("means", "verdict"),
    [
        ((70, 66, 61, 57, 52), Verdict.FALLS),
        ((52, 57, 61, 66, 70), Verdict.RISES),
        ((60, 61, 59, 60, 60), Verdict.NO_CLEAR_CHANGE),
        ((60, 60, 60, 60, 90), Verdict.NO_CLEAR_CHANGE),  # one wave alone
        ((70, 66, 61, 57), Verdict.TOO_FEW_WAVES),
        ((), Verdict.TOO_FEW_WAVES),
    ],
)
def test_the_verdict_in_words(means: tuple[float, ...], verdict: Verdict) -> None:
    assert verdict_of(steady(means)) is verdict


def test_only_the_last_five_waves_count() -> None:
    assert verdict_of(steady((20, 30, 40, 60, 60, 60, 60, 60))) is Verdict.NO_CLEAR_CHANGE


def test_waves_of_one_day_or_of_one_value_tell_no_trend() -> None:
    one_day = [WavePoint(day=5, n=50, total=50 * mean, squares=50 * mean**2 * 2) for mean in (9, 8, 7, 6, 5)]

    assert verdict_of(one_day) is Verdict.NO_CLEAR_CHANGE
    assert verdict_of(steady((3, 3, 3, 3, 3), spread=0)) is Verdict.NO_CLEAR_CHANGE


def minutes(random: np.random.Generator, n: int, times: float = 1.0) -> Values:
    """Skewed minutes heaped on fives."""
    return np.minimum(5 * np.round(random.lognormal(np.log(50 * times), 0.82, n) / 5), 960).astype(np.int64)


def mostly_nothing(random: np.random.Generator, n: int) -> Values:
    """Six in ten have none."""
    return np.where(random.random(n) < 0.6, 0, minutes(random, n))


def averse(random: np.random.Generator, n: int) -> Values:
    """Four in ten say yes."""
    return (random.random(n) < 0.4).astype(np.int64)


@pytest.mark.parametrize("draw", [minutes, mostly_nothing, averse])
@pytest.mark.parametrize("sizes", [(10,) * 5, (10, 12, 30, 15, 20), (60,) * 5, (120, 60, 30, 15, 10)], ids=str)
def test_chance_alone_is_called_a_trend_at_most_as_often_as_stated(
    draw: Callable[[np.random.Generator, int], Values], sizes: tuple[int, ...]
) -> None:
    random = np.random.default_rng(20261122)
    called = sum(
        verdict_of(points([draw(random, n) for n in sizes])) is not Verdict.NO_CLEAR_CHANGE for _ in range(DRAWS)
    )

    assert called / DRAWS <= STATED_RATE


@pytest.mark.parametrize(
    ("n", "left", "found"), [(1000, 0.8, 0.95), (200, 0.7, 0.75), (60, 0.5, 0.8)], ids=["20 %", "30 %", "half"]
)
def test_a_true_fall_over_five_waves_is_found(n: int, left: float, found: float) -> None:
    random = np.random.default_rng(7)
    falls = sum(
        verdict_of(points([minutes(random, n, left ** (k / 4)) for k in range(5)])) is Verdict.FALLS for _ in range(200)
    )

    assert falls / 200 >= found
