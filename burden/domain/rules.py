"""What makes a group safe to publish: parameters of a release."""

from dataclasses import dataclass

from burden.domain.thresholds import (
    DOMINANCE_PERCENT,
    NEARLY_ALL_ANSWERED_SHARE,
    SMALLEST_GROUP_WHEN_NEARLY_ALL_ANSWERED,
)


@dataclass(frozen=True, kw_only=True)
class Rules:
    """K, the bar where nearly everybody answered, and the p % rule."""

    smallest_group: int
    nearly_all_smallest: int = SMALLEST_GROUP_WHEN_NEARLY_ALL_ANSWERED
    nearly_all_share: float = NEARLY_ALL_ANSWERED_SHARE
    dominance_percent: int = DOMINANCE_PERCENT
