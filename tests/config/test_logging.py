import logging
import re

import pytest
from django.test import Client

from config.logging import PlaceOnly


def test_an_error_is_logged_by_type_and_place_and_never_by_its_message() -> None:
    try:
        int("13800001111 ")
        int("my-answer")
    except ValueError as error:
        found = (type(error), error, error.__traceback__)
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, "Error: %s", ("/s/2026Q4/?x",), found)
    assert re.fullmatch(
        r"ERROR django\.request ValueError at tests/config/test_logging\.py:\d+", PlaceOnly().format(record)
    )


@pytest.mark.django_db
def test_a_page_that_is_not_found_leaves_no_line(client: Client, capfd: pytest.CaptureFixture[str]) -> None:
    client.get("/s/2026Q4/330522103000/nowhere", headers={"user-agent": "Huawei"}, REMOTE_ADDR="10.1.2.3")
    written = "".join(capfd.readouterr())
    assert "10.1.2.3" not in written
    assert "330522103000" not in written
