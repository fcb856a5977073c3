"""The rules as they count: the rule book, with the text, numbers and places that operators gave them."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cached_property

from burden.domain.findings import Bars
from burden.domain.rule_book import Rule, RuleClass
from burden.domain.rule_sources import SOURCES, Source
from burden.domain.rule_thresholds import numbers_of

PROVINCE_DIGITS = 2
OF_PEOPLE = frozenset(field.name for field in fields(Bars))


class Where(StrEnum):
    """In which provinces a rule counts."""

    ALL = "all"
    ONLY = "only"
    EXCEPT = "except"
    NONE = "none"


@dataclass(frozen=True, kw_only=True)
class RuleInForce:
    """One rule as it counts; ``provinces`` are first digits of region codes that ``where`` is about.

    ``numbers`` are its thresholds by name, all that it has (:func:`burden.domain.rule_thresholds.thresholds_of`).
    """

    rule: Rule
    zh: str
    en: str
    sources: tuple[Source, ...]
    numbers: Mapping[str, float]
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

    @cached_property
    def bars(self) -> Bars:
        """What its shares and entries of the register are held against."""
        return Bars(**{name: value for name, value in self.numbers.items() if name in OF_PEOPLE})

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

    @cached_property
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
        numbers=numbers_of(rule, {}),
        where=Where.ALL if rule.is_on else Where.NONE,
    )
