"""An operator changes a rule in the browser: previewed in words, kept with a reason, and back again."""

import re
from dataclasses import replace

import pytest
from django.test import Client

from burden.access.scopes import Role
from burden.domain.rule_book import RULE_BY_CODE
from burden.models import Region, RuleRevision, TreeVersion
from burden.operate.rules.revisions import change_rule, state_of
from burden.reports.findings.rules import rules_in_force
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

    assert "“线索：区间下限到多少”从20%改到30%。线索只会变少，不会变多。" in preview
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
        ({"low": "3"}, "“线索：区间下限到多少”要填5到90%之间的数。"),
        ({"low": ""}, "“线索：区间下限到多少”要填5到90%之间的数。"),
        ({"people_from": "40.5"}, "“至少多少人答”要填30到500人之间的整数。"),
        ({"strong": "10", "low": "30"}, "不能比线索的门槛松"),
        ({"where": "only"}, "请选省"),
        ({"provinces": "99"}, "勾了省，却没有选"),
        ({"reason": ""}, "“为什么改”没有填。"),
        ({"zh": " "}, "“文字”没有填。"),
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


def test_provinces_are_ticked_by_part_of_the_country_and_their_number_is_shown(operator: Client) -> None:
    tree = TreeVersion.objects.get()
    for digits, name in (("32", "江苏省"), ("33", "浙江省"), ("51", "四川省")):
        Region.objects.create(
            tree=tree, code=f"{digits}0000000000", parent_code="000000000000", kind="province", path=digits, name=name,
            source="test",
        )  # fmt: skip
    sent: dict[str, object] = dict(filled_in(operator, "/operate/rules/R27/", where="only", reason=""))

    answer = operator.post("/operate/rules/R27/", sent | {"provinces": ["32", "51"]})

    page = answer.content.decode()
    assert "选省（已选2个）" in page
    assert [(part.heading, part.chosen) for part in answer.context["places"].parts] == [
        ("华东", 1), ("西南", 1), ("其他", 0),
    ]  # fmt: skip
    assert re.findall(r'name="provinces"\s+value="(\d+)"\s+checked', page) == ["32", "51"]
    assert "Ctrl" not in page
    sent |= {"provinces": ["32", "51"], "reason": "两省有文件", "confirmed": "yes"}
    operator.post("/operate/rules/R27/", sent)
    assert rules_in_force().by_code["R27"].provinces == ("32", "51")


def test_a_province_that_this_edition_lacks_stays_ticked(operator: Client) -> None:
    state = replace(state_of(rules_in_force().by_code["R27"]), where="only", provinces=("32",))
    change_rule(RULE_BY_CODE["R27"], state, reason="有文件", email="o@example.org", seen=1)

    address = "/operate/rules/R27/"
    operator.post(address, filled_in(operator, address, warn="45", confirmed="yes") | {"provinces": "32"})

    rule = rules_in_force().by_code["R27"]
    assert (rule.numbers["warn"], rule.provinces) == (45, ("32",))


@pytest.mark.parametrize(
    ("code", "changes", "sentence"),
    [
        ("R12", {"opened": "15"}, "从10%改到15%。线索只会变多，不会变少。"),
        ("R12", {"strong_high": "8"}, "从10%改到8%。较强线索只会变少，其余仍是线索。"),
        ("R13", {"little": "80"}, "从70%改到80%。线索只会变少，不会变多。"),
        ("R14", {"scattered_from": "5"}, "从3个应用改到5个应用。线索只会变少，不会变多。"),
        ("R22", {"rise": "15"}, "从10%改到15%。线索只会变少，不会变多。"),
        ("R23", {"fall": "40"}, "从50%改到40%。线索只会变多，不会变少。"),
        ("R24", {"warn": "30"}, "从20%改到30%。线索只会变少，不会变多。"),
        ("R25", {"share": "15"}, "从20%改到15%。线索只会变多，不会变少。"),
        ("R12", {"strong_high": "30"}, "较强线索的门槛不能比线索的门槛松。"),
    ],
)
def test_every_number_that_decides_over_a_lead_can_be_changed(
    operator: Client, code: str, changes: dict[str, str], sentence: str
) -> None:
    address = f"/operate/rules/{code}/"

    assert sentence in operator.post(address, filled_in(operator, address, **changes)).content.decode()


def test_the_history_tells_what_each_version_changed_and_fills_the_form_with_it_again(operator: Client) -> None:
    operator.post(PAGE, filled_in(operator, low="30", confirmed="yes"))
    operator.post(PAGE, filled_in(operator, low="40", where="none", confirmed="yes"))

    page = operator.get(PAGE).content.decode()
    history = page[page.index("每一版") :]

    assert history.index("从30%改到40%。") < history.index("从20%改到30%。")
    assert "从“各省都用”改到“都不用”" in history
    assert f'href="{PAGE}?version=2"' in history
    form = operator.get(f"{PAGE}?version=2").context["form"]
    assert (form["low"].value(), form["where"].value(), form["seen"].value()) == ("30", "all", 3)


def test_there_is_no_other_rule(operator: Client) -> None:
    assert operator.get("/operate/rules/R99/").status_code == 404
