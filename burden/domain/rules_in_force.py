"""The rules as they count: the rule book, with the text, thresholds and places that operators gave them.

What an operator may change has a range.  Thresholds that another page uses as well (the board, cautions about
clean-ups) are constants of the program, so that two pages never judge one number differently.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from burden.domain.findings import Bars
from burden.domain.indicators import BY_CODE, Statistic
from burden.domain.rule_book import Rule, RuleClass
from burden.domain.rule_evidence import Answered, MetPractice, NamedWith, RegisterCheck, Registered, SaidOf
from burden.domain.rule_sources import SOURCES, Source
from burden.domain.thresholds import (
    ACCOUNT_STALE_DAYS,
    FINDING_LOW_PERCENT,
    FINDING_STRONG_LOW_PERCENT,
    LEAD_FROM,
)

SHARED_WITH_CAUTIONS = "R24"
PROVINCE_DIGITS = 2


class Where(StrEnum):
    """In which provinces a rule counts."""

    ALL = "all"
    ONLY = "only"
    EXCEPT = "except"
    NONE = "none"


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """A number of a rule that operators may change within ``smallest`` and ``largest``; ``name`` as in Bars."""

    name: str
    zh: str
    en: str
    default: float
    smallest: float
    largest: float


PEOPLE_FROM = Threshold(
    name="people_from",
    zh="至少多少人答",
    en="People who answered, at least",
    default=LEAD_FROM,
    smallest=LEAD_FROM,
    largest=500,
)
LOW = Threshold(
    name="low",
    zh="线索：区间下限到多少（%）",
    en="Lead: lower end of the interval, at least (%)",
    default=FINDING_LOW_PERCENT,
    smallest=5,
    largest=90,
)
STRONG = Threshold(
    name="strong",
    zh="较强线索：区间下限到多少（%）",
    en="Strong lead: lower end of the interval, at least (%)",
    default=FINDING_STRONG_LOW_PERCENT,
    smallest=10,
    largest=95,
)
STALE_DAYS = Threshold(
    name="stale_days",
    zh="多少天没有更新",
    en="Days without anything new",
    default=ACCOUNT_STALE_DAYS,
    smallest=14,
    largest=730,
)
MOST_GROUPS = 20  # of a threshold that is a number of work groups


def thresholds_of(rule: Rule) -> tuple[Threshold, ...]:
    """Return what may be changed of a rule's thresholds; nothing where it has none of its own.

    >>> from burden.domain.rule_book import RULE_BY_CODE
    >>> [threshold.name for threshold in thresholds_of(RULE_BY_CODE["R03"])]
    ['people_from', 'low', 'strong']
    """
    if rule.code == SHARED_WITH_CAUTIONS:
        return ()
    found: dict[str, Threshold] = {}
    for piece in rule.evidence:
        found |= {threshold.name: threshold for threshold in _thresholds(rule, piece)}
    return tuple(found.values())


def _thresholds(rule: Rule, piece: object) -> tuple[Threshold, ...]:
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
        words = ("区间上限不超过多少（%）", "Upper end of the interval, at most (%)")
        return Threshold(name="warn", zh=words[0], en=words[1], default=piece.at_most, smallest=5, largest=95)
    at_least = piece.at_least or 0
    if BY_CODE[piece.indicator].statistic is Statistic.MEAN:
        words = ("中位数的区间下限到多少（个）", "Lower end of the interval of the median, at least")
        return Threshold(name="warn", zh=words[0], en=words[1], default=at_least, smallest=1, largest=MOST_GROUPS)
    words = ("区间下限到多少（%）", "Lower end of the interval, at least (%)")
    return Threshold(name="warn", zh=words[0], en=words[1], default=at_least, smallest=5, largest=95)


@dataclass(frozen=True, kw_only=True)
class RuleInForce:
    """One rule as it counts; ``provinces`` are first digits of region codes that ``where`` is about."""

    rule: Rule
    zh: str
    en: str
    sources: tuple[Source, ...]
    bars: Bars
    where: Where
    provinces: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """Number of the rule."""
        return self.rule.code

    @property
    def rule_class(self) -> RuleClass:
        """What it is about."""
        return self.rule.rule_class

    def applies_to(self, path: str) -> bool:
        """Whether it counts for a region with this path; for the whole country where it is not one of few provinces."""
        is_named = path[:PROVINCE_DIGITS] in self.provinces
        return self.where is Where.ALL or (
            is_named if self.where is Where.ONLY else self.where is Where.EXCEPT and not is_named
        )


@dataclass(frozen=True, kw_only=True)
class RulesInForce:
    """All rules in one version, in the order of the book."""

    version: int
    rules: tuple[RuleInForce, ...]

    @property
    def by_code(self) -> Mapping[str, RuleInForce]:
        """The rules by number."""
        return {rule.code: rule for rule in self.rules}


def as_in_the_book(rule: Rule) -> RuleInForce:
    """Return the rule as the program brings it."""
    return RuleInForce(
        rule=rule,
        zh=rule.zh,
        en=rule.en,
        sources=tuple(SOURCES[key] for key in rule.sources),
        bars=bars_of(rule, {}),
        where=Where.ALL if rule.is_on else Where.NONE,
    )


def bars_of(rule: Rule, changed: Mapping[str, float]) -> Bars:
    """Return the thresholds of a rule: its own, with those of ``changed`` that it has."""
    known = {threshold.name: threshold.default for threshold in thresholds_of(rule)}
    return Bars(**(known | {name: value for name, value in changed.items() if name in known}))
