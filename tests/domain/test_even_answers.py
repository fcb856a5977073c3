"""Answers more alike than elsewhere: noticed where they were coached, hardly ever where they were not."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from burden.domain.even_answers import evenness_of, heaped, relative_spread
from burden.domain.statistics import Sums
from burden.domain.tally_layout import Magnitude
from tests.domain.binned import histogram_of

Values = NDArray[np.int64]
Draw = Callable[[np.random.Generator, int, float], Values]
COUNTRIES = 150  # each with fresh peers for the units judged in it
STATED_RATE = 0.004


def sums_of(values: Values) -> Sums:
    return Sums(n=len(values), total=int(values.sum()), squares=int((values**2).sum()))


def minutes(random: np.random.Generator, n: int, times: float) -> Values:
    """Skewed minutes heaped on fives."""
    return np.minimum(5 * np.round(random.lognormal(np.log(50 * times), 0.82, n) / 5), 960).astype(np.int64)


def apps(random: np.random.Generator, n: int, times: float) -> Values:
    """Counts around ten, more scattered than chance alone."""
    return random.poisson(10 * times * random.gamma(4, 1 / 4, n)).astype(np.int64)


def mostly_nothing(random: np.random.Generator, n: int, times: float) -> Values:
    """Half have none."""
    return np.where(random.random(n) < 0.5, 0, minutes(random, n, times))


@pytest.mark.parametrize("peers", [10, 90])
@pytest.mark.parametrize("draw", [minutes, apps, mostly_nothing])
def test_units_like_the_others_are_hardly_ever_called_even(draw: Draw, peers: int) -> None:
    random = np.random.default_rng(20261122)
    noted = judged = 0
    for _ in range(COUNTRIES):
        sizes, times = random.integers(30, 301, peers), np.exp(random.normal(0, 0.2, peers))
        country = [sums_of(draw(random, int(n), factor)) for n, factor in zip(sizes, times, strict=True)]
        for n in (30, 60, 300, 1500):
            found = evenness_of(sums_of(draw(random, n, 1.0)), country)
            assert found is not None
            noted += found.is_low
            judged += 1
    print(f"noted {noted} of {judged}")  # noqa: T201

    assert noted / judged <= STATED_RATE


@pytest.mark.parametrize(("share", "least"), [(1.0, 0.99), (0.9, 0.9)])
def test_a_unit_where_nearly_all_were_told_what_to_say_is_noticed(share: float, least: float) -> None:
    random = np.random.default_rng(7)
    found = 0
    for _ in range(200):
        country = [sums_of(apps(random, int(n), 1.0)) for n in random.integers(30, 301, 19)]
        told = np.where(random.random(100) < share, 8 + random.integers(0, 2, 100), apps(random, 100, 1.0))
        even = evenness_of(sums_of(told), country)
        found += even is not None and even.is_low
    print(f"{share:.0%} told: noticed {found / 200:.2f}")  # noqa: T201

    assert found / 200 >= least


def test_where_all_say_the_same_the_spread_still_has_a_logarithm() -> None:
    assert relative_spread(Sums(n=100, total=500, squares=2500)) == 0.01


@pytest.mark.parametrize(
    ("unit", "peers"),
    [
        (Sums(n=29, total=290, squares=3000), 12),
        (Sums(n=50, total=0, squares=0), 12),
        (Sums(n=50, total=500, squares=5100), 9),
    ],
    ids=["few people", "nothing", "few peers"],
)
def test_nothing_is_said_of_few_people_or_beside_few_peers(unit: Sums, peers: int) -> None:
    assert evenness_of(unit, [Sums(n=50, total=500, squares=6000)] * peers) is None


def test_round_minutes_are_counted_one_by_one() -> None:
    given = [0, 0, 28, 30, 32, 33, 60, 90, 45, 120, 5]
    binned = histogram_of(given, magnitude=Magnitude(name="minutes", top=960, width=5))
    rounded = [5 * ((value + 2) // 5) for value in given]

    assert heaped(binned, width=5) == sum(value > 0 and value % 30 == 0 for value in rounded)
    with pytest.raises(ValueError, match="half hours"):
        heaped(binned, width=7)
