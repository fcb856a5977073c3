"""The page of leads: under its rule each says how much stands behind it, about whom, and what speaks for it."""

import re
from dataclasses import replace

import pytest
from django.test import Client

from burden.access.scopes import Role
from burden.dashboards.addresses import Filters
from burden.dashboards.finding_lines import findings_sentence, rule_lines
from burden.dashboards.language import Language
from burden.domain.app_leads import LeadGrade
from burden.domain.rule_book import RULE_BY_CODE
from burden.domain.rules_in_force import as_in_the_book
from burden.models import CatalogueItem, Release
from burden.operate.rules.finding_rounds import look_at_releases
from burden.reports.apps.catalogue import AppRef
from burden.reports.findings.table import findings_table
from burden.reports.findings.types import Finding, FindingsReport
from burden.reports.findings.words import flag_words, practice_words
from burden.reports.types import Estimate, State
from burden.reports.wording import Wording
from tests.dashboards.conftest import account
from tests.dashboards.handmade import OVERVIEW

FRAME = OVERVIEW.frame
ZH, EN = Language.SIMPLIFIED, Language.ENGLISH
SHARE = Estimate(state=State.SHOWN, value=70.0, low=61.2, high=77.9, n=120, n_text="120", grade="A")


def finding(rule: str, grade: LeadGrade, words: tuple[Wording, Wording], app: AppRef | None = None) -> Finding:
    return Finding(
        rule=as_in_the_book(RULE_BY_CODE[rule]),
        key=1,
        grade=grade,
        region=FRAME.region,
        evidence=words[0],
        base=words[1],
        app=app,
        share=SHARE if words[1] else Estimate(state=State.SUPPRESSED),
    )


APP = AppRef(code="YT003", name="云汀签到")
FOUND = (
    finding("R03", LeadGrade.STRONG, flag_words(("has_checkin",), (SHARE,)), APP),
    finding("R03", LeadGrade.LEAD, practice_words("p_checkin")),
    finding("R19", LeadGrade.FACT, (Wording("目录里写着没有投诉建议的地方", "no place"), Wording("", "")), APP),
)


def report_of(*findings: Finding) -> FindingsReport:
    day = FRAME.release.published_on
    table = findings_table(FRAME, findings, rules_version=1, as_of=day)
    return FindingsReport(frame=FRAME, findings=findings, table=table, is_ready=True, rules_version=1, as_of=day)


def test_findings_stand_under_their_rule_with_its_sources() -> None:
    checkin, complaints = rule_lines(FOUND, filters=Filters(), language=ZH)

    assert (checkin.code, checkin.rule_class, len(checkin.sources)) == ("R03", "强制使用", 2)
    assert [(line.grade, line.word, line.subject) for line in checkin.lines] == [
        ("H", "较强线索", "云汀签到"),
        ("L", "线索", FRAME.region.name),
    ]
    assert checkin.lines[0].detail == "说它最费时间的人里，70.0%说它有“打卡”（95%区间61.2–77.9，120人）。"
    assert checkin.lines[1].detail == "答了这一题的人里，70.0%近三个月遇到过“打卡签到”（95%区间61.2–77.9，120人）。"
    english = rule_lines(FOUND, filters=Filters(), language=EN)[0].lines[1].detail
    assert english == (
        "met “check-in” within three months: 70.0% of people who answered the question"
        " (95% interval 61.2–77.9, 120 people)."
    )
    assert complaints.lines[0].detail == "目录里写着没有投诉建议的地方。"


def test_what_has_a_page_is_linked_to_it_and_an_account_has_none() -> None:
    account = replace(FOUND[2], has_portrait=False)
    checkin, complaints = rule_lines((*FOUND[:2], account), filters=Filters(wave="2026Q3"), language=ZH)

    code = FRAME.region.code
    assert [line.href for line in checkin.lines] == [
        f"/d/apps/YT003/?wave=2026Q3&region={code}",
        f"/d/?wave=2026Q3&region={code}",
    ]
    assert complaints.lines[0].href == ""


def test_the_sentence_counts_by_weight_and_none_is_no_praise() -> None:
    assert findings_sentence(report_of(*FOUND), ZH) == "共3条：台账事实1条、较强线索1条、线索1条。其中待核实3条。"
    assert findings_sentence(report_of(), ZH).endswith("答的人少的地方，看不出来。")


@pytest.mark.django_db
def test_an_inspector_reads_page_and_json_and_they_hold_the_same(client: Client, release: Release) -> None:
    CatalogueItem.objects.update(has_complaint_channel=False)
    look_at_releases()
    client.force_login(account(Role.INSPECTOR))

    page = client.get("/d/findings/").content.decode()
    (table,) = client.get("/api/v1/findings/").json()["tables"]

    codes = [row["cells"][0] for row in table["rows"]]
    assert "R19" in codes
    assert re.findall(r'<h2 id="rule-(R\d\d)"', page) == list(dict.fromkeys(codes))
    assert page.count('<strong class="grade-') == len(codes)
    assert "违规" not in page
