"""How signing in behaves here: accounts are made by operators, never by signing up."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedSignupAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Keeps the door for new accounts shut."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  # fixed signature
        """Return False: an operator creates the account of a supervisor or inspector."""
        return False
