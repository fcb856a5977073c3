"""Shares of the time that apps take: equal to people counted one by one, intervals that hold."""

from statistics import fmean, stdev

import numpy as np
import pytest
from scipy.stats import t

from burden.domain.app_load import minutes_interval, weights_of
from burden.domain.statistics import Sums
from burden.domain.what_if import Freed, app_minutes


def freed(minutes: list[int], people: int) -> Freed:
    """Return minutes of users over all people who reported."""
    sums = Sums(n=len(minutes), total=sum(minutes), squares=sum(m * m for m in minutes))
    return app_minutes(sums, people=people)


def test_a_share_is_the_part_of_all_minutes_and_parts_add_up() -> None:
    parts = [freed([30, 30], 10), freed([10, 20], 10), freed([10], 10)]

    weights = weights_of(parts)

    assert [round(weight.share) for weight in weights] == [60, 30, 10]
    assert [round(weight.so_far) for weight in weights] == [60, 90, 100]
    assert weights[-1].so_far_interval.low == pytest.approx(100)
    assert all(weight.share in weight.interval and weight.so_far in weight.so_far_interval for weight in weights)


def test_minutes_have_the_interval_of_a_mean_over_everybody() -> None:
    everybody = [30, 30, 40, 0, 0, 0, 0, 0, 20, 10]
    mean, error = fmean(everybody), stdev(everybody) / 10**0.5
    factor = np.exp(t.ppf(0.975, 9) * error / mean)

    interval = minutes_interval(freed([30, 30, 40, 20, 10], 10))

    assert (interval.low, interval.high) == pytest.approx((mean / factor, mean * factor))


def test_without_minutes_there_are_no_shares() -> None:
    nothing = freed([0, 0], 10)

    assert weights_of([nothing]) == ()
    assert weights_of([]) == ()
    assert (minutes_interval(nothing).low, minutes_interval(nothing).high) == (0, 0)
    assert weights_of([freed([10], 10), nothing])[1].share == 0


def test_intervals_of_shares_hold_the_truth_at_least_as_often_as_they_say() -> None:
    generator = np.random.default_rng(20261122)
    rates, medians = np.array([0.9, 0.6, 0.3]), np.array([8.0, 15.0, 12.0])
    truth = rates * medians * np.exp(0.6**2 / 2)
    held = np.zeros(3)
    draws, people = 400, 80
    for _ in range(draws):
        uses = generator.random((people, 3)) < rates
        minutes = np.rint(medians * np.exp(0.6 * generator.standard_normal((people, 3)))).astype(int)
        parts = [freed([int(m) for m in minutes[uses[:, app], app]], people) for app in range(3)]
        weights = weights_of(parts)
        share = 100 * truth / truth.sum()
        held += [share[app] in weights[app].interval for app in range(3)]

    assert (held / draws >= 0.95).all(), held / draws
