"""An empty site never leaves anybody without a next step: the front page, the first account, the desk."""

import pytest
from django.test import Client

from burden.access.first_operator import link_path
from burden.access.scopes import Role
from burden.models import User

pytestmark = pytest.mark.django_db


def test_a_site_nobody_keeps_says_where_the_first_link_is() -> None:
    text = Client().get("/").content.decode()
    assert "启动本站的那个屏幕上有一个一次性链接" in text
    assert "填答卷不用登录" in text


def test_the_link_makes_the_first_operator_who_is_led_to_sign_in_and_on_to_the_checklist() -> None:
    client = Client()
    answer = client.post(
        link_path(), {"email": "first@example.org", "password": "a long enough one", "again": "a long enough one"}
    )
    assert answer["Location"] == "/accounts/login/"
    operator = User.objects.get(email="first@example.org")
    assert operator.role == Role.OPERATOR
    stranger = Client().get("/").content.decode()
    assert 'href="/accounts/login/"' in stranger[stranger.index("您管这个站？") :]
    client.force_login(operator)
    assert 'href="/operate/"' in client.get("/").content.decode().split("办第一次调查")[1]
    assert "从这里开始" in client.get("/operate/").content.decode()


def test_a_spent_link_is_no_page() -> None:
    User.objects.create(email="operator@example.org", role=Role.OPERATOR.value)
    assert Client().get(link_path()).status_code == 404


@pytest.mark.parametrize("address", ["/results/", "/d/", "/d/compare/"])
def test_pages_of_figures_say_that_there_are_none_yet_and_lead_on(address: str) -> None:
    client = Client()
    client.force_login(User.objects.create(email="operator@example.org", role=Role.OPERATOR.value))
    answer = client.get(address)
    assert answer.status_code == 404
    assert "本站还没有发布过结果。" in answer.content.decode()
    assert 'class="button" href="/operate/"' in answer.content.decode()
