"""Finding phones, identity cards and bank cards among the digits of a text.

Digits are looked at in groups, as people write them: ``138-0013-8000`` is three groups and one number, ``10 20 30`` is
three numbers.  A number is made of whole groups.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

NUMERALS = "0123456789零\u3007○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖貳參陸"
VALUES = "01234567890001234567891123456789236"
DIGIT = f"[{NUMERALS}]"
UNIT = "[元块万亿人次条个户亩份页字秒分天年月吨米公克%]"
GROUP = re.compile(f"{DIGIT}+(x?)")
SEPARATOR = re.compile("[ \\-\u2010-\u2015\u2212·•.()_~/*|]{1,2}")
BEFORE_COUNTRY = re.compile(r"\+ ?$")

MOST_GROUPS = 19  # a number read out digit by digit
LONG_FROM = 11  # an unbroken row of so many digits is no count of anything
IDENTITY_DIGITS = 18
IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
IDENTITY_MARKS = "10x98765432"
BIRTH_DATE = re.compile(r"[0-9]{6}(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9x]")
COUNTRY = re.compile("(?:0086|86)(?=[01])")
MOBILE = re.compile("1[3-9][0-9]{9}")
WITH_AREA = re.compile("0(?:10|2[0-9]|[3-9][0-9]{2})[2-8][0-9]{6,7}")
SERVICE_LINE = re.compile("[48]00[0-9]{7}")
LOCAL = re.compile("[2-8][0-9]{6,7}")
DATE = re.compile("20[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
SHORTEST_GROUP = 3
SHORTEST_GROUP_OF_A_CARD = 4
CARD_DIGITS = range(15, 20)


class Taken(StrEnum):
    """What was taken out of a text."""

    IDENTITY = "identity"
    MOBILE = "mobile"
    PHONE = "phone"
    CARD = "card"
    LONG = "long"
    PLATE = "plate"
    EMAIL = "email"
    ACCOUNT = "account"
    ADDRESS = "address"


@dataclass(frozen=True, kw_only=True)
class Found:
    """Where in the text something stands that must go: from ``start`` to before ``end``."""

    taken: Taken
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class _Group:
    """Digits without anything between them, as plain digits; ``mark`` is an x that follows."""

    start: int
    end: int
    digits: str
    mark: str
    is_plain: bool


def plain_digits(text: str) -> str:
    """Return the text with Chinese numerals as digits.

    >>> plain_digits("幺三八零零")
    '13800'
    """
    return "".join(VALUES[NUMERALS.index(sign)] if sign in NUMERALS else sign for sign in text)


def numbers_in(shadow: str) -> Iterator[Found]:
    """Yield the numbers that point to somebody, from left to right, none within another."""
    for run in _runs(shadow):
        at = 0
        while at < len(run):
            found, length = _longest_from(shadow, run[at : at + MOST_GROUPS])
            if found is not None:
                yield found
            at += length


def _runs(shadow: str) -> Iterator[list[_Group]]:
    """Yield groups that belong together: not more than two separating characters between them."""
    run: list[_Group] = []
    for match in GROUP.finditer(shadow):
        text = match.group()[: -1 if match.group(1) else None]
        group = _Group(
            start=match.start(),
            end=match.start() + len(text),
            digits=plain_digits(text),
            mark=match.group(1),
            is_plain=text.isascii(),
        )
        if run and not SEPARATOR.fullmatch(shadow[run[-1].end : group.start]):
            yield run
            run = []
        run.append(group)
    if run:
        yield run


def _longest_from(shadow: str, groups: Sequence[_Group]) -> tuple[Found | None, int]:
    """Return the longest number that begins with the first group and its length in groups; None and 1 where none."""
    for length in range(len(groups), 0, -1):
        part = groups[:length]
        following = shadow[part[-1].end : part[-1].end + 1]
        taken = _what_is(part, following)
        if taken is not None:
            has_mark = bool(part[-1].mark) and sum(len(group.digits) for group in part) == IDENTITY_DIGITS - 1
            plus = BEFORE_COUNTRY.search(shadow[: part[0].start])
            start = plus.start() if plus and part[0].digits.startswith("86") else part[0].start
            return Found(taken=taken, start=start, end=part[-1].end + has_mark), length
    return None, 1


def _what_is(groups: Sequence[_Group], following: str) -> Taken | None:
    digits = "".join(group.digits for group in groups)
    sizes = [len(group.digits) for group in groups]
    if _is_identity(digits + groups[-1].mark) or _is_identity(digits):
        return Taken.IDENTITY
    if _is_mobile(digits, sizes):
        return Taken.MOBILE
    if _is_phone(digits, sizes):
        return Taken.PHONE
    if _is_card(digits, sizes):
        return Taken.CARD
    return _what_unbroken(groups[0], following) if len(groups) == 1 else None


def _what_unbroken(group: _Group, following: str) -> Taken | None:
    if len(group.digits) >= LONG_FROM:
        return Taken.LONG
    is_local = group.is_plain and LOCAL.fullmatch(group.digits) and not DATE.fullmatch(group.digits)
    return Taken.PHONE if is_local and not re.match(UNIT, following) else None


def _is_identity(number: str) -> bool:
    """Tell by check symbol and date of birth; area codes change every year and are not looked at."""
    if not BIRTH_DATE.fullmatch(number):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, IDENTITY_WEIGHTS, strict=False))
    return IDENTITY_MARKS[total % 11] == number[-1]


def _is_mobile(digits: str, sizes: Sequence[int]) -> bool:
    country = COUNTRY.match(digits)
    if not MOBILE.fullmatch(digits[country.end() if country else 0 :]):
        return False
    own = sizes[1:] if country and sizes[0] == country.end() else sizes
    return min(own) >= SHORTEST_GROUP or max(own) == 1


def _is_phone(digits: str, sizes: Sequence[int]) -> bool:
    country = COUNTRY.match(digits)
    own = sizes[1:] if country and sizes[0] == country.end() else sizes
    number = digits[country.end() if country else 0 :]
    return min(own) >= SHORTEST_GROUP and bool(WITH_AREA.fullmatch(number) or SERVICE_LINE.fullmatch(number))


def _is_card(digits: str, sizes: Sequence[int]) -> bool:
    """Tell by length and check digit (Luhn); cards are written in groups of four and more, and no year begins one."""
    if len(digits) not in CARD_DIGITS or min(sizes[:-1], default=len(digits)) < SHORTEST_GROUP_OF_A_CARD:
        return False
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits))]
    return digits[0] in "3456789" and sum(number // 10 + number % 10 for number in doubled) % 10 == 0
