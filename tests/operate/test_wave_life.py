"""What was done to a wave is written down with who and when, and can be read on its page."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from burden.access.scopes import Role
from burden.domain.sentences import Sentence
from burden.models import Wave, WaveEvent
from burden.operate.demo.clearing import clear_demo
from burden.operate.waves.life import record_event
from burden.operate.waves.opening import open_wave
from burden.operate.waves.preparing import WavePlan, prepare_wave
from tests.intake.small_world import COUNTY, store_small_tree, store_wave
from tests.operate.test_suggestions import client_of

WHO = "someone@example.org"


@pytest.fixture
def plan(db: None) -> WavePlan:
    store_small_tree()
    today = timezone.localdate()
    return WavePlan(code="2027Q1", region_code=COUNTY, opens_on=today, closes_on=today + timedelta(days=20))


def kinds() -> list[str]:
    return list(WaveEvent.objects.values_list("kind", flat=True))


def test_preparing_changing_and_opening_are_written_down_once_each(plan: WavePlan) -> None:
    prepare_wave(plan, by=WHO)
    prepare_wave(plan, by=WHO)
    changed = WavePlan(**{**vars(plan), "closes_on": plan.closes_on + timedelta(days=1), "needs_second_person": True})
    wave = prepare_wave(changed, by=WHO)
    open_wave(wave=wave, by=WHO)
    open_wave(wave=wave, by=WHO)

    assert kinds() == ["prepared", "changed", "opened"]


def test_the_page_says_who_did_what_and_what_changed(plan: WavePlan) -> None:
    prepare_wave(plan, by=WHO)
    changed = WavePlan(**{**vars(plan), "form_no": "基减01表", "assurance": "link"})
    call_command(
        "prepare_wave",
        "2027Q1",
        *("--region", COUNTY, "--opens-on", f"{plan.opens_on}", "--closes-on", f"{plan.closes_on}"),
        *("--form-no", changed.form_no, "--assurance", changed.assurance),
        stdout=StringIO(),
    )

    page = client_of(Role.OPERATOR).get("/operate/waves/2027Q1/").content.decode()

    assert page.index("改了设置") < page.index("开始准备")
    assert "表号由“”改为“基减01表”。" in page
    assert "改为开放链接。" in page
    assert WHO in page
    assert "服务器上的命令" in page


def test_an_english_reader_reads_it_in_english(plan: WavePlan) -> None:
    wave = prepare_wave(plan, by=WHO)
    change = Sentence("截止日期由%(before)s改为%(after)s。", before="2027-01-31", after="2027-02-10")
    record_event(wave=wave, kind=WaveEvent.Kind.EXTENDED, by=WaveEvent.BY_TIMETABLE, details=[change])
    client: Client = client_of(Role.OPERATOR)

    page = client.get("/operate/waves/2027Q1/", headers={"Accept-Language": "en"}).content.decode()

    assert "Last day changed from 2027-01-31 to 2027-02-10." in page
    assert "by itself when due" in page


def test_an_event_cannot_be_changed(plan: WavePlan) -> None:
    prepare_wave(plan, by=WHO)

    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        WaveEvent.objects.update(done_by="somebody.else@example.org")


def test_the_life_of_the_demo_goes_with_the_demo(plan: WavePlan) -> None:
    prepare_wave(plan, by=WHO)
    demo = store_wave("2026Q4", is_demo=True, state=Wave.State.DRAFT, opens_on=date(2026, 1, 1))
    record_event(wave=demo, kind=WaveEvent.Kind.PREPARED, by=WHO)

    clear_demo()

    assert list(WaveEvent.objects.values_list("wave_code", flat=True)) == ["2027Q1"]
