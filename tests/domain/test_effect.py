"""Effects of clean-ups: computed as people one by one would, and silent on chance."""

from collections.abc import Callable
from fractions import Fraction
from math import sqrt
from pathlib import Path
from statistics import mean, variance

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from burden.domain.effect import Change, EffectVerdict, Sample, effect_of, mean_of

DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "arithmetic.md").read_text(encoding="utf-8")
Values = NDArray[np.float64]
People = list[int]
DRAWS = 600


def cell(values: Values | People) -> Sample:
    return Sample(n=len(values), total=float(sum(values)), squares=float(sum(v * v for v in values)))


def change(before: Values | People, after: Values | People) -> Change:
    return Change(before=cell(before), after=cell(after))


def slow_effect(own: tuple[People, People], others: list[tuple[People, People]]) -> tuple[float, float, float]:
    """Effect and interval from the answers themselves, in fractions up to the library's quantile."""
    place, *elsewhere = [([*map(Fraction, before)], [*map(Fraction, after)]) for before, after in (own, *others)]
    changes = [mean(after) - mean(before) for before, after in elsewhere]
    by_people = [variance(before) / len(before) + variance(after) / len(after) for before, after in elsewhere]
    m, w, v = len(others), mean(by_people), variance(changes)
    tau = max(Fraction(), v - w)
    own_parts = [variance(people) / len(people) for people in place]
    se2 = sum(own_parts) + w / m + tau * (1 + Fraction(1, m))
    doubt = sum((part**2 / (len(people) - 1) for part, people in zip(own_parts, place, strict=True)), Fraction())
    if tau > 0:
        doubt += (v * (1 + Fraction(1, m))) ** 2 / (m - 1)
    else:
        doubt += sum((variance(p) / len(p) / m**2) ** 2 / (len(p) - 1) for pair in elsewhere for p in pair)
    df = max(1, int(se2**2 / doubt)) if doubt else 1
    value = float(mean(place[1]) - mean(place[0]) - mean(changes))
    half = sqrt(se2) * stats.t.ppf(0.975, df)
    return value, value - half, value + half


people = st.lists(st.integers(0, 300), min_size=10, max_size=14)


NOBODY_DIFFERS = [0] * 10


@given(st.tuples(people, people), st.lists(st.tuples(people, people), min_size=3, max_size=6))
@example(
    own=(NOBODY_DIFFERS, [0, 0, 38, 47, 60, 64, 84, 90, 103, 125, 222, 288]),
    others=[(NOBODY_DIFFERS, NOBODY_DIFFERS)] * 3,
)
@example(  # what places differ is just what people make
    own=(NOBODY_DIFFERS, NOBODY_DIFFERS),
    others=[(NOBODY_DIFFERS, NOBODY_DIFFERS), (NOBODY_DIFFERS, NOBODY_DIFFERS), (NOBODY_DIFFERS, [0] * 11 + [31])],
)
def test_effect_and_interval_are_those_of_the_answers_one_by_one(
    own: tuple[People, People], others: list[tuple[People, People]]
) -> None:
    found = effect_of(change(*own), [change(*pair) for pair in others])

    assert found is not None
    value, low, high = slow_effect(own, others)
    assert found.value == pytest.approx(value, abs=1e-9)
    assert found.interval.low == pytest.approx(low, rel=1e-6, abs=1e-6)
    assert found.interval.high == pytest.approx(high, rel=1e-6, abs=1e-6)


def level(mean: float, *, n: int = 100, spread: float = 10) -> Sample:
    return Sample(n=n, total=n * mean, squares=n * mean**2 + (n - 1) * spread**2)


@pytest.mark.parametrize(
    ("own_after", "others_after", "verdict"),
    [
        (45, (59, 61, 60), EffectVerdict.LOWER),
        (75, (59, 61, 60), EffectVerdict.HIGHER),
        (45, (44, 46, 45), EffectVerdict.NO_CLEAR_EFFECT),  # it fell everywhere
        (45, (30, 60, 75), EffectVerdict.NO_CLEAR_EFFECT),  # others change as wildly without a clean-up
    ],
)
def test_the_verdict_compares_with_what_happened_elsewhere(
    own_after: float, others_after: tuple[float, ...], verdict: EffectVerdict
) -> None:
    others = [Change(before=level(60), after=level(after)) for after in others_after]

    found = effect_of(Change(before=level(60), after=level(own_after)), others)

    assert found is not None
    assert found.verdict is verdict


def test_of_two_others_nothing_can_be_said() -> None:
    other = Change(before=level(60), after=level(60))

    assert effect_of(other, [other, other]) is None


def test_the_mean_of_places_counts_each_once() -> None:
    mean, interval = mean_of([level(10, n=1000), level(20, n=10), level(30, n=10)])

    assert mean == 20.0
    assert 20 - interval.low == pytest.approx(interval.high - 20)


def minutes(random: np.random.Generator, n: int, times: float = 1.0) -> Values:
    """Skewed minutes heaped on fives."""
    return np.minimum(5 * np.round(random.lognormal(np.log(50 * times), 0.82, n) / 5), 960).astype(np.float64)


def averse(random: np.random.Generator, n: int, times: float = 1.0) -> Values:
    """Four in ten say yes, in percent."""
    return np.where(random.random(n) < min(1.0, 0.4 * times), 100.0, 0.0)


Draw = Callable[[np.random.Generator, int, float], Values]


def drawn(random: np.random.Generator, draw: Draw, n: int, *, apart: float, times: float = 1.0) -> Change:
    """A place whose own way adds to the common one: ``apart`` is the spread of changes between places."""
    own_way = max(0.2, times * (1 + apart * random.standard_normal()))
    return change(draw(random, n, 1.0), draw(random, n, own_way))


def called(draw: Draw, own: int, others: tuple[int, ...], *, apart: float, times: float = 1.0) -> float:
    """Share of draws in which a clean-up of this strength is called effective."""
    random = np.random.default_rng(20261122)
    calls = 0
    for _ in range(DRAWS):
        changes = [drawn(random, draw, n, apart=apart) for n in others]
        effect = effect_of(drawn(random, draw, own, apart=apart, times=times), changes)
        calls += effect is not None and effect.verdict is not EffectVerdict.NO_CLEAR_EFFECT
    return calls / DRAWS


@pytest.mark.parametrize("draw", [minutes, averse])
@pytest.mark.parametrize(
    ("own", "others", "apart", "stated"),
    [
        (20, (20,) * 3, 0.0, 0.05),
        (60, (30, 60, 90, 200), 0.1, 0.06),
        (200, (200,) * 12, 0.1, 0.06),
        (1000, (1000,) * 3, 0.1, 0.10),  # three others hardly tell how far places differ: the worst case
    ],
    ids=["few people", "unequal", "a province", "three others"],
)
def test_a_clean_up_without_effect_is_called_effective_no_more_often_than_stated(
    draw: Draw, own: int, others: tuple[int, ...], apart: float, stated: float
) -> None:
    assert called(draw, own, others, apart=apart) <= stated


def test_people_alone_would_call_many_idle_clean_ups_effective() -> None:
    """The term for how much places differ is needed: without it the worst case is called four times as often."""
    random = np.random.default_rng(5)
    wrong = 0
    for _ in range(300):
        others = [drawn(random, minutes, 1000, apart=0.1) for _ in range(3)]
        own = drawn(random, minutes, 1000, apart=0.1)
        effect = effect_of(own, others)
        assert effect is not None
        wrong += abs(effect.value) > 1.96 * sqrt(own.variance + sum(other.variance for other in others) / 9)
    assert wrong / 300 > 0.3


@pytest.mark.parametrize(
    ("own", "others", "times", "found"),
    [(100, (100,) * 12, 0.5, 0.85), (100, (100,) * 4, 0.5, 0.5), (300, (300,) * 12, 0.7, 0.8)],
    ids=["half, among twelve", "half, among four", "30 %, more people"],
)
def test_a_clean_up_that_works_is_found(own: int, others: tuple[int, ...], times: float, found: float) -> None:
    assert called(minutes, own, others, apart=0.05, times=times) >= found


def test_the_example_in_the_document_is_true() -> None:
    found = effect_of(
        Change(before=level(60), after=level(50)),
        [Change(before=level(a), after=level(b)) for a, b in ((60, 59), (50, 48), (70, 70))],
    )

    assert found is not None
    assert found.verdict is EffectVerdict.LOWER
    numbers = [f"{number:.1f}" for number in (found.value, found.interval.low, found.interval.high)]
    said = "effect {} ({} to {}): lower".format(*numbers).replace("-", "\N{MINUS SIGN}")
    assert said in " ".join(DOCUMENT.split())
