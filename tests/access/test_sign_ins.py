"""Signing in is written down, guessing is stopped, and sign-ins can be ended."""

from datetime import timedelta

import pytest
import time_machine
from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from burden.access.account_log import drop_old_sign_ins
from burden.models import AccountChange, SignInRecord, SignInSession, User
from tests.intake.small_world import store_small_tree, store_wave

PASSWORD = "eine lange Nacht im August"  # of this test only
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def reader(db: None) -> User:
    cache.clear()
    return User.objects.create_user("reader@site.example", PASSWORD, role="supervisor")


def try_in(password: str, email: str = "Reader@site.example") -> str:
    """Try to sign in from a fresh browser; return the page."""
    return Client().post("/accounts/login/", {"login": email, "password": password}).content.decode()


def log() -> list[tuple[str, str]]:
    return list(SignInRecord.objects.order_by("pk").values_list("email", "outcome"))


def test_each_sign_in_and_failure_of_a_known_account_is_one_line_to_the_minute() -> None:
    try_in("a guess")
    try_in(PASSWORD)
    try_in("hunter2", email="my secret@site.example")
    try_in("hunter2", email="nobody@site.example")

    assert log() == [("reader@site.example", "password"), ("reader@site.example", "in")]
    assert {(record.at.second, record.at.microsecond) for record in SignInRecord.objects.all()} == {(0, 0)}


def test_no_column_of_an_account_knows_a_sign_in_finer_than_to_the_minute(reader: User) -> None:
    try_in(PASSWORD)

    session = SignInSession.objects.get()
    reader.refresh_from_db()
    for moment in (session.begun_at, session.expire_date, reader.last_login):
        assert moment is not None
        assert (moment.second, moment.microsecond) == (0, 0)


def test_a_sign_in_is_over_after_eight_hours_whatever_was_done_meanwhile(reader: User) -> None:
    client = Client()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client.post("/accounts/login/", {"login": reader.email, "password": PASSWORD})
        clock.shift(timedelta(hours=7))
        session = client.session
        session["anything"] = "new"
        session.save()
        assert client.get("/accounts/").status_code == 200

        clock.shift(timedelta(hours=1))

        assert client.get("/accounts/").status_code == 302


def test_five_failures_stop_every_process_for_a_quarter_of_an_hour() -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(5):
            try_in("a guess")
        cache.clear()  # another process of the web server

        assert "先停15分钟再试" in try_in(PASSWORD)
        clock.shift(timedelta(minutes=16))
        assert try_in(PASSWORD) == ""
    assert [outcome for _, outcome in log()] == ["password"] * 5 + ["in"]


def test_an_account_that_does_not_exist_is_answered_alike(reader: User) -> None:
    assert "邮箱或密码不对" in try_in("a guess")
    assert "邮箱或密码不对" in try_in("a guess", email="nobody@site.example")


@pytest.mark.parametrize(("language", "label"), [("zh-hans", "邮箱"), ("en", "E-mail")])
def test_the_page_of_signing_in_calls_an_address_as_all_pages_do(language: str, label: str) -> None:
    page = Client(headers={"accept-language": language}).get("/accounts/login/").content.decode()
    assert f">{label}</label>" in page
    assert "电子邮件" not in page


def test_the_log_forgets_after_a_year() -> None:
    for days in (367, 365):
        SignInRecord.objects.create(
            email="x@site.example", role="operator", outcome="in", at=timezone.now() - timedelta(days=days)
        )

    assert drop_old_sign_ins() == 1


def test_people_see_since_when_they_are_signed_in_and_end_it_elsewhere(reader: User) -> None:
    here, there = Client(), Client()
    for client in (here, there):
        client.post("/accounts/login/", {"login": reader.email, "password": PASSWORD})
    assert here.get("/accounts/").content.decode().count(" 登录\n") == 2

    here.post("/accounts/end-sessions/")

    assert here.get("/accounts/").status_code == 200
    assert there.get("/accounts/").status_code == 302
    assert SignInSession.objects.count() == 1


def test_another_password_ends_sign_ins_elsewhere_and_is_written_down(reader: User) -> None:
    here, there = Client(), Client()
    for client in (here, there):
        client.post("/accounts/login/", {"login": reader.email, "password": PASSWORD})
    new = "zwei lange Tage im Dezember"

    here.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert (here.get("/accounts/").status_code, there.get("/accounts/").status_code) == (200, 302)
    assert list(AccountChange.objects.values_list("kind", "by")) == [("password", reader.email)]


def test_a_password_changed_while_the_account_is_suspended_does_not_restore_it(reader: User) -> None:
    read_before = User.objects.get(pk=reader.pk)
    User.objects.update(is_active=False)

    get_adapter().set_password(read_before, "zwei lange Tage im Dezember")

    reader.refresh_from_db()
    assert reader.check_password("zwei lange Tage im Dezember")
    assert not reader.is_active


def test_visitors_of_a_shared_demo_account_do_not_put_each_other_out() -> None:
    store_small_tree()
    store_wave(is_demo=True)
    demo = User.objects.create_user("supervisor@demo.invalid", PASSWORD, role="supervisor", is_demo=True)
    here, there = Client(), Client()
    for client in (here, there):
        client.force_login(demo)

    here.post("/accounts/end-sessions/")

    assert there.get("/accounts/").status_code == 200
