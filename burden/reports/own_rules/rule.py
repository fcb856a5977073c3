"""One line of R30: a rule that this site itself keeps, does not keep, or of which nothing is known yet."""

from dataclasses import dataclass
from enum import Enum

Words = tuple[str, str]  # Chinese, English


class Verdict(Enum):
    """Whether the site keeps the rule, in both languages."""

    KEPT = ("符合", "kept")
    BROKEN = ("不符合", "not kept")
    NOT_ENTERED = ("还没填", "not filled in yet")
    NO_DATA = ("还没有数据", "no data yet")


@dataclass(frozen=True, kw_only=True)
class OwnRule:
    """A rule, what was found of it, and how: computed from what, or entered by whom on which day."""

    key: str
    verdict: Verdict
    rule: Words
    found: Words
    how: Words


def kept_if(is_kept: bool) -> Verdict:  # noqa: FBT001  # the one thing that it depends on
    """Return the verdict on something that is known."""
    return Verdict.KEPT if is_kept else Verdict.BROKEN
