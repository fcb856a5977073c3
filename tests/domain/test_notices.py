"""Of many tests, few are chance: the rule keeps what it promises."""

from math import sqrt
from statistics import NormalDist

import numpy as np
import pytest

from burden.domain.notices import chance_of, kept_of
from burden.domain.thresholds import TREND_CHI_SQUARED
from burden.domain.trend import Verdict, WavePoint, chi_squared, verdict_of

TESTS = 160  # forty regions, four indicators


def wave(day: int, mean: float, *, n: int = 100, spread: float = 20) -> WavePoint:
    return WavePoint(day=day, n=n, total=n * mean, squares=n * (mean**2 + spread**2))


def drawn(random: np.random.Generator, *, n: int, left: float = 1.0) -> list[WavePoint]:
    """Five waves of skewed minutes that fall to ``left`` of the first."""
    points = []
    for k in range(5):
        minutes = random.lognormal(np.log(50 * left ** (k / 4)), 0.82, n)
        points.append(WavePoint(day=90 * k, n=n, total=minutes.sum(), squares=(minutes**2).sum()))
    return points


def test_a_clear_trend_is_hardly_chance_and_four_waves_are_no_test() -> None:
    falling = [wave(90 * k, mean) for k, mean in enumerate((70, 66, 61, 57, 52))]
    assert chance_of(falling) < 1e-10
    assert chance_of(falling[:4]) == 1.0


def test_the_chance_is_the_two_tails_of_the_normal_distribution_beyond_the_slope() -> None:
    points = [wave(90 * k, 50 + 0.7 * k, n=1000) for k in range(5)]
    assert chance_of(points) == pytest.approx(2 * NormalDist().cdf(-sqrt(chi_squared(points))))
    assert 2 * NormalDist().cdf(-sqrt(TREND_CHI_SQUARED)) == pytest.approx(0.002, abs=0.00001)


@pytest.mark.parametrize(
    ("chances", "kept"),
    [
        ((), ()),
        ((0.04,), (True,)),
        ((0.06,), (False,)),
        ((0.04, 0.04), (True, True)),
        ((0.04, 0.9), (False, False)),  # the smaller one needs 0.025
        ((0.012, 0.9, 0.024, 0.5), (True, False, True, False)),
    ],
)
def test_the_more_tests_the_more_is_asked_of_each(chances: tuple[float, ...], kept: tuple[bool, ...]) -> None:
    assert kept_of(chances) == kept


def test_where_nothing_changes_a_look_finds_anything_in_one_of_twenty_cases_at_most() -> None:
    random = np.random.default_rng(11)
    looks = sum(any(kept_of(random.random(TESTS).tolist())) for _ in range(4000))
    assert looks / 4000 <= 0.06


def test_of_trends_that_are_listed_at_most_one_in_twenty_is_chance_and_most_true_ones_are_listed() -> None:
    random = np.random.default_rng(5)
    true_found = false_found = 0
    for _ in range(20):
        regions = [drawn(random, n=200, left=0.6) for _ in range(10)] + [drawn(random, n=200) for _ in range(70)]
        kept = kept_of([chance_of(points) for points in regions])
        listed = [
            is_kept and verdict_of(points) is not Verdict.NO_CLEAR_CHANGE
            for is_kept, points in zip(kept, regions, strict=True)
        ]
        true_found += sum(listed[:10])
        false_found += sum(listed[10:])

    assert false_found / (true_found + false_found) <= 0.05
    assert true_found / 200 >= 0.9
