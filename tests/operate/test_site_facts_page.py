"""An operator enters what the program cannot know about the site; everybody reads it in the self-check."""

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from burden.access.scopes import Role
from burden.models import SiteFactChange
from burden.reports.own_rules.entered import rules_of_facts
from burden.reports.own_rules.rule import Verdict
from burden.reports.own_rules.site_facts import site_facts
from tests.operate.test_suggestions import client_of

PAGE = "/operate/site-facts/"
FACTS = {
    "sponsor": "丙县县委办公室",
    "sponsor_level": "county",
    "filing_no": "备2026-001号",
    "exemption": "",
    "complaint_link": "https://example.org/complain",
}


@pytest.fixture
def operator(db: None) -> Client:
    return client_of(Role.OPERATOR)


def enter(client: Client, **changes: str) -> None:
    last = {"seen": str(site_facts().last), "confirmed": "yes"}
    assert client.post(PAGE, FACTS | last | changes).status_code == 302


def verdicts() -> list[Verdict]:
    return [line.verdict for line in rules_of_facts(site_facts())]


def test_what_was_entered_is_shown_to_everybody_with_its_day_but_not_with_who_entered_it(operator: Client) -> None:
    assert ">还没填<" in Client().get("/self-check/").content.decode()

    preview = operator.post(PAGE, FACTS | {"seen": "0"}).content.decode()
    assert "主办单位是哪一级：从“没有填”改为“县级”" in preview
    assert not SiteFactChange.objects.exists()
    enter(operator)

    page = Client().get("/self-check/").content.decode()
    assert ">还没填<" not in page
    assert "丙县县委办公室，县级" in page
    assert 'href="https://example.org/complain"' in page
    assert f"运维人员{next(iter(site_facts().days.values()))}填写" in page
    assert "operator@example.org" not in page


def test_every_change_stays_with_who_made_it(operator: Client) -> None:
    enter(operator)
    enter(operator, filing_no="", exemption="网信办2026年3月函")

    page = operator.get(PAGE).content.decode()

    assert "备案号：从“备2026-001号”改为“没有填”" in page
    assert "operator@example.org" in page
    assert verdicts() == [Verdict.KEPT] * 3
    assert SiteFactChange.objects.count() == 6
    with pytest.raises(DatabaseError), transaction.atomic():
        SiteFactChange.objects.update(after="别的")


def test_a_sponsor_below_the_county_does_not_keep_the_rule(operator: Client) -> None:
    enter(operator, sponsor_level="township")
    assert verdicts()[0] is Verdict.BROKEN
    enter(operator, sponsor_level="")
    assert verdicts()[0] is Verdict.NOT_ENTERED


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"complaint_link": "javascript:alert(1)"}, "请填完整的网址"),
        ({"sponsor_level": "village"}, "village"),
        (dict.fromkeys(FACTS, ""), "没有改动"),
    ],
)
def test_a_mistake_is_named_and_nothing_is_stored(operator: Client, changes: dict[str, str], sentence: str) -> None:
    answer = operator.post(PAGE, FACTS | {"seen": "0"} | changes)

    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert not SiteFactChange.objects.exists()


def test_whoever_was_overtaken_loses_nothing_and_may_save_after_reading(operator: Client) -> None:
    enter(operator)
    late = FACTS | {"sponsor": "丙县纪委", "seen": "0", "confirmed": "yes"}

    answer = operator.post(PAGE, late)

    assert answer.status_code == 400
    assert "刚才已有人改过" in answer.content.decode()
    form = answer.context["form"]
    assert (form["sponsor"].value(), form["seen"].value()) == ("丙县纪委", str(site_facts().last))


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.INSPECTOR])
def test_others_cannot_enter_anything(db: None, role: Role) -> None:
    sent = FACTS | {"seen": "0", "confirmed": "yes"}

    assert client_of(role).post(PAGE, sent).status_code == 404
    assert Client().post(PAGE, sent).status_code == 302
    assert not SiteFactChange.objects.exists()
