"""The page of findings in words: one sentence for the whole, then the findings under the rule that each speaks to."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from burden.dashboards.addresses import Filters
from burden.dashboards.cards import Card
from burden.dashboards.language import Language
from burden.dashboards.numbers import SHARE, evidence_text, value_with_unit
from burden.dashboards.page_frame import app_href, region_href
from burden.dashboards.tables import page_table
from burden.domain.app_leads import LeadGrade
from burden.domain.rule_book import RULE_CLASS_NAMES, Rule
from burden.domain.rule_sources import SOURCES
from burden.reports.findings_types import Finding, FindingsReport
from burden.reports.lead_words import GRADE_WORDS
from burden.reports.pages import OVERVIEW
from burden.reports.wording import Wording


@dataclass(frozen=True, kw_only=True)
class FindingLine:
    """One finding: how much stands behind it, about whom, what speaks for it; ``href`` leads to where it is shown."""

    grade: str
    word: str
    subject: str
    detail: str
    href: str


@dataclass(frozen=True, kw_only=True)
class RuleLines:
    """A rule with its class and its sources, how many findings of each weight speak to it, and these."""

    code: str
    title: str
    rule_class: str
    sources: tuple[str, ...]
    count: str
    lines: tuple[FindingLine, ...]


def rule_lines(report: FindingsReport, *, filters: Filters, language: Language) -> tuple[RuleLines, ...]:
    """Return the rules that have findings, in their order."""
    return tuple(
        RuleLines(
            code=rule.code,
            title=language.say(rule.zh, rule.en),
            rule_class=language.say(*RULE_CLASS_NAMES[rule.rule_class]),
            sources=tuple(_source(key, language) for key in rule.sources),
            count=_counted(findings, language),
            lines=tuple(_line(finding, filters, language) for finding in findings),
        )
        for rule, findings in _by_rule(report.findings)
    )


def findings_card(report: FindingsReport, *, language: Language) -> Card:
    """Return the table of all findings under the sentence that counts them."""
    return Card(
        id="findings",
        title=language.say("哪些值得去看一看？", "What is worth a visit?"),
        sentence=findings_sentence(report, language),
        figure=None,
        table=page_table(report.table, language=language),
        is_open=True,
    )


def findings_sentence(report: FindingsReport, language: Language) -> str:
    """Say how many findings of each weight there are, or that there are none."""
    if not report.findings:
        return language.say(
            "这次调查和目录里，没有够得上线索的。这不等于没有问题：答的人少的地方，看不出来。",
            "Neither wave nor catalogue gives a lead. That does not mean that all is well: few answers show little.",
        )
    counted, number = _counted(report.findings, language), len(report.findings)
    return language.say(f"共{number}条：{counted}。", f"{number} in all: {counted}.")


def _counted(findings: Sequence[Finding], language: Language) -> str:
    """Return how many of each weight there are."""
    counts = Counter(finding.grade for finding in findings)
    zh = "、".join(f"{GRADE_WORDS[grade][0]}{counts[grade]}条" for grade in LeadGrade if counts[grade])
    en = ", ".join(f"{counts[grade]} {GRADE_WORDS[grade][1]}" for grade in LeadGrade if counts[grade])
    return language.say(zh, en)


def _by_rule(findings: Iterable[Finding]) -> list[tuple[Rule, list[Finding]]]:
    return [(rule, list(some)) for rule, some in groupby(findings, key=lambda finding: finding.rule)]


def _source(key: str, language: Language) -> str:
    source = SOURCES[key]
    return language.say(f"{source.zh}，{source.day}", f"{source.en}, {source.day}")


def _line(finding: Finding, filters: Filters, language: Language) -> FindingLine:
    region = language.name_of(finding.region.name)
    subject = language.name_of(finding.app.name) if finding.app else region
    return FindingLine(
        grade=finding.grade.value,
        word=language.say(*GRADE_WORDS[finding.grade]),
        subject=subject,
        detail=_detail(finding, language),
        href=_href(finding, filters),
    )


def _href(finding: Finding, filters: Filters) -> str:
    """Return where the subject is shown: a region's overview, an app's portrait; accounts have no page."""
    here = filters.with_changes(region=finding.region.code)
    if finding.app is None:
        return region_href(OVERVIEW, finding.region, filters)
    return app_href(finding.app.code, here) if finding.has_portrait else ""


def _detail(finding: Finding, language: Language) -> str:
    evidence = _said(finding.evidence, language)
    if not finding.share.is_shown or not finding.base:  # the words of the board hold the share
        return language.say(f"{evidence}。", f"{evidence}.")
    value = value_with_unit(finding.share, SHARE, language)
    behind = evidence_text(finding.share, SHARE, language)
    base = _said(finding.base, language)
    return language.say(f"{base}里，{value}{evidence}（{behind}）。", f"{evidence}: {value} of {base} ({behind}).")


def _said(wording: Wording, language: Language) -> str:
    return language.say(str(wording), wording.en)
