"""The page of findings in words: one sentence for the whole, then the findings under the rule that each speaks to."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse

from burden.dashboards.addresses import Filters
from burden.dashboards.cards import Card
from burden.dashboards.language import Language
from burden.dashboards.numbers import SHARE, evidence_text, value_with_unit
from burden.dashboards.page_frame import app_href, region_href
from burden.dashboards.tables import page_table
from burden.domain.app_leads import LeadGrade
from burden.domain.cautions import OF_TWO_WAVES
from burden.domain.editable_threshold import Raised
from burden.domain.rule_book import RULE_CLASS_NAMES
from burden.domain.rule_evidence import NamedWith
from burden.domain.rule_thresholds import thresholds_of
from burden.domain.rules_in_force import RuleInForce
from burden.reports.apps.lead_words import GRADE_WORDS
from burden.reports.findings.types import STATE_WORDS, Finding, FindingsReport
from burden.reports.pages import BEFORE_AFTER, OVERVIEW
from burden.reports.wording import Wording


@dataclass(frozen=True, kw_only=True)
class FindingLine:
    """One finding: how much stands behind it, about whom, what speaks for it; ``href`` leads to where it is shown.

    ``state`` is what came of it, ``life_href`` where that is recorded, ``earlier`` what came of it in the wave before.
    """

    grade: str
    word: str
    subject: str
    detail: str
    href: str
    state: str
    life_href: str
    earlier: str


@dataclass(frozen=True, kw_only=True)
class RuleLines:
    """A rule with its class and its sources, how many findings of each weight speak to it, and these."""

    code: str
    title: str
    rule_class: str
    sources: tuple[str, ...]
    count: str
    lines: tuple[FindingLine, ...]


def rule_lines(findings: Iterable[Finding], *, filters: Filters, language: Language) -> tuple[RuleLines, ...]:
    """Return the rules that have findings among these, in their order."""
    return tuple(
        RuleLines(
            code=rule.code,
            title=language.say(rule.zh, rule.en),
            rule_class=language.say(*RULE_CLASS_NAMES[rule.rule_class]),
            sources=source_lines(rule, language),
            count=_counted(some, language),
            lines=tuple(finding_line(finding, filters, language) for finding in some),
        )
        for rule, some in _by_rule(findings)
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
    """Say how many findings of each weight there are and what came of them, or that there are none."""
    if not report.is_ready:
        return language.say(
            "这次发布的线索正在整理，过几分钟再打开本页。",
            "The leads are being gathered: come back in a few minutes.",
        )
    if not report.findings:
        return language.say(
            "这次调查和目录里，没有够得上线索的。这不等于没有问题：答的人少的地方，看不出来。",
            "Neither wave nor catalogue gives a lead. That does not mean that all is well: few answers show little.",
        )
    counted, number = _counted(report.findings, language), len(report.findings)
    states = _states(report.findings, language)
    return language.say(f"共{number}条：{counted}。其中{states}。", f"{number} in all: {counted}. Of them {states}.")


def source_lines(rule: RuleInForce, language: Language) -> tuple[str, ...]:
    """Return the documents that a rule is drawn from, each with its day."""
    return tuple(
        language.say(f"{source.zh}，{source.day}", f"{source.en}, {source.day}" if source.day else source.en)
        if source.day
        else language.say(source.zh, source.en)
        for source in rule.sources
    )


def finding_line(finding: Finding, filters: Filters, language: Language) -> FindingLine:
    """Return one finding as the page lists it."""
    region = language.name_of(finding.region.name)
    last = finding.earlier[-1] if finding.earlier else None
    return FindingLine(
        grade=finding.grade.value,
        word=language.say(*GRADE_WORDS[finding.grade]),
        subject=language.name_of(finding.app.name) if finding.app else region,
        detail=_detail(finding, language),
        href=_href(finding, filters),
        state=language.say(*STATE_WORDS[finding.state]),
        life_href=reverse("dashboards:finding", args=[finding.key]),
        earlier=language.say(f"{last.wave_code}：{last.words}", f"{last.wave_code}: {last.words.en}") if last else "",
    )


def bar_sentence(finding: Finding, language: Language) -> str:
    """Say which threshold a share or a median reached; nothing where there was none, or several are in the evidence."""
    if finding.threshold is None:
        return ""
    is_of_region = finding.grade is LeadGrade.WARNING
    names = {threshold.name: threshold for threshold in thresholds_of(finding.rule.rule)}
    bar = names["warn" if is_of_region else "low"]
    zh, en = bar.with_unit(finding.threshold)
    if any(isinstance(piece, NamedWith) and len(piece.flags) > 1 for piece in finding.rule.rule.evidence):
        return language.say(f"两样都说了的，至少占到门槛{zh}。", f"At least {en}, the threshold, said both.")
    if bar.raised is Raised.MORE:
        return language.say(f"区间上限不超过门槛{zh}。", f"The upper end is at most the threshold of {en}.")
    return language.say(f"区间下限到了门槛{zh}。", f"The lower end reaches the threshold of {en}.")


def _counted(findings: Sequence[Finding], language: Language) -> str:
    """Return how many of each weight there are."""
    counts = Counter(finding.grade for finding in findings)
    zh = "、".join(f"{GRADE_WORDS[grade][0]}{counts[grade]}条" for grade in LeadGrade if counts[grade])
    en = ", ".join(f"{counts[grade]} {GRADE_WORDS[grade][1]}" for grade in LeadGrade if counts[grade])
    return language.say(zh, en)


def _states(findings: Sequence[Finding], language: Language) -> str:
    counts = Counter(finding.state for finding in findings)
    zh = "、".join(f"{words[0]}{counts[state]}条" for state, words in STATE_WORDS.items() if counts[state])
    en = ", ".join(f"{counts[state]} {words[1]}" for state, words in STATE_WORDS.items() if counts[state])
    return language.say(zh, en)


def _by_rule(findings: Iterable[Finding]) -> list[tuple[RuleInForce, list[Finding]]]:
    grouped = ((code, list(some)) for code, some in groupby(findings, key=lambda finding: finding.rule.code))
    return [(some[0].rule, some) for _, some in grouped]


def _href(finding: Finding, filters: Filters) -> str:
    """Return where the subject is shown: a region's overview or cautions, an app's portrait; accounts have no page."""
    here = filters.with_changes(region=finding.region.code, more=())
    if finding.rule.code in OF_TWO_WAVES:
        return f"{region_href(BEFORE_AFTER, finding.region, here)}#cautions"
    if finding.app is None:
        return region_href(OVERVIEW, finding.region, here)
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
