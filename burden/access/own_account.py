"""The page of one's own account: what it may read, the second factor, where one is signed in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from burden.access.account_words import grant_words
from burden.access.decorators import role_required
from burden.access.ending_sessions import end_sessions_of, sessions_of
from burden.access.first_pages import first_page
from burden.access.scopes import Role, Viewer
from burden.access.second_factor import has_second_factor, lacks_second_factor
from burden.models import User

signed_in_only = role_required(Role.SUPERVISOR, Role.INSPECTOR, Role.OPERATOR)


@require_safe
@never_cache
@signed_in_only
def own_account(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    """Show one's own account."""
    user = User.objects.get(email=viewer.email)
    context = {
        "section": "account",
        "is_demo": user.is_demo,
        "email": user.email,
        "grant": grant_words(user),
        "has_second_factor": has_second_factor(user),
        "lacks_second_factor": lacks_second_factor(user),
        "sessions": sessions_of(user, here=request.session.session_key),
    }
    return render(request, "access/own_account.html", context)


@require_safe
@never_cache
@signed_in_only
def begin(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:  # noqa: ARG001  # the viewer says it all
    """Lead to where this account begins."""
    return redirect(first_page(viewer.role))


@require_POST
@never_cache
@signed_in_only
def end_other_sessions(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    """Sign oneself out everywhere else."""
    user = User.objects.get(email=viewer.email)
    if user.is_demo:
        # Everybody who tries the demo shares its accounts, and would be put out of the door by a stranger.
        messages.error(request, _("演示账号大家共用，不能让别人退出。"))
    else:
        end_sessions_of(user, but=request.session.session_key)
        messages.success(request, _("其他地方都已退出。"))
    return redirect("access:own")
