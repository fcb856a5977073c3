import re
from datetime import timedelta
from typing import cast

import pytest
import time_machine
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from burden.access.first_operator import link_path
from burden.models import User

PASSWORD = "a-long-and-odd-passphrase"

pytestmark = pytest.mark.django_db


def answer(client: Client, path: str, password: str = PASSWORD, again: str = "") -> HttpResponse:
    typed = {"email": "Op@Example.CN", "password": password, "again": again or password}
    return cast("HttpResponse", client.post(path, typed))


def test_the_link_makes_an_operator_who_can_sign_in(client: Client) -> None:
    path = link_path()
    assert client.get(path).status_code == 200
    assert answer(client, path).status_code == 302
    assert User.objects.get().role == User.Role.OPERATOR
    assert client.login(email="op@example.cn", password=PASSWORD)


def test_no_link_works_once_an_operator_exists_and_its_page_leads_to_signing_in(client: Client) -> None:
    path = link_path()
    answer(client, path)
    for late in (client.get(path), answer(client, link_path())):
        assert late.status_code == 404
        assert "它已经用过，第一个运维账号建好了" in late.content.decode()
        assert 'href="/accounts/login/"' in late.content.decode()
    assert User.objects.count() == 1


def test_a_link_that_is_too_old_says_where_a_new_one_comes_from(client: Client) -> None:
    with time_machine.travel(timezone.now() - timedelta(days=2)):
        path = link_path()
    late = client.get(path)
    assert late.status_code == 404
    assert "把本站停下再启动一次，屏幕上会给出新的" in late.content.decode()


def test_the_demo_operator_does_not_count(client: Client) -> None:
    User.objects.create_user("demo@example.cn", PASSWORD, role=User.Role.OPERATOR, is_demo=True)
    assert client.get(link_path()).status_code == 200


def test_an_address_that_has_an_account_is_refused_on_the_page(client: Client) -> None:
    User.objects.create_user("op@example.cn", PASSWORD, role=User.Role.SUPERVISOR)

    response = answer(client, link_path())

    assert response.status_code == 200
    assert "这个邮箱已有账号" in response.content.decode()


def test_a_forged_link_is_not_found(client: Client) -> None:
    assert client.get("/accounts/first/Im9wZXJhdG9yIg:1xUxC5:AAAA/").status_code == 404


@pytest.mark.parametrize(
    ("password", "again", "sentence"),
    [
        ("short", "", "密码太短，至少要12位。"),
        ("123456789012", "", "密码只包含数字。"),
        ("op@example.cn", "", "密码和邮箱太像了。"),
        (PASSWORD, PASSWORD.upper(), "两遍不一样。"),
    ],
)
def test_a_password_that_cannot_be_is_refused_on_the_page(
    client: Client, password: str, again: str, sentence: str
) -> None:
    refused = answer(client, link_path(), password, again)
    assert refused.status_code == 200
    assert sentence in refused.content.decode()
    assert 'value="Op@Example.CN"' in refused.content.decode()
    assert not User.objects.exists()


def test_the_command_prints_a_link_that_works(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("first_operator_link", "--site", "http://here")
    found = re.search(r"http://here(/accounts/first/\S+/)", capsys.readouterr().out)
    assert found is not None
    assert client.get(found[1]).status_code == 200
