"""Savings from released sums: against people one by one, and against many made-up waves."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from burden.domain.statistics import Sums
from burden.domain.what_if import Freed, Saving, app_minutes, groups_closed, hours_a_month, saving_of, together
from tests.what_if_oracle import Person, apps_saved, groups_saved

DRAWS = 1500
people_of_a_county = st.lists(
    st.builds(
        Person,
        apps=st.dictionaries(st.sampled_from(["A", "B"]), st.integers(0, 240)),
        app_minutes=st.integers(1, 240),
        group_minutes=st.integers(1, 960),
        groups=st.integers(1, 300),
    ),
    min_size=10,
    max_size=40,
)


def sums_of(values: NDArray[np.int64] | list[int]) -> Sums:
    numbers = np.asarray(values, dtype=np.int64)
    return Sums(n=len(numbers), total=int(numbers.sum()), squares=int((numbers**2).sum()))


def ends(saving: Saving) -> tuple[float, float, float]:
    return float(saving.minutes), saving.interval.low, saving.interval.high


@given(people_of_a_county, st.tuples(st.integers(0, 100), st.integers(0, 100)))
def test_stopped_apps_agree_with_people_one_by_one(people: list[Person], percents: tuple[int, int]) -> None:
    kept = [Fraction(percent, 100) for percent in percents]
    parts = [
        app_minutes(sums_of([person.apps[app] for person in people if app in person.apps]), people=len(people))
        for app in ("A", "B")
    ]

    saving = saving_of(
        together([part.times(share) for part, share in zip(parts, kept, strict=True)]),
        most=sums_of([person.app_minutes for person in people]),
    )

    assert ends(saving) == pytest.approx(apps_saved(people, shares={"A": float(kept[0]), "B": float(kept[1])}))


@given(people_of_a_county, st.integers(1, 40))
def test_closed_groups_agree_with_people_one_by_one(people: list[Person], closed: int) -> None:
    saving = groups_closed(
        minutes=sums_of([person.group_minutes for person in people]),
        groups=sums_of([person.groups for person in people]),
        closed=closed,
    )

    assert ends(saving) == pytest.approx(groups_saved(people, closed=closed))


def test_the_share_that_checks_in_brings_its_own_error() -> None:
    ten = Freed(minutes=Fraction(10), error=1.0, people=400, gross=Fraction(10))
    freed = ten.of_those(Fraction(1, 2), answered=100)

    # Half of 10 minutes; half of their error, and 10 minutes times the error of 50 of 100, which is 5 points.
    assert (float(freed.minutes), freed.people) == (5.0, 100)
    assert freed.error == pytest.approx(0.5 + 0.5)


def test_nobody_saves_more_than_all_minutes_on_apps() -> None:
    freed = app_minutes(Sums(n=50, total=5000, squares=600_000), people=50)
    saving = saving_of(freed, most=Sums(n=100, total=6000, squares=400_000))

    # 60 minutes of 100 people, s = 20.1, t(99) = 1.984: the cap errs as much as any mean.
    assert ends(saving) == pytest.approx((60.0, 56.14, 64.12), abs=0.01)


def test_a_stated_share_is_taken_of_the_capped_minutes() -> None:
    freed = app_minutes(Sums(n=50, total=5000, squares=600_000), people=50)
    all_minutes = Sums(n=100, total=6000, squares=400_000)
    whole, third = (saving_of(freed.times(share), most=all_minutes) for share in (Fraction(1), Fraction(1, 3)))

    # 100 minutes by the usage reports, 60 on all apps: a third of these is 20, not a third of those.
    assert float(third.minutes) == 20.0
    assert ends(third) == pytest.approx(tuple(end / 3 for end in ends(whole)))


def test_a_measured_share_keeps_its_error_under_the_cap() -> None:
    freed = app_minutes(Sums(n=50, total=5000, squares=600_000), people=50).of_those(Fraction(1, 2), answered=100)
    saving = saving_of(freed, most=Sums(n=100, total=6000, squares=400_000))

    # Half of 60 minutes; t(49) = 2.010 times 5 of 50 points is the factor 1.223, beside 56.14 and 64.12 of 60.
    assert ends(saving) == pytest.approx((30.0, 56.14 / 2 / 1.2226, 64.12 / 2 * 1.2226), abs=0.01)


def test_whoever_closes_more_groups_than_there_are_saves_all_minutes_on_groups() -> None:
    minutes, groups = Sums(n=100, total=3000, squares=120_000), Sums(n=100, total=1000, squares=12_000)

    assert groups_closed(minutes=minutes, groups=groups, closed=1).minutes == 3
    assert groups_closed(minutes=minutes, groups=groups, closed=10).minutes == 30
    assert groups_closed(minutes=minutes, groups=groups, closed=99).minutes == 30


def test_where_nobody_spends_a_minute_nothing_is_saved() -> None:
    nothing = Sums(n=20, total=0, squares=0)
    saving = saving_of(app_minutes(nothing, people=30), most=nothing)
    closed = groups_closed(minutes=nothing, groups=Sums(n=20, total=40, squares=90), closed=1)

    assert ends(saving) == (0, 0, 0)
    assert ends(closed) == (0, 0, 0)


def test_more_users_than_people_do_not_fit_together() -> None:
    with pytest.raises(ValueError, match="11 users among 10 people"):
        app_minutes(Sums(n=11, total=20, squares=60), people=10)


def test_six_minutes_a_workday_are_210_hours_a_month_of_a_hundred_people() -> None:
    assert hours_a_month(6) == 210


@pytest.mark.parametrize(("n", "at_least"), [(30, 0.93), (100, 0.94), (400, 0.94)])
@pytest.mark.parametrize("together_share", [0.0, 0.9])
def test_the_interval_holds_the_true_saving(n: int, at_least: float, together_share: float) -> None:
    """Three apps and two of ten groups, heaped skewed minutes, users of one app more or less users of the others."""
    random = np.random.default_rng(20261122)
    truth = _true_saving(random, together_share)

    savings = [_saving(*_people(random, n, together_share)) for _ in range(DRAWS)]

    covered = sum(saving.interval.low <= truth <= saving.interval.high for saving in savings) / DRAWS
    assert covered >= at_least


@pytest.mark.parametrize(("n", "at_least"), [(30, 0.91), (100, 0.92), (400, 0.93)])
def test_the_interval_holds_the_true_saving_where_the_cap_decides(n: int, at_least: float) -> None:
    """Usage reports of three apps add up to more than other people say of all apps: all of these are saved."""
    random = np.random.default_rng(20261122)
    truth = float(_minutes_on_all_apps(random, 400_000).mean())

    savings = [
        saving_of(_freed(_people(random, n, 0.0)[0]), most=sums_of(_minutes_on_all_apps(random, n)))
        for _ in range(DRAWS)
    ]

    covered = sum(saving.interval.low <= truth <= saving.interval.high for saving in savings) / DRAWS
    assert covered >= at_least


def _minutes_on_all_apps(random: np.random.Generator, n: int) -> NDArray[np.int64]:
    return (5 * np.round(np.exp(2.2 + 0.8 * random.standard_normal(n)) / 5)).astype(np.int64)


def _people(random: np.random.Generator, n: int, share: float) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Minutes of three apps (0 for who does not use them), and groups beside minutes on groups."""
    busy = random.standard_normal((n, 1))
    z = np.sqrt(share) * busy + np.sqrt(1 - share) * random.standard_normal((n, 5))
    uses = z[:, :3] > np.array([-0.5, 0.0, 0.2])
    apps = np.where(uses, 5 * np.round(np.exp(2.3 + 0.7 * z[:, :3]) / 5), 0).astype(np.int64)
    groups = np.round(np.exp(2.2 + 0.5 * z[:, 3])).astype(np.int64) + 1
    spent = (5 * np.round(np.exp(3.0 + 0.8 * z[:, 4]) / 5)).astype(np.int64)
    return apps, np.column_stack([groups, spent])


def _saving(apps: NDArray[np.int64], groups: NDArray[np.int64]) -> Saving:
    most = sums_of(apps.sum(axis=1) + 60)
    closed = groups_closed(minutes=sums_of(groups[:, 1]), groups=sums_of(groups[:, 0]), closed=2)
    return saving_of(_freed(apps), most=most) + closed


def _freed(apps: NDArray[np.int64]) -> Freed:
    return together([app_minutes(sums_of(column[column > 0]), people=len(column)) for column in apps.T])


def _true_saving(random: np.random.Generator, share: float) -> float:
    apps, groups = _people(random, 400_000, share)
    return float(apps.mean(axis=0).sum() + 2 * groups[:, 1].mean() / groups[:, 0].mean())
