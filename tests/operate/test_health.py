"""The page of health: the doctor's checks in words for somebody who has no terminal."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from burden.access.scopes import Role
from burden.intake.tasks import PROMOTION, promote_inbox
from burden.models import InboxItem, Release, TaskRun, User
from burden.operate.health.doctor import examine, examine_at_a_glance
from burden.operate.tasks import EVERY_MINUTE, close_due_waves
from tests.intake.small_world import store_small_tree, store_wave

pytestmark = pytest.mark.django_db
PAGE = "/operate/health/"


@pytest.fixture(autouse=True)
def without_neighbours(settings: Settings) -> None:
    """Nobody answers at the broker's address, so nobody is waited for."""
    settings.CELERY_BROKER_URL = "redis+socket:///nowhere/valkey.sock"


@pytest.fixture
def operator() -> Client:
    client = Client()
    client.force_login(User.objects.create(email="operator@example.org", role=Role.OPERATOR.value))
    return client


def words_of(client: Client, address: str = PAGE) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", client.get(address).content.decode()).split())


def ended(name: str, *, hours: float) -> None:
    TaskRun.objects.update_or_create(name=name, defaults={"ended_at": timezone.now() - timedelta(hours=hours)})


def test_problems_come_first_with_what_to_do_and_never_with_a_command(operator: Client) -> None:
    wave = store_wave_closed_with_an_answer_left()
    words = words_of(operator)
    assert f"收件箱 ：{wave} 已截止，答卷还没有转存。后台会自动再试；过十分钟还是这样" in words
    assert "任务队列 ：连不上；答卷照收，汇总和导出要等。请让管机器的人把本站停下再启动一次" in words
    assert "manage.py" not in words
    assert words.index("要处理") < words.index("正常的")


def store_wave_closed_with_an_answer_left() -> str:
    store_small_tree()
    wave = store_wave(state="closed")
    Release.objects.create(wave=wave, state="held", parameters={})
    InboxItem.objects.create(wave=wave, kind=InboxItem.Kind.RESPONSE, answers={})
    return wave.code


def test_no_advice_for_the_desk_asks_for_a_terminal() -> None:
    seen = tuple(examine())
    assert any(not found.is_well for found in seen)
    assert all("manage.py" not in found.sentence + found.by_desk for found in seen)
    assert all(found.is_well or found.by_desk for found in seen)


def test_an_open_wave_shows_its_count_coarsely_and_the_inbox_no_number(operator: Client) -> None:
    store_small_tree()
    wave = store_wave()
    InboxItem.objects.bulk_create(InboxItem(wave=wave, kind=InboxItem.Kind.RESPONSE, answers={}) for _ in range(57))
    words = words_of(operator)
    assert "已收50份以上" in words
    assert not re.search(r"(?<![\d.])57(?![\d.])", words)  # a disk may have 57.1 GB left


def test_promotion_says_when_it_last_ran_whether_or_not_anything_waited() -> None:
    promote_inbox()
    assert "上一次在刚刚" in promotion()
    ended(PROMOTION, hours=5)
    assert promotion() == "上一次在5小时前；每6小时一次，不满20份的留到下一次。"
    assert "转存" not in {found.subject for found in examine_at_a_glance()}
    ended(PROMOTION, hours=9)
    assert "转存" in {found.subject for found in examine_at_a_glance()}


def promotion() -> str:
    return next(found.sentence for found in examine() if found.subject == "转存")


def test_the_home_tells_when_nothing_has_stirred_for_ten_minutes(operator: Client) -> None:
    store_small_tree()
    close_due_waves()
    assert "后台最近一次有动静" not in words_of(operator, "/operate/")
    ended(EVERY_MINUTE, hours=0.2)
    assert "后台最近一次有动静是12分钟前；答卷照收" in words_of(operator, "/operate/")


@pytest.fixture
def read_only() -> None:
    """A database that takes no rows, as a full disk or a standby makes it."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")


def test_a_database_that_takes_no_rows_is_found_by_trying(read_only: None) -> None:
    [intake] = [found for found in examine() if found.subject == "收答卷"]
    assert intake.sentence == "数据库写不进，收不下答卷。"


def test_the_trial_leaves_nothing_behind() -> None:
    assert [found.is_well for found in examine() if found.subject == "收答卷"] == [True]
    assert not TaskRun.objects.exists()
