"""The page where an operator enters what is told about the site: form, a look before it is stored, every change."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from burden.access.scopes import Viewer
from burden.models import SiteFactChange
from burden.operate.site.facts import SiteFactsOvertakenError, change_site_facts, changed_facts
from burden.operate.site.facts_form import SiteFactsForm, fact_words, told
from burden.operate.views import operators_only
from burden.reports.own_rules.site_facts import site_facts

BAD_REQUEST = 400
Line = dict[str, Any]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@operators_only
def facts(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    """Show what is told with the form; show once more what would be changed; store it."""
    now = site_facts()
    form = SiteFactsForm(request.POST or None, initial=now.values | {"seen": now.last})
    if request.method == "POST" and form.is_valid():
        # "back" returns to the form with what was filled in, "confirmed" stores it.
        if "confirmed" in request.POST and _stored(form, viewer):
            messages.success(request, _("记下了。"))
            return redirect("operate:site-facts")
        lines = _previewed(form) if "back" not in request.POST and not form.errors else []
        if lines:
            kept = [(name, form.data.get(name, "")) for name in form.fields]
            return render(request, "operate/site_facts_confirm.html", _context() | {"changes": lines, "kept": kept})
    context = _context() | {"form": form, "history": _history()}
    return render(request, "operate/site_facts.html", context, status=BAD_REQUEST if form.errors else 200)


def _previewed(form: SiteFactsForm) -> list[Line]:
    lines = [_line(name, before, after) for name, before, after in changed_facts(form.wanted())]
    if not lines:
        form.add_error(None, _("没有改动，不用保存。"))
    return lines


def _stored(form: SiteFactsForm, viewer: Viewer) -> bool:
    try:
        change_site_facts(wanted=form.wanted(), email=viewer.email, seen=form.cleaned_data["seen"])
    except SiteFactsOvertakenError:
        form.add_error(None, _("刚才已有人改过。请看过下面的记录，再保存。"))
        form.see_again()
        return False
    return True


def _history() -> list[Line]:
    changes = SiteFactChange.objects.order_by("-pk")
    return [_line(change.fact, change.before, change.after) | {"change": change} for change in changes]


def _line(name: str, before: str, after: str) -> Line:
    return {"name": fact_words()[name], "before": told(name, before), "after": told(name, after)}


def _context() -> dict[str, Any]:
    return {"section": "operate", "is_demo": False}
