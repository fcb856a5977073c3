"""A release is judged by the rules of its day: what was changed since counts from the next one on, on every page."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from burden.access.scopes import Role, Subtree, Viewer
from burden.domain.blocks import MINUTES, usage_block
from burden.domain.further_blocks import FURTHER_BLOCKS
from burden.domain.rule_book import RULE_BY_CODE
from burden.models import CatalogueItem, Finding, Release, RuleRevision
from burden.operate.rules.finding_rounds import look_at_releases
from burden.operate.rules.revisions import change_rule, state_of
from burden.reports.apps.board_page import build_board_report
from burden.reports.effect.page import build_effect_report
from burden.reports.findings.page import build_findings_report
from burden.reports.findings.rules import rules_in_force, rules_of_release
from tests.reports.world import CITY, COUNTY, COUNTY_SUPERVISOR, PROVINCE, World, alike, make_world

pytestmark = pytest.mark.django_db
INSPECTOR = Viewer(role=Role.INSPECTOR, subtrees=(Subtree(path="99", is_demo=False),), email="i@example.org")
Q1, Q2, Q3 = date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30)


def change(code: str, *, where: str = "all", provinces: tuple[str, ...] = (), **numbers: float) -> None:
    now = state_of(rules_in_force().by_code[code])
    seen = max(RuleRevision.objects.filter(code=code).values_list("version", flat=True))
    wanted = replace(now, bars={**now.bars, **numbers}, where=where, provinces=provinces)
    change_rule(RULE_BY_CODE[code], wanted, reason="县里商定", email="o@example.org", seen=seen)


def publish(code: str, closes_on: date, *, minutes: int = 0, opened: int = 0) -> World:
    """Publish a wave of the county: everybody's minutes, and how many of 400 holders opened the app; look at it."""
    world = make_world(code=code, closes_on=closes_on)
    world.wave.opens_on = closes_on - timedelta(days=20)
    world.wave.save()
    if not CatalogueItem.objects.exists():
        CatalogueItem.objects.create(
            tree=world.wave.tree, app_code="A1", name_zh="应用A1", kind="app", region_code=COUNTY, sponsor_level=50,
            audience="internal", filing_no="云备1",
        )  # fmt: skip
    world.release.parameters |= {"app_codes": ["A1"]}
    world.release.save()
    if minutes:
        world.add(MINUTES, COUNTY, 50, [{"app_minutes_per_day": minutes - 2 + n % 5} for n in range(100)])
    if opened:
        people = [{"holders:A1": 1, "users:A1": int(n < opened)} for n in range(400)]
        world.add(usage_block(("A1",)), COUNTY, 50, people)
    world.save()
    assert look_at_releases() == 1
    return world


def found(wave: str, rule: str, region: str = COUNTY) -> list[tuple[str, str]]:
    report = build_findings_report(viewer=INSPECTOR, wave=wave, region=region)
    return [(one.region.code, one.grade.value) for one in report.findings if one.rule.code == rule]


def on_board(wave: str) -> list[str]:
    report = build_board_report(viewer=COUNTY_SUPERVISOR, wave=wave, region=COUNTY)
    return [str(row.cells[1]) for row in report.board.rows]


def cautioned(wave: str) -> list[str]:
    cautions = build_effect_report(viewer=COUNTY_SUPERVISOR, wave=wave, region=COUNTY).cautions
    assert cautions is not None
    return [case.evidence.caution.value for case in cautions.cases]


def test_a_lower_bar_for_hardly_used_apps_finds_more_at_the_next_release_and_nothing_in_the_old_one() -> None:
    publish("2026Q1", Q1, opened=60)  # of 400 holders 15 %
    assert (on_board("2026Q1"), found("2026Q1", "R12"), found("2026Q1", "R13")) == (
        ["疑似低效"], [], [(COUNTY, "L")],
    )  # fmt: skip

    change("R12", opened=20, opened_high=30)

    assert (on_board("2026Q1"), found("2026Q1", "R12")) == (["疑似低效"], [])
    publish("2026Q2", Q2, opened=60)
    assert (on_board("2026Q2"), found("2026Q2", "R12"), found("2026Q2", "R13")) == (
        ["疑似僵尸"], [(COUNTY, "L")], [],
    )  # fmt: skip
    assert (on_board("2026Q1"), found("2026Q1", "R12")) == (["疑似低效"], [])


def test_a_rule_switched_off_for_a_province_is_silent_there_from_the_next_release_on() -> None:
    publish("2026Q1", Q1, opened=60)

    change("R13", where="except", provinces=("99",))
    publish("2026Q2", Q2, opened=60)

    assert (on_board("2026Q1"), found("2026Q1", "R13")) == (["疑似低效"], [(COUNTY, "L")])
    assert (on_board("2026Q2"), found("2026Q2", "R13")) == ([], [])


def test_a_higher_bar_for_a_rebound_leaves_the_caution_of_before_where_it_was() -> None:
    publish("2026Q1", Q1, minutes=40)
    publish("2026Q2", Q2, minutes=50)  # up by 25 %
    assert (cautioned("2026Q2"), found("2026Q2", "R22")) == (["R22"], [(COUNTY, "W")])

    change("R22", rise=30)
    publish("2026Q3", Q3, minutes=62)  # up by 24 %

    assert (cautioned("2026Q2"), found("2026Q2", "R22")) == (["R22"], [(COUNTY, "W")])
    assert (cautioned("2026Q3"), found("2026Q3", "R22")) == ([], [])


def test_a_warning_of_two_waves_is_about_the_county_and_tells_its_numbers() -> None:
    publish("2026Q1", Q1, minutes=40)
    publish("2026Q2", Q2, minutes=50)

    (kept,) = Finding.objects.filter(rule="R22")

    assert (kept.region_code, kept.evidence, kept.grade, kept.threshold) == (COUNTY, "changed:rebound", "W", None)
    assert kept.words_zh == "用时多了：从40.0到50.0分钟/工作日，升25%（门槛10%）"
    assert kept.words_en == "more time: from 40.0 to 50.0 min a workday, up by 25 % (threshold 10 %)"
    assert found("2026Q2", "R22", region=CITY) == [(COUNTY, "W")]
    assert found("2026Q2", "R22", region=PROVINCE) == []


def test_a_wave_counted_otherwise_is_no_wave_before() -> None:
    publish("2026Q1", Q1, minutes=40)
    Release.objects.update(parameters={"rules": {"smallest_group": 10}, "excluded_flags": ["speeder"]})

    publish("2026Q2", Q2, minutes=50)

    assert (cautioned("2026Q2"), found("2026Q2", "R22")) == ([], [])


def test_pages_name_the_version_that_they_judge_by_and_ask_for_it_once() -> None:
    world = publish("2026Q1", Q1, opened=60)
    change("R13", people_from=200)
    assert (rules_of_release(world.release).version, rules_in_force().version) == (1, 2)

    with CaptureQueriesContext(connection) as queries:
        report = build_board_report(viewer=COUNTY_SUPERVISOR, region=COUNTY)

    assert sum("burden_rulerevision" in query["sql"] for query in queries) == 1
    assert any("规则第1版" in note for note in report.board.notes_zh)


def test_what_people_say_moved_elsewhere_warns_without_a_wave_before() -> None:
    world = make_world(code="2026Q1", closes_on=Q1)
    block = next(block for block in FURTHER_BLOCKS if block.name == "cleanup_effect")
    world.add(block, COUNTY, 50, alike(60, cleanup_effect_moved=1) + alike(40))
    world.save()

    look_at_releases()

    (kept,) = Finding.objects.filter(rule="R25")
    assert (kept.region_code, kept.words_zh) == (COUNTY, "说改用小程序、电话催的占60%（95%区间50–69%，门槛20%）")
