"""The log of accounts: changes, sign-ins and downloads, for operators."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from burden.access.account_words import changes_in_words, outcome_words, role_words
from burden.access.downloads import busy_days, page_of_downloads
from burden.access.scopes import Viewer
from burden.models import AccountChange, SignInRecord, User
from burden.operate.people.page import around
from burden.operate.views import operators_only

A_PAGE = 50
CHANGES, SIGN_INS, DOWNLOADS = "changes", "sign-ins", "downloads"


@require_safe
@never_cache
@operators_only
def people_log(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    """Show one of the three lists, newest first."""
    operator = User.objects.get(email=viewer.email)
    tabs = ((CHANGES, _("账号的变动")), (SIGN_INS, _("登录")), (DOWNLOADS, _("下载")))
    show = request.GET.get("show", "")
    show = show if show in dict(tabs) else CHANGES
    number = request.GET.get("page", "1")
    lists = {CHANGES: _changes, SIGN_INS: _sign_ins}
    more = lists[show](operator, number) if show in lists else _downloads(viewer, operator, number)
    context = around(operator) | {"tabs": tabs, "show": show, "query": f"show={show}"}
    return render(request, "operate/people_log.html", context | more)


def _changes(operator: User, number: str) -> dict[str, Any]:
    changes = AccountChange.objects.filter(is_demo=operator.is_demo)
    page = Paginator(changes, A_PAGE).get_page(number)
    return {"changes": changes_in_words(page, is_demo=operator.is_demo), "page": page}


def _sign_ins(operator: User, number: str) -> dict[str, Any]:
    page = Paginator(SignInRecord.objects.filter(is_demo=operator.is_demo), A_PAGE).get_page(number)
    roles, outcomes = role_words(), outcome_words()
    lines = [(line, roles.get(line.role, line.role), outcomes[line.outcome]) for line in page]
    return {"sign_ins": lines, "page": page}


def _downloads(viewer: Viewer, operator: User, number: str) -> dict[str, Any]:
    is_demo = operator.is_demo
    return {
        "page": page_of_downloads(viewer, number, is_demo=is_demo),
        "busy_days": busy_days(viewer, is_demo=is_demo),
    }
