"""What operators may change of rules: every number that decides over a lead, in a range, with its unit."""

from dataclasses import replace

import pytest

from burden.domain.bars_of_place import caution_bars, lead_bars
from burden.domain.cautions import USUAL as USUAL_CAUTIONS
from burden.domain.cautions import Caution
from burden.domain.editable_threshold import UNIT_WORDS, Threshold
from burden.domain.findings import Bars
from burden.domain.lead_bars import LeadBars
from burden.domain.rule_book import RULE_BY_CODE, RULES, Rule
from burden.domain.rule_thresholds import STRONG_OF, numbers_of, thresholds_of
from burden.domain.rules_in_force import RulesInForce, Where, as_in_the_book

BOOK = RulesInForce(version=1, rules=tuple(map(as_in_the_book, RULES)))
EVERY = [(rule.code, threshold) for rule in RULES for threshold in thresholds_of(rule)]


def with_numbers(
    code: str, where: Where = Where.ALL, provinces: tuple[str, ...] = (), **numbers: float
) -> RulesInForce:
    """Return the rules of the book with one changed."""
    rules = tuple(
        replace(rule, numbers=numbers_of(rule.rule, numbers), where=where, provinces=provinces)
        if rule.code == code
        else rule
        for rule in BOOK.rules
    )
    return RulesInForce(version=2, rules=rules)


def test_only_facts_of_the_register_and_the_check_of_this_site_have_no_numbers() -> None:
    without = [rule.code for rule in RULES if not thresholds_of(rule)]

    assert without == ["R17", "R18", "R19", "R20", "R21", "R30"]


@pytest.mark.parametrize(("code", "threshold"), EVERY, ids=lambda value: getattr(value, "name", value))
def test_what_the_program_brings_lies_in_the_range(code: str, threshold: Threshold) -> None:
    assert threshold.smallest <= threshold.default <= threshold.largest
    assert threshold.zh
    assert threshold.en
    assert threshold.unit in UNIT_WORDS
    if threshold.name == "people_from":
        assert threshold.smallest == 30  # fewer make no lead, whatever an operator wants
    assert numbers_of(RULE_BY_CODE[code], {})[threshold.name] == threshold.default


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_strong_lead_is_not_easier_than_a_lead(rule: Rule) -> None:
    numbers = as_in_the_book(rule).numbers
    pairs = [(numbers[lead], numbers[strong]) for lead, strong in STRONG_OF if strong in numbers]

    assert all(pair in {(20, 50), (20, 10)} for pair in pairs)


def test_the_numbers_of_the_book_are_what_leads_and_cautions_are_held_against() -> None:
    assert lead_bars(BOOK, "990101") == LeadBars()
    assert caution_bars(BOOK, "990101") == USUAL_CAUTIONS
    assert BOOK.by_code["R03"].bars == Bars()
    assert BOOK.by_code["R16"].bars == Bars(warn=3)


def test_a_changed_number_is_that_of_its_rule_alone() -> None:
    changed = with_numbers("R12", opened=25, opened_high=40)

    bars = lead_bars(changed, "42")
    assert bars.zombie is not None
    assert (bars.zombie.opened, bars.zombie.opened_high, bars.zombie.strong_high) == (25, 40, 10)
    assert (bars.low_use, bars.merge) == (LeadBars().low_use, LeadBars().merge)
    assert caution_bars(with_numbers("R24", warn=35), "42")[Caution.PAPERWORK].share == 35


def test_a_rule_that_does_not_count_in_a_province_holds_nothing_against_it() -> None:
    away = with_numbers("R13", Where.EXCEPT, ("42",))
    assert lead_bars(away, "420101").low_use is None
    assert lead_bars(away, "330101").low_use == LeadBars().low_use

    only = with_numbers("R22", Where.ONLY, ("42",))
    assert Caution.REBOUND in caution_bars(only, "4201")
    assert Caution.REBOUND not in caution_bars(only, "3301")
