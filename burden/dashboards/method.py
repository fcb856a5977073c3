"""What the pages on method and self-check print, straight from the registers that the product works by."""

from typing import Any

from burden.dashboards.language import Language
from burden.domain import thresholds
from burden.domain.indicators import INDICATORS, Indicator
from burden.domain.levels import LEVEL_NAMES, RESPONDENT_LEVELS
from burden.domain.survey_items import PAGE_ONE
from burden.reports.method import STEPS
from burden.reports.own_rules.all_rules import own_rules
from burden.reports.own_rules.self_check import self_check
from burden.reports.types import ReleaseRef

SURVEY_KILOBYTES = 60  # page 1 with its style and script, compressed


def method_context(language: Language) -> dict[str, Any]:
    """Return definitions and thresholds in the reader's language."""
    return {
        "indicators": tuple(_definition(indicator, language) for indicator in INDICATORS),
        "levels": language.say("、", ", ").join(language.say(*LEVEL_NAMES[level]) for level in RESPONDENT_LEVELS),
        "shown": _shown_rules(language),
        "smallest_coded": thresholds.SMALLEST_GROUP_CODED,
        "smallest_link": thresholds.SMALLEST_GROUP_LINK,
        "most_minutes": thresholds.MOST_MINUTES_PER_DAY,
    }


def self_check_context(releases: tuple[ReleaseRef, ...], language: Language) -> dict[str, Any]:
    """Return what the survey asks of people, and the releases in force."""
    return {
        "items": tuple((item.code, language.say(item.zh, item.en), item.points, item.is_required) for item in PAGE_ONE),
        "item_count": len(PAGE_ONE),
        "required_count": sum(item.is_required for item in PAGE_ONE),
        "points": sum(item.points for item in PAGE_ONE),
        "point_budget": thresholds.POINT_BUDGET,
        "days_between": thresholds.DAYS_BETWEEN_WAVES,
        "releases": releases,
        "found": _found(language),
        "own_rules": _own_rules(language),
    }


def _own_rules(language: Language) -> tuple[dict[str, str], ...]:
    """Return each line of R30: the rule, whether the site keeps it, what was found, and how."""
    return tuple(
        {
            "key": line.key,
            "verdict": line.verdict.name,
            "rule": language.say(*line.rule),
            "words": language.say(*line.verdict.value),
            "found": language.say(*line.found),
            "how": language.say(*line.how),
        }
        for line in own_rules()
    )


def _found(language: Language) -> tuple[tuple[str, str, bool], ...]:
    """Return what the site finds out about itself as this page is drawn: question, finding, whether it is well."""
    check = self_check()
    kilobytes = check.survey_bytes / 1024
    columns, telling = check.answer_columns, len(check.telling_columns)
    return (
        (
            language.say(
                "答卷表里记时刻、IP或账号的列", "Columns of answer tables that hold a time, an IP address or an account"
            ),
            language.say(f"{columns}列中有{telling}列", f"{telling} of {columns}"),
            not telling,
        ),
        (
            language.say("数据库里没有写明用途的列", "Columns of the database that are not described"),
            language.say(f"{check.undescribed}列", f"{check.undescribed}"),
            not check.undescribed,
        ),
        (
            language.say("允许网页去取文件的其他网站", "Other sites that pages may fetch files from"),
            language.say(f"{len(check.foreign_hosts)}个", f"{len(check.foreign_hosts)}"),
            not check.foreign_hosts,
        ),
        (
            language.say(
                "填报页样式和程序的大小（压缩后，连同页面不超过60 KB）",
                "Style and script of the survey (compressed; with the page at most 60 KB)",
            ),
            f"{kilobytes:.1f} KB",
            kilobytes < SURVEY_KILOBYTES,
        ),
    )


def _definition(indicator: Indicator, language: Language) -> dict[str, str]:
    return {
        "code": indicator.code,
        "name": language.say(indicator.name_zh, indicator.name_en),
        "question": language.say(indicator.question_zh, indicator.question_en),
        "definition": language.say(indicator.definition_zh, indicator.definition_en),
        "unit": language.say(indicator.unit_zh, indicator.unit_en),
    }


def _shown_rules(language: Language) -> tuple[tuple[str, str], ...]:
    """Return how many people a number needs and what is then shown, fewest first."""
    return (
        (
            language.say(f"不足{thresholds.SHOWN_FROM}人", f"fewer than {thresholds.SHOWN_FROM}"),
            language.say("“样本不足或无数据”，与没有数据看不出差别", "“too few answers, or none”, the same as no data"),
        ),
        *((language.say(f"{bar}人起", f"{bar} or more"), language.say(zh, en)) for bar, zh, en in STEPS),
        (
            language.say(f"{thresholds.GRADE_A_FROM}人起", f"{thresholds.GRADE_A_FROM} or more"),
            language.say("可靠性A（区间不太宽时）", "grade A (unless the interval is wide)"),
        ),
    )
