"""The pages on which a wave is closed, looked at, and published."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from burden.access.accounts import add_account
from burden.access.scopes import Role
from burden.aggregation.release import start_release, work_on
from burden.models import AccountChange, Headcount, Release, ReleaseCheck, User, Wave, WaveEvent
from burden.operate.closing.close import close_wave
from burden.operate.closing.held_words import reasons_of
from burden.operate.closing.preview import preview_of
from tests.aggregation.world import make_world
from tests.operate.test_publishing import ANN, BACKEND, BEN, CAT, SMALL, ready
from tests.operate.test_suggestions import client_of

PAGE, CLOSE, PUBLISH, AFTER = (
    f"/operate/waves/2026Q4/{page}/" for page in ("closing", "close", "publish", "after-the-last-day")
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann() -> Client:
    return client_of(Role.OPERATOR, ANN)


def text(client: Client, address: str = PAGE) -> str:
    page: str = client.get(address).content.decode()
    return page


def an_open_wave() -> Wave:
    today = timezone.localdate()
    return make_world(
        people=150,
        shape=SMALL,
        state=Wave.State.OPEN,
        opens_on=today - timedelta(days=3),
        closes_on=today + timedelta(days=3),
    ).wave


def seen(client: Client) -> dict[str, str]:
    return {"seen": re.findall(r'name="seen" value="([0-9a-f]{64}-[0-9]+)"', text(client))[0]}


def test_an_open_wave_says_what_closing_means_with_a_coarse_count_and_the_days_left(ann: Client) -> None:
    an_open_wave()
    page = text(ann)
    for words in ("不能撤回，也不能再开", "150份以上", "还有3天", "我知道收口以后不能再开"):
        assert words in page


def test_nobody_closes_by_accident(ann: Client) -> None:
    an_open_wave()
    refused = ann.post(CLOSE)
    assert refused.status_code == 400
    assert "请先勾选" in refused.content.decode()
    assert Wave.objects.get().state == "open"


def test_a_wave_closed_on_the_desk_is_looked_at_before_it_is_published(ann: Client) -> None:
    wave = an_open_wave()
    ann.post(CLOSE, {"sure": "on"})
    assert 'data-live="waiting"' in text(ann)
    close_wave(wave=wave, wait=True)
    page = text(ann)
    assert "现在谁也看不到这些数" in page
    assert "不能撤回，数也不再改动" in page
    release = Release.objects.get()
    assert ann.get(f"/operate/releases/{release.pk}/").status_code == 404
    answer = ann.post(PUBLISH, seen(ann))
    assert answer["Location"] == f"/operate/releases/{release.pk}/"
    assert Release.objects.get().state == "published"
    assert "已于" in text(ann)


def test_a_press_on_a_page_that_is_no_longer_true_publishes_nothing(ann: Client) -> None:
    ready()
    for stale in ({}, {"seen": ""}, {"seen": "0" * 64}):
        assert "刚才重新汇总过" in ann.post(PUBLISH, stale, follow=True).content.decode()
    assert Release.objects.get().state == "ready"


def test_the_second_person_is_asked_for_by_name_of_the_first(ann: Client) -> None:
    User.objects.create_user("extra@example.org", "x", role="operator")
    ready(needs_second_person=True)
    page = text(ann)
    assert f"已经同意的：{ANN}。" in page
    assert "请另一位运维用自己的账号登录" in page
    assert PUBLISH not in page
    other = client_of(Role.OPERATOR, BEN)
    refused = ann.post(PUBLISH, seen(other), follow=True).content.decode()
    assert "您已经是其中一位" in refused
    assert Release.objects.get().state == "ready"
    published = other.post(PUBLISH, seen(other), follow=True).content.decode()
    assert ANN in published
    assert published.count(BEN) >= 2


def test_a_lonely_operator_is_told_that_nobody_can_be_the_second(ann: Client) -> None:
    ready(needs_second_person=True)
    assert "登录过的运维凑不够两个人" in text(ann)
    Wave.objects.update(state=Wave.State.RELEASED)
    assert "凑不够两个人" not in text(ann)


def test_the_warning_stays_until_somebody_came_who_counts_and_names_who_would(ann: Client) -> None:
    ready(needs_second_person=True)
    client_of(Role.OPERATOR, BEN)
    AccountChange.objects.create(email=BEN, kind=AccountChange.Kind.INVITED, by=ANN)
    page = text(ann)
    assert "请一位调查开始前就有账号的运维登录" in page
    assert "用 add_account 命令开一个运维账号" in page

    add_account(email=CAT, role=Role.OPERATOR, region_code=None)
    assert "凑不够两个人" in text(ann)
    Client().force_login(User.objects.get(email=CAT), backend=BACKEND)

    assert "凑不够两个人" not in text(ann)


def test_before_a_wave_begins_an_invitation_helps(ann: Client) -> None:
    ready(needs_second_person=True)
    Wave.objects.update(state=Wave.State.DRAFT)
    assert "请先再请一位运维，对方登录过才算" in text(ann)
    client_of(Role.OPERATOR, BEN)
    AccountChange.objects.create(email=BEN, kind=AccountChange.Kind.INVITED, by=ANN)
    assert "登录过的运维" not in text(ann)


def test_the_last_day_publishes_unless_somebody_wants_to_look(ann: Client) -> None:
    wave = an_open_wave()
    ann.post(AFTER, {"after": "look"})
    assert Wave.objects.get().waits_for_a_look
    assert re.search(r'value="look"\s+checked', text(ann))
    close_wave(wave=wave, wait=True, by=WaveEvent.BY_TIMETABLE)
    assert Release.objects.get().state == "ready"
    assert "这一项不能再改" in ann.post(AFTER, {"after": "publish"}, follow=True).content.decode()
    assert "等人看过再发布" in text(ann, "/operate/waves/2026Q4/")


def test_what_the_gate_found_is_said_in_plain_words_and_computed_again(ann: Client) -> None:
    wave = make_world(people=150, shape=SMALL, waits_for_a_look=True).wave
    release = start_release(wave=wave)
    Headcount.objects.update(people=12)
    work_on(release.pk)
    page = text(ann)
    assert "检查没有通过，什么也没有公布" in page
    assert "汇总以后，单位人数有改动" in page
    assert "请核对单位人数，确定不再改，再重新汇总。" in page
    ann.post("/operate/waves/2026Q4/compute-again/")
    assert WaveEvent.objects.filter(kind="again", done_by=ANN).exists()
    close_wave(wave=wave, wait=True)
    assert "已经算好，还没有公布" in text(ann)


def test_reasons_name_questions_and_no_place() -> None:
    findings = [
        "区块 attitude：990101001000/60 可推算出少于10人的一组。",
        "区块 attitude：990101002000/60 可推算出少于10人的一组。",
        "990101000000 的统计数在检查以后有改动。",
        "区块 use:A1：990101001000/60 的统计数与重新计数不符。",
    ]
    small, touched, counts = reasons_of({"findings": findings})
    assert (small.times, small.questions) == (2, ("态度",))
    assert "人数过少的一组" in small.meaning
    assert "改动过" in touched.meaning
    assert counts.questions == ("各应用用时",)
    assert "9901" not in repr((small, touched, counts))


def test_by_level_the_preview_tells_of_published_figures_alone() -> None:
    ready()
    release = Release.objects.get()
    before = preview_of(release)
    # Whether nine people of a level stay back or nobody is there: the balance differs, what is said by level does not.
    for block in release.balance.keys() - {"flagged"}:
        release.balance[block]["20"] = {"accepted": 9, "published": 0, "held_back": 9, "excluded": 0, "not_answered": 0}
    after = preview_of(release)
    assert (after.levels, after.by_level, after.silent) == (before.levels, before.by_level, before.silent)
    assert all(len(cells) == 7 for _name, cells in before.by_level)
    assert {cell for _name, cells in before.by_level for cell in cells} <= {
        "不单列",
        "不足50份",
        *(f"{n}份以上" for n in range(50, 350, 50)),
        *(f"{n}个应用" for n in range(1, 10)),
    }


def test_the_release_s_page_says_by_which_rules_who_and_how_to_check(ann: Client) -> None:
    wave = ready()
    ann.post(PUBLISH, seen(ann))
    release = Release.objects.get()
    address = f"/operate/releases/{release.pk}/"
    page = text(ann, address)
    for words in (release.content_hash, str(release.pk), ANN, "10人", "凭码填报", "还没有核对过", "rebuild_release"):
        assert words in page
    ReleaseCheck.objects.create(
        release=release,
        stored="same",
        stored_on=timezone.localdate(),
        recount="same",
        recounted_on=timezone.localdate(),
    )
    assert "从答卷重算，结果相同" in text(ann, address)
    ReleaseCheck.objects.update(stored="changed")
    assert "数据库被改动过" in text(ann, address)
    assert wave.code in page
