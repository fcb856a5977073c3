"""What may be shown at which number of people."""

import pytest

from burden.domain.release_rules import (
    GRADE_WORDS,
    Grade,
    grade_of,
    may_show_histogram,
    may_show_mean,
    may_show_median_interval,
    may_show_quantile,
    may_show_share,
    n_text,
)
from burden.domain.statistics import Interval
from burden.domain.thresholds import TAILS_FROM


@pytest.mark.parametrize(
    ("n", "shown"),
    [
        (9, ()),
        (10, ("mean", "median")),
        (19, ("mean", "median")),
        (20, ("mean", "median", "quartiles", "shares")),
        (29, ("mean", "median", "quartiles", "shares")),
        (30, ("mean", "median", "quartiles", "shares", "median interval", "histogram")),
        (49, ("mean", "median", "quartiles", "shares", "median interval", "histogram")),
        (50, ("mean", "median", "quartiles", "shares", "median interval", "histogram", "tails", "rounded shares")),
    ],
)
def test_more_people_show_more(n: int, shown: tuple[str, ...]) -> None:
    rules = {
        "mean": may_show_mean(n),
        "median": may_show_quantile(n, 0.5),
        "quartiles": may_show_quantile(n, 0.25) and may_show_quantile(n, 0.75),
        "shares": may_show_share(n),
        "median interval": may_show_median_interval(n),
        "histogram": may_show_histogram(n),
        "tails": may_show_quantile(n, 0.1) and may_show_quantile(n, 0.9),
        "rounded shares": may_show_share(n, is_rounded=True),
    }

    assert tuple(name for name, is_shown in rules.items() if is_shown) == shown


def test_tails_are_shown_from_the_number_of_people_that_pages_name() -> None:
    assert TAILS_FROM == 50
    assert not may_show_quantile(TAILS_FROM - 1, 0.1)
    assert may_show_quantile(TAILS_FROM, 0.1)


@pytest.mark.parametrize("q", [0.0, 1.0])
def test_smallest_and_largest_value_are_never_shown(q: float) -> None:
    assert not may_show_quantile(10**9, q)


@pytest.mark.parametrize(("n", "grade"), [(10, Grade.C), (29, Grade.C), (30, Grade.B), (99, Grade.B), (100, Grade.A)])
def test_grade_follows_the_number_of_people(n: int, grade: Grade) -> None:
    assert grade_of(n, value=10.0, interval=Interval(9.0, 11.0)) is grade
    assert grade_of(n, value=10.0, interval=None) is grade


def test_wide_interval_is_graded_c_whatever_n_is() -> None:
    assert grade_of(500, value=10.0, interval=Interval(2.0, 18.1)) is Grade.C
    assert grade_of(500, value=10.0, interval=Interval(2.0, 18.0)) is Grade.A


def test_zero_without_width_keeps_its_grade() -> None:
    assert grade_of(30, value=0.0, interval=Interval(0.0, 0.0)) is Grade.B


def test_number_of_people_is_a_band_below_county() -> None:
    assert n_text(10, is_exact=False) == n_text(19, is_exact=False) == "10–19"
    assert n_text(20, is_exact=False) == n_text(49, is_exact=False) == "20–49"
    assert n_text(50, is_exact=False) == n_text(5000, is_exact=False) == "50+"


def test_number_of_people_is_exact_from_county_up() -> None:
    assert n_text(37, is_exact=True) == "37"


def test_too_few_people_have_no_number() -> None:
    assert n_text(9, is_exact=True) == n_text(0, is_exact=False) == ""


def test_every_grade_has_words() -> None:
    assert set(GRADE_WORDS) == set(Grade)
