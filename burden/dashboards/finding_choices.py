"""Which findings of a page are shown: by what came of them, by rule, by weight."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict

from burden.dashboards.addresses import More
from burden.dashboards.language import Language
from burden.dashboards.page_frame import Choice
from burden.domain.app_leads import LeadGrade
from burden.domain.rule_book import RULE_BY_CODE
from burden.domain.sentences import Sentence
from burden.reports.apps.lead_words import GRADE_WORDS
from burden.reports.errors import BadFilterError
from burden.reports.findings.types import STATE_WORDS, Finding

KEYS = ("state", "rule", "grade")
NO_SUCH_CHOICE = Sentence("没有这种线索。请从页面上选。")


@dataclass(frozen=True, kw_only=True)
class FindingChoices:
    """What a reader wants to see of the findings; "" for all."""

    state: str = ""
    rule: str = ""
    grade: str = ""

    def pairs(self) -> More:
        """Return the choices as an address names them."""
        return tuple((key, getattr(self, key)) for key in KEYS if getattr(self, key))

    def of(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Return the findings that were chosen, in their order."""
        return tuple(
            one
            for one in findings
            if (not self.state or one.state == self.state)
            and (not self.rule or one.rule.code == self.rule)
            and (not self.grade or one.grade.value == self.grade)
        )


def read_choices(query: QueryDict) -> FindingChoices:
    """Return what an address asks for; BadFilterError for states, rules and weights that there are not."""
    chosen = FindingChoices(**{key: query.get(key, "").strip() for key in KEYS})
    known = {"state": set(STATE_WORDS), "rule": set(RULE_BY_CODE), "grade": {grade.value for grade in LeadGrade}}
    for key, value in chosen.pairs():
        if value not in known[key]:
            raise BadFilterError(key, NO_SUCH_CHOICE)
    return chosen


@dataclass(frozen=True, kw_only=True)
class ChoiceField:
    """One list to choose from."""

    name: str
    label: str
    choices: tuple[Choice, ...]


def choice_fields(chosen: FindingChoices, findings: Iterable[Finding], language: Language) -> tuple[ChoiceField, ...]:
    """Return the lists of the form; rules are those that have findings."""
    rules = {one.rule.code: language.say(one.rule.zh, one.rule.en) for one in findings}
    states = {state: language.say(*words) for state, words in STATE_WORDS.items()}
    grades = {grade.value: language.say(*words) for grade, words in GRADE_WORDS.items()}
    return (
        _field("state", language.say("核实情况", "What came of it"), states, chosen.state, language),
        _field("grade", language.say("分量", "Weight"), grades, chosen.grade, language),
        _field(
            "rule",
            language.say("规则", "Rule"),
            {code: f"{code} {text}" for code, text in rules.items()},
            chosen.rule,
            language,
        ),
    )


def _field(name: str, label: str, words: dict[str, str], chosen: str, language: Language) -> ChoiceField:
    every = Choice(value="", label=language.say("全部", "all"), is_chosen=not chosen)
    listed = (Choice(value=value, label=text, is_chosen=value == chosen) for value, text in words.items())
    return ChoiceField(name=name, label=label, choices=(every, *listed))
