"""Every page of the desk and of accounts has a way, so that the browser looks at it."""

from django.urls import get_resolver

from tests.access.test_matrix import addresses
from tests.access.test_roles import POST
from tests.journeys.desk.ways import WAYS

OF_THE_DESK = ("operate:", "access:", "account_", "mfa_", "first_operator")
# What answers with a file, or leads on to another page.
NO_PAGES = {
    "access:begin",
    "account_signup",
    "mfa_download_recovery_codes",
    "mfa_login_webauthn",
    "operate:catalogue-file-download",
    "operate:file-problems",
    "operate:headcounts-download",
    "operate:regions-download",
    "operate:wave-paper",
}


def test_every_page_of_the_desk_is_looked_at_in_the_browser() -> None:
    names = {name for name, _ in addresses(get_resolver().url_patterns) if name.startswith(OF_THE_DESK)}

    assert names - {way.name for way in WAYS} - set(POST) == NO_PAGES
