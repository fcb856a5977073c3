"""The app-usage report as a page: a list of local apps, opinions of those in use, opened by a pass or freely."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.test import Client

from burden.domain.levels import Level
from burden.intake.codes import issue_codes
from burden.models import CatalogueItem, InboxItem, Wave
from tests.intake.read_page import handed_over, offered, payload
from tests.intake.small_world import COUNTY, OTHER_COUNTY, TOWNSHIP

PAGE_ONE = f"/s/2026Q4/{COUNTY}/"
USAGE = "/s/2026Q4/usage/"
FORM = {"region_code": COUNTY, "level_code": "60", "idempotency_key": "0123456789abcdef"}


def post(fields: Mapping[str, object], address: str = USAGE) -> tuple[int, str]:
    reply = Client().post(address, {**FORM, **fields})
    return reply.status_code, reply.content.decode()


def report() -> dict[str, Any]:
    stored: dict[str, Any] = InboxItem.objects.get(kind="usage").answers
    return stored


@pytest.mark.usefixtures("wave", "catalogue")
def test_local_apps_are_listed_and_what_is_held_is_stored() -> None:
    page = Client().get(USAGE, {"region": COUNTY}).content.decode()
    assert ("应用A01" in page, "应用A02" in page, "应用A03" in page) == (True, False, False)
    status, page = post({"status_A01": "in_use", "minutes_A01": "20", "status_A02": "in_use"})
    assert (status, 'data-page="thanks"' in page) == (200, True)
    assert (report()["app_codes"], report()["statuses"], report()["minutes"]) == (["A01"], [1], [20])


@pytest.mark.usefixtures("wave", "catalogue")
def test_opinions_of_an_app_in_use_are_stored_as_places() -> None:
    said = {"usefulness_5_A01": "4", "modules_used_A01": "few", "keep_choice_A01": "merge", "overcollect_A01": "no"}
    assert post({"status_A01": "in_use", "minutes_A01_chip": "30", **said})[0] == 200
    kept = [report()[name] for name in ("minutes", "usefulness_5", "modules_used", "keep_choice", "overcollect")]
    assert kept == [[30], [4], [3], [2], [2]]


@pytest.mark.usefixtures("wave", "catalogue")
def test_opinions_stay_folded_until_one_was_given() -> None:
    assert '<details class="opinions">' in Client().get(USAGE, {"region": COUNTY}).content.decode()
    status, page = post({"level_code": "", "status_A01": "in_use", "usefulness_5_A01": "4"})
    assert (status, '<details class="opinions" open>' in page) == (400, True)
    assert 'name="usefulness_5_A01" value="4" checked' in page


@pytest.mark.usefixtures("wave", "catalogue")
def test_rows_tell_the_script_which_app_they_are() -> None:
    CatalogueItem.objects.filter(app_code="A01").update(package_names="cn.example.a cn.example.b")
    page = Client().get(USAGE, {"region": COUNTY}).content.decode()
    assert 'data-app="A01" data-name="应用A01" data-packages="cn.example.a cn.example.b"' in page


@pytest.mark.usefixtures("wave", "catalogue")
def test_no_more_than_twenty_five_apps_are_listed() -> None:
    first = CatalogueItem.objects.get(app_code="A01")
    for number in range(30):
        first.pk, first.app_code = None, f"B{number:02}"
        first.save()
    assert Client().get(USAGE, {"region": COUNTY}).content.decode().count("data-app=") == 25


@pytest.mark.usefixtures("wave", "catalogue")
def test_without_a_place_it_asks_for_the_place_first() -> None:
    assert Client().get(USAGE).headers["Location"] == "/s/2026Q4/?for=usage"
    page = Client().get("/s/2026Q4/", {"for": "usage", "q": "青禾县"}).content.decode()
    assert f'href="{USAGE}?region={COUNTY}"' in page


@pytest.mark.usefixtures("wave", "catalogue")
def test_thanks_of_page_one_open_it_prefilled_and_its_thanks_offer_what_is_left() -> None:
    _, thanks = post({"below_code": TOWNSHIP}, address=PAGE_ONE)
    status, page = post(handed_over(thanks, "usage"), address=USAGE)
    assert (status, 'data-page="form"' in page, 'name="open"' in page) == (200, True, False)
    assert f'<option value="{TOWNSHIP}" selected>' in page
    assert 'name="level_code" value="60" checked' in page
    fields = {"one_time_pass": handed_over(thanks, "usage")["one_time_pass"], "status_A01": "idle_3m"}
    status, after = post(fields)
    assert (status, offered(after)) == (200, ["more"])
    _, last = post(handed_over(after, "more"), address="/s/2026Q4/more/")
    assert 'name="sent" value="usage"' in last
    kept = {"one_time_pass": fields["one_time_pass"], "sent": "usage", "change_6m": "3"}
    assert offered(post(kept, address="/s/2026Q4/more/")[1]) == []


@pytest.mark.usefixtures("wave", "catalogue")
def test_another_place_has_other_apps_which_are_shown_before_anything_is_kept() -> None:
    status, page = post({"region_choice": OTHER_COUNTY, "listed_for": COUNTY, "status_A01": "in_use"})
    assert (status, InboxItem.objects.count()) == (400, 0)
    assert "下面的APP也换了" in page
    assert 'data-app="A02"' in page
    status, _ = post({"region_code": OTHER_COUNTY, "listed_for": OTHER_COUNTY, "status_A02": "in_use"})
    assert (status, report()["app_codes"]) == (200, ["A02"])


@pytest.mark.usefixtures("wave", "catalogue")
def test_mistake_names_the_app_and_links_to_it() -> None:
    status, page = post({"status_A01": "in_use", "minutes_A01": "many"})
    assert status == 400
    assert re.findall(r'<li><a href="#([^"]+)">([^<]+)</a></li>', page) == [("q-A01", "应用A01 请填整数，例如8。")]
    assert 'value="many"' in page


@pytest.mark.usefixtures("wave", "catalogue")
def test_exactly_what_would_be_sent_is_shown() -> None:
    fields = {"status_A01": "in_use", "minutes_A01_chip": "30", "keep_choice_A01": "merge", "preview": "1"}
    status, page = post(fields)
    assert (status, InboxItem.objects.count()) == (200, 0)
    assert payload(page)[3:] == ["status_A01=in_use", "minutes_A01_chip=30", "keep_choice_A01=merge"]
    assert "应用A01：该怎么办？：合并" in page


@pytest.mark.usefixtures("catalogue")
def test_coded_wave_opens_it_once_for_whoever_sent_page_one(make_wave: Callable[..., Wave]) -> None:
    wave = make_wave(assurance="coded")
    [code] = issue_codes(wave=wave, region_code=COUNTY, level=Level.TOWNSHIP, number=1)
    page = Client().get(USAGE, {"region": COUNTY}).content.decode()
    assert ('data-page="notice"' in page, 'href="/s/2026Q4/"' in page) == (True, True)
    assert post({"status_A01": "in_use"})[0] == 400
    _, thanks = post({"code": code}, address=PAGE_ONE)
    one_time_pass = handed_over(thanks, "usage")["one_time_pass"]
    assert post({"one_time_pass": one_time_pass, "status_A01": "in_use"})[0] == 200
    again = {"one_time_pass": one_time_pass, "status_A01": "in_use", "idempotency_key": "another-key-12345"}
    status, page = post(again)
    assert (status, "这一页您已经交过了，已收到。" in page) == (409, True)
    assert InboxItem.objects.filter(kind="usage").count() == 1


@pytest.mark.usefixtures("catalogue")
def test_pass_of_another_day_is_told_of_before_anything_is_filled_in(make_wave: Callable[..., Wave]) -> None:
    make_wave(assurance="coded")
    status, page = post({"open": "1", "one_time_pass": "20200101.AAAA.BBBB"})
    assert (status, 'data-page="notice"' in page, "当天有效" in page) == (400, True, True)
