"""What a clean-up changed, beyond what changed everywhere else in the same time.

Effect = (after - before) of the place that cleaned up, less the mean of (after - before) over places that did not.  Its
error comes from the people in the cells and from how much places without a clean-up differ in their changes: people
alone would call a third of idle clean-ups effective where places go their own ways.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import fsum, sqrt

from burden.domain.statistics import ROUNDING_ERROR, Interval, satterthwaite
from burden.domain.student_t import half_width
from burden.domain.thresholds import CONFIDENCE, EFFECT_FEWEST_OTHERS

FEWEST_PEOPLE = 2  # one value does not vary


class EffectVerdict(StrEnum):
    """What may be said of a clean-up: a direction, never good or bad."""

    LOWER = "lower"  # fell by more, or rose by less, than elsewhere
    HIGHER = "higher"
    NO_CLEAR_EFFECT = "no_clear_effect"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One place in one wave: people, the sum of their values and of the squares, in the unit that is printed."""

    n: int
    total: float
    squares: float

    @property
    def mean(self) -> float:
        """Return the sum over people."""
        return self.total / self.n

    @property
    def variance(self) -> float:
        """Return the variance of the mean, s^2 / n with n - 1; ValueError with fewer than two people."""
        if self.n < FEWEST_PEOPLE:
            raise ValueError("a variance needs two people")
        return max(0.0, self.squares - self.total**2 / self.n) / (self.n * (self.n - 1))


@dataclass(frozen=True, kw_only=True)
class Change:
    """One place before and after."""

    before: Sample
    after: Sample

    @property
    def value(self) -> float:
        """Return after less before."""
        return self.after.mean - self.before.mean

    @property
    def variance(self) -> float:
        """Return the variance of the change that people make."""
        return self.before.variance + self.after.variance


@dataclass(frozen=True, kw_only=True)
class Effect:
    """The effect in the unit of the values, its 95 % interval, and the mean change elsewhere."""

    value: float
    interval: Interval
    elsewhere: float

    @property
    def verdict(self) -> EffectVerdict:
        """Return a direction where the interval leaves out 0."""
        if 0 in self.interval:
            return EffectVerdict.NO_CLEAR_EFFECT
        return EffectVerdict.LOWER if self.value < 0 else EffectVerdict.HIGHER


def effect_of(own: Change, others: Sequence[Change]) -> Effect | None:
    """Return the effect against places without a clean-up; None with fewer than three of them.

    se^2 = v + w / m + tau^2 (1 + 1 / m): v is the place's own variance, w the mean variance of the m others, and
    tau^2 = max(0, V - w) what their changes vary (V) beyond what people make.  Student's t with degrees of freedom
    after Satterthwaite.

    >>> def cell(mean): return Sample(n=100, total=100 * mean, squares=100 * (mean * mean + 99))
    >>> def change(before, after): return Change(before=cell(before), after=cell(after))
    >>> found = effect_of(change(60, 50), [change(60, 59), change(50, 48), change(70, 70)])
    >>> found.value, found.elsewhere, found.verdict
    (-9.0, -1.0, <EffectVerdict.LOWER: 'lower'>)
    """
    count = len(others)
    if count < EFFECT_FEWEST_OTHERS:
        return None
    elsewhere = fsum(other.value for other in others) / count
    spread = fsum((other.value - elsewhere) ** 2 for other in others) / (count - 1)
    by_people = fsum(other.variance for other in others) / count
    beyond = spread - by_people if spread > by_people * (1 + ROUNDING_ERROR) else 0.0
    variance = own.variance + by_people / count + beyond * (1 + 1 / count)
    parts = [(own.before.variance, own.before.n - 1), (own.after.variance, own.after.n - 1)]
    if beyond > 0:
        parts.append((spread * (1 + 1 / count), count - 1))
    else:
        cells = (cell for other in others for cell in (other.before, other.after))
        parts += [(cell.variance / count**2, cell.n - 1) for cell in cells]
    value = own.value - elsewhere
    half = sqrt(variance) * half_width(satterthwaite(variance, parts) or 1, CONFIDENCE)
    return Effect(value=value, interval=Interval(value - half, value + half), elsewhere=elsewhere)


def mean_of(cells: Sequence[Sample]) -> tuple[float, Interval]:
    """Return the mean of places' means, each counting once, and its 95 % interval; people alone make its error."""
    count = len(cells)
    mean = fsum(cell.mean for cell in cells) / count
    parts = [(cell.variance / count**2, cell.n - 1) for cell in cells]
    variance = fsum(part for part, _ in parts)
    half = sqrt(variance) * half_width(satterthwaite(variance, parts) or 1, CONFIDENCE)
    return mean, Interval(mean - half, mean + half)
