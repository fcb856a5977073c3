"""Filters as they stand in addresses, and the words for them."""

from burden.access.policies import Reach
from burden.domain.indicators import BY_CODE, INDICATORS, Indicator, Visibility
from burden.domain.levels import CITY_AND_COUNTY_DEPARTMENTS, LEVEL_NAMES, RESPONDENT_LEVELS, Level
from burden.domain.sentences import Sentence
from burden.reports.errors import BadFilterError

ALL_LEVELS = ("全部层级", "all levels")
CITY_AND_COUNTY = ("市县部门", "city and county departments")


def parse_levels(text: str) -> tuple[int, ...]:
    """Return the levels of an address ("40,50"), () for all; BadFilterError for anything else.

    >>> parse_levels("50,40"), parse_levels("")
    ((40, 50), ())
    """
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not all(part.isascii() and part.isdigit() for part in parts):
        raise BadFilterError("level", Sentence("层级只能是数字，多个之间用逗号隔开，例如 40,50。"))
    return check_levels(tuple(int(part) for part in parts))


def check_levels(levels: tuple[int, ...]) -> tuple[int, ...]:
    """Return the levels in order and once each; BadFilterError when one is no level of a respondent's unit."""
    known = {int(level) for level in RESPONDENT_LEVELS}
    if not known.issuperset(levels):
        raise BadFilterError("level", Sentence("没有这个层级。可选：20、40、50、60、70、90。"))
    return tuple(sorted(set(levels)))


def find_indicator(code: str | None, *, default: Indicator) -> Indicator:
    """Return the indicator of that code, the default for none; BadFilterError when there is none of that code."""
    if not code:
        return default
    if code not in BY_CODE:
        raise BadFilterError("indicator", Sentence("没有这个指标。"))
    return BY_CODE[code]


def readable_indicators(reach: Reach, *, kind: str) -> tuple[Indicator, ...]:
    """Return the indicators that may be read of a place of this kind, in the dictionary's order."""
    return tuple(
        indicator
        for indicator in INDICATORS
        if indicator.may_be_shown_of(kind) and (reach is Reach.FULL or indicator.visibility is Visibility.PUBLIC)
    )


def level_words(levels: tuple[int, ...]) -> tuple[str, str]:
    """Return what a set of levels is called, in Chinese and English.

    >>> level_words((40, 50))[0], level_words((60,))[0], level_words(())[0]
    ('市县部门', '乡镇街道', '全部层级')
    """
    if not levels:
        return ALL_LEVELS
    if levels == tuple(int(level) for level in CITY_AND_COUNTY_DEPARTMENTS):
        return CITY_AND_COUNTY
    names = [LEVEL_NAMES[Level(level)] for level in levels]
    return "、".join(zh for zh, _ in names), ", ".join(en for _, en in names)
