"""What may go wrong when load is cut: four cautions (R22-R25), each a reason to ask people, not a finding against any.

Every change must be large and beyond chance (the intervals of both waves lie apart); every share must reach its bound
with the lower end of its interval, said by as many people as any lead needs (LEAD_FROM).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from burden.domain.thresholds import (
    BLANKET_FALL_PERCENT,
    CAUTION_SHARE_PERCENT,
    FEWER_GROUPS_PERCENT,
    LEAD_FROM,
    MORE_MESSAGES_PERCENT,
    REBOUND_PERCENT,
)

PERCENT = 100


class Caution(StrEnum):
    """Cautions by their number in the table of rules."""

    REBOUND = "R22"
    BLANKET = "R23"
    PAPERWORK = "R24"
    SWAPPED = "R25"


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One published value with its interval; shares on the scale 0-100; ``n`` people as printed, a band's lower end."""

    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """One number behind a caution: the indicator, the wave before (None for shares) and this one, and the bound.

    ``bound`` is a change in percent where ``before`` is given, else a share in percent.
    """

    caution: Caution
    indicator: str
    before: Reading | None
    after: Reading
    bound: int

    @property
    def change_percent(self) -> float | None:
        """Return how much the value changed, in percent of the wave before; None for shares."""
        return None if self.before is None else change_percent(self.before, self.after)


Readings = Mapping[str, Reading]  # by code of the indicator, those that are shown

# Indicators that the rules read.
CAUTION_INDICATORS = ("I01", "I03", "I04", "I06", "I07", "I31-3", "I31-4", "I32-1")


def change_percent(before: Reading, after: Reading) -> float | None:
    """Return the change in percent of the value before; None where that was 0.

    >>> change_percent(Reading(value=20, low=18, high=22, n=50), Reading(value=25, low=23, high=27, n=50))
    25.0
    """
    return PERCENT * (after.value - before.value) / before.value if before.value else None


def cautions_of(before: Readings, after: Readings) -> tuple[Evidence, ...]:
    """Return the evidence of each caution that these two waves of one place give, in the order of the rules.

    Values that are not shown give none.

    >>> groups = dict.fromkeys(("I04", "I06"), Reading(value=20, low=18, high=22, n=50))
    >>> fewer, more = Reading(value=10, low=9, high=11, n=50), Reading(value=30, low=27, high=33, n=50)
    >>> [(found.caution.value, found.indicator) for found in cautions_of(groups, {"I04": fewer, "I06": more})]
    [('R25', 'I04'), ('R25', 'I06')]
    """
    pair = _Pair(before=before, after=after)
    return (*pair.rebound(), *pair.blanket(), *pair.paperwork(), *pair.swapped())


@dataclass(frozen=True, kw_only=True)
class _Pair:
    """Two waves of one place."""

    before: Readings
    after: Readings

    def rebound(self) -> Iterator[Evidence]:
        yield from self._changes(Caution.REBOUND, ("I03", "I07"), REBOUND_PERCENT, _rises)

    def blanket(self) -> Iterator[Evidence]:
        closed = tuple(self._changes(Caution.BLANKET, ("I01", "I04"), BLANKET_FALL_PERCENT, _falls))
        harder = tuple(self._shares(Caution.BLANKET, "I31-4"))
        if closed and harder:
            yield from (*closed, *harder)

    def paperwork(self) -> Iterator[Evidence]:
        yield from self._shares(Caution.PAPERWORK, "I32-1")

    def swapped(self) -> Iterator[Evidence]:
        fewer = tuple(self._changes(Caution.SWAPPED, ("I04",), FEWER_GROUPS_PERCENT, _falls))
        busier = tuple(self._changes(Caution.SWAPPED, ("I06",), MORE_MESSAGES_PERCENT, _rises))
        if fewer and busier:
            yield from (*fewer, *busier)
        yield from self._shares(Caution.SWAPPED, "I31-3")

    def _changes(
        self, caution: Caution, codes: tuple[str, ...], bound: int, is_met: Callable[[Reading, Reading, int], bool]
    ) -> Iterator[Evidence]:
        for code in codes:
            if code in self.before and code in self.after and is_met(self.before[code], self.after[code], bound):
                signed = bound if is_met is _rises else -bound
                yield Evidence(
                    caution=caution, indicator=code, before=self.before[code], after=self.after[code], bound=signed
                )

    def _shares(self, caution: Caution, code: str) -> Iterator[Evidence]:
        share = self.after.get(code)
        if share is not None and share.n >= LEAD_FROM and share.low >= CAUTION_SHARE_PERCENT:
            yield Evidence(caution=caution, indicator=code, before=None, after=share, bound=CAUTION_SHARE_PERCENT)


def _rises(before: Reading, after: Reading, percent: int) -> bool:
    change = change_percent(before, after)
    return change is not None and change >= percent and after.low > before.high


def _falls(before: Reading, after: Reading, percent: int) -> bool:
    change = change_percent(before, after)
    return change is not None and change <= -percent and after.high < before.low
