"""Comparison with peers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from burden.domain.funnel import Funnel, Position, build_funnel, winsorised
from burden.domain.statistics import Sums

UNITS = 40


def sums_of(values: NDArray[np.int64]) -> Sums:
    return Sums(n=len(values), total=int(values.sum()), squares=int((values**2).sum()))


def place_in(funnel: Funnel, unit: Sums) -> Position:
    return funnel.position_of(unit.mean, n=unit.n)


def heaped_minutes(random: np.random.Generator, n: int, *, times: float = 1.0) -> NDArray[np.int64]:
    """Skewed minutes heaped on fives: mean about 70, median about 50."""
    drawn = random.lognormal(np.log(50 * times), 0.82, n)
    return np.minimum(5 * np.round(drawn / 5), 960).astype(np.int64)


def country(random: np.random.Generator) -> list[Sums]:
    return [sums_of(heaped_minutes(random, int(n))) for n in random.integers(10, 121, UNITS)]


def test_limits_of_five_units_by_hand() -> None:
    # Each unit: 20 people, standard deviation 30 * sqrt(20 / 19); pooled mean 60.
    units = [Sums(n=20, total=20 * mean, squares=20 * (mean**2 + 900)) for mean in (56, 58, 60, 62, 64)]

    funnel = build_funnel(units)

    assert funnel is not None
    assert funnel.centre == 60
    assert funnel.relative_spread == pytest.approx(0.5130, abs=1e-4)
    assert funnel.between_variance == 0
    # 60 * exp(3.0902 * 0.5130 / sqrt(20)) = 60 * 1.4254
    assert funnel.limits(20).high == pytest.approx(85.5, abs=0.1)
    assert funnel.limits(20).low == pytest.approx(42.1, abs=0.1)
    assert {place_in(funnel, unit) for unit in units} == {Position.SIMILAR}


def test_units_without_a_true_difference_are_hardly_ever_flagged() -> None:
    random = np.random.default_rng(20261121)
    flagged = people = 0
    for _ in range(100):
        units = country(random)
        funnel = build_funnel(units)
        assert funnel is not None
        flagged += sum(place_in(funnel, unit) is not Position.SIMILAR for unit in units)
        people += UNITS

    assert flagged / people <= 0.004


@pytest.mark.parametrize("units", [4, 6, 9])
def test_of_few_units_without_a_true_difference_hardly_any_is_flagged(units: int) -> None:
    random = np.random.default_rng(20261122)
    flagged = 0
    for _ in range(8_000 // units):
        peers = [sums_of(heaped_minutes(random, int(n))) for n in random.integers(10, 121, units)]
        funnel = build_funnel(peers)
        assert funnel is not None
        flagged += sum(place_in(funnel, unit) is not Position.SIMILAR for unit in peers)

    assert flagged / 8_000 <= 0.004


@pytest.mark.parametrize(
    ("units", "n", "times", "found"),
    [(40, 60, 2.0, 0.95), (40, 120, 1.5, 0.8), (3, 200, 0.5, 0.95), (8, 60, 2.0, 0.95)],
    ids=["twice the load", "half as much again", "half the load beside three", "twice the load beside eight"],
)
def test_a_unit_that_differs_is_found(units: int, n: int, times: float, found: float) -> None:
    random = np.random.default_rng(7)
    few = units < 10
    hits = 0
    for _ in range(100):
        peers = [
            sums_of(heaped_minutes(random, int(k)))
            for k in random.integers(100 if few else 10, 301 if few else 121, units)
        ]
        odd = sums_of(heaped_minutes(random, n, times=times))
        funnel = build_funnel([*peers, odd])
        assert funnel is not None
        hits += place_in(funnel, odd) is not Position.SIMILAR

    assert hits / 100 >= found


def of_mean(mean: int) -> Sums:
    return Sums(n=60, total=60 * mean, squares=60 * (mean**2 + 400))


def test_of_four_units_the_one_far_off_is_judged_by_the_others() -> None:
    units = [of_mean(mean) for mean in (80, 20, 78, 83)]

    funnel, plain = build_funnel(units), build_funnel(units, may_set_aside=False)

    assert funnel is not None
    assert plain is not None
    assert funnel.set_aside == 1
    assert funnel.centre == pytest.approx((80 + 78 + 83) / 3)
    assert [place_in(funnel, unit) for unit in units] == [Position.SIMILAR, Position.LOWER, *[Position.SIMILAR] * 2]
    assert {place_in(plain, unit) for unit in units} == {Position.SIMILAR}


def test_of_units_that_all_differ_none_is_set_aside() -> None:
    funnel = build_funnel([of_mean(mean) for mean in (20, 40, 80, 160)])

    assert funnel is not None
    assert funnel.set_aside is None


def test_units_that_truly_differ_widen_the_limits() -> None:
    random = np.random.default_rng(11)
    scattered = [sums_of(heaped_minutes(random, 60, times=times)) for times in np.exp(random.normal(0, 0.5, UNITS))]

    funnel = build_funnel(scattered)

    assert funnel is not None
    assert funnel.between_variance == pytest.approx(0.25, abs=0.15)


def test_light_unit_is_lower() -> None:
    units = [Sums(n=50, total=50 * 60, squares=50 * (60**2 + 400)) for _ in range(9)]
    light = Sums(n=50, total=50 * 30, squares=50 * (30**2 + 400))
    funnel = build_funnel([*units, light])

    assert funnel is not None
    assert place_in(funnel, light) is Position.LOWER


def test_unit_that_reports_nothing_at_all_can_be_placed() -> None:
    units = [Sums(n=50, total=50 * 60, squares=50 * (60**2 + 400)) for _ in range(9)]
    nothing = Sums(n=50, total=0, squares=0)
    funnel = build_funnel([*units, nothing])

    assert funnel is not None
    assert place_in(funnel, nothing) is Position.LOWER


@pytest.mark.parametrize(
    "peers",
    [
        [],
        [Sums(n=20, total=100, squares=900), Sums(n=20, total=90, squares=800)],
        [Sums(n=20, total=0, squares=0)] * 5,
        [Sums(n=20, total=100, squares=500)] * 5,
        [Sums(n=1, total=5, squares=25)] * 5,
    ],
    ids=["nobody", "two units", "all zero", "no spread", "one person each"],
)
def test_nothing_to_compare_by_gives_no_benchmark(peers: list[Sums]) -> None:
    assert build_funnel(peers) is None


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=50))
def test_winsorising_keeps_the_middle(values: list[float]) -> None:
    pulled = winsorised(values)

    assert len(pulled) == len(values)
    assert min(values) <= min(pulled)
    assert max(pulled) <= max(values)
    assert sum(a != b for a, b in zip(values, pulled, strict=True)) <= 2 * (len(values) // 10)


@given(st.integers(10, 10_000), st.integers(10, 10_000))
def test_limits_narrow_with_people(fewer: int, more: int) -> None:
    fewer, more = sorted((fewer, more))
    funnel = Funnel(centre=60.0, relative_spread=1.0, between_variance=0.01)

    assert funnel.limits(more).width <= funnel.limits(fewer).width
    assert funnel.limits(fewer, confidence=0.95).width < funnel.limits(fewer).width
