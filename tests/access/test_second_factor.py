"""Inspectors and operators set up a second factor before anything else, and sign in with it."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.contrib.sessions.backends.db import SessionStore as RowStore
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks
from pytest_django.fixtures import Settings

from burden.access.account_deeds import end_sessions, give_link, renew_second_factor, restore, suspend
from burden.access.account_links import use_link
from burden.access.account_log import last_change_of
from burden.access.accounts import change_grant
from burden.access.grants import Grant
from burden.access.scopes import Role
from burden.models import AccountChange, SignInRecord, SignInSession, User
from burden.models.sealing import UnreadableError, seal, unseal
from config import settings as site
from tests.access.totp import code_of
from tests.intake.small_world import COUNTY, store_small_tree, store_wave

DOOR = "burden.access.second_factor_door.SecondFactorFirst"
PASSWORD = "eine lange Nacht im August"  # of this test only
SET_UP = "/accounts/2fa/"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def door(settings: Settings) -> None:
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, DOOR]
    cache.clear()


def account(role: str = "operator", *, is_demo: bool = False) -> User:
    return User.objects.create_user(f"{role}@site.example", PASSWORD, role=role, is_demo=is_demo)


def signed_in(user: User) -> Client:
    client = Client()
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    return client


def set_up(client: Client) -> str:
    """Set up an authenticator app as a person does, and return its secret."""
    page = client.get(f"{SET_UP}totp/activate/").content.decode()
    secret = re.search(r'<code class="address">([A-Z2-7]{32})</code>', page)
    assert secret is not None
    assert 'src="data:image/svg+xml;base64,' in page
    answer = client.post(f"{SET_UP}totp/activate/", {"code": code_of(secret[1])})
    assert answer["Location"] == f"{SET_UP}recovery-codes/"
    return secret[1]


def second_step(code: str, user: User) -> str:
    """Sign in with the password, then with the code; return where that leads, "" where it does not."""
    client = signed_in(user)
    return str(client.post(f"{SET_UP}authenticate/", {"code": code}).headers.get("Location", ""))


def test_the_site_has_the_door() -> None:
    assert DOOR in site.MIDDLEWARE


@pytest.mark.parametrize("address", ["/operate/", "/operate/people/", "/d/", "/", "/api/v1/figures/", "/no-such-page"])
@pytest.mark.parametrize("role", ["operator", "inspector"])
def test_without_a_second_factor_every_page_leads_to_setting_it_up(role: str, address: str) -> None:
    answer = signed_in(account(role)).get(address)

    assert (answer.status_code, answer.headers.get("Location")) in {(302, SET_UP), (404, None)}
    assert answer.status_code == 302 or address == "/no-such-page"


@pytest.mark.parametrize("address", [SET_UP, "/accounts/", "/accounts/password/change/", "/accounts/logout/"])
def test_what_an_account_does_with_itself_stays_open(address: str) -> None:
    assert signed_in(account()).get(address).status_code == 200


def test_the_page_of_the_second_factor_says_who_must_have_one() -> None:
    pages = {role: signed_in(account(role)).get(SET_UP).content.decode() for role in User.Role.values}

    assert {role for role, page in pages.items() if "您的身份必须先设好一种" in page} == {"operator", "inspector"}


def test_supervisors_and_the_demo_may_do_without() -> None:
    store_small_tree()
    store_wave(is_demo=True)
    assert signed_in(account("supervisor")).get("/exports/").status_code == 200
    assert signed_in(account("operator", is_demo=True)).get("/operate/").status_code == 200


def test_an_operator_sets_up_an_app_notes_the_codes_and_goes_on() -> None:
    user = account()
    client = signed_in(user)

    set_up(client)

    codes = re.findall(r"<code>(\d{8})</code>", client.get(f"{SET_UP}recovery-codes/").content.decode())
    assert len(set(codes)) == 10
    assert client.get("/accounts/begin/")["Location"] == "/operate/"
    assert client.get("/operate/").status_code == 200


def test_neither_secrets_nor_their_way_through_the_session_stand_in_the_database() -> None:
    client = signed_in(account())
    client.get(f"{SET_UP}totp/activate/")
    pending = SignInSession.objects.get().session_data
    secret = set_up(client)

    stored = [str(row.data) for row in Authenticator.objects.all()]
    assert len(stored) == 2
    assert secret not in "".join(stored)
    assert RowStore().decode(pending) == {}
    assert RowStore().decode(unseal(pending))["_auth_user_id"] == str(User.objects.get().pk)


def test_when_a_factor_was_set_up_and_used_is_known_to_the_minute() -> None:
    user = account()
    secret = set_up(signed_in(user))
    second_step(code_of(secret), user)

    app = Authenticator.objects.get(type=Authenticator.Type.TOTP)
    for moment in (app.created_at, app.last_used_at):
        assert (moment.second, moment.microsecond) == (0, 0)


def test_signing_in_asks_for_the_code_and_takes_each_once() -> None:
    user = account()
    secret = set_up(signed_in(user))

    assert signed_in(user).get("/operate/")["Location"].startswith("/accounts/login/")
    code = code_of(secret)
    assert second_step(code, user) == "/operate/"
    cache.clear()  # what another process of the web server knows
    assert second_step(code, user) == ""
    assert second_step(code_of(secret, half_minutes_later=1), user) == "/operate/"
    assert list(SignInRecord.objects.order_by("pk").values_list("outcome", flat=True)) == ["in", "in", "code", "in"]


def test_a_recovery_code_signs_in_once() -> None:
    user = account()
    client = signed_in(user)
    set_up(client)
    code = re.findall(r"<code>(\d{8})</code>", client.get(f"{SET_UP}recovery-codes/").content.decode())[4]

    assert second_step(code, user) == "/operate/"
    assert second_step(code, user) == ""


def test_guessing_codes_is_stopped_with_a_plain_sentence() -> None:
    user = account()
    set_up(signed_in(user))
    for _ in range(5):
        second_step("000000", user)
    cache.clear()

    page = signed_in(user).get(f"{SET_UP}authenticate/", follow=True).content.decode()
    answer = Client().post("/accounts/login/", {"login": user.email, "password": PASSWORD}).content.decode()

    assert "第二道验证" not in page.split("<main")[1].split("</h1>")[0]
    assert "先停15分钟再试" in answer


def test_another_operator_renews_a_lost_factor_and_it_is_written_down() -> None:
    user, other = account(), User.objects.create_user("second@site.example", PASSWORD, role="operator")
    client = signed_in(user)
    set_up(client)

    renew_second_factor(by=other, user=user)

    assert client.get("/operate/").status_code == 302
    assert signed_in(user).get("/operate/")["Location"] == SET_UP
    last = AccountChange.objects.first()
    assert last is not None
    assert (last.kind, last.email, last.by) == ("factors-renewed", user.email, other.email)


def test_the_only_operator_renews_theirs_at_the_terminal() -> None:
    user = account()
    set_up(signed_in(user))

    call_command("renew_second_factor", user.email)

    assert not Authenticator.objects.exists()
    with pytest.raises(CommandError, match="没有第二道验证"):
        call_command("renew_second_factor", user.email)


def test_a_former_key_still_opens_what_it_sealed(settings: Settings) -> None:
    sealed = seal("JBSWY3DP")
    settings.SEALING_KEY, settings.SEALING_KEY_FALLBACKS = "another", [settings.SEALING_KEY]
    assert unseal(sealed) == "JBSWY3DP"

    settings.SEALING_KEY_FALLBACKS = []
    with pytest.raises(UnreadableError):
        unseal(sealed)


def test_taking_a_factor_away_asks_for_the_password_again_after_a_while() -> None:
    user = account("supervisor")
    client = signed_in(user)
    set_up(client)
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        asked = client.get(f"{SET_UP}totp/deactivate/")
        assert asked["Location"].startswith("/accounts/reauthenticate/?next=")
        again = client.post(asked["Location"], {"password": PASSWORD, "next": f"{SET_UP}totp/deactivate/"})
        assert again["Location"] == f"{SET_UP}totp/deactivate/"
        client.post(f"{SET_UP}totp/deactivate/")
    assert not Authenticator.objects.exists()
    assert AccountChange.objects.filter(kind="factor-removed").count() == 1


def _suspend_and_restore(user: User, other: User) -> None:
    suspend(by=other, user=user)
    restore(by=other, user=user)


def _choose_by_link(user: User, other: User) -> None:
    use_link(give_link(by=other, user=user, days=1).split("/")[-2], password="zwei lange Tage im Dezember")


def _change_role(user: User, other: User) -> None:
    grant = Grant(role=Role.SUPERVISOR, regions=(COUNTY,))
    change_grant(by=other, user=user, grant=grant, seen=last_change_of(user))


@pytest.mark.parametrize(
    ("meanwhile", "sentence"),
    [
        (_choose_by_link, "密码刚换过，请从头登录。"),
        (lambda user, other: suspend(by=other, user=user), "<h1>账号已停用</h1>"),
        (_suspend_and_restore, "这个账号刚才有变动，请从头登录。"),
        (_change_role, "这个账号刚才有变动，请从头登录。"),
        (lambda user, other: end_sessions(by=other, user=user), "这个账号刚才有变动，请从头登录。"),
    ],
)
def test_whatever_is_done_to_an_account_ends_a_half_finished_sign_in(
    meanwhile: Callable[[User, User], object], sentence: str
) -> None:
    store_small_tree()
    user, other = account(), User.objects.create_user("second@site.example", PASSWORD, role="operator")
    secret = set_up(signed_in(user))
    waiting = signed_in(user)

    meanwhile(user, other)
    answer = waiting.post(f"{SET_UP}authenticate/", {"code": code_of(secret)}, follow=True)

    assert sentence in answer.content.decode()
    assert "_auth_user_id" not in waiting.session
    assert waiting.get("/operate/").status_code == 302


def test_a_renewed_factor_lets_no_half_finished_sign_in_go_on_with_the_next_one() -> None:
    user, other = account(), User.objects.create_user("second@site.example", PASSWORD, role="operator")
    set_up(signed_in(user))
    waiting = signed_in(user)
    renew_second_factor(by=other, user=user)
    code = code_of(set_up(signed_in(user)))

    assert "请从头登录" in waiting.post(f"{SET_UP}authenticate/", {"code": code}, follow=True).content.decode()
    assert waiting.get("/operate/").status_code == 302


def test_who_came_in_by_the_password_alone_gets_no_further_when_the_owner_sets_up_a_factor(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    user = account()
    somebody, owner = signed_in(user), signed_in(user)
    assert somebody.get("/operate/")["Location"] == SET_UP

    with django_capture_on_commit_callbacks(execute=True):
        set_up(owner)

    assert owner.get("/operate/").status_code == 200
    assert somebody.get("/operate/")["Location"].startswith("/accounts/login/")


def test_a_factor_that_is_taken_away_ends_what_else_is_signed_in_but_not_strangers_of_the_demo() -> None:
    store_small_tree()
    store_wave(is_demo=True)
    for user, ends in ((account("supervisor"), True), (account("inspector", is_demo=True), False)):
        here = signed_in(user)
        secret = set_up(here)
        elsewhere = signed_in(user)
        elsewhere.post(f"{SET_UP}authenticate/", {"code": code_of(secret, half_minutes_later=1)})
        assert elsewhere.get("/accounts/").status_code == 200
        here.post(f"{SET_UP}totp/deactivate/")
        assert here.get("/accounts/").status_code == 200
        assert elsewhere.get("/accounts/").status_code == (302 if ends else 200)


def test_codes_by_which_one_proves_oneself_again_count_once_and_wrong_ones_lock() -> None:
    user = account()
    client = signed_in(user)
    code = code_of(set_up(client))
    again = f"{SET_UP}reauthenticate/"
    cache.clear()

    assert client.post(again, {"code": code}).status_code == 302
    cache.clear()  # what another process of the web server knows
    for tried in (code, *["000000"] * 4):
        assert client.post(again, {"code": tried}).status_code == 200
        cache.clear()

    assert SignInRecord.objects.filter(outcome="code").count() == 5
    assert "先停15分钟再试" in client.post(again, {"code": code}).content.decode()
