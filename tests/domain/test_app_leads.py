"""Leads about apps: when there is one, when there is none, and how often one is false."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from burden.domain.app_leads import AppFacts, AppLeadKind, Basis, LeadGrade, PrintedShare, leads_of, zombie_lead
from burden.domain.lead_bars import LeadBars, LowUseBars, MergeBars, ZombieBars
from burden.domain.shares import share_of_rounded

APP = AppFacts(code="A1", path="330522", within=True, function="", office="", audience="internal", group="")


def share(value: float, low: float, high: float, n: int = 200) -> PrintedShare:
    return PrintedShare(value=value, low=low, high=high, n=n)


def found(*apps: AppFacts) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [(lead.code, lead.kind.value, lead.grade.value, lead.others) for lead in leads_of(apps)]


@pytest.mark.parametrize(
    ("opened", "grade"),
    [
        (share(5, 0, 9), "H"),
        (share(7, 2, 10), "L"),
        (share(10, 4, 19), "L"),
        (share(11, 4, 19), None),
        (share(5, 0, 20), None),
        (share(5, 0, 8, n=29), None),
    ],
)
def test_hardly_opened_is_judged_by_the_end_of_the_interval(opened: PrintedShare, grade: str | None) -> None:
    lead = zombie_lead(replace(APP, opened=opened), ZombieBars())

    assert (lead.grade.value if lead else None) == grade


def test_the_sponsor_s_own_users_against_the_people_there_are_a_fact() -> None:
    assert found(replace(APP, registered_percent=1.0)) == [("A1", "zombie", "D", ())]
    assert found(replace(APP, registered_percent=1.1)) == []


def test_what_is_hardly_opened_is_not_called_little_used_as_well() -> None:
    little = share(80, 70, 88)

    assert found(replace(APP, opened=share(5, 0, 9), little_used=little)) == [("A1", "zombie", "H", ())]
    assert found(replace(APP, little_used=little)) == [("A1", "low_use", "L", ())]
    assert found(replace(APP, opened=share(38, 30, 49))) == [("A1", "low_use", "L", ())]


@pytest.mark.parametrize("little", [share(69, 60, 78), share(70, 50, 85), share(90, 75, 97, n=29), None])
def test_few_functions_in_use_are_no_lead_without_most_people(little: PrintedShare | None) -> None:
    assert found(replace(APP, little_used=little)) == []


def test_a_group_of_the_catalogue_is_a_fact_about_each_app_of_it() -> None:
    apps = [replace(APP, code=code, path=path, group="党建") for code, path in (("A1", "33"), ("A2", "3305"))]

    assert found(*apps) == [("A1", "duplicate", "D", ("A2",)), ("A2", "duplicate", "D", ("A1",))]
    assert found(apps[0]) == []


def test_the_same_function_doubles_where_the_same_people_carry_both() -> None:
    above = replace(APP, code="A1", path="33", function="巡查")
    within = replace(APP, code="A2", path="3305", function="巡查")
    elsewhere = replace(APP, code="A3", path="3306", function="巡查")
    for_citizens = replace(APP, code="A4", path="33", function="巡查", audience="public")

    assert found(above, within, for_citizens) == [("A1", "duplicate", "L", ("A2",)), ("A2", "duplicate", "L", ("A1",))]
    assert found(within, elsewhere) == []


def small(code: str, path: str, **facts: str) -> AppFacts:
    return replace(APP, code=code, path=path, held=share(8, 5, 12), **facts)  # type: ignore[arg-type]  # texts only


def test_three_small_apps_of_one_function_in_many_places_are_scattered() -> None:
    apps = [small(f"A{n}", f"33052{n}", function="网格") for n in (1, 2, 3)]

    assert found(*apps)[0] == ("A1", "scattered", "L", ("A2", "A3"))
    assert len(found(*apps)) == 3
    assert found(*apps[:2]) == []
    assert found(*apps[:2], replace(apps[2], held=share(15, 10, 20))) == []
    assert found(*apps[:2], replace(apps[2], within=False)) == []
    assert found(*apps[:2], replace(apps[2], held=None)) == []


def test_three_small_apps_of_one_office_are_scattered_whatever_they_do() -> None:
    apps = [small(f"A{n}", "330522", office="县农业局", function=f"做{n}") for n in (1, 2, 3)]

    assert [lead.basis for lead in leads_of(apps)] == [Basis.ONE_OFFICE] * 3
    assert found(*apps[:2], replace(apps[2], path="330523")) == []


def test_an_app_may_have_several_leads_and_kinds_stand_in_the_order_of_the_board() -> None:
    apps = [small(f"A{n}", f"33052{n}", function="网格", group="网格") for n in (1, 2, 3)]
    apps[2] = replace(apps[2], registered_percent=0.2)

    assert [lead.kind for lead in leads_of(apps)] == [
        AppLeadKind.ZOMBIE,
        *[AppLeadKind.DUPLICATE] * 3,
        *[AppLeadKind.SCATTERED] * 3,
    ]


@pytest.mark.parametrize(
    ("bars", "kinds"),
    [
        (LeadBars(), ["zombie:L", "low_use:L", *["scattered:L"] * 3]),
        (LeadBars(zombie=ZombieBars(opened=7)), ["low_use:L", "low_use:L", *["scattered:L"] * 3]),
        (LeadBars(zombie=ZombieBars(strong_high=20)), ["zombie:H", "low_use:L", *["scattered:L"] * 3]),
        (LeadBars(zombie=ZombieBars(opened_high=15)), ["low_use:L", "low_use:L", *["scattered:L"] * 3]),
        (LeadBars(zombie=ZombieBars(people_from=201)), ["low_use:L", "low_use:L", *["scattered:L"] * 3]),
        (LeadBars(zombie=None, low_use=None), ["scattered:L"] * 3),
        (LeadBars(low_use=LowUseBars(little=75)), ["zombie:L", *["scattered:L"] * 3]),
        (LeadBars(low_use=LowUseBars(little_low=66)), ["zombie:L", *["scattered:L"] * 3]),
        (LeadBars(merge=MergeBars(held_high=12)), ["zombie:L", "low_use:L"]),
        (LeadBars(merge=MergeBars(scattered_from=4)), ["zombie:L", "low_use:L"]),
        (LeadBars(merge=None), ["zombie:L", "low_use:L"]),
    ],
)
def test_each_number_of_a_rule_decides(bars: LeadBars, kinds: list[str]) -> None:
    apps = [small(f"A{n}", f"33052{n}", function="网格") for n in (1, 2, 3)]
    apps[0] = replace(apps[0], opened=share(8, 3, 18))
    apps[1] = replace(apps[1], little_used=share(72, 65, 80))

    assert [f"{lead.kind.value}:{lead.grade.value}" for lead in leads_of(apps, bars)] == kinds


def rounded(true: int, generator: np.random.Generator) -> int:
    """Round as a release does: to fives from a secret offset, off by less than five."""
    return 5 * int((true + generator.integers(0, 5)) // 5)


def grades(opened_by: float, *, holders: int, draws: int, seed: int) -> Sequence[LeadGrade | None]:
    generator = np.random.default_rng(seed)
    found = []
    for users in generator.binomial(holders, opened_by, size=draws):
        shown = share_of_rounded(rounded(int(users), generator), rounded(holders, generator), is_base_rounded=True)
        printed = share(round(shown.drawn_at), round(shown.interval.low), round(shown.interval.high), holders)
        lead = zombie_lead(replace(APP, opened=printed), ZombieBars())
        found.append(lead.grade if lead else None)
    return found


@pytest.mark.parametrize("holders", [30, 60, 150, 600, 3000])
def test_an_app_that_more_open_than_the_limit_is_seldom_flagged(holders: int) -> None:
    at_ten = grades(0.10, holders=holders, draws=2_000, seed=holders)
    at_twenty = grades(0.20, holders=holders, draws=2_000, seed=holders + 1)

    # The limits are ends of 95 % intervals at the worst rounding, so that at most 2.5 % are false.
    assert sum(grade is LeadGrade.STRONG for grade in at_ten) / 2_000 <= 0.025
    assert sum(grade is not None for grade in at_twenty) / 2_000 <= 0.025


def test_an_app_that_one_in_a_hundred_opens_is_found_from_some_hundred_holders() -> None:
    many = grades(0.01, holders=300, draws=500, seed=7)
    few = grades(0.01, holders=60, draws=500, seed=8)

    assert sum(grade is LeadGrade.STRONG for grade in many) / 500 >= 0.95
    assert sum(grade is not None for grade in few) / 500 <= 0.95
