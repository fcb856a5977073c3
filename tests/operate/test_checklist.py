"""The checklist through literal lives of a wave: what each step says, and which one comes next."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from burden.access.scopes import Role, Viewer
from burden.domain.levels import Level
from burden.intake.codes import issue_codes
from burden.models import Headcount, Release, User, Wave
from burden.operate.site.checklist import Checklist, checklist_of
from burden.operate.waves.lines import wave_lines
from tests.intake.small_world import CITY, TOWNSHIP, store_catalogue, store_small_tree, store_wave

pytestmark = pytest.mark.django_db
TITLES = ("建库", "目录", "人数", "调查", "发码", "开放", "收口", "发布")


def checklist(code: str = "") -> Checklist:
    return checklist_of(wave_lines(Viewer(role=Role.OPERATOR)), code=code)


def state(code: str = "") -> str:
    """Return a sign for each step in order: + done, > next, . can be done, - not yet, x never done."""
    return "".join(
        "+" if step.is_done else ">" if step.is_next else "." if step.is_due else "x" if step.is_past else "-"
        for step in checklist(code).steps
    )


def sentences() -> dict[str, str]:
    return {step.title: step.there + step.missing for step in checklist().steps}


def desk(which: str = "") -> str:
    client = Client()
    client.force_login(User.objects.get_or_create(email="operator@example.org", role=Role.OPERATOR.value)[0])
    return client.get(f"/operate/{which}").content.decode()


def code_of(found: Checklist) -> str:
    return found.line.wave.code if found.line else ""


def draft() -> Wave:
    return store_wave(assurance="coded", state="draft", region_code=CITY)


def count_people(wave: Wave) -> None:
    Headcount.objects.create(
        wave=wave, region_code=TOWNSHIP, level=60, people=1234, source="test", as_of_on=date(2026, 9, 30)
    )


def test_an_empty_site_begins_with_its_regions() -> None:
    assert tuple(step.title for step in checklist().steps) == TITLES
    assert state() == ">-------"
    assert sentences()["建库"] == "还没有装入行政区划。"
    assert all(step.why for step in checklist().steps)


def test_head_counts_wait_for_the_wave_they_belong_to() -> None:
    store_small_tree()
    assert state() == "+>-.----"
    store_catalogue()
    assert state() == "++->----"
    assert sentences()["人数"] == "人数跟着一次调查走：先做第4步，建好调查再来。"


def test_a_wave_of_codes_is_prepared_step_by_step() -> None:
    store_small_tree()
    store_catalogue()
    wave = draft()
    assert state() == "++>+..--"
    count_people(wave)
    assert state() == "++++>.--"
    assert sentences()["人数"] == "登记了1个单位，共1,234人。"
    issue_codes(wave=wave, region_code=TOWNSHIP, level=Level.TOWNSHIP, number=7)
    assert state() == "+++++>--"
    assert sentences()["发码"] == "发了7个填报码。"


def test_a_wave_of_links_needs_no_codes() -> None:
    store_small_tree()
    store_wave(state="draft")
    assert state() == "+>.++.--"
    assert sentences()["发码"] == "这次是开放链接，不用填报码。"


def test_an_open_wave_says_its_count_coarsely_and_its_last_day() -> None:
    store_small_tree()
    wave = store_wave(closes_on=timezone.localdate())
    assert state() == "+>.+++.-"
    assert sentences()["开放"] == "正在收答卷，不足50份。"
    assert sentences()["收口"] == f"到{wave.closes_on:%Y-%m-%d}晚上自动截止，也可以提前。"


def test_a_closed_wave_waits_for_its_release_and_says_what_was_never_done() -> None:
    store_small_tree()
    wave = store_wave(state="closed")
    assert state() == "+xx++++>"
    assert sentences()["发布"] == "正在汇总，完成0%。"
    Release.objects.create(wave=wave, state="held", parameters={})
    assert sentences()["发布"] == "发布检查没有通过，一个数也没有公布。"


def test_a_released_wave_leaves_nothing_to_do() -> None:
    store_small_tree()
    wave = store_wave(state="released")
    Release.objects.create(
        wave=wave, state="published", is_current=True, parameters={}, content_hash="0" * 64, published_on="2026-12-21"
    )
    assert state() == "+xx+++++"
    assert sentences()["发布"] == "已于2026-12-21发布。"
    text = desk()
    assert "2026Q4 办完了" in text
    assert 'href="/results/?wave=2026Q4"' in text


def test_the_list_speaks_of_the_wave_at_hand_a_real_one_first_or_of_the_one_asked_for() -> None:
    store_small_tree()
    store_wave("2026Q3", state="released")
    store_wave("DEMO", is_demo=True)
    assert code_of(checklist()) == "2026Q3"
    store_wave("2026Q2")
    assert code_of(checklist()) == "2026Q2"
    assert code_of(checklist("DEMO")) == "DEMO"
    assert code_of(checklist("nonsense")) == "2026Q2"


def test_the_page_names_the_next_step_and_leads_to_it() -> None:
    store_small_tree()
    store_catalogue()
    count_people(draft())
    text = desk()
    assert "办完了" not in text
    step = text[text.index('aria-current="step"') :]
    assert "发码" in step[:200]
    assert 'href="/operate/waves/2026Q4/codes/"' in step
    assert "2026Q4 的清单" in desk("?wave=2026Q4%00")
