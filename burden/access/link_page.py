"""The page behind a one-time link: what the account may read, and a password to choose."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from burden.access.account_links import LinkOverError, account_behind, use_link
from burden.access.account_words import grant_words
from burden.access.decorators import open_to_all
from burden.access.password_form import PasswordForm
from burden.access.scopes import Viewer

BAD_REQUEST = 400
NOT_FOUND = 404


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters()
@open_to_all
def choose_password(request: HttpRequest, token: str, *, viewer: Viewer) -> HttpResponse:  # noqa: ARG001  # any visitor
    """Show the account with the form, or set the password and lead on to signing in.

    Opening the link changes nothing, as messengers open links to show what is behind them.
    """
    try:
        user = account_behind(token)
        form = PasswordForm(request.POST or None, user=user)
        if request.method == "POST" and form.is_valid():
            use_link(token, password=form.cleaned_data["password"])
            messages.success(request, _("密码设好了。请用邮箱和新密码登录。"))
            return redirect("account_login")
    except LinkOverError:
        return render(request, "access/link_over.html", status=NOT_FOUND)
    context = {"form": form, "email": user.email, "grant": grant_words(user), "is_demo": user.is_demo}
    return render(request, "access/link.html", context, status=BAD_REQUEST if form.errors else 200)
