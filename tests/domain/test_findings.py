"""What is worth a visit: shares at the lower end of their interval, and facts of the catalogue."""

from dataclasses import replace
from datetime import date

import pytest

from burden.domain.app_leads import LeadGrade, PrintedShare
from burden.domain.findings import RegisterEntry, grade_of, grade_together, register_findings, warns
from burden.domain.rule_evidence import Answered, RegisterCheck
from burden.domain.shares import share_of

TODAY = date(2026, 11, 22)
APP = RegisterEntry(
    code="A1",
    kind="app",
    path="9901",
    sponsor_level=40,
    sponsor="市民政局",
    audience="internal",
    platform="",
    filing_no="云备0001",
    launched_on=date(2020, 1, 1),
    updated_on=date(2026, 11, 1),
    has_complaint_channel=True,
    is_commercial=False,
)
ACCOUNT = replace(APP, kind="account", platform="微信", filing_no="", has_complaint_channel=False)


def share(count: int, n: int) -> PrintedShare:
    found = share_of(count, n)
    return PrintedShare(value=found.drawn_at, low=found.interval.low, high=found.interval.high, n=n)


@pytest.mark.parametrize(
    ("count", "n", "grade"),
    [
        (21, 30, LeadGrade.STRONG),
        (11, 30, LeadGrade.LEAD),
        (10, 30, None),
        (29, 29, None),  # too few answered, whatever they said
        (0, 400, None),
        (400, 400, LeadGrade.STRONG),  # printed as ">95 %"
    ],
)
def test_a_share_speaks_by_the_lower_end_of_its_interval(count: int, n: int, grade: LeadGrade | None) -> None:
    assert grade_of(share(count, n)) is grade


def test_what_was_not_printed_says_nothing() -> None:
    assert grade_of(None) is None
    assert grade_together([share(60, 60), None]) is None
    assert not warns(None, Answered(indicator="I32-1", at_least=20))


@pytest.mark.parametrize(
    ("counts", "grade"),
    [((80, 80), LeadGrade.LEAD), ((95, 95), LeadGrade.STRONG), ((60, 60), None), ((100, 40), LeadGrade.LEAD)],
)
def test_two_shares_of_the_same_people_speak_for_those_who_must_have_said_both(
    counts: tuple[int, int], grade: LeadGrade | None
) -> None:
    assert grade_together([share(count, 100) for count in counts]) is grade


def test_a_warning_waits_for_its_own_threshold_at_the_unfavourable_end() -> None:
    little = Answered(indicator="I21", at_most=60)
    much = Answered(indicator="I32-1", at_least=20)
    assert [warns(share(count, 100), much) for count in (27, 28)] == [False, True]
    assert [warns(share(count, 100), little) for count in (40, 60)] == [True, False]


@pytest.mark.parametrize(
    ("check", "entry"),
    [
        (RegisterCheck.STALE_ACCOUNT, replace(ACCOUNT, updated_on=date(2026, 9, 22))),
        (RegisterCheck.BUILT_BELOW_COUNTY, replace(APP, sponsor_level=60)),
        (RegisterCheck.BUILT_LOCALLY, replace(APP, sponsor_level=50, audience="public")),
        (RegisterCheck.UNFILED, replace(APP, filing_no="")),
        (RegisterCheck.NO_COMPLAINT_CHANNEL, replace(APP, has_complaint_channel=False)),
        (RegisterCheck.COMMERCIAL, replace(ACCOUNT, is_commercial=True)),
    ],
)
def test_each_check_finds_what_it_is_about_and_nothing_else(check: RegisterCheck, entry: RegisterEntry) -> None:
    innocent = [
        APP,
        replace(ACCOUNT, code="A2", updated_on=date(2026, 9, 23)),
        replace(ACCOUNT, code="A3", platform=""),
    ]
    found = replace(entry, code="FOUND")
    assert register_findings(check, [*innocent, found], today=TODAY, binds_from=date(2026, 7, 25)) == ("FOUND",)


def test_accounts_of_one_unit_on_one_platform_are_all_named() -> None:
    accounts = [
        replace(ACCOUNT, code="A1"),
        replace(ACCOUNT, code="A2"),
        replace(ACCOUNT, code="A3", platform="抖音"),
        replace(ACCOUNT, code="A4", sponsor="市教育局"),
        replace(ACCOUNT, code="A5", path="9902"),
    ]
    assert register_findings(RegisterCheck.SECOND_ACCOUNT, accounts, today=TODAY) == ("A1", "A2")


@pytest.mark.parametrize(
    ("launched", "today", "is_found"),
    [
        (date(2020, 1, 1), date(2026, 7, 25), False),  # has until that day
        (date(2020, 1, 1), date(2026, 7, 26), True),
        (date(2026, 3, 1), date(2026, 4, 1), True),  # came after the measures: bound at once
    ],
)
def test_what_was_there_before_the_measures_had_half_a_year_to_be_filed(
    launched: date,
    today: date,
    is_found: bool,  # noqa: FBT001  # a parametrised case
) -> None:
    entry = replace(APP, filing_no="", launched_on=launched)
    found = register_findings(RegisterCheck.UNFILED, [entry], today=today, binds_from=date(2026, 7, 25))
    assert bool(found) is is_found
