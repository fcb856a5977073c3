"""The door that leads inspectors and operators to their second factor before anything else."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from burden.access.second_factor import lacks_second_factor
from burden.models import User

# Answering the survey, and whatever an account does with itself, changing the language among it.
OPEN_NAMES = (
    "intake:",
    "access:",
    "account_",
    "mfa_",
    "first_operator",
    "set_language",
    "healthz",
    "readyz",
    "metrics",
)


class SecondFactorFirst:
    """Sends whoever lacks a required second factor to the page that sets one up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on; the door stands before the view."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponseBase | None:
        """Return the way to the second factor, or None where the visitor may go on."""
        # A visitor without a session, every respondent among them, is asked nothing and costs nothing.
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or _is_open(request):
            return None
        user = request.user
        return redirect("mfa_index") if isinstance(user, User) and lacks_second_factor(user) else None


def _is_open(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.view_name.startswith(OPEN_NAMES)
