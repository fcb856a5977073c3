"""What leads about apps are held against: the numbers of R12, R13 and R14, those of the program unless changed."""

from dataclasses import dataclass

from burden.domain.thresholds import (
    LEAD_FROM,
    LITTLE_USED_LOW_PERCENT,
    LITTLE_USED_PERCENT,
    LOW_USE_HIGH_PERCENT,
    SCATTERED_FROM,
    SMALL_APP_HIGH_PERCENT,
    ZOMBIE_HIGH_PERCENT,
    ZOMBIE_PERCENT,
    ZOMBIE_REGISTER_PERCENT,
    ZOMBIE_STRONG_HIGH_PERCENT,
)


@dataclass(frozen=True, kw_only=True)
class ZombieBars:
    """What hardly used is (R12): how many answered; in percent, the sponsor's users and the holders who opened it."""

    people_from: float = LEAD_FROM
    registered: float = ZOMBIE_REGISTER_PERCENT
    opened: float = ZOMBIE_PERCENT
    opened_high: float = ZOMBIE_HIGH_PERCENT
    strong_high: float = ZOMBIE_STRONG_HIGH_PERCENT


@dataclass(frozen=True, kw_only=True)
class LowUseBars:
    """What little used is (R13): how many answered; in percent, holders who opened it and users of few functions."""

    people_from: float = LEAD_FROM
    opened_high: float = LOW_USE_HIGH_PERCENT
    little: float = LITTLE_USED_PERCENT
    little_low: float = LITTLE_USED_LOW_PERCENT


@dataclass(frozen=True, kw_only=True)
class MergeBars:
    """What small is (R14): how many answered, holders in percent of them; ``scattered_from`` counts small apps."""

    people_from: float = LEAD_FROM
    held_high: float = SMALL_APP_HIGH_PERCENT
    scattered_from: float = SCATTERED_FROM


@dataclass(frozen=True, kw_only=True)
class LeadBars:
    """What leads about apps are held against; None where the rule does not count."""

    zombie: ZombieBars | None = ZombieBars()
    low_use: LowUseBars | None = LowUseBars()
    merge: MergeBars | None = MergeBars()


USUAL = LeadBars()
