"""How much the site reads of a request."""

import io

import pytest
from django.test import Client
from pytest_django import Settings

from burden.models import User

LARGE = 2 * 1024 * 1024


@pytest.mark.parametrize("address", ["/accounts/login/", "/i18n/setlang/", "/s/2026Q4/330522103000/", "/nowhere/"])
def test_a_large_file_is_refused_before_it_is_written_anywhere(settings: Settings, address: str) -> None:
    settings.FILE_UPLOAD_HANDLERS = ["tests.config.no_such_handler"]  # whoever reads a file fails

    answer = Client(enforce_csrf_checks=True).post(address, {"file": io.BytesIO(b"x" * LARGE)})

    assert (answer.status_code, answer.content.decode()) == (413, "内容太大，没有收到。")
    assert answer.headers["Content-Security-Policy"]


@pytest.mark.django_db
def test_a_form_of_ordinary_size_is_read() -> None:
    User.objects.create_user("reader@site.example", "eine lange Nacht im August", role=User.Role.SUPERVISOR)

    answer = Client().post(
        "/accounts/login/",
        {"login": "reader@site.example", "password": "eine lange Nacht im August", "next": "x" * 100_000},
    )

    assert answer.status_code == 302
