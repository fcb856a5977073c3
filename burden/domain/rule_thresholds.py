"""The numbers of each rule that operators may change.

The program's own numbers stand in :mod:`burden.domain.thresholds`.  No range reaches below what may be shown at all.
"""

from collections.abc import Mapping

from burden.domain import thresholds as usual
from burden.domain.editable_threshold import Raised, Threshold, Unit, percent_threshold
from burden.domain.indicators import BY_CODE, Statistic
from burden.domain.rule_book import Rule
from burden.domain.rule_evidence import Answered, MetPractice, NamedWith, RegisterCheck, Registered, SaidOf

PEOPLE_FROM = Threshold(
    name="people_from",
    zh="至少多少人答",
    en="People who answered, at least",
    unit=Unit.PEOPLE,
    default=usual.LEAD_FROM,
    smallest=usual.LEAD_FROM,
    largest=500,
)
LOW = percent_threshold(
    "low",
    words=("线索：区间下限到多少", "Lead: lower end of the interval, at least"),
    default=usual.FINDING_LOW_PERCENT,
    within=(5, 90),
)
STRONG = percent_threshold(
    "strong",
    words=("较强线索：区间下限到多少", "Strong lead: lower end of the interval, at least"),
    default=usual.FINDING_STRONG_LOW_PERCENT,
    within=(10, 95),
    raised=Raised.FEWER_STRONG,
)
STALE_DAYS = Threshold(
    name="stale_days",
    zh="超过多少天没有更新",
    en="Without anything new for more than",
    unit=Unit.DAYS,
    default=usual.ACCOUNT_STALE_DAYS,
    smallest=14,
    largest=730,
)
MOST_GROUPS = 20  # of a threshold that is a number of work groups
MOST_SCATTERED = 20
SHARE = percent_threshold(
    "share",
    words=("说的人：区间下限到多少", "Who say so: lower end of the interval, at least"),
    default=usual.CAUTION_SHARE_PERCENT,
    within=(5, 95),
)

# Rules that are judged elsewhere than by their evidence: leads about apps, and one wave against the one before.
OWN_THRESHOLDS: dict[str, tuple[Threshold, ...]] = {
    "R12": (
        percent_threshold(
            "registered",
            words=(
                "主办方报的使用人数：不超过当地在岗人数的多少",
                "Users by the sponsor's count: at most, of the people who work there",
            ),
            default=usual.ZOMBIE_REGISTER_PERCENT,
            within=(0, 10),
            raised=Raised.MORE,
        ),
        PEOPLE_FROM,
        percent_threshold(
            "opened",
            words=("装了的人里近3个月打开过的：不超过多少", "Holders who opened it in 3 months: at most"),
            default=usual.ZOMBIE_PERCENT,
            within=(1, 50),
            raised=Raised.MORE,
        ),
        percent_threshold(
            "opened_high",
            words=("线索：打开过的，区间上限不超过多少", "Lead: who opened it, upper end of the interval, at most"),
            default=usual.ZOMBIE_HIGH_PERCENT,
            within=(5, 60),
            raised=Raised.MORE,
        ),
        percent_threshold(
            "strong_high",
            words=(
                "较强线索：打开过的，区间上限不超过多少",
                "Strong lead: who opened it, upper end of the interval, at most",
            ),
            default=usual.ZOMBIE_STRONG_HIGH_PERCENT,
            within=(5, 60),
            raised=Raised.MORE_STRONG,
        ),
    ),
    "R13": (
        PEOPLE_FROM,
        percent_threshold(
            "opened_high",
            words=(
                "装了的人里近3个月打开过的：区间上限不超过多少",
                "Holders who opened it in 3 months: upper end of the interval, at most",
            ),
            default=usual.LOW_USE_HIGH_PERCENT,
            within=(20, 80),
            raised=Raised.MORE,
        ),
        percent_threshold(
            "little",
            words=("在用的人里说功能很少用到的：到多少", "Users who use few of its functions: at least"),
            default=usual.LITTLE_USED_PERCENT,
            within=(30, 95),
        ),
        percent_threshold(
            "little_low",
            words=(
                "说功能很少用到的：区间下限到多少",
                "Users who use few of its functions: lower end of the interval, at least",
            ),
            default=usual.LITTLE_USED_LOW_PERCENT,
            within=(20, 95),
        ),
    ),
    "R14": (
        PEOPLE_FROM,
        percent_threshold(
            "held_high",
            words=("小应用：装的人，区间上限不超过多少", "Small app: who have it, upper end of the interval, at most"),
            default=usual.SMALL_APP_HIGH_PERCENT,
            within=(5, 50),
            raised=Raised.MORE,
        ),
        Threshold(
            name="scattered_from",
            zh="同一功能或同一科室，小应用到多少",
            en="Small apps of one function or one office, at least",
            unit=Unit.APPS,
            default=usual.SCATTERED_FROM,
            smallest=2,
            largest=MOST_SCATTERED,
        ),
    ),
    "R22": (
        percent_threshold(
            "rise",
            words=("应用和账号，或用时：升多少", "Apps and accounts, or minutes: up by at least"),
            default=usual.REBOUND_PERCENT,
            within=(5, 100),
        ),
    ),
    "R23": (
        percent_threshold(
            "fall",
            words=("应用或工作群：降多少", "Apps or work groups: down by at least"),
            default=usual.BLANKET_FALL_PERCENT,
            within=(10, 95),
        ),
        PEOPLE_FROM,
        SHARE,
    ),
    "R25": (
        percent_threshold(
            "fall",
            words=("工作群：降多少", "Work groups: down by at least"),
            default=usual.FEWER_GROUPS_PERCENT,
            within=(5, 95),
        ),
        percent_threshold(
            "rise",
            words=("群里的时间：升多少", "Time in groups: up by at least"),
            default=usual.MORE_MESSAGES_PERCENT,
            within=(5, 100),
        ),
        PEOPLE_FROM,
        SHARE,
    ),
}
# In these pairs the second stands for a strong lead; it may not be easier to reach than the first.
STRONG_OF: tuple[tuple[str, str], ...] = (("low", "strong"), ("opened_high", "strong_high"))


def thresholds_of(rule: Rule) -> tuple[Threshold, ...]:
    """Return what may be changed of a rule's numbers; nothing where it has none.

    >>> from burden.domain.rule_book import RULE_BY_CODE
    >>> [threshold.name for threshold in thresholds_of(RULE_BY_CODE["R03"])]
    ['people_from', 'low', 'strong']
    """
    if rule.code in OWN_THRESHOLDS:
        return OWN_THRESHOLDS[rule.code]
    found: dict[str, Threshold] = {}
    for piece in rule.evidence:
        found |= {threshold.name: threshold for threshold in _of_evidence(rule, piece)}
    return tuple(found.values())


def numbers_of(rule: Rule, changed: Mapping[str, float]) -> dict[str, float]:
    """Return the numbers of a rule by name: the program's, with those of ``changed`` that the rule has."""
    return {threshold.name: changed.get(threshold.name, threshold.default) for threshold in thresholds_of(rule)}


def _of_evidence(rule: Rule, piece: object) -> tuple[Threshold, ...]:
    match piece:
        case Answered() if rule.is_warning:
            return (PEOPLE_FROM, _of_warning(piece))
        case MetPractice() | NamedWith() | SaidOf() | Answered():
            return (PEOPLE_FROM, LOW, STRONG)
        case Registered(check=RegisterCheck.STALE_ACCOUNT):
            return (STALE_DAYS,)
    return ()


def _of_warning(piece: Answered) -> Threshold:
    if piece.at_most is not None:
        return percent_threshold(
            "warn",
            words=("区间上限不超过多少", "Upper end of the interval, at most"),
            default=piece.at_most,
            within=(5, 95),
            raised=Raised.MORE,
        )
    at_least = piece.at_least or 0
    if BY_CODE[piece.indicator].statistic is Statistic.MEAN:
        words = ("中位数的区间下限到多少", "Lower end of the interval of the median, at least")
        return Threshold(
            name="warn",
            zh=words[0],
            en=words[1],
            unit=Unit.GROUPS,
            default=at_least,
            smallest=1,
            largest=MOST_GROUPS,
        )
    return percent_threshold(
        "warn", words=("区间下限到多少", "Lower end of the interval, at least"), default=at_least, within=(5, 95)
    )
