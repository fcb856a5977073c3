"""Rules are stored as the program brings them, changed with a reason, and every state stays."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from burden.domain.rule_book import RULE_BY_CODE, RULES
from burden.models import RuleRevision
from burden.operate.rules.revisions import (
    RuleOvertakenError,
    RuleRefusedError,
    RuleState,
    change_rule,
    history_of_rule,
    state_of,
    store_book,
)
from burden.reports.findings.rules import rules_in_force

pytestmark = pytest.mark.django_db
R03 = RULE_BY_CODE["R03"]


def now(code: str = "R03") -> RuleState:
    return state_of(rules_in_force().by_code[code])


def change(code: str = "R03", *, seen: int = 1, reason: str = "县里商定", **changes: object) -> int:
    state = replace(now(code), **changes)  # type: ignore[arg-type]  # names and kinds are those of the fields
    return change_rule(RULE_BY_CODE[code], state, reason=reason, email="o@example.org", seen=seen)


def test_a_new_database_holds_the_book_as_its_first_version() -> None:
    assert RuleRevision.objects.count() == len(RULES) == 30
    assert rules_in_force().version == 1
    assert store_book() == 0
    assert [rule.where.value for rule in rules_in_force().rules if rule.code in {"R20", "R21", "R27"}] == [
        "all",
        "none",
        "none",
    ]


def test_a_change_is_a_new_version_and_the_old_one_stays_readable() -> None:
    assert change(bars={"people_from": 40, "low": 30, "strong": 60}, zh="不得打卡") == 2

    assert rules_in_force().by_code["R03"].bars.low == 30
    assert rules_in_force().by_code["R03"].zh == "不得打卡"
    assert rules_in_force(1).by_code["R03"].bars.low == 20
    assert rules_in_force(1).by_code["R03"].zh == R03.zh
    assert [(row.version, row.email, row.reason) for row in history_of_rule("R03")] == [
        (2, "o@example.org", "县里商定"),
        (1, "", ""),
    ]


@pytest.mark.parametrize(
    ("code", "changes", "field"),
    [
        ("R03", {"bars": {"people_from": 29, "low": 20, "strong": 50}}, "people_from"),
        ("R03", {"bars": {"people_from": 30, "low": 4, "strong": 50}}, "low"),
        ("R03", {"bars": {"people_from": 30, "low": 60, "strong": 50}}, "strong"),
        ("R15", {"bars": {"stale_days": 13}}, "stale_days"),
        ("R16", {"bars": {"people_from": 30, "warn": 21}}, "warn"),
        ("R27", {"where": "only", "provinces": ()}, "provinces"),
        ("R03", {}, "zh"),
        ("R03", {"zh": "不得打卡", "reason": " "}, "reason"),
    ],
)
def test_what_a_rule_cannot_be_is_refused(code: str, changes: dict[str, object], field: str) -> None:
    with pytest.raises(RuleRefusedError) as refused:
        change(code, **changes)  # type: ignore[arg-type]  # names and kinds are those of the fields
    assert refused.value.field == field
    assert rules_in_force().version == 1


def test_whoever_comes_second_is_told() -> None:
    change(zh="甲")
    with pytest.raises(RuleOvertakenError):
        change(zh="乙", seen=1)


def test_a_newer_program_brings_its_text_but_leaves_what_operators_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    change(zh="县里的说法")
    newer = tuple(replace(rule, zh=f"新：{rule.zh}") if rule.code in {"R03", "R04"} else rule for rule in RULES)
    monkeypatch.setattr("burden.operate.rules.revisions.RULES", newer)

    assert store_book() == 1

    assert now("R03").zh == "县里的说法"
    assert now("R04").zh.startswith("新：")
    assert rules_in_force().version == 3


def test_the_database_refuses_to_change_a_version() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        RuleRevision.objects.update(zh="别的")


@pytest.mark.parametrize(
    ("where", "provinces", "expected"),
    [
        ("all", (), (True, True, True)),
        ("none", (), (False, False, False)),
        ("only", ("32",), (False, True, False)),
        ("except", ("32",), (True, False, True)),
    ],
)
def test_a_rule_counts_where_it_is_switched_on(
    where: str, provinces: tuple[str, ...], expected: tuple[bool, bool, bool]
) -> None:
    if (where, provinces) != ("none", ()):
        change("R27", where=where, provinces=provinces)
    rule = rules_in_force().by_code["R27"]

    assert tuple(rule.applies_to(path) for path in ("", "320105", "42")) == expected
