import pytest
from django.test import Client
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from burden.access.first_operator import link_path
from burden.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_first_operator_makes_an_account_on_a_phone(calm_page: Page, live_server: LiveServer) -> None:
    page = calm_page
    page.goto(f"{live_server.url}{link_path()}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_label("邮箱").fill("op@example.cn")
    page.get_by_label("密码").fill("a-long-and-odd-passphrase")
    page.get_by_label("再输一遍").fill("a-long-and-odd-passphrase")
    page.get_by_role("button", name="建立账号").click()
    page.wait_for_url("**/accounts/login/")
    assert User.objects.get().role == User.Role.OPERATOR
    assert Client().login(email="op@example.cn", password="a-long-and-odd-passphrase")
