import re

import pytest
from django.core.management import call_command
from django.test import Client

from burden.access.first_operator import link_path
from burden.models import User

PASSWORD = "a-long-and-odd-passphrase"

pytestmark = pytest.mark.django_db


def answer(client: Client, path: str, password: str = PASSWORD) -> int:
    return client.post(path, {"email": "Op@Example.CN", "password": password}).status_code


def test_the_link_makes_an_operator_who_can_sign_in(client: Client) -> None:
    path = link_path()
    assert client.get(path).status_code == 200
    assert answer(client, path) == 302
    assert User.objects.get().role == User.Role.OPERATOR
    assert client.login(email="op@example.cn", password=PASSWORD)


def test_no_link_works_once_an_operator_exists(client: Client) -> None:
    path = link_path()
    answer(client, path)
    assert client.get(path).status_code == 404
    assert answer(client, link_path()) == 404
    assert User.objects.count() == 1


def test_the_demo_operator_does_not_count(client: Client) -> None:
    User.objects.create_user("demo@example.cn", PASSWORD, role=User.Role.OPERATOR, is_demo=True)
    assert client.get(link_path()).status_code == 200


def test_an_address_that_has_an_account_is_refused_on_the_page(client: Client) -> None:
    User.objects.create_user("op@example.cn", PASSWORD, role=User.Role.SUPERVISOR)

    response = client.post(link_path(), {"email": "Op@Example.CN", "password": PASSWORD})

    assert response.status_code == 200
    assert "这个邮箱已有账号" in response.content.decode()


def test_a_forged_link_is_not_found(client: Client) -> None:
    assert client.get("/accounts/first/Im9wZXJhdG9yIg:1xUxC5:AAAA/").status_code == 404


@pytest.mark.parametrize("password", ["short", "123456789012", "op@example.cn"])
def test_a_weak_password_is_refused_on_the_page(client: Client, password: str) -> None:
    assert answer(client, link_path(), password) == 200
    assert not User.objects.exists()


def test_the_command_prints_a_link_that_works(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("first_operator_link", "--site", "http://here")
    found = re.search(r"http://here(/accounts/first/\S+/)", capsys.readouterr().out)
    assert found is not None
    assert client.get(found[1]).status_code == 200
