"""The pages where an operator keeps accounts: the list, an invitation, one account and what it may read."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from burden.access.account_log import last_change_of
from burden.access.account_words import changes_in_words, words_of
from burden.access.accounts import AccountOvertakenError, change_grant, invite
from burden.access.grants import grant_of
from burden.access.keeping import AccountRefusedError
from burden.access.region_names import names_of
from burden.access.scopes import Viewer
from burden.domain.sentences import said
from burden.models import AccountChange, TreeVersion, User
from burden.operate.people.accounts import AccountLine, account_line, account_lines
from burden.operate.people.form import ChangeForm, GrantForm, InviteForm
from burden.operate.views import operators_only

BAD_REQUEST = 400
CHANGES_SHOWN = 30


def of_operator(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Make a view of operators that is handed who asks as ``operator``."""

    @never_cache
    @operators_only
    @wraps(view)
    def known(request: HttpRequest, *args: Any, viewer: Viewer, **kwargs: Any) -> HttpResponse:
        return view(request, *args, operator=User.objects.get(email=viewer.email), **kwargs)

    return known


def found(operator: User, key: int) -> AccountLine:
    """Return the account of this key; 404 where the operator keeps no such account."""
    line = account_line(operator, key)
    if line is None:
        raise Http404
    return line


@require_safe
@of_operator
def people(request: HttpRequest, *, operator: User) -> HttpResponse:
    """List the accounts."""
    context = around(operator) | {"lines": account_lines(operator)}
    return render(request, "operate/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_operator
def invite_somebody(request: HttpRequest, *, operator: User) -> HttpResponse:
    """Show the form, then what was filled in once more, then the link: once, as nobody keeps it."""
    form = InviteForm(request.POST or None, tree=TreeVersion.objects.newest(is_demo=operator.is_demo))
    if request.method == "POST" and form.is_valid() and "back" not in request.POST:
        if "confirmed" not in request.POST:
            return _confirmation(request, operator, form)
        data = form.cleaned_data
        try:
            path = invite(by=operator, email=data["email"], grant=form.grant(), days=int(data["days"]))
        except AccountRefusedError as refusal:
            form.add_error("email", said(refusal.sentence, _))
        else:
            return shown_link(request, operator, email=data["email"].lower(), path=path, days=int(data["days"]))
    context = around(operator) | {"form": form}
    return render(request, "operate/person_new.html", context, status=BAD_REQUEST if form.errors else 200)


@require_safe
@of_operator
def person(request: HttpRequest, key: int, *, operator: User) -> HttpResponse:
    """Show one account and what was done to it."""
    line = found(operator, key)
    changes = AccountChange.objects.filter(email=line.user.email)
    context = {
        "line": line,
        "history": changes_in_words(changes[:CHANGES_SHOWN], is_demo=line.user.is_demo),
        "earlier": max(0, changes.count() - CHANGES_SHOWN),
    }
    return render(request, "operate/person.html", around(operator) | context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_operator
def change_person(request: HttpRequest, key: int, *, operator: User) -> HttpResponse:
    """Show role, regions and last day to be changed, then once more, then change them."""
    # Before the account is read: what happens in between makes the page too careful, never too sure.
    seen = last_change_of(found(operator, key).user)
    line = found(operator, key)
    grant = grant_of(line.user)
    initial = {
        "role": grant.role.value,
        "regions": "\n".join(grant.regions),
        "expires_on": grant.expires_on,
        "seen": seen,
    }
    form = ChangeForm(request.POST or None, tree=TreeVersion.objects.newest(is_demo=operator.is_demo), initial=initial)
    if request.method == "POST" and form.is_valid() and "back" not in request.POST:
        if "confirmed" not in request.POST:
            return _confirmation(request, operator, form, line=line)
        if _changed(request, form, operator=operator, line=line):
            return redirect("operate:person", key=key)
        line = found(operator, key)
    context = around(operator) | {"form": form, "line": line}
    return render(request, "operate/person_change.html", context, status=BAD_REQUEST if form.errors else 200)


def shown_link(request: HttpRequest, operator: User, *, email: str, path: str, days: int) -> HttpResponse:
    """Show a one-time link, this once."""
    address = request.build_absolute_uri(path)
    context = around(operator) | {"email": email, "address": address, "days": days}
    return render(request, "operate/person_link.html", context)


def around(operator: User) -> dict[str, Any]:
    """Return what every page of accounts shows."""
    return {"section": "operate", "is_demo": operator.is_demo}


def _changed(request: HttpRequest, form: ChangeForm, *, operator: User, line: AccountLine) -> bool:
    seen = form.cleaned_data["seen"]
    try:
        has_changed = change_grant(by=operator, user=line.user, grant=form.grant(), seen=seen)
    except AccountOvertakenError:
        form.add_error(None, _("刚才这个账号有过变动，现在是上面写的这样。您填的都在下面；还要改，请再核对一次。"))
        form.see_again(last_change_of(line.user))
        return False
    except AccountRefusedError as refusal:
        form.add_error(None, said(refusal.sentence, _))
        return False
    messages.success(request, _("改好了，并已让对方重新登录。") if has_changed else _("没有变化，什么也没改。"))
    return True


def _confirmation(
    request: HttpRequest, operator: User, form: GrantForm, *, line: AccountLine | None = None
) -> HttpResponse:
    """Show in words what was filled in, before anything is done."""
    words = words_of(form.grant(), names=names_of(form.grant().regions, is_demo=operator.is_demo))
    context = around(operator) | {
        "words": words,
        "line": line,
        "email": line.user.email if line else form.cleaned_data["email"].lower(),
        "kept": [(name, form.data.get(name, "")) for name in form.fields],
    }
    return render(request, "operate/person_confirm.html", context)
