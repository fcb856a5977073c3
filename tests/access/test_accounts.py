"""What people may do with their own account: little, for the register of downloads names them by it."""

import pytest
from django.test import Client

from burden.models import User

PASSWORD = "eine lange Nacht im August"  # of this test only


@pytest.fixture
def inspector(db: None, client: Client) -> Client:
    user = User.objects.create_user("inspector@site.example", PASSWORD, role=User.Role.INSPECTOR)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_nobody_gives_themselves_another_address(inspector: Client) -> None:
    for deed in ("action_add", "action_primary"):
        inspector.post("/accounts/email/", {"email": "somebody-else@site.example", deed: ""})

    assert inspector.get("/accounts/email/").status_code == 404
    assert list(User.objects.values_list("email", flat=True)) == ["inspector@site.example"]


@pytest.mark.parametrize(
    "page", ["email/", "password/reset/", "password/set/", "confirm-email/", "login/code/confirm/"]
)
def test_pages_that_would_send_mail_are_not_there(inspector: Client, page: str) -> None:
    assert inspector.get(f"/accounts/{page}").status_code == 404


@pytest.mark.django_db
def test_signing_up_leads_to_signing_in(client: Client) -> None:
    answer = client.get("/accounts/signup/")

    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/")


def test_a_password_is_changed_by_whoever_knows_the_old_one(inspector: Client) -> None:
    new = "zwei lange Tage im Dezember"

    inspector.post("/accounts/password/change/", {"oldpassword": "a guess", "password1": new, "password2": new})
    assert User.objects.get().check_password(PASSWORD)

    inspector.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert User.objects.get().check_password(new)


@pytest.mark.django_db
def test_signing_in_and_out_works_by_address_and_password(client: Client) -> None:
    User.objects.create_user("reader@site.example", PASSWORD, role=User.Role.SUPERVISOR)

    came_in = client.post("/accounts/login/", {"login": "reader@site.example", "password": PASSWORD})
    assert (came_in.status_code, came_in["Location"]) == (302, "/d/")

    went_out = client.post("/accounts/logout/")
    assert (went_out.status_code, went_out["Location"]) == (302, "/")
