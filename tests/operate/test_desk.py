"""The operator's desk in the browser's eyes."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from burden.models import Headcount, Region, Release, ReleaseCheck, TreeVersion, User, Wave
from burden.operate import tasks
from burden.operate.site.desk_pages import DESK_PAGES
from burden.operate.waves.opening import OpenRefusedError, open_wave

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def _client(role: str) -> Client:
    client = Client(enforce_csrf_checks=False)
    client.force_login(User.objects.get(email=f"{role}@demo.invalid"), backend=BACKEND)
    return client


@pytest.fixture
def operator(demo_site: None) -> Client:
    return _client("operator")


def _draft(code: str = "2027Q1", *, opens_on: date | None = None, is_demo: bool = False) -> Wave:
    tree, _ = TreeVersion.objects.get_or_create(
        version="demo" if is_demo else "real", defaults={"source": "test", "as_of_on": date(2026, 1, 1)}
    )
    if not is_demo:
        Region.objects.get_or_create(
            tree=tree, code="330000000000", defaults={"kind": "province", "path": "33", "name": "浙江省", "source": "t"}
        )
    start = opens_on or timezone.localdate()
    region = "990000000000" if is_demo else "330000000000"
    return Wave.objects.create(
        code=code, tree=tree, region_code=region, opens_on=start, closes_on=start + timedelta(days=30), is_demo=is_demo
    )


def test_the_desk_lists_waves_with_their_state_in_words_and_a_coarse_count(operator: Client) -> None:
    text = operator.get("/operate/").content.decode()
    assert "进行中，正在收答卷" in text
    assert "1500份以上" in text
    assert text.count("已发布") >= 6
    assert 'href="/operate/waves/2026Q4/"' in text
    assert "开下一次演示调查" not in text


def test_a_wave_is_closed_only_where_its_consequence_is_explained(operator: Client) -> None:
    address = "/operate/waves/2026Q4/close/"
    for page in ("/operate/", "/operate/waves/2026Q4/"):
        text = operator.get(page).content.decode()
        assert address not in text
        assert "/operate/waves/2026Q4/closing/" in text
    closing_page = operator.get("/operate/waves/2026Q4/closing/").content.decode()
    assert closing_page.index("不能撤回，也不能再开") < closing_page.index(address)


@pytest.mark.parametrize("role", ["supervisor", "inspector"])
def test_others_find_no_desk(demo_site: None, role: str) -> None:
    client = _client(role)
    assert client.get("/operate/").status_code == 404
    assert client.post("/operate/waves/2026Q4/close/").status_code == 404
    assert client.post("/operate/next-demo-wave/").status_code == 404
    assert Wave.objects.get(code="2026Q4").state == "open"


def test_strangers_are_asked_to_sign_in(demo_site: None) -> None:
    assert Client().get("/operate/")["Location"] == "/accounts/login/?next=/operate/"
    assert Client().post("/operate/waves/2026Q4/close/").status_code == 302
    assert Wave.objects.get(code="2026Q4").state == "open"


def test_deeds_need_a_post_with_a_token_and_a_wave_that_there_is(operator: Client) -> None:
    assert operator.get("/operate/waves/2026Q4/close/").status_code == 405
    assert operator.post("/operate/waves/2099Q9/close/").status_code == 404
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.get(email="operator@demo.invalid"), backend=BACKEND)
    assert strict.post("/operate/waves/2026Q4/close/").status_code == 403


def test_closing_shows_its_progress_and_ends_in_a_release_and_a_fresh_wave(operator: Client) -> None:
    address = "/operate/waves/2026Q4/closing/"
    answer = operator.post("/operate/waves/2026Q4/close/", {"sure": "on"})
    assert answer["Location"] == address
    assert Wave.objects.get(code="2026Q4").state == "closed"
    under_way = operator.get(address).content.decode()
    assert '<progress id="closing-progress" max="100" value="0">' in under_way
    assert 'data-live="waiting"' in under_way
    # What the worker does when it fetches the task; shards are computed by whoever comes.
    tasks.close_wave("2026Q4")
    closing = operator.get(address).content.decode()
    assert "此刻没有后台进程在算。若一分钟后还是这样，请启动后台进程。" in closing
    assert "已截止，正在汇总" in operator.get("/operate/waves/2026Q4/").content.decode()
    Wave.objects.get(code="2026Q4").releases.get().delete()
    Wave.objects.filter(code="2026Q4").update(state="released")
    desk = operator.get("/operate/").content.decode()
    assert "开下一次演示调查" in desk
    fresh = operator.post("/operate/next-demo-wave/")
    assert fresh["Location"] == "/operate/waves/2027Q1/"
    assert Headcount.objects.filter(wave__code="2027Q1").exists()
    again = operator.post("/operate/next-demo-wave/", follow=True).content.decode()
    assert "演示调查 2027Q1 还没有截止" in again


def test_a_real_wave_does_not_open_beside_the_demo(operator: Client) -> None:
    wave = _draft()
    text = operator.post("/operate/waves/2027Q1/open/", {"sure": "on"}, follow=True).content.decode()
    assert "请先在操作台删除演示数据" in text
    wave.refresh_from_db()
    assert wave.state == "draft"


@pytest.mark.django_db
def test_a_wave_opens_and_stays_open() -> None:
    wave = _draft()
    assert open_wave(wave=wave).state == "open"
    assert open_wave(wave=wave).state == "open"


@pytest.mark.django_db
def test_a_second_real_wave_over_the_same_people_waits_80_days() -> None:
    first = _draft("2026Q4", opens_on=timezone.localdate() - timedelta(days=79))
    Wave.objects.filter(pk=first.pk).update(state="released")
    second = _draft("2027Q1")
    with pytest.raises(OpenRefusedError, match="不足80天"):
        open_wave(wave=second)
    Wave.objects.filter(pk=first.pk).update(opens_on=timezone.localdate() - timedelta(days=80))
    assert open_wave(wave=second).state == "open"


@pytest.mark.django_db
def test_a_neighbouring_township_whose_code_ends_in_a_zero_does_not_wait() -> None:
    first = _draft("2026Q4")
    Wave.objects.filter(pk=first.pk).update(state="released", region_code="330522100000")
    second = _draft("2027Q1")
    Region.objects.create(
        tree_id="real", code="330522103000", kind="township", path="330522103", name="洪桥镇", source="t"
    )
    Wave.objects.filter(pk=second.pk).update(region_code="330522103000")
    assert open_wave(wave=second).state == "open"


@pytest.mark.django_db
def test_a_wave_past_its_last_day_or_closed_does_not_open() -> None:
    past = _draft("2026Q1", opens_on=timezone.localdate() - timedelta(days=90))
    with pytest.raises(OpenRefusedError, match="截止日期已过"):
        open_wave(wave=past)
    Wave.objects.filter(pk=past.pk).update(state="closed")
    with pytest.raises(OpenRefusedError, match="已经截止"):
        open_wave(wave=past)


def test_what_the_nightly_check_found_stands_on_the_desk_with_what_to_do(operator: Client) -> None:
    release = Release.objects.get(wave__code="2026Q3", is_current=True)
    ReleaseCheck.objects.create(release=release, stored="changed", stored_on=timezone.localdate())
    text = operator.get("/operate/").content.decode()
    assert "调查 2026Q3 存着的数与发布时不同，数据库被改动过。请让管机器的人从备份恢复，并查明是谁改的。" in text


def test_the_desk_leads_to_each_of_its_pages_and_says_what_one_does_there(operator: Client) -> None:
    text = operator.get("/operate/").content.decode()
    assert '<a href="/operate/clean-ups/">清理登记</a>' in text
    assert "哪个地区、哪一天、做了什么减负的事。" in text
    for page in DESK_PAGES:
        assert operator.get(reverse(f"operate:{page.name}")).status_code == 200
