"""What may go wrong when load is cut: four cautions (R22-R25), each a reason to ask people, not a finding against any.

Every change must be large and beyond chance (the intervals of both waves lie apart); every share must reach its bound
with the lower end of its interval, said by as many people as the rule asks for.  Operators may change the numbers.
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
NEVER = float("inf")


class Caution(StrEnum):
    """Cautions by their number in the table of rules."""

    REBOUND = "R22"
    BLANKET = "R23"
    PAPERWORK = "R24"
    SWAPPED = "R25"


# Cautions that hold one wave against the one before; the other asks about one wave alone.
OF_TWO_WAVES = frozenset({Caution.REBOUND, Caution.BLANKET, Caution.SWAPPED})


@dataclass(frozen=True, kw_only=True)
class CautionBars:
    """What one caution is held against, in percent, and how many people; what it does not ask for is never reached."""

    people_from: float = LEAD_FROM
    rise: float = NEVER
    fall: float = NEVER
    share: float = NEVER


USUAL: Mapping[Caution, CautionBars] = {
    Caution.REBOUND: CautionBars(rise=REBOUND_PERCENT),
    Caution.BLANKET: CautionBars(fall=BLANKET_FALL_PERCENT, share=CAUTION_SHARE_PERCENT),
    Caution.PAPERWORK: CautionBars(share=CAUTION_SHARE_PERCENT),
    Caution.SWAPPED: CautionBars(fall=FEWER_GROUPS_PERCENT, rise=MORE_MESSAGES_PERCENT, share=CAUTION_SHARE_PERCENT),
}
SILENT = CautionBars()


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
    bound: float

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


def cautions_of(before: Readings, after: Readings, bars: Mapping[Caution, CautionBars] = USUAL) -> tuple[Evidence, ...]:
    """Return the evidence of each caution that these two waves of one place give, in the order of the rules.

    Values that are not shown give none; nor do cautions without bars.

    >>> groups = dict.fromkeys(("I04", "I06"), Reading(value=20, low=18, high=22, n=50))
    >>> fewer, more = Reading(value=10, low=9, high=11, n=50), Reading(value=30, low=27, high=33, n=50)
    >>> [(found.caution.value, found.indicator) for found in cautions_of(groups, {"I04": fewer, "I06": more})]
    [('R25', 'I04'), ('R25', 'I06')]
    """
    pair = _Pair(before=before, after=after, bars=bars)
    return (*pair.rebound(), *pair.blanket(), *pair.paperwork(), *pair.swapped())


@dataclass(frozen=True, kw_only=True)
class _Pair:
    """Two waves of one place."""

    before: Readings
    after: Readings
    bars: Mapping[Caution, CautionBars]

    def rebound(self) -> Iterator[Evidence]:
        yield from self._rises(Caution.REBOUND, "I03", "I07")

    def blanket(self) -> Iterator[Evidence]:
        closed = tuple(self._falls(Caution.BLANKET, "I01", "I04"))
        harder = tuple(self._shares(Caution.BLANKET, "I31-4"))
        if closed and harder:
            yield from (*closed, *harder)

    def paperwork(self) -> Iterator[Evidence]:
        yield from self._shares(Caution.PAPERWORK, "I32-1")

    def swapped(self) -> Iterator[Evidence]:
        fewer = tuple(self._falls(Caution.SWAPPED, "I04"))
        busier = tuple(self._rises(Caution.SWAPPED, "I06"))
        if fewer and busier:
            yield from (*fewer, *busier)
        yield from self._shares(Caution.SWAPPED, "I31-3")

    def _rises(self, caution: Caution, *codes: str) -> Iterator[Evidence]:
        bound = self.bars.get(caution, SILENT).rise
        yield from self._changes(caution, codes, bound, lambda b, a: _rise(b, a) >= bound and a.low > b.high)

    def _falls(self, caution: Caution, *codes: str) -> Iterator[Evidence]:
        bound = self.bars.get(caution, SILENT).fall
        yield from self._changes(caution, codes, -bound, lambda b, a: -_rise(b, a) >= bound and a.high < b.low)

    def _changes(
        self, caution: Caution, codes: tuple[str, ...], bound: float, is_met: Callable[[Reading, Reading], bool]
    ) -> Iterator[Evidence]:
        for code in codes:
            if code in self.before and code in self.after and is_met(self.before[code], self.after[code]):
                yield Evidence(
                    caution=caution, indicator=code, before=self.before[code], after=self.after[code], bound=bound
                )

    def _shares(self, caution: Caution, code: str) -> Iterator[Evidence]:
        bars, share = self.bars.get(caution, SILENT), self.after.get(code)
        if share is not None and share.n >= bars.people_from and share.low >= bars.share:
            yield Evidence(caution=caution, indicator=code, before=None, after=share, bound=bars.share)


def _rise(before: Reading, after: Reading) -> float:
    """Return the change in percent; 0 of nothing, which no bound asks for."""
    return change_percent(before, after) or 0.0
