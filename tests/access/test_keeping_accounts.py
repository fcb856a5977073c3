"""What operators do to accounts, by the services that pages and commands call."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from burden.access.account_deeds import end_sessions, give_link, restore, suspend
from burden.access.account_links import LinkOverError, account_behind, use_link
from burden.access.account_log import last_change_of
from burden.access.accounts import AccountOvertakenError, change_grant, invite
from burden.access.export_jobs import claimed_job, finish_job, list_jobs
from burden.access.grants import Grant
from burden.access.keeping import AccountRefusedError
from burden.access.scopes import Role, viewer_for
from burden.models import AccountChange, AccountLink, ExportJob, SignInSession, User
from tests.intake.small_world import COUNTY, OTHER_COUNTY, TOWNSHIP, store_small_tree, store_wave

PASSWORD = "eine lange Nacht im August"  # of this test only
INSPECTOR = Grant(role=Role.INSPECTOR, regions=(COUNTY,))
pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(db: None) -> User:
    store_small_tree()
    return User.objects.create_user("first@site.example", PASSWORD, role=User.Role.OPERATOR)


def token_of(path: str) -> str:
    return path.split("/")[-2]


def log() -> list[tuple[str, str, str]]:
    return list(AccountChange.objects.order_by("pk").values_list("email", "kind", "by"))


def test_an_invited_inspector_chooses_a_password_and_reads_the_county(operator: User) -> None:
    path = invite(by=operator, email="Ji@Site.Example", grant=INSPECTOR, days=3)

    user = User.objects.get(email="ji@site.example")
    assert not user.has_usable_password()
    use_link(token_of(path), password=PASSWORD)

    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert viewer_for(user).may_read_all_of("990101001", is_demo=False)
    assert log() == [
        ("ji@site.example", "invited", "first@site.example"),
        ("ji@site.example", "password", "ji@site.example"),
    ]


def test_the_database_keeps_no_link(operator: User) -> None:
    path = invite(by=operator, email="ji@site.example", grant=INSPECTOR, days=3)

    stored = AccountLink.objects.get()
    assert token_of(path) not in f"{stored.token_hash}{AccountChange.objects.get().detail}"
    assert timezone.now() + timedelta(days=2, hours=23) < stored.expires_at <= timezone.now() + timedelta(days=3)


def test_a_link_works_once_and_not_after_its_day_nor_beside_a_newer_one(operator: User) -> None:
    used = token_of(invite(by=operator, email="ji@site.example", grant=INSPECTOR, days=1))
    use_link(used, password=PASSWORD)
    user = User.objects.get(email="ji@site.example")
    replaced = token_of(give_link(by=operator, user=user, days=1))
    late = token_of(give_link(by=operator, user=user, days=1))
    AccountLink.objects.update(expires_at=timezone.now())

    for token in (used, replaced, late, "forged"):
        with pytest.raises(LinkOverError):
            account_behind(token)


def test_a_new_link_leaves_the_old_password_until_it_is_used(operator: User) -> None:
    user = User.objects.create_user("ji@site.example", PASSWORD, role="inspector")

    token = token_of(give_link(by=operator, user=user, days=1))

    assert User.objects.get(pk=user.pk).check_password(PASSWORD)
    use_link(token, password="zwei lange Tage im Dezember")
    assert not User.objects.get(pk=user.pk).check_password(PASSWORD)


@pytest.mark.parametrize(
    ("email", "grant", "sentence"),
    [
        ("nobody", INSPECTOR, "不是邮箱地址"),
        ("first@site.example", INSPECTOR, "已有账号"),
        ("a@site.example", Grant(role=Role.INSPECTOR), "要写明地区"),
        ("a@site.example", Grant(role=Role.OPERATOR, regions=(COUNTY,)), "不用写地区"),
        ("a@site.example", Grant(role=Role.SUPERVISOR, regions=("330000000000",)), "地区里没有 330000000000"),
    ],
)
def test_what_cannot_be_is_refused_whole(operator: User, email: str, grant: Grant, sentence: str) -> None:
    with pytest.raises(AccountRefusedError, match=sentence):
        invite(by=operator, email=email, grant=grant, days=1)

    assert User.objects.count() == 1
    assert log() == []


def test_a_change_is_logged_from_what_to_what_and_ends_sign_ins(operator: User, client: Client) -> None:
    invite(by=operator, email="ji@site.example", grant=INSPECTOR, days=1)
    user = User.objects.get(email="ji@site.example")
    client.force_login(user)
    until = Grant(role=Role.SUPERVISOR, regions=(TOWNSHIP,), expires_on=date(2099, 12, 31))

    assert change_grant(by=operator, user=user, grant=until, seen=last_change_of(user)) is True
    assert change_grant(by=operator, user=user, grant=until, seen=last_change_of(user)) is False

    assert AccountChange.objects.first().detail == {  # type: ignore[union-attr]
        "before": {"role": "inspector", "regions": [COUNTY], "expires_on": None},
        "after": {"role": "supervisor", "regions": [TOWNSHIP], "expires_on": "2099-12-31"},
    }
    assert not SignInSession.objects.filter(user=user).exists()
    assert not viewer_for(User.objects.get(pk=user.pk)).may_read_all_of("990101", is_demo=False)


def test_of_two_operators_who_change_an_account_the_later_reads_it_anew(operator: User) -> None:
    invite(by=operator, email="ji@site.example", grant=INSPECTOR, days=1)
    user = User.objects.get(email="ji@site.example")
    seen = last_change_of(user)
    change_grant(by=operator, user=user, grant=Grant(role=Role.SUPERVISOR, regions=(TOWNSHIP,)), seen=seen)

    with pytest.raises(AccountOvertakenError):
        change_grant(by=operator, user=user, grant=INSPECTOR, seen=seen)
    assert User.objects.get(pk=user.pk).role == "supervisor"


@pytest.mark.parametrize(
    ("to_be", "files"),
    [
        (Grant(role=Role.SUPERVISOR, regions=(COUNTY,)), 0),
        (Grant(role=Role.INSPECTOR, regions=(TOWNSHIP,)), 0),
        (Grant(role=Role.INSPECTOR, regions=(COUNTY, OTHER_COUNTY)), 1),
        (Grant(role=Role.INSPECTOR, regions=(COUNTY,), expires_on=date(2099, 12, 31)), 1),
    ],
)
def test_files_made_or_in_the_making_go_with_a_role_or_region_that_is_taken_away(
    operator: User, to_be: Grant, files: int
) -> None:
    invite(by=operator, email="ji@site.example", grant=INSPECTOR, days=1)
    user = User.objects.get(email="ji@site.example")
    wave = store_wave()
    waiting = ExportJob.objects.create(
        user=user, wave=wave, kind="table-csv", region_code=TOWNSHIP, expires_on=timezone.localdate()
    )
    with claimed_job(waiting.pk) as claim:
        assert claim is not None
        change_grant(by=operator, user=user, grant=to_be, seen=last_change_of(user))
        finish_job(claim[0], file_name="x.csv", sha256="0" * 64, rows=1, release_id="", is_public=False)

    assert len(list_jobs(viewer_for(user))) == files


def test_suspending_ends_everything_at_once_and_can_be_undone(operator: User, client: Client) -> None:
    path = invite(by=operator, email="ji@site.example", grant=INSPECTOR, days=1)
    user = User.objects.get(email="ji@site.example")
    client.force_login(user)

    suspend(by=operator, user=user)

    assert client.get("/d/").status_code == 302
    with pytest.raises(LinkOverError):
        account_behind(token_of(path))
    with pytest.raises(AccountRefusedError, match="先恢复"):
        give_link(by=operator, user=user, days=1)
    client.force_login(user)  # as one that began before and was only finished now
    restore(by=operator, user=user)
    assert not SignInSession.objects.filter(user=user).exists()
    assert User.objects.get(pk=user.pk).is_active
    assert [kind for _, kind, _ in log()] == ["invited", "suspended", "restored"]


def test_nobody_changes_their_own_account_so_an_operator_always_remains(operator: User) -> None:
    deeds = (
        lambda: suspend(by=operator, user=operator),
        lambda: end_sessions(by=operator, user=operator),
        lambda: change_grant(by=operator, user=operator, grant=INSPECTOR, seen=0),
    )
    for deed in deeds:
        with pytest.raises(AccountRefusedError, match="另一位运维"):
            deed()
    assert User.objects.get().role == "operator"
    assert log() == []


def test_operators_of_the_demo_and_of_the_site_keep_their_own_accounts(operator: User) -> None:
    demo = User.objects.create_user("operator@demo.invalid", PASSWORD, role="operator", is_demo=True)

    for by, user in ((demo, operator), (operator, demo)):
        with pytest.raises(AccountRefusedError, match="各管各的"):
            suspend(by=by, user=user)
    with pytest.raises(AccountRefusedError, match="大家共用"):
        suspend(by=demo, user=User.objects.create_user("inspector@demo.invalid", role="inspector", is_demo=True))
    invite(by=demo, email="second@demo.invalid", grant=Grant(role=Role.OPERATOR), days=1)
    assert User.objects.get(email="second@demo.invalid").is_demo


def test_an_operator_who_was_suspended_meanwhile_does_nothing_more(operator: User) -> None:
    other = User.objects.create_user("second@site.example", PASSWORD, role="operator")
    suspend(by=operator, user=other)

    with pytest.raises(AccountRefusedError, match="不办理"):
        suspend(by=other, user=operator)


@pytest.mark.parametrize("statement", ["UPDATE burden_accountchange SET by = ''", "DELETE FROM burden_accountchange"])
def test_the_database_refuses_to_change_the_log(operator: User, statement: str) -> None:
    invite(by=operator, email="ji@site.example", grant=INSPECTOR, days=1)

    with (
        pytest.raises(DatabaseError, match="added, never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert len(log()) == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_use_a_link_at_once_one_chooses_the_password(operator: User) -> None:
    token = token_of(invite(by=operator, email="ji@site.example", grant=INSPECTOR, days=1))
    start, outcomes = Barrier(2), []

    def choose(password: str) -> None:
        start.wait()
        try:
            use_link(token, password=password)
            outcomes.append(password)
        except LinkOverError:
            outcomes.append("over")
        finally:
            connection.close()

    threads = [Thread(target=choose, args=(f"{PASSWORD} {number}",)) for number in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    [chosen] = [password for password in outcomes if password != "over"]
    assert User.objects.get(email="ji@site.example").check_password(chosen)


@pytest.mark.django_db(transaction=True)
def test_of_two_operators_who_suspend_each_other_one_remains(operator: User) -> None:
    other = User.objects.create_user("second@site.example", PASSWORD, role="operator")
    start = Barrier(2)

    def put_out(by: int, user: int) -> None:
        start.wait()
        try:
            suspend(by=User.objects.get(pk=by), user=User.objects.get(pk=user))
        except AccountRefusedError:
            pass
        finally:
            connection.close()

    threads = [Thread(target=put_out, args=pair) for pair in ((operator.pk, other.pk), (other.pk, operator.pk))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert User.objects.filter(role="operator", is_active=True).count() == 1
