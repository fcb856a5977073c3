"""The self-check page says what the program finds as the page is drawn."""

from typing import Any

import pytest
from django.db import models
from django.test import Client

from burden.models import User
from burden.reports.own_rules.self_check import foreign_hosts, is_telling, self_check


def test_no_answer_column_tells_a_time_an_address_or_an_account() -> None:
    found = self_check()
    assert found.answer_columns > 50
    assert found.telling_columns == ()


def test_a_telling_column_would_be_found() -> None:
    telling: list[models.Field[Any, Any]] = [
        models.DateTimeField(),
        models.DateField(),
        models.TimeField(),
        models.GenericIPAddressField(),
        models.ForeignKey(User, on_delete=models.CASCADE),
    ]
    assert [is_telling(column) for column in telling] == [True] * 5
    assert not is_telling(models.PositiveSmallIntegerField())


def test_a_host_that_the_policy_lets_in_would_be_found() -> None:
    policy = {"default-src": ["'none'"], "script-src": ["'self'", "cdn.example"], "img-src": ["'self'", "data:"]}
    assert foreign_hosts(policy) == ("cdn.example",)
    assert self_check().foreign_hosts == ()


@pytest.mark.django_db
def test_the_page_prints_the_findings(client: Client) -> None:
    page = client.get("/self-check/").content.decode()
    assert "程序此刻查到的" in page
    assert f"{self_check().answer_columns}列中有0列" in page
    assert "否，请告诉运维人员" not in page
