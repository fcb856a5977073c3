"""What in a survey or in the catalogue can speak to a rule."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, kw_only=True)
class MetPractice:
    """People met a practice within three months; of everybody who answered that question."""

    practice: str


@dataclass(frozen=True, kw_only=True)
class Answered:
    """A share of page 2: ``at_least`` the lower end of its interval, or ``at_most`` the upper end, in percent."""

    indicator: str
    at_least: float | None = None
    at_most: float | None = None


@dataclass(frozen=True, kw_only=True)
class NamedWith:
    """People who named an app as taking most of their time ticked all of these flags; of those who named it."""

    flags: tuple[str, ...]
    is_exempt_left_out: bool = False


@dataclass(frozen=True, kw_only=True)
class SaidOf:
    """Users of an app say this of it; ``family`` is a family of blocks of opinions, ``answer`` one of its counts."""

    family: str
    answer: str


class RegisterCheck(StrEnum):
    """What the catalogue alone shows of an entry."""

    STALE_ACCOUNT = "stale_account"
    SECOND_ACCOUNT = "second_account"
    BUILT_BELOW_COUNTY = "built_below_county"
    UNFILED = "unfiled"
    NO_COMPLAINT_CHANNEL = "no_complaint_channel"
    COMMERCIAL = "commercial"
    BUILT_LOCALLY = "built_locally"


@dataclass(frozen=True, kw_only=True)
class Registered:
    """The catalogue says so."""

    check: RegisterCheck


Evidence = MetPractice | Answered | NamedWith | SaidOf | Registered


def met(*practices: str) -> Iterator[MetPractice]:
    """Yield the evidence of each practice."""
    return (MetPractice(practice=practice) for practice in practices)


def named_with(*flags: str, is_exempt_left_out: bool = False) -> Iterator[NamedWith]:
    """Yield the evidence of each flag by itself."""
    return (NamedWith(flags=(flag,), is_exempt_left_out=is_exempt_left_out) for flag in flags)
