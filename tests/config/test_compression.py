"""Pages travel compressed, files as they are."""

import gzip

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_page_is_compressed_for_a_browser_that_takes_it() -> None:
    plain = Client().get("/privacy/")
    packed = Client().get("/privacy/", headers={"accept-encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert "<h1>隐私说明</h1>" in gzip.decompress(packed.content).decode()
    assert len(packed.content) * 4 < len(plain.content)


def test_a_browser_that_takes_nothing_compressed_gets_the_page_plain() -> None:
    assert "Content-Encoding" not in Client().get("/privacy/").headers
