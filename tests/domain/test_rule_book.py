"""The rules: thirty, each with its source, and each piece of evidence about something that exists."""

import pytest

from burden.domain.blocks import APP_FLAGS, PRACTICES, opinion_block
from burden.domain.indicators import BY_CODE
from burden.domain.rule_book import RULE_CLASS_NAMES, RULES, Rule
from burden.domain.rule_evidence import Answered, Evidence, MetPractice, NamedWith, SaidOf
from burden.domain.rule_sources import SOURCES

PIECES = [(rule, piece) for rule in RULES for piece in rule.evidence]


def test_there_are_thirty_rules_in_their_order() -> None:
    assert [rule.code for rule in RULES] == [f"R{number:02d}" for number in range(1, 31)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_says_where_it_is_drawn_from_and_nothing_of_guilt(rule: Rule) -> None:
    assert rule.sources
    assert set(rule.sources) <= set(SOURCES)
    assert rule.rule_class in RULE_CLASS_NAMES
    assert "违规" not in rule.zh


@pytest.mark.parametrize(("rule", "piece"), PIECES, ids=lambda value: getattr(value, "code", type(value).__name__))
def test_evidence_is_about_something_that_is_asked_or_kept(rule: Rule, piece: Evidence) -> None:
    match piece:
        case MetPractice(practice=practice):
            assert f"count:{practice}" in PRACTICES.offsets
        case Answered(indicator=code):
            assert rule.is_warning == (piece.at_least is not None or piece.at_most is not None)
            assert code in BY_CODE
        case NamedWith(flags=flags):
            assert set(flags) <= set(APP_FLAGS)
        case SaidOf(family=family, answer=answer):
            assert f"count:{answer}" in opinion_block(family, "X").offsets


def test_rules_of_single_places_are_off_until_somebody_switches_them_on() -> None:
    assert [rule.code for rule in RULES if not rule.is_on] == ["R21", "R27"]
    assert {SOURCES[source].is_local for rule in RULES if not rule.is_on for source in rule.sources} == {True}
