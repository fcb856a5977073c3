"""The life of a lead: inspectors of the region record what came of it, step by step, and the next wave remembers."""

from datetime import date

import pytest
from django.test import Client

from burden.access.scopes import Role
from burden.domain.blocks import PRACTICES, heaviest_block
from burden.domain.further_blocks import FURTHER_BLOCKS
from burden.models import Finding, FindingStep, Scope, User
from burden.operate.rules.finding_rounds import look_at_releases
from tests.reports.test_findings import answers
from tests.reports.world import COUNTY, OTHER_COUNTY, World, alike, make_world


def publish(code: str, closes_on: date) -> World:
    made = make_world(code=code, closes_on=closes_on)
    made.add(PRACTICES, COUNTY, 50, answers(100, p_like_recruit=90, p_checkin=40))
    made.save()
    look_at_releases()
    return made


@pytest.fixture
def finding(db: None) -> Finding:
    """The county's lead on likes; one on check-ins stands beside it."""
    publish("2026Q3", date(2026, 9, 30))
    return Finding.objects.get(rule="R05", region_code=COUNTY)


def client_of(role: Role = Role.INSPECTOR, region: str = COUNTY) -> Client:
    user = User.objects.create_user(f"{role.value}-{region}@example.org", "x", role=role.value)
    Scope.objects.create(user=user, region_code=region)
    client = Client()
    client.force_login(user)
    return client


def record(client: Client, finding: Finding, state: str = "true", note: str = "", **more: str) -> str:
    answer = client.post(f"/d/findings/{finding.pk}/", {"state": state, "note": note, "seen": "0"} | more, follow=True)
    return answer.content.decode()


def test_steps_are_added_with_who_and_when_and_the_last_one_counts(finding: Finding) -> None:
    client = client_of()
    assert "还没有人记过" in client.get(f"/d/findings/{finding.pk}/").content.decode()

    record(client, finding, "true", "看了通知，有这一条")
    page = record(client, finding, "mended", "通知已收回", seen="1")

    assert page.index("核实属实") < page.index("通知已收回")
    assert "inspector-990101000000@example.org" in page
    assert [step.state for step in finding.steps.all()] == ["true", "mended"]
    board = client.get("/d/findings/").content.decode()
    assert "其中待核实1条、已整改1条" in board


def test_a_lead_says_which_threshold_it_reached_and_a_warning_its_own(finding: Finding) -> None:
    client = client_of()
    assert "区间下限到了门槛50%。" in client.get(f"/d/findings/{finding.pk}/").content.decode()
    lead = Finding.objects.get(rule="R03", region_code=COUNTY)
    assert "区间下限到了门槛20%。" in client.get(f"/d/findings/{lead.pk}/").content.decode()

    made = make_world(code="2026Q4", closes_on=date(2026, 12, 31), app_codes=("A1",))
    made.add(heaviest_block("A1"), COUNTY, 50, alike(100, is_required=1, in_appraisal=1))
    block = {block.name: block for block in FURTHER_BLOCKS}
    made.add(block["data_return"], COUNTY, 50, alike(90, data_return_no=1) + alike(10, data_return_all=1))
    made.add(block["dead_group_count"], COUNTY, 50, alike(60, dead_group_count=4))
    made.save()
    look_at_releases()

    said = [
        client.get(f"/d/findings/{Finding.objects.get(rule=rule, region_code=COUNTY).pk}/").content.decode()
        for rule in ("R01", "R11", "R16")
    ]
    both = said.pop(0)
    assert "两样都说了的，至少占到门槛50%。" in both
    assert "区间上限不超过门槛60%。" in said[0]
    assert "区间下限到了门槛3个群。" in said[1]


def test_every_page_of_leads_says_that_they_settle_nothing(finding: Finding) -> None:
    client = client_of()
    for address in ("/d/findings/", f"/d/findings/{finding.pk}/"):
        page = client.get(address).content.decode()
        assert "线索仅供核查，不等于认定" in page
        assert "违规" not in page


def test_numbers_are_taken_out_of_a_note_before_anything_is_kept(finding: Finding) -> None:
    client = client_of()

    page = record(client, finding, note="找13800138000问的")

    assert "号码、网址不收" in page
    assert "找【已去掉】问的" in page
    assert "13800138000" not in page
    assert not FindingStep.objects.exists()
    record(client, finding, note="找【已去掉】问的")
    assert FindingStep.objects.get().note == "找【已去掉】问的"


def test_a_name_is_asked_about_once(finding: Finding) -> None:
    client = client_of()

    page = record(client, finding, note="张建国主任说的")

    assert "像是有人名" in page
    assert not FindingStep.objects.exists()
    record(client, finding, note="张建国主任说的", looked_at="张建国主任说的")
    assert FindingStep.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"state": ""}, "必填"),
        ({"state": "guilty"}, "选择"),
        ({"note": "长" * 201}, "200"),
        ({"seen": ""}, "已有人记过"),
    ],
)
def test_what_cannot_be_kept_is_named(finding: Finding, changes: dict[str, str], sentence: str) -> None:
    assert sentence in record(client_of(), finding, **({"state": "true", "note": "看过"} | changes))
    assert not FindingStep.objects.exists()


def test_whoever_comes_second_reads_the_first_before_recording(finding: Finding) -> None:
    first, second = client_of(), client_of(region="990100000000")
    record(first, finding, "true")

    page = record(second, finding, "untrue", "没有找到")

    assert "刚才已有人记过一次" in page
    assert "没有找到" in page
    assert [step.state for step in finding.steps.all()] == ["true"]
    record(second, finding, "untrue", "没有找到", seen="1")
    assert [step.state for step in finding.steps.all()] == ["true", "untrue"]


@pytest.mark.parametrize(
    ("role", "region"),
    [(Role.INSPECTOR, OTHER_COUNTY), (Role.SUPERVISOR, COUNTY), (Role.OPERATOR, COUNTY)],
)
def test_nobody_else_reads_or_records(finding: Finding, role: Role, region: str) -> None:
    client, address = client_of(role, region), f"/d/findings/{finding.pk}/"

    assert client.get(address).status_code == 404
    assert client.post(address, {"state": "true", "seen": "0"}).status_code == 404
    assert not FindingStep.objects.exists()


def test_a_lead_that_returns_shows_its_earlier_life(finding: Finding) -> None:
    client = client_of()
    record(client, finding, "mended", "已取消")
    publish("2026Q4", date(2026, 12, 31))
    again = Finding.objects.get(rule="R05", region_code=COUNTY, round__release__wave__code="2026Q4")

    board = client.get("/d/findings/?wave=2026Q4").content.decode()
    page = client.get(f"/d/findings/{again.pk}/").content.decode()

    assert "2026Q3：已整改" in board
    assert "其中待核实2条" in board
    assert "2026Q3：已整改" in page
    assert "已取消" in page
    assert "2026Q4：" not in client.get("/d/findings/?wave=2026Q3").content.decode()


def test_leads_are_chosen_by_state_rule_and_weight(finding: Finding) -> None:
    client = client_of()
    record(client, finding, "true")

    def shown(query: str) -> list[str]:
        page = client.get(f"/d/findings/?{query}").content.decode()
        return [code for code in ("R03", "R05") if f'id="rule-{code}"' in page]

    assert shown("") == ["R03", "R05"]
    assert shown("state=true") == ["R05"]
    assert shown("state=waiting") == ["R03"]
    assert shown("rule=R03") == ["R03"]
    assert shown("grade=H") == ["R05"]
    assert shown("grade=D") == []
    assert client.get("/d/findings/?state=guilty").status_code == 400


def test_json_carries_state_version_and_wave(finding: Finding) -> None:
    client = client_of()
    record(client, finding, "exempt")

    (table,) = client.get("/api/v1/findings/").json()["tables"]

    keys = [column["key"] for column in table["columns"]]
    rows = [dict(zip(keys, row["cells"], strict=True)) for row in table["rows"]]
    assert [(row["rule"], row["status"], row["wave_code"]) for row in rows] == [
        ("R03", "待核实", "2026Q3"),
        ("R05", "豁免", "2026Q3"),
    ]
    assert {row["rules_version"] for row in rows} == {str(Finding.objects.all()[0].round.rules_version)}


def test_before_anybody_looked_the_page_says_so(db: None) -> None:
    make_world().save()

    assert "正在整理" in client_of().get("/d/findings/").content.decode()
