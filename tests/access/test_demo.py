import json
import stat
from datetime import date
from pathlib import Path
from threading import Thread

import pytest
from django.db import connection, transaction
from django.test import Client
from pytest_django.fixtures import Settings

from burden.access.accounts import invite
from burden.access.demo import accounts_file, clear_demo_accounts, create_demo_accounts, demo_accounts
from burden.access.grants import Grant
from burden.access.keeping import AccountRefusedError
from burden.access.scopes import PUBLIC_VIEWER, Role, viewer_for
from burden.models import TreeVersion, User, Wave
from burden.operate.demo.clearing import clear_demo
from tests.locks import wait_for_waiting

PROVINCE = "990000000000"
ROLES = ["supervisor", "inspector", "operator"]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def local_dir(settings: Settings, tmp_path: Path) -> Path:
    settings.LOCAL_DIR = tmp_path
    return tmp_path


def store_wave(*, is_demo: bool, state: str = Wave.State.OPEN) -> Wave:
    tree = TreeVersion.objects.create(version=f"demo-{is_demo}", source="test", as_of_on=date(2026, 1, 1))
    return Wave.objects.create(
        code=f"{'D' if is_demo else 'R'}2026Q4",
        tree=tree,
        region_code=PROVINCE,
        opens_on=date(2026, 10, 1),
        closes_on=date(2026, 12, 31),
        state=state,
        is_demo=is_demo,
    )


def test_demo_accounts_are_kept_in_a_file_that_only_its_owner_reads() -> None:
    accounts = create_demo_accounts(PROVINCE)

    assert list(accounts) == ROLES
    assert json.loads(accounts_file().read_text()) == accounts
    assert stat.S_IMODE(accounts_file().stat().st_mode) == 0o600
    assert len({account["password"] for account in accounts.values()}) == 3


def test_creating_them_again_changes_nothing() -> None:
    first = create_demo_accounts(PROVINCE)

    assert create_demo_accounts(PROVINCE) == first
    assert User.objects.filter(is_demo=True).count() == 3


def test_supervisor_and_inspector_read_the_demo_province_and_the_operator_nothing() -> None:
    create_demo_accounts(PROVINCE)

    scopes = {user.role: list(user.scopes.values_list("region_code", "is_demo")) for user in User.objects.all()}

    assert scopes == {"supervisor": [(PROVINCE, True)], "inspector": [(PROVINCE, True)], "operator": []}


def test_the_passwords_work_and_come_back_after_somebody_changed_one() -> None:
    accounts = create_demo_accounts(PROVINCE)
    supervisor = User.objects.get(role="supervisor")
    supervisor.set_password("something else")
    supervisor.save()

    create_demo_accounts(PROVINCE)

    supervisor.refresh_from_db()
    assert supervisor.check_password(accounts["supervisor"]["password"])


def test_clearing_leaves_neither_accounts_nor_file() -> None:
    create_demo_accounts(PROVINCE)
    User.objects.create_user("real@example.org", "x", role="operator")

    assert clear_demo_accounts() == 3
    assert list(User.objects.values_list("email", flat=True)) == ["real@example.org"]
    assert demo_accounts() == {}
    assert not accounts_file().exists()


@pytest.mark.parametrize(("role", "leads_to"), [("supervisor", "/d/"), ("inspector", "/d/"), ("operator", "/operate/")])
def test_a_button_of_the_demo_signs_in(client: Client, role: str, leads_to: str) -> None:
    store_wave(is_demo=True)
    create_demo_accounts(PROVINCE)

    answer = client.post(f"/accounts/demo/{role}/")

    assert (answer.status_code, answer["Location"]) == (302, leads_to)
    assert User.objects.get(pk=client.session["_auth_user_id"]).role == role


@pytest.mark.parametrize("case", ["no demo", "no accounts", "a real wave has begun", "no such role"])
def test_without_a_demo_there_is_no_such_door(client: Client, case: str) -> None:
    if case != "no demo":
        store_wave(is_demo=True)
    if case != "no accounts":
        create_demo_accounts(PROVINCE)
    if case == "a real wave has begun":
        store_wave(is_demo=False)

    answer = client.post(f"/accounts/demo/{'admin' if case == 'no such role' else 'operator'}/")

    assert answer.status_code == 404
    assert "_auth_user_id" not in client.session


def test_a_link_does_not_sign_in(client: Client) -> None:
    store_wave(is_demo=True)
    create_demo_accounts(PROVINCE)

    assert client.get("/accounts/demo/operator/").status_code == 405


def test_another_site_cannot_push_somebody_through_the_door() -> None:
    store_wave(is_demo=True)
    create_demo_accounts(PROVINCE)

    assert Client(enforce_csrf_checks=True).post("/accounts/demo/operator/").status_code == 403


def test_a_draft_of_a_real_wave_leaves_the_door_open(client: Client) -> None:
    store_wave(is_demo=True)
    store_wave(is_demo=False, state=Wave.State.DRAFT)
    create_demo_accounts(PROVINCE)

    assert client.post("/accounts/demo/operator/").status_code == 302


@pytest.mark.django_db(transaction=True)
def test_an_invitation_under_way_leaves_no_account_behind_when_the_demo_goes() -> None:
    store_wave(is_demo=True)
    create_demo_accounts(PROVINCE)
    guest = User.objects.get(role="operator")
    outcomes: list[str] = []

    def ask_in() -> None:
        try:
            invite(by=guest, email="stays@demo.invalid", grant=Grant(role=Role.OPERATOR), days=1)
            outcomes.append("invited")
        except AccountRefusedError:
            outcomes.append("refused")
        finally:
            connection.close()

    inviting = Thread(target=ask_in)
    with transaction.atomic():
        clear_demo()
        inviting.start()
        wait_for_waiting(1)
    inviting.join()

    assert outcomes == ["refused"]
    assert not User.objects.exists()


def test_a_demo_account_without_a_demo_is_the_public() -> None:
    create_demo_accounts(PROVINCE)
    user = User.objects.get(role="operator")
    assert viewer_for(user) == PUBLIC_VIEWER

    store_wave(is_demo=True)
    assert viewer_for(user).role is Role.OPERATOR
