"""People of the demo with a browser each, and files made as the worker makes them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from burden.exports.making import make_file
from burden.models import User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
Ask = Callable[..., str]


@pytest.fixture(autouse=True)
def exports_folder(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "exports"
    return tmp_path / "exports"


def _client(role: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(email=f"{role}@demo.invalid"), backend=BACKEND)
    return client


@pytest.fixture
def supervisor(demo_site: None) -> Client:
    return _client("supervisor")


@pytest.fixture
def inspector(demo_site: None) -> Client:
    return _client("inspector")


@pytest.fixture
def operator(demo_site: None) -> Client:
    return _client("operator")


@pytest.fixture
def asked(supervisor: Client) -> Ask:
    """Ask for a file as the supervisor, let it be made, and return its page."""

    def ask(**fields: str) -> str:
        answer = supervisor.post("/exports/", fields)
        assert answer.status_code == 302, answer.content
        page: str = answer["Location"]
        make_file(page.split("/")[2])
        return page

    return ask
