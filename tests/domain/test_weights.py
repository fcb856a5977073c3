"""Weighted and standardised numbers: as person by person, and the intervals cover what they claim."""

from collections import Counter, defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from burden.domain.statistics import Interval, Sums, mean_interval
from burden.domain.weights import Cell, Stratum, capped_weights, collapsed, standardised, weighted_by_head_count
from tests import weights_oracle
from tests.weights_oracle import Answer, Unit

Values = NDArray[np.int64]
PLACES = ("", "a", "b", "c")
LEVELS = (0, 50, 60, 70)
UNITS = [(place, level) for place in PLACES for level in LEVELS]
DRAWS = 1_000


def sums_of(values: Values | list[int]) -> Sums:
    listed = [int(value) for value in values]
    return Sums(n=len(listed), total=sum(listed), squares=sum(value * value for value in listed))


def cells_of(answers: list[Answer], head_counts: dict[Unit, int]) -> list[Cell]:
    values: dict[Unit, list[int]] = defaultdict(list)
    for answer in answers:
        values[answer.unit].append(answer.value)
    return [
        Cell(place=unit[0], level=unit[1], people=head_counts.get(unit, 0), sums=sums_of(values[unit]))
        for unit in sorted({*values, *head_counts})
    ]


@st.composite
def wave(draw: st.DrawFn) -> tuple[list[Answer], dict[Unit, int]]:
    """Answers in some units, nobody to forty people each, with head counts that are known or not."""
    sizes = {unit: draw(st.sampled_from((0, 0, 3, 10, 17, 40))) for unit in UNITS}
    random = np.random.default_rng(draw(st.integers(0, 10**6)))
    answers = [Answer(unit=unit, value=int(value)) for unit, n in sizes.items() for value in random.integers(0, 300, n)]
    counted = st.one_of(st.none(), st.integers(1, 2_000))
    head_counts = {unit: people for unit in UNITS if unit[1] and (people := draw(counted)) is not None}
    return answers, head_counts


@given(found=wave())
@settings(max_examples=200, deadline=None)
def test_weighted_means_are_those_of_everybody_with_a_weight_of_their_own(
    *, found: tuple[list[Answer], dict[Unit, int]]
) -> None:
    answers, head_counts = found
    weighted = weighted_by_head_count(cells_of(answers, head_counts))
    expected = weights_oracle.weighted(answers, head_counts)

    assert (weighted is None) == (expected is None)
    if weighted is not None and expected is not None:
        assert weighted.value == pytest.approx(expected.value)
        assert weighted.error == pytest.approx(expected.error)
        assert weighted.people == expected.people
        assert weighted.effective == pytest.approx(expected.effective)
        assert 1 <= weighted.effective <= weighted.people * (1 + 1e-9)


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_standardised_means_are_those_of_levels_taken_in_the_shares_of_the_mix(data: st.DataObject) -> None:
    by_level = {
        level: data.draw(st.lists(st.integers(0, 960), max_size=30), label=str(level)) for level in (40, 50, 60, 70)
    }
    mix = {level: float(data.draw(st.sampled_from((0, 1, 20, 100)), label="mix")) for level in by_level}
    found = standardised({level: sums_of(values) for level, values in by_level.items()}, mix)
    expected = weights_oracle.standardised(by_level, mix)

    assert (found is None) == (expected is None)
    if found is not None and expected is not None:
        assert (found.value, found.error) == pytest.approx(expected)


def test_cells_without_ten_answers_or_without_a_head_count_are_put_together() -> None:
    ten = Sums(n=10, total=100, squares=1500)
    nobody = Sums(n=0, total=0, squares=0)
    cells = [
        Cell(place="a", level=60, people=80, sums=ten),
        Cell(place="b", level=60, people=40, sums=nobody),  # its answers are in the next
        Cell(place="", level=60, people=5, sums=ten),
        Cell(place="a", level=90, people=9, sums=nobody),
        Cell(place="a", level=0, people=0, sums=ten),
    ]

    assert collapsed(cells) == (
        Stratum(people=80, sums=ten),
        Stratum(people=45, sums=ten),
        Stratum(people=9, sums=ten),
    )


def test_a_level_without_answers_in_one_part_is_spoken_for_by_the_same_level_elsewhere() -> None:
    ten = Sums(n=10, total=100, squares=1500)
    nobody = Sums(n=0, total=0, squares=0)
    cells = [
        Cell(place="a", level=60, people=100, sums=ten),
        Cell(place="b", level=60, people=300, sums=ten),
        Cell(place="a", level=50, people=50, sums=ten),
        Cell(place="c", level=60, people=200, sums=nobody),
    ]

    assert [stratum.people for stratum in collapsed(cells)] == [150, 450, 50]


def test_no_person_stands_for_more_than_five_times_the_median() -> None:
    strata = [
        Stratum(people=200, sums=Sums(n=100, total=0, squares=0)),
        Stratum(people=900, sums=Sums(n=10, total=0, squares=0)),
    ]

    assert capped_weights(strata) == [2, 10]


def test_a_weighted_number_does_not_tell_which_share_of_the_people_answered() -> None:
    sums = [Sums(n=20, total=200, squares=2380), Sums(n=60, total=1200, squares=25180)]
    once, twice = (
        weighted_by_head_count(
            [Cell(place=place, level=60, people=times * people, sums=of_place) for place, people, of_place in parts]
        )
        for times in (1, 2)
        for parts in [zip("ab", (300, 90), sums, strict=True)]
    )

    assert once == twice


def test_where_head_counts_are_missing_for_many_there_is_no_weighted_number() -> None:
    many = Sums(n=79, total=790, squares=9000)
    few = Sums(n=21, total=210, squares=2500)
    known = Cell(place="a", level=60, people=100, sums=many)

    assert weighted_by_head_count([known, Cell(place="b", level=50, people=0, sums=few)]) is None
    assert weighted_by_head_count([]) is None


def test_a_share_has_wilsons_interval_of_as_many_people_as_its_error_is_worth() -> None:
    half = Sums(n=50, total=25, squares=25)
    cells = [Cell(place="a", level=60, people=100, sums=half), Cell(place="b", level=60, people=300, sums=half)]
    found = weighted_by_head_count(cells)

    assert found is not None
    assert found.effective == pytest.approx(80)
    # 0.5 with 50 people in cells of weight 1/4 and 3/4: error^2 = (1 + 9) / 16 * (25 / 98) / 50, worth 78.4 people.
    interval = found.share_interval()
    assert (interval.low, interval.high) == pytest.approx((0.392, 0.608), abs=0.001)


# --- What the intervals claim -----------------------------------------------------------------------------------------
# Four counties of three levels; townships carry twice the minutes of county departments and answer half as often.
HEAD_COUNTS = {(place, level): people for place in "abcd" for level, people in ((50, 260), (60, 600), (70, 400))}
LOAD = {50: 0.7, 60: 1.4, 70: 1.0}
ANSWER_RATE = {50: 0.5, 60: 0.1, 70: 0.2}


def minutes(random: np.random.Generator, n: int, times: float) -> Values:
    """Skewed minutes heaped on fives."""
    return np.minimum(5 * np.round(random.lognormal(np.log(50 * times), 0.82, n) / 5), 960).astype(np.int64)


def averse(random: np.random.Generator, n: int, times: float) -> Values:
    return (random.random(n) < 0.4 * times).astype(np.int64)


def population(random: np.random.Generator, draw: object) -> dict[Unit, Values]:
    assert callable(draw)
    return {unit: draw(random, people, LOAD[unit[1]]) for unit, people in HEAD_COUNTS.items()}


def answered(random: np.random.Generator, everybody: dict[Unit, Values], *, times: float) -> list[Cell]:
    """Draw who answers, each by the rate of their level; who is few goes with the level, as in a release."""
    cells = []
    few: dict[int, list[Values]] = defaultdict(list)
    without: Counter[int] = Counter()
    for (place, level), values in everybody.items():
        came = values[random.random(len(values)) < times * ANSWER_RATE[level]]
        if len(came) >= 10:
            cells.append(Cell(place=place, level=level, people=len(values), sums=sums_of(came)))
        else:
            few[level].append(came)
            without[level] += len(values)
    together = {level: np.concatenate(values) for level, values in few.items()}
    cells += [
        Cell(place="", level=level, people=without[level], sums=sums_of(came)) for level, came in together.items()
    ]
    return cells


@pytest.mark.parametrize(
    ("draw", "times"),
    [(minutes, 0.3), (minutes, 1), (averse, 0.3), (averse, 1)],
    ids=["minutes, few", "minutes", "share, few", "share"],
)
def test_the_interval_of_a_weighted_number_holds_the_truth_as_often_as_stated(*, draw: object, times: float) -> None:
    random = np.random.default_rng(20261122)
    held = raw_held = 0
    for _ in range(DRAWS):
        everybody = population(random, draw)
        cells = answered(random, everybody, times=times)
        weighted = weighted_by_head_count(cells)
        assert weighted is not None
        truth = float(np.concatenate(list(everybody.values())).mean())
        interval: Interval = weighted.mean_interval() if draw is minutes else weighted.share_interval()
        held += truth in interval
        raw = sum((cell.sums for cell in cells), start=Sums(n=0, total=0, squares=0))
        raw_held += truth in mean_interval(raw)
    print(f"weighted {held / DRAWS:.3f}, raw {raw_held / DRAWS:.3f}")  # noqa: T201

    assert held / DRAWS >= 0.92
    assert raw_held / DRAWS < held / DRAWS


def test_a_region_with_another_mix_of_levels_is_told_from_one_with_a_heavier_load() -> None:
    # Both regions have the same load at each level, one of them few departments; the mix is half and half.
    random = np.random.default_rng(20261122)
    true = 70.0 * np.exp(0.82**2 / 2) * (50 / 70)
    held = apart = 0
    for _ in range(DRAWS):
        offices = {50: sums_of(minutes(random, 12, 0.6)), 60: sums_of(minutes(random, 88, 1.4))}
        found = standardised(offices, {50: 1, 60: 1})
        assert found is not None
        held += true in found.mean_interval()
        apart += true not in mean_interval(offices[50] + offices[60])
    print(f"standardised {held / DRAWS:.3f}, raw {1 - apart / DRAWS:.3f}")  # noqa: T201

    assert held / DRAWS >= 0.92
    assert apart / DRAWS >= 0.5
