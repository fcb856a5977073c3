"""What an inspector may look into: by rule, from released shares and from the catalogue, and for nobody else."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from burden.access.scopes import Role, Subtree, Viewer
from burden.domain.blocks import PRACTICES, heaviest_block
from burden.domain.further_blocks import FURTHER_BLOCKS
from burden.models import CatalogueItem, FindingRound, Release, TreeVersion
from burden.operate.rules.finding_rounds import store_findings
from burden.reports import NothingToShow
from burden.reports.findings.page import build_findings_report
from burden.reports.findings.types import Finding
from tests.reports.world import (
    CITY,
    COUNTY,
    COUNTY_SUPERVISOR,
    FOREIGN_TOWNSHIP,
    OPERATOR,
    OTHER_COUNTY,
    PROVINCE,
    TOWNSHIP,
    World,
    alike,
    make_world,
)

pytestmark = pytest.mark.django_db

INSPECTOR = Viewer(role=Role.INSPECTOR, subtrees=(Subtree(path="990101", is_demo=False),), email="i@example.org")
BLOCK = {block.name: block for block in FURTHER_BLOCKS}


def answers(n: int, **counts: int) -> list[dict[str, int]]:
    """N people, of whom the first so many have each count."""
    return [{name: 1 for name, number in counts.items() if place < number} for place in range(n)]


def world() -> World:
    """A county with two apps; the catalogue is as it should be."""
    made = make_world(app_codes=("A1", "A2"))
    CatalogueItem.objects.update(filing_no="云备1", region_code=COUNTY, sponsor_level=50)
    return made


def look() -> None:
    """Look at the release anew, as if it had been published now."""
    FindingRound.objects.all().delete()
    assert store_findings(Release.objects.get())


def found(**choices: str) -> list[Finding]:
    look()
    return list(build_findings_report(viewer=INSPECTOR, region=COUNTY, **choices).findings)  # type: ignore[arg-type]


def told(findings: list[Finding]) -> list[tuple[str, str, str, str]]:
    return [(f.rule.code, f.grade.value, f.region.code, f.app.code if f.app else "") for f in findings]


def test_what_people_met_is_a_lead_for_the_region_and_for_those_below_it() -> None:
    made = world()
    made.add(PRACTICES, TOWNSHIP, 60, answers(60, p_rate_notice=42, p_checkin=20))
    made.add(PRACTICES, COUNTY, 50, answers(60, p_rate_notice=2, p_checkin=2))
    made.save()

    # Of 120 in the county 44 and 22; of 60 in the township 42 and 20.
    assert told(found()) == [
        ("R02", "L", COUNTY, ""),
        ("R02", "H", TOWNSHIP, ""),
        ("R03", "L", TOWNSHIP, ""),
    ]
    county, township, _ = found()
    assert (county.share.value, county.share.n) == (36.7, 120)
    assert (township.share.value, township.share.n, township.share.n_text) == (70.0, None, "50+")


def test_what_an_app_asks_is_of_those_who_named_it_and_an_exempt_scene_may_check_in() -> None:
    made = world()
    CatalogueItem.objects.filter(app_code="A2").update(is_exempt_scene=True, exempt_basis="防汛")
    for code in ("A1", "A2"):
        made.add(heaviest_block(code), COUNTY, 50, answers(60, has_checkin=50, has_points_rank=50))
    made.save()

    findings = found()

    assert told(findings) == [
        ("R03", "H", COUNTY, "A1"),
        ("R04", "H", COUNTY, "A1"),
        ("R04", "H", COUNTY, "A2"),
    ]
    assert findings[0].evidence == "说它有“打卡”"
    assert findings[0].base == "说它最费时间的人"


def test_required_alone_is_no_lead_and_with_appraisals_it_is() -> None:
    made = world()
    made.add(heaviest_block("A1"), COUNTY, 50, answers(100, is_required=98, in_appraisal=90))
    made.add(heaviest_block("A2"), COUNTY, 50, answers(100, is_required=98, in_appraisal=20))
    made.save()

    (finding,) = found()

    assert told([finding]) == [("R01", "H", COUNTY, "A1")]
    assert finding.evidence == "说它有“要求安装”；说它有“计入考核”的是90%"


def test_page_two_warns_by_thresholds_of_its_own_and_tells_groups_by_their_median() -> None:
    made = world()
    made.add(BLOCK["relief_paperwork_count"], COUNTY, 50, answers(100, relief_paperwork_count_1_or_more=40))
    made.add(BLOCK["dead_group_count"], COUNTY, 50, alike(60, dead_group_count=4))
    made.save()

    findings = found()

    assert told(findings) == [("R16", "W", COUNTY, ""), ("R24", "W", COUNTY, "")]
    assert "一半人在4个" in findings[0].evidence
    assert not findings[0].share.is_shown


def test_the_catalogue_of_today_speaks_for_the_entries_of_the_region_alone() -> None:
    made = world()
    made.save()
    tree = TreeVersion.objects.get()
    CatalogueItem.objects.filter(app_code="A1").update(has_complaint_channel=False)
    CatalogueItem.objects.filter(app_code="A2").update(is_commercial=True, is_retired=True)
    for code, home in (("B1", COUNTY), ("B2", PROVINCE), ("B3", OTHER_COUNTY)):
        CatalogueItem.objects.create(
            tree=tree,
            app_code=code,
            name_zh=code,
            kind="account",
            region_code=home,
            sponsor_level=50,
            audience="public",
            last_update_on=date(2026, 1, 1),
        )

    findings = found()

    assert told(findings) == [("R15", "D", COUNTY, "B1"), ("R19", "D", COUNTY, "A1")]
    assert findings[0].evidence == "最近更新是2026-01-01，超过60天"


def test_the_table_holds_rule_weight_share_and_source() -> None:
    made = world()
    made.add(PRACTICES, COUNTY, 50, answers(100, p_like_recruit=80))
    made.save()
    look()

    table = build_findings_report(viewer=INSPECTOR, region=COUNTY).table

    (row,) = table.rows
    assert row.label_zh == "点赞、投票、转发、关注不得作为考评依据"
    assert row.cells[:8] == (
        "R05",
        "滥用排名",
        "较强线索",
        "丙县",
        COUNTY,
        None,
        None,
        "近三个月遇到过“点赞、转发、拉人注册”",
    )
    assert row.cells[9:13] == (100, 80.0, 71.1, 86.7)
    assert "国办函" in str(row.cells[13])
    assert any("规则第" in note for note in table.notes_zh)


def test_a_share_of_page_two_is_told_as_what_people_say() -> None:
    made = world()
    made.add(BLOCK["same_data_times"], COUNTY, 50, answers(100, same_data_times_2_or_more=60))
    made.save()

    (finding,) = found()

    assert (finding.rule.code, finding.evidence) == ("R10", "说同一数据要填两处以上")


@pytest.mark.parametrize(("code", "n"), [(COUNTY, 29), (TOWNSHIP, 49)], ids=["exact", "printed as 20 to 49"])
def test_fewer_than_thirty_as_they_are_printed_are_no_lead(code: str, n: int) -> None:
    made = world()
    made.add(PRACTICES, code, 50, answers(n, p_checkin=n - 1))
    made.save()
    assert [finding.region.code for finding in found() if finding.region.code == code] == []


@pytest.mark.parametrize(
    ("viewer", "region"),
    [
        (COUNTY_SUPERVISOR, COUNTY),
        (OPERATOR, COUNTY),
        (INSPECTOR, OTHER_COUNTY),
        (INSPECTOR, FOREIGN_TOWNSHIP),
        (INSPECTOR, CITY),
    ],
)
def test_findings_are_for_inspectors_of_the_region(viewer: Viewer, region: str) -> None:
    world().save()
    look()
    with pytest.raises(NothingToShow):
        build_findings_report(viewer=viewer, region=region)


def test_the_number_of_queries_does_not_depend_on_what_is_found() -> None:
    def queries() -> int:
        look()
        with CaptureQueriesContext(connection) as asked:
            build_findings_report(viewer=INSPECTOR, region=COUNTY)
        return len(asked)

    made = world()
    made.add(PRACTICES, COUNTY, 50, answers(100, p_like_recruit=80))
    made.save()
    found()  # the levels of a release are kept
    few = queries()
    made.add(PRACTICES, TOWNSHIP, 60, answers(300, p_rate_notice=210, p_checkin=110))
    made.add(heaviest_block("A1"), COUNTY, 50, answers(60, has_checkin=50))
    made.save()
    assert queries() == few
