"""What stands under cautions names the numbers of the rules that they were held against, not those of the program."""

from dataclasses import replace

from burden.domain.levels import RegionKind
from burden.domain.rule_book import RULES
from burden.domain.rule_thresholds import numbers_of
from burden.domain.rules_in_force import RulesInForce, Where, as_in_the_book
from burden.reports.effect.caution_words import caution_notes
from burden.reports.types import RegionRef

COUNTY = RegionRef(code="990101000000", name="甲县", kind=RegionKind.COUNTY, path="990101")


def rules(**people_from: int) -> RulesInForce:
    """Return the rules of the book, some with another number of people; 0 switches a rule off."""
    changed = []
    for rule in map(as_in_the_book, RULES):
        wanted = people_from.get(rule.code, 30)
        where = rule.where if wanted else Where.NONE
        changed.append(replace(rule, numbers=numbers_of(rule.rule, {"people_from": wanted}), where=where))
    return RulesInForce(version=7, rules=tuple(changed))


def of_shares(**people_from: int) -> list[str]:
    return [note for note in caution_notes(rules(**people_from), COUNTY)[0] if "占比" in note]


def test_shares_need_as_many_answers_as_the_rules_of_the_release_ask_for() -> None:
    assert of_shares() == ["占比要至少30人答了、区间下限达到门槛。"]
    assert of_shares(R23=60, R24=60, R25=60) == ["占比要至少60人答了、区间下限达到门槛。"]


def test_where_the_rules_ask_for_different_numbers_each_is_named() -> None:
    (note,) = of_shares(R24=80)
    assert note == (
        "占比要区间下限达到门槛，还要有足够的人答了："
        "“有用的可能也停了”要至少30人、“减负可能添了表格”要至少80人、“催的可能换了地方”要至少30人。"
    )
    assert of_shares(R24=80, R23=0, R25=0) == ["占比要至少80人答了、区间下限达到门槛。"]
    assert of_shares(R24=0, R23=0, R25=0) == []


def test_the_version_of_the_rules_is_named_in_both_languages() -> None:
    zh, en = caution_notes(rules(), COUNTY)
    assert zh[-1].startswith("门槛是发布时规则第7版的")
    assert en[-1].startswith("Thresholds: rules, version 7")
