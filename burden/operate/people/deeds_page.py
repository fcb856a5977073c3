"""What an operator does to one account besides changing its regions: each said in words before it is done."""

from collections.abc import Callable
from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from burden.access.account_deeds import end_sessions, give_link, renew_second_factor, restore, suspend
from burden.access.account_links import DAYS_OFFERED
from burden.access.keeping import AccountRefusedError
from burden.domain.sentences import said
from burden.models import User
from burden.operate.people.form import days_choices
from burden.operate.people.page import around, found, of_operator, shown_link

CONFLICT = 409
LINK = "link"


class Deed(NamedTuple):
    """A deed: the question above the button, what it means, what is said afterwards, and who does it."""

    title: str | Promise
    meaning: str | Promise
    done: str | Promise
    do: Callable[..., None] | None


DEEDS: dict[str, Deed] = {
    "suspend": Deed(
        gettext_lazy("停用账号"),
        gettext_lazy("停用后，这个人马上退出登录，也不能再登录。身份、地区和密码都留着，随时可以恢复。"),
        gettext_lazy("已停用。"),
        suspend,
    ),
    "restore": Deed(
        gettext_lazy("恢复账号"),
        gettext_lazy("恢复后，这个人可以用原来的密码登录，看到的地区同以前一样。"),
        gettext_lazy("已恢复。"),
        restore,
    ),
    LINK: Deed(
        gettext_lazy("给一个新的链接"),
        gettext_lazy(
            "忘了密码，或上一个链接过期了，就给一个新的。对方用它自己设密码；原来的密码到那时才失效，旧链接马上失效。"
        ),
        gettext_lazy("新链接已生成。"),
        None,
    ),
    "renew-factor": Deed(
        gettext_lazy("清除第二道验证"),
        gettext_lazy(
            "手机丢了、换了，才需要。请先当面或打电话确认是本人。清除后，对方登录时要重新设置；这次清除会记下是您办的。"
        ),
        gettext_lazy("已清除，对方登录时会重新设置。"),
        renew_second_factor,
    ),
    "end-sessions": Deed(
        gettext_lazy("让这个账号在各处退出登录"),
        gettext_lazy("电脑忘了退出、手机丢了，就这样做。密码不变，对方可以重新登录。"),
        gettext_lazy("已在各处退出。"),
        end_sessions,
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@of_operator
def deed(request: HttpRequest, key: int, name: str, *, operator: User) -> HttpResponse:
    """Say what the deed means, or do it."""
    line = found(operator, key)
    if name not in DEEDS:
        raise Http404
    chosen, problem = DEEDS[name], ""
    if request.method == "POST":
        try:
            return _done(request, chosen, operator=operator, user=line.user)
        except AccountRefusedError as refusal:
            problem = said(refusal.sentence, _)
    context = around(operator) | {
        "line": line,
        "deed": chosen,
        "days_choices": days_choices() if name == LINK else (),
        "problem": problem,
    }
    return render(request, "operate/person_deed.html", context, status=CONFLICT if problem else 200)


def _done(request: HttpRequest, chosen: Deed, *, operator: User, user: User) -> HttpResponse:
    if chosen.do is None:
        text = request.POST.get("days", "")
        days = int(text) if text in map(str, DAYS_OFFERED) else DAYS_OFFERED[0]
        path = give_link(by=operator, user=user, days=days)
        return shown_link(request, operator, email=user.email, path=path, days=days)
    chosen.do(by=operator, user=user)
    messages.success(request, str(chosen.done))
    return redirect("operate:person", key=user.pk)
