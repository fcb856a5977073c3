"""Values of many groups at once, by arrays: what pages print of each, for whoever compares a region with hundreds.

The rules are those of one group; a test holds every value against them.  Arithmetic is by whole numbers, so what is
rounded here is rounded as exactly as a fraction.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from burden.domain.indicator_record import Indicator, Statistic
from burden.domain.statistics import Sums
from burden.domain.thresholds import SHARE_FLOOR_PERCENT, SHARES_FROM, SHOWN_FROM

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

PERCENT = 100


@dataclass(frozen=True, kw_only=True)
class SideBySide:
    """What is printed of each group, and what it is compared by; one position a group.

    ``value`` is NaN where nothing may be shown; ``is_bound`` says that it is printed as "<5 %" or ">95 %" and ``value``
    is that bound.  ``n``, ``total`` and ``squares`` are the sums behind a mean, or behind a share as a mean of noughts
    and ones; None for ratios, which have no spread per person.
    """

    indicator: Indicator
    value: FloatArray
    is_bound: BoolArray
    n: IntArray
    total: IntArray | None
    squares: IntArray | None

    @cached_property
    def is_shown(self) -> BoolArray:
        """Of which groups there is something to show."""
        shown: BoolArray = ~np.isnan(self.value)
        return shown

    def sums(self, place: int) -> Sums | None:
        """Return what a comparison needs of one group; None for ratios."""
        if self.total is None or self.squares is None:
            return None
        return Sums(n=int(self.n[place]), total=int(self.total[place]), squares=int(self.squares[place]))

    def told_mean(self, place: int) -> float:
        """Return the mean that a group is judged by; a share printed as a bound counts as that bound.

        ValueError for ratios.
        """
        sums = self.sums(place)
        if sums is None:
            raise ValueError("a ratio of two sums has no mean per person")
        if self.is_bound[place]:
            return float(self.value[place]) / PERCENT
        return sums.mean


def side_by_side(heads: IntArray, *, indicator: Indicator, smallest_group: int, kind: str) -> SideBySide:
    """Return the indicator of every group; ``heads`` are their tallies, groups x numbers, with or without histograms.

    ``smallest_group`` is K of the release, ``kind`` that of the places, some of which are too small for the indicator.
    """
    first, *others = (
        heads[:, _places(indicator, names)].sum(axis=1) for names in (indicator.sums[:1], indicator.sums[1:])
    )
    if indicator.statistic is Statistic.RATIO:
        found = _ratios(heads[:, 0], first, others[0], indicator)
    elif indicator.statistic is Statistic.SHARE:
        found = _shares(people_of(heads, indicator), first + others[0], indicator)
    else:
        squares = heads[:, indicator.block.offsets[f"squares:{indicator.sums[0]}"]]
        found = _means(heads[:, 0], first, squares, indicator)
    is_hidden = (found.n < max(smallest_group, SHOWN_FROM)) | np.full(len(heads), not indicator.may_be_shown_of(kind))
    found.value[is_hidden] = np.nan
    found.is_bound[is_hidden] = False
    return found


def people_of(heads: IntArray, indicator: Indicator) -> IntArray:
    """Return how many people the indicator is of; the last axis of ``heads`` are the numbers of a tally."""
    if not indicator.base:
        return heads[..., 0]
    base: IntArray = heads[..., _places(indicator, indicator.base)].sum(axis=-1)
    return base


def _places(indicator: Indicator, names: tuple[str, ...]) -> list[int]:
    part = "count" if indicator.statistic is Statistic.SHARE else "sum"
    return [indicator.block.offsets[f"{part}:{name}"] for name in names]


def _means(n: IntArray, total: IntArray, squares: IntArray, indicator: Indicator) -> SideBySide:
    scale = indicator.scale
    value = rounded(scale.numerator * total, scale.denominator * n, decimals=indicator.decimals)
    is_bound = np.zeros(len(n), dtype=np.bool_)
    return SideBySide(indicator=indicator, value=value, is_bound=is_bound, n=n, total=total, squares=squares)


def _shares(n: IntArray, count: IntArray, indicator: Indicator) -> SideBySide:
    value, is_bound = _percents(count, n, n, indicator)
    return SideBySide(indicator=indicator, value=value, is_bound=is_bound, n=n, total=count, squares=count)


def _ratios(n: IntArray, numerator: IntArray, denominator: IntArray, indicator: Indicator) -> SideBySide:
    value, is_bound = _percents(numerator, denominator, n, indicator)
    return SideBySide(indicator=indicator, value=value, is_bound=is_bound, n=n, total=None, squares=None)


def _percents(count: IntArray, of: IntArray, people: IntArray, indicator: Indicator) -> tuple[FloatArray, BoolArray]:
    """Return percents as printed, and which of them are bounds."""
    is_low, is_high = are_bounds(count, of)
    value = rounded(PERCENT * count, of, decimals=indicator.decimals)
    value[is_low] = SHARE_FLOOR_PERCENT
    value[is_high] = PERCENT - SHARE_FLOOR_PERCENT
    value[(people < SHARES_FROM) | (of == 0)] = np.nan
    return value, (is_low | is_high) & ~np.isnan(value)


def are_bounds(count: IntArray, of: IntArray) -> tuple[BoolArray, BoolArray]:
    """Return which shares are printed as "<5 %", and which as ">95 %"."""
    return PERCENT * count < SHARE_FLOOR_PERCENT * of, PERCENT * count > (PERCENT - SHARE_FLOOR_PERCENT) * of


def rounded(numerator: IntArray, denominator: IntArray, *, decimals: int) -> FloatArray:
    """Return numerator / denominator rounded half to even, exactly; NaN where the denominator is 0.

    >>> rounded(np.array([1, 3, 25, 1]), np.array([4, 4, 100, 0]), decimals=1).tolist()
    [0.2, 0.8, 0.2, nan]
    """
    power = 10**decimals
    is_known = denominator != 0
    whole, rest = np.divmod(power * numerator, np.where(is_known, denominator, 1))
    doubled = 2 * rest
    up = (doubled > denominator) | ((doubled == denominator) & (whole % 2 == 1))
    return np.where(is_known, (whole + up) / power, np.nan)
