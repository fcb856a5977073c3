"""How signing in behaves here: accounts are made by operators, never by signing up."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from burden.access.account_log import is_locked_out, last_change_of
from burden.access.first_pages import first_page
from burden.access.scopes import viewer_for
from burden.access.second_factor import has_second_factor
from burden.models import User

FIRST_STEP = "first_step"  # in a session: what signing in began with, as _begun_with returns it


class ClosedSignupAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Keeps the door for new accounts shut and counts failures across all processes."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": _("错的次数太多，先停15分钟再试。忘了密码，请找运维人员要一个新链接。"),
        "email_password_mismatch": _("邮箱或密码不对。"),
        "account_inactive": _("这个账号已停用，请找运维人员。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  # fixed signature
        """Return False: an operator creates the account of a supervisor or inspector."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse an account for which too many tries failed lately."""
        super().pre_authenticate(request, **credentials)
        if is_locked_out(str(credentials.get("email", ""))):
            raise self.validation_error("too_many_login_attempts")

    def pre_login(self, request: HttpRequest, user: User, **hints: Any) -> HttpResponse | None:
        """Note the account as it stands when signing in begins; a second step may follow minutes later."""
        request.session[FIRST_STEP] = _begun_with(user)
        response: HttpResponse | None = super().pre_login(request, user, **hints)
        return response

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign in, after the last step, an account that is active and to which nothing was done since the first."""
        password, change = request.session.pop(FIRST_STEP, ("", -1))
        if not user.is_active:
            raise ImmediateHttpResponse(self.respond_user_inactive(request, user))
        password_now, change_now = _begun_with(user)
        if not constant_time_compare(password, password_now):
            raise _from_the_start(request, gettext("密码刚换过，请从头登录。"))
        if change != change_now:
            raise _from_the_start(request, gettext("这个账号刚才有变动，请从头登录。"))
        super().login(request, user)

    def set_password(self, user: User, password: str) -> None:
        """Store another password and nothing else: an operator may be suspending or changing the account just now."""
        user.set_password(password)
        user.save(update_fields=["password"])

    def reauthenticate(self, user: User, password: str) -> bool:
        """Whether this is the password of whoever is signed in; wrong ones count like those of signing in."""
        again = self.authenticate(context.request, email=user.email, password=password)
        return again is not None and again.pk == user.pk

    def is_reauthentication_required(self, *, app: str, **_more: Any) -> bool:
        """Whether somebody must prove themselves again before they change what they sign in with.

        Not for a first second factor, which is set up right after signing in; not within five minutes of signing in;
        not in the demo, whose accounts everybody shares.
        """
        request = context.request
        if request.user.is_demo or not has_second_factor(request.user):
            return False
        records = get_authentication_records(request, request.user)
        latest = max((record["at"] for record in records), default=0.0)
        if time.time() - latest < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        required: bool = super().is_reauthentication_required(app=app)
        return required

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return where people begin: operators at their desk, others at the overview."""
        return first_page(viewer_for(request.user).role)


def _begun_with(user: User) -> tuple[str, int]:
    """Return the hash of the password and the number of the last change as they stand now."""
    return user.get_session_auth_hash(), last_change_of(user)


def _from_the_start(request: HttpRequest, why: str) -> ImmediateHttpResponse:
    """Return the way back to the first step, with the reason."""
    messages.error(request, why)
    return ImmediateHttpResponse(redirect("account_login"))
