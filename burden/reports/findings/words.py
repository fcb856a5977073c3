"""Findings in words: what speaks for each, and of whom a share is."""

from collections.abc import Sequence

from burden.domain.indicators import Indicator
from burden.domain.levels import LEVEL_NAMES, Level
from burden.domain.practices import PRACTICE_BY_CODE
from burden.domain.rule_evidence import RegisterCheck
from burden.domain.survey_items import APP_FLAG_OPTIONS
from burden.models import CatalogueItem
from burden.reports.types import Estimate
from burden.reports.wording import Wording

FLAG_WORDS = {option.value: (option.zh, option.en) for option in APP_FLAG_OPTIONS}
OF_EVERYBODY = Wording("答了这一题的人", "people who answered the question")
OF_THOSE_WHO_NAMED_IT = Wording("说它最费时间的人", "people who named it as taking most time")
OF_USERS = Wording("在用、又说了看法的人", "users who said what they think")

Words = tuple[Wording, Wording]  # what speaks, and of whom the share is


def practice_words(practice: str) -> Words:
    """Return the words for a practice that people met."""
    record = PRACTICE_BY_CODE[practice]
    return Wording(f"近三个月遇到过“{record.zh}”", f"met “{record.en}” within three months"), OF_EVERYBODY


def answered_words(indicator: Indicator, *, median: float | None = None) -> Words:
    """Return the words for an indicator of page 2; a number of things is told by its median."""
    if median is None:
        said = indicator.name_zh.removesuffix("占比")
        zh = indicator.name_zh if said == indicator.name_zh else f"说{said}"
        return Wording(zh, indicator.name_en), OF_EVERYBODY
    zh = f"{indicator.name_zh}：一半人在{median:g}{indicator.unit_zh}以上"
    return Wording(zh, f"{indicator.name_en}: half of them have {median:g} or more"), OF_EVERYBODY


def flag_words(flags: Sequence[str], shares: Sequence[Estimate]) -> Words:
    """Return the words for flags of an app: those of the first, whose share stands beside them, then the others'.

    The others follow with their own shares: how many said all at once is not known.
    """
    first_zh, first_en = FLAG_WORDS[flags[0]]
    zh, en = f"说它有“{first_zh}”", f"say that it has “{first_en}”"
    for flag, share in zip(flags[1:], shares[1:], strict=True):
        zh += f"；说它有“{FLAG_WORDS[flag][0]}”的是{_percent(share)}"
        en += f"; “{FLAG_WORDS[flag][1]}” is said by {_percent(share)}"
    return Wording(zh, en), OF_THOSE_WHO_NAMED_IT


def said_words(answer: str) -> Words:
    """Return the words for what users say of an app."""
    return SAID_WORDS[answer], OF_USERS


def register_words(check: RegisterCheck, item: CatalogueItem, *, stale_days: int) -> Wording:
    """Return the words for a fact of the catalogue; ``stale_days`` is the rule's for accounts without anything new."""
    zh, en = REGISTER_WORDS[check]
    level_zh, level_en = (
        LEVEL_NAMES.get(Level(item.sponsor_level), ("", "")) if item.sponsor_level in LEVELS else ("", "")
    )
    updated = item.last_update_on.isoformat() if item.last_update_on else ""
    facts = {"platform": item.platform, "updated": updated, "sponsor": item.sponsor_dept, "days": str(stale_days)}
    return Wording(zh.format(level=level_zh, **facts), en.format(level=level_en, **facts))


SAID_WORDS: dict[str, Wording] = {
    "overcollect_yes": Wording("说它要的个人信息过多", "say that it asks for too much personal data")
}
LEVELS = frozenset(Level)
REGISTER_WORDS: dict[RegisterCheck, tuple[str, str]] = {
    RegisterCheck.STALE_ACCOUNT: (
        "最近更新是{updated}，超过{days}天",
        "last updated on {updated}, over {days} days ago",
    ),
    RegisterCheck.SECOND_ACCOUNT: (
        "{sponsor}在“{platform}”上不止一个账号",
        "{sponsor} has more than one account on “{platform}”",
    ),
    RegisterCheck.BUILT_BELOW_COUNTY: ("主办单位是{level}，在县级以下", "its sponsor, {level}, is below county"),
    RegisterCheck.BUILT_LOCALLY: ("主办单位是{level}，面向群众", "its sponsor is {level}, and it is for the public"),
    RegisterCheck.UNFILED: ("目录里没有备案编号", "the catalogue has no filing number"),
    RegisterCheck.NO_COMPLAINT_CHANNEL: (
        "目录里写着没有投诉建议的地方",
        "the catalogue says it has no place for complaints",
    ),
    RegisterCheck.COMMERCIAL: ("目录里写着有经营性活动", "the catalogue says it has commercial activity"),
}


def _percent(share: Estimate) -> str:
    return share.text or f"{share.value:.0f}%"
