"""The way from the demo to real use, as a browser sees it."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from burden.access.demo import create_demo_accounts, demo_accounts
from burden.access.scopes import Role
from burden.domain.levels import Level
from burden.domain.rule_book import RULE_BY_CODE
from burden.intake.codes import issue_codes
from burden.intake.regions import store_tree
from burden.models import (
    CatalogueItem,
    FileImport,
    InvitationCode,
    SiteFactChange,
    TreeVersion,
    User,
    Wave,
    WaveEvent,
)
from burden.operate.demo.clearing import clear_demo
from burden.operate.demo.seeding import is_in_earnest
from burden.operate.files.machine import bring, confirm, undo, work_on
from burden.operate.rules.revisions import change_rule, history_of_rule, state_of, store_book
from burden.operate.site.facts import change_site_facts
from burden.reports.findings.rules import rules_in_force
from burden.reports.own_rules.site_facts import site_facts
from tests.intake.small_world import PROVINCE, TOWNSHIP, region_rows, store_catalogue, store_small_tree, store_wave
from tests.locks import beside

PAGE = "/operate/demo/clear/"
GUEST = "operator@demo.invalid"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demo(settings: Settings, tmp_path: Path) -> None:
    """A demo of one wave, with its tree, catalogue and accounts."""
    settings.LOCAL_DIR = tmp_path
    store_small_tree()
    store_catalogue()
    TreeVersion.objects.update(is_demo=True)
    store_wave("DEMO", is_demo=True)
    create_demo_accounts(PROVINCE)


@pytest.fixture
def operator() -> Client:
    client = Client()
    client.force_login(User.objects.create_user("operator@example.org", role=Role.OPERATOR.value), backend=BACKEND)
    return client


def store_real_draft() -> Wave:
    store_tree(version="real", source="test", as_of_on=date(2026, 9, 1), rows=region_rows())
    wave = store_wave("2026Q4", state="draft")
    wave.tree_id = "real"
    wave.save()
    return wave


def test_the_page_says_what_goes_before_anything_goes(operator: Client) -> None:
    text = operator.get(PAGE).content.decode()
    assert "1次演示调查，连同它们的答卷和结果" in text
    assert "虚构的地区9个，目录3项" in text
    goes = text[text.index("会删掉") : text.index("会留下")]
    assert "operator@demo.invalid" in goes
    assert "operator@example.org" not in goes
    assert Wave.objects.filter(is_demo=True).exists()


@pytest.mark.parametrize("typed", ["", "删除", "删除演示 吧"])
def test_other_words_delete_nothing_and_say_so(operator: Client, typed: str) -> None:
    answer = operator.post(PAGE, {"confirmation": typed})
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()
    assert Wave.objects.filter(is_demo=True).exists()


def test_the_typed_words_take_the_demo_away_and_its_people_cannot_come_in_any_more(operator: Client) -> None:
    guest = Client()
    address, password = demo_accounts()["supervisor"].values()
    guest.force_login(User.objects.get(email=address), backend=BACKEND)
    answer = operator.post(PAGE, {"confirmation": " 删除演示 "}, follow=True)
    assert answer.redirect_chain == [("/operate/", 302)]
    assert "演示已删除，共1次调查。" in answer.content.decode()
    assert not Wave.objects.exists()
    assert not CatalogueItem.objects.exists()
    assert guest.get("/d/").status_code == 302
    assert not guest.login(username=address, password=password)
    assert "演示身份" not in guest.get("/accounts/login/").content.decode()
    assert "没有演示数据。" in operator.get(PAGE).content.decode()


def test_the_words_are_those_of_the_page_in_any_language(operator: Client) -> None:
    operator.cookies["django_language"] = "en"
    assert "delete the demo" in operator.get(PAGE).content.decode()
    assert operator.post(PAGE, {"confirmation": "Delete the demo"}).status_code == 302


def test_the_demos_own_operator_reads_why_not_and_what_to_do() -> None:
    guest = Client()
    guest.force_login(User.objects.get(email="operator@demo.invalid"), backend=BACKEND)
    assert "make run DEMO=0" in guest.get(PAGE).content.decode()
    assert guest.post(PAGE, {"confirmation": "删除演示"}).status_code == 400
    assert Wave.objects.filter(is_demo=True).exists()


def test_a_real_wave_waits_for_the_end_of_the_demo_and_its_checklist_leads_there(operator: Client) -> None:
    store_real_draft()
    text = operator.get("/operate/").content.decode()
    assert "还有演示数据，正式调查不能开始" in text
    assert f'href="{PAGE}"' in text[text.index("还有演示数据，") : text.index("</ol>")]
    operator.post(PAGE, {"confirmation": "删除演示"})
    assert "还有演示数据" not in operator.get("/operate/").content.decode()


def test_a_site_in_earnest_is_not_seeded_again_at_the_next_start(operator: Client) -> None:
    assert not is_in_earnest()
    operator.post(PAGE, {"confirmation": "删除演示"})
    said = io.StringIO()
    call_command("seed_demo", "--unless-in-earnest", stdout=said)
    assert said.getvalue() == "本站已正式使用，不装入演示。\n"
    assert not Wave.objects.exists()


def test_drafts_that_guests_made_and_all_codes_from_before_go_with_the_demo(operator: Client) -> None:
    real = store_real_draft()
    real.assurance = Wave.Assurance.CODED
    real.save()
    made_by_guest = store_wave("2027Q1", state="draft")
    Wave.objects.filter(pk=made_by_guest.pk).update(tree_id="real")
    WaveEvent.objects.create(wave_code="2027Q1", kind=WaveEvent.Kind.PREPARED, done_by="operator@demo.invalid")
    filled_by_guest = store_wave("2027Q2", state="draft")
    FileImport.objects.create(
        kind=FileImport.Kind.HEADCOUNTS, wave=filled_by_guest, file_name="人数.csv", email="operator@demo.invalid",
        state=FileImport.State.STORED, stored_by="operator@demo.invalid",
    )  # fmt: skip
    Wave.objects.filter(pk=filled_by_guest.pk).update(tree_id="real")
    issue_codes(wave=real, region_code=TOWNSHIP, level=Level.TOWNSHIP, number=3)

    operator.post(PAGE, {"confirmation": "删除演示"})

    assert list(Wave.objects.values_list("code", flat=True)) == ["2026Q4"]
    assert not InvitationCode.objects.exists()
    assert WaveEvent.objects.get(wave_code="2027Q1", kind=WaveEvent.Kind.DELETED).done_by == "operator@example.org"


def test_what_guests_changed_besides_the_demo_goes_with_it_and_the_page_says_so_before(operator: Client) -> None:
    guest, mine = GUEST, "operator@example.org"
    _change_rule("R03", "不得打卡，客人写的", guest)
    _change_rule("R04", "客人先写的", guest)
    _change_rule("R04", "正式账号写的", mine)
    change_site_facts(wanted=_facts(sponsor="某县数据局"), email=mine, seen=0)
    change_site_facts(wanted=_facts(sponsor="客人写的"), email=guest, seen=site_facts().last)

    page = operator.get(PAGE).content.decode()
    goes = page[page.index("会删掉") : page.index("会留下")]
    assert "用演示账号改过的规则，回到原来的样子" in goes
    assert "R03、R04" in goes
    assert "用演示账号填的本站情况1条" in goes
    operator.post(PAGE, {"confirmation": "删除演示"})

    rules = rules_in_force().by_code
    assert rules["R03"].zh == RULE_BY_CODE["R03"].zh
    assert rules["R04"].zh == "正式账号写的"
    assert site_facts().values["sponsor"] == "某县数据局"
    for address in ("/operate/rules/R03/", "/operate/rules/R04/", "/operate/site-facts/"):
        assert "客人" not in operator.get(address).content.decode()


def test_the_command_takes_back_what_guests_changed_as_well() -> None:
    _change_rule("R03", "客人写的", "operator@demo.invalid")

    call_command("clear_demo", stdout=io.StringIO())

    assert rules_in_force().by_code["R03"].zh == RULE_BY_CODE["R03"].zh
    assert store_book() == 0


def bring_regions() -> FileImport:
    """A file of regions that a guest brought and that was checked."""
    lines = [f"{row.code},{row.kind.value},{row.parent_code},{row.name},test" for row in region_rows()]
    content = "\n".join(["地区代码,级别,上级代码,名称,来源", *lines]).encode()
    record = bring(
        kind=FileImport.Kind.REGIONS, content=content, file_name="r.csv", email=GUEST,
        parameters={"version": "客人版", "source": "客人", "as_of_on": "2026-10-01"},
    )  # fmt: skip
    work_on(record.pk)
    record.refresh_from_db()
    assert record.problems == []
    return record


@pytest.mark.parametrize("is_used", [False, True])
def test_regions_that_guests_brought_go_unless_somebody_built_on_them(operator: Client, *, is_used: bool) -> None:
    record = bring_regions()
    assert confirm(record.pk, seen=record.beneath, email=GUEST)
    work_on(record.pk)
    assert TreeVersion.objects.filter(version="客人版").exists()
    if is_used:
        CatalogueItem.objects.create(
            tree_id="客人版", app_code="B1", name_zh="某应用", kind="app", region_code=PROVINCE, sponsor_level=20,
            audience="internal",
        )  # fmt: skip

    assert "客人版" in operator.get(PAGE).content.decode()
    operator.post(PAGE, {"confirmation": "删除演示"})

    assert TreeVersion.objects.filter(version="客人版").exists() is is_used
    record.refresh_from_db()
    assert (record.state, record.undone_by) == (("stored", "") if is_used else ("undone", "operator@example.org"))


def test_who_undid_the_file_of_a_guest_stays_on_record_after_the_demo(operator: Client) -> None:
    record = bring_regions()
    assert confirm(record.pk, seen=record.beneath, email=GUEST)
    work_on(record.pk)
    assert undo(record.pk, email="ann@example.org")

    assert "没有装入的文件" not in operator.get(PAGE).content.decode()
    operator.post(PAGE, {"confirmation": "删除演示"})

    record.refresh_from_db()
    assert (record.email, record.undone_by) == (GUEST, "ann@example.org")


def test_files_that_guests_brought_and_did_not_store_go_with_the_demo(operator: Client) -> None:
    mine = "operator@example.org"
    bring_regions()
    bring(kind=FileImport.Kind.REGIONS, content=b"x", file_name="w.csv", email=GUEST)
    kept = bring(kind=FileImport.Kind.REGIONS, content=b"x", file_name="m.csv", email=mine)
    taken_on = bring(kind=FileImport.Kind.REGIONS, content=b"x", file_name="t.csv", email=GUEST)
    FileImport.objects.filter(pk=taken_on.pk).update(state=FileImport.State.STORING, stored_by=mine)

    assert "用演示账号传上来、没有装入的文件2个" in operator.get(PAGE).content.decode()
    operator.post(PAGE, {"confirmation": "删除演示"})

    assert set(FileImport.objects.values_list("pk", flat=True)) == {kept.pk, taken_on.pk}


@pytest.mark.django_db(transaction=True)
def test_what_a_guest_confirmed_is_not_stored_after_the_demo_is_gone() -> None:
    record = bring_regions()
    assert confirm(record.pk, seen=record.beneath, email=GUEST)
    stored = beside(clear_demo, lambda: work_on(record.pk))

    assert stored.exception() is None
    assert not TreeVersion.objects.exists()
    assert not FileImport.objects.exists()


def test_beside_a_demo_nobody_decides_about_a_real_app() -> None:
    store_tree(version="real", source="test", as_of_on=date(2026, 9, 1), rows=region_rows())
    CatalogueItem.objects.create(
        tree_id="real", app_code="B1", name_zh="某真应用", kind="app", region_code=PROVINCE, sponsor_level=20,
        audience="internal",
    )  # fmt: skip
    guest = Client()
    guest.force_login(User.objects.get(email="operator@demo.invalid"), backend=BACKEND)

    assert "某真应用" not in guest.get("/operate/decisions/").content.decode()
    for address in ("/operate/decisions/B1/", "/operate/catalogue/B1/", "/operate/catalogue/B1/edit/"):
        assert guest.get(address).status_code == 404
        assert guest.post(address, {}).status_code in {404, 405}


def _change_rule(code: str, text: str, email: str) -> None:
    rule = rules_in_force().by_code[code]
    seen = history_of_rule(code)[0].version
    change_rule(rule.rule, replace(state_of(rule), zh=text), reason="试试", email=email, seen=seen)


def _facts(**told: str) -> dict[str, str]:
    return dict.fromkeys(SiteFactChange.Fact.values, "") | told


def test_guests_work_at_the_desk_until_a_real_operator_keeps_the_site() -> None:
    guest = Client()
    guest.force_login(User.objects.get(role=Role.OPERATOR.value, is_demo=True), backend=BACKEND)
    assert guest.get("/operate/").status_code == 200
    assert "/accounts/demo/operator/" in Client().get("/accounts/login/").content.decode()

    User.objects.create_user("operator@example.org", role=Role.OPERATOR.value)

    assert guest.get("/operate/").status_code == 404
    assert guest.post("/operate/rules/R01/", {}).status_code == 404
    assert "/accounts/demo/operator/" not in Client().get("/accounts/login/").content.decode()
    assert Client().post("/accounts/demo/operator/").status_code == 404
