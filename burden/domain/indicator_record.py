"""What an indicator is: one record that views, charts, exports and documents follow."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from burden.domain.levels import KIND_DEPTH, RegionKind
from burden.domain.tally_layout import Block


class Statistic(StrEnum):
    """How the value is computed from a tally."""

    MEAN = "mean"  # sum of a magnitude / n, log-scale t interval, median beside it
    SHARE = "share"  # sum of counts / n or / the counts that are its base, Wilson interval
    RATIO = "ratio"  # sum of one magnitude / sum of another, no interval


class Visibility(StrEnum):
    """Who may read the indicator of regions outside their own subtree."""

    PUBLIC = "public"  # every county and above, without signing in
    SCOPED = "scoped"  # own subtrees only


class Topic(StrEnum):
    """What an indicator is about; choices are listed under these heads, in this order."""

    AMOUNT = "amount"
    TIME = "time"
    FEELING = "feeling"
    REPLIES = "replies"
    DATA = "data"
    CLEAN_UP = "clean_up"
    SEEN = "seen"
    OWN_COST = "own_cost"


TOPIC_NAMES: dict[Topic, tuple[str, str]] = {
    Topic.AMOUNT: ("数量", "Amount"),
    Topic.TIME: ("用时", "Time"),
    Topic.FEELING: ("感受和变化", "How it feels, and changes"),
    Topic.REPLIES: ("群和下班后", "Groups and after hours"),
    Topic.DATA: ("填报和兼管", "Data entry and extra duties"),
    Topic.CLEAN_UP: ("清理以后", "After a clean-up"),
    Topic.SEEN: ("所见所闻", "What people have seen"),
    Topic.OWN_COST: ("本调查自身", "This survey itself"),
}


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One number about a group of people.

    ``sums`` names the magnitudes (MEAN: one; RATIO: numerator, denominator) or counts (SHARE: all that are added);
    ``base`` the counts whose people a share is of, () for everybody in the block.  A mean is multiplied by ``scale``.
    ``finest_kind`` is the smallest kind of place that the number may be shown of.
    ``unit_zh``/``unit_en`` follow the number; shares and ratios are percentages.
    """

    code: str
    block: Block
    statistic: Statistic
    sums: tuple[str, ...]
    topic: Topic
    name_zh: str
    name_en: str
    unit_zh: str
    unit_en: str
    question_zh: str
    question_en: str
    definition_zh: str
    definition_en: str
    decimals: int = 1
    visibility: Visibility = Visibility.SCOPED
    is_self_reported_time: bool = False
    base: tuple[str, ...] = ()
    scale: Fraction = Fraction(1)
    finest_kind: RegionKind = RegionKind.TOWNSHIP

    @property
    def has_distribution(self) -> bool:
        """Whether medians, quartiles and a histogram belong to the indicator."""
        return self.statistic is Statistic.MEAN

    def may_be_shown_of(self, kind: str) -> bool:
        """Whether places of this kind are large enough for the indicator."""
        return KIND_DEPTH[RegionKind(kind)] <= KIND_DEPTH[self.finest_kind]
