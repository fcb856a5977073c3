"""An operator changes a rule in the browser: previewed in words, kept with a reason, and back again."""

import re

import pytest
from django.test import Client

from burden.access.scopes import Role
from burden.models import RuleRevision
from burden.reports.rules import rules_in_force
from tests.intake.small_world import store_small_tree
from tests.operate.test_suggestions import client_of

PAGE = "/operate/rules/R03/"


@pytest.fixture
def operator(db: None) -> Client:
    store_small_tree()
    return client_of(Role.OPERATOR)


def filled_in(client: Client, address: str = PAGE, **changes: str) -> dict[str, str]:
    """Return what the form holds, with changes, as a browser would send it."""
    form = client.get(address).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    if not sent["provinces"]:
        del sent["provinces"]
    return sent | {"reason": "县里商定"} | changes


def test_a_threshold_is_previewed_in_words_and_stored_with_its_reason(operator: Client) -> None:
    sent = filled_in(operator, low="30")

    preview = operator.post(PAGE, sent).content.decode()

    assert "从20改到30。线索只会变少，不会变多。" in preview
    assert rules_in_force().version == 1
    page = operator.post(PAGE, sent | {"confirmed": "yes"}, follow=True).content.decode()
    assert rules_in_force().by_code["R03"].bars.low == 30
    assert rules_in_force(1).by_code["R03"].bars.low == 20
    assert "县里商定" in page
    assert "operator@example.org" in page
    assert re.search(r"现在是第2版", operator.get("/operate/rules/").content.decode())


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"people_from": "40"}, "线索只会变少，不会变多。"),
        ({"strong": "60"}, "较强线索只会变少，其余仍是线索。"),
        ({"strong": "40"}, "较强线索只会变多，线索总数不变。"),
    ],
)
def test_the_preview_says_what_a_threshold_does(operator: Client, changes: dict[str, str], sentence: str) -> None:
    assert sentence in operator.post(PAGE, filled_in(operator, **changes)).content.decode()


def test_a_local_rule_is_switched_on_for_a_province_and_back(operator: Client) -> None:
    address = "/operate/rules/R27/"
    sent = filled_in(operator, address, where="only", provinces="99")
    assert "只在选中的省用（云汀省）" in operator.post(address, sent).content.decode()
    sent["confirmed"] = "yes"
    operator.post(address, sent)
    assert rules_in_force().by_code["R27"].applies_to("990101")
    assert not rules_in_force().by_code["R27"].applies_to("42")

    operator.post(address, filled_in(operator, f"{address}?default=1", confirmed="yes"))

    assert not rules_in_force().by_code["R27"].applies_to("990101")
    assert RuleRevision.objects.filter(code="R27").count() == 3


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"low": "3"}, "大于或等于"),
        ({"strong": "10", "low": "30"}, "不能低于"),
        ({"where": "only"}, "请选省"),
        ({"reason": ""}, "必填"),
        ({}, "没有改动"),
        ({"zh": "不得打卡", "seen": "0", "confirmed": "yes"}, "刚才已有人改过"),
    ],
)
def test_a_mistake_is_named_and_nothing_filled_in_is_lost(
    operator: Client, changes: dict[str, str], sentence: str
) -> None:
    sent = filled_in(operator, **changes)

    answer = operator.post(PAGE, sent)

    page = answer.content.decode()
    assert answer.status_code == 400
    assert sentence in page
    assert sent["zh"] in page
    assert rules_in_force().version == 1


def test_whoever_was_overtaken_loses_nothing_and_may_save_after_reading(operator: Client) -> None:
    late = filled_in(operator, zh="不得打卡", where="only", provinces="99", confirmed="yes")
    operator.post(PAGE, filled_in(operator, zh="不得签到", confirmed="yes"))

    answer = operator.post(PAGE, late)

    assert answer.status_code == 400
    page, form = answer.content.decode(), answer.context["form"]
    assert "刚才已有人改过" in page
    assert "不得签到" in page
    assert (form["zh"].value(), form["provinces"].value(), form["seen"].value()) == ("不得打卡", ["99"], "2")
    assert operator.post(PAGE, late | {"seen": form["seen"].value()}).status_code == 302
    assert rules_in_force().by_code["R03"].zh == "不得打卡"


def test_rules_are_read_in_the_language_of_the_operator(operator: Client) -> None:
    listed, one, script = (
        operator.get(address, headers={"accept-language": language}).content.decode()
        for address, language in (("/operate/rules/", "en"), (PAGE, "en"), (PAGE, "zh-hant"))
    )

    assert "no check-in functions but in scenes such as security and emergencies" in listed
    assert "Lead: lower end of the interval, at least (%)" in one
    assert "線索：區間下限到多少（%）" in script


def test_there_is_no_other_rule(operator: Client) -> None:
    assert operator.get("/operate/rules/R99/").status_code == 404
