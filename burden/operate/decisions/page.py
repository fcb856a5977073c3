"""The pages where an operator records what was decided about apps: list, form, a look before it is stored."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from burden.access.scopes import Viewer
from burden.models import CatalogueDecision, CatalogueItem
from burden.operate.catalogue.words import names_of_regions
from burden.operate.clean_ups.events import desk_tree
from burden.operate.decisions.deciding import (
    MergeRefusedError,
    OvertakenError,
    app_lines,
    apps_of_desk,
    history_of_app,
    record_decision,
)
from burden.operate.decisions.form import DecisionForm, about_words, state_words
from burden.operate.views import operators_only

BAD_REQUEST = 400
A_PAGE = 50
LONGEST_QUERY = 40


@dataclass(frozen=True, kw_only=True)
class DecisionWords:
    """A decision in the language of the request."""

    decision: CatalogueDecision
    about: str
    state: str


@require_safe
@never_cache
@operators_only
def decisions(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:  # noqa: ARG001  # by the role
    """List the apps of the catalogue with the decision in force."""
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    page = Paginator(app_lines(query=query), A_PAGE).get_page(request.GET.get("page", "1"))
    words = state_words()
    lines = [(line, words[line.decision.state] if line.decision else _("待核实")) for line in page]
    tree = desk_tree()
    context = {
        "section": "operate",
        "is_demo": tree is not None and tree.is_demo,
        "query": query,
        "kept_query": urlencode({"q": query}) if query else "",
        "lines": lines,
        "page": page,
    }
    return render(request, "operate/decisions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@operators_only
def decide_app(request: HttpRequest, code: str, *, viewer: Viewer) -> HttpResponse:
    """Show the history of one app with the form; show once more what was filled in; record it."""
    item = apps_of_desk().select_related("tree").filter(app_code=code).first()
    if item is None:
        raise Http404
    history = history_of_app(item)
    fresh = {"decided_on": timezone.localdate(), "seen": history[0].pk if history else 0}
    form = DecisionForm(request.POST or None, item=item, initial=fresh)
    if request.method == "POST" and form.is_valid():
        # "back" returns to the form with what was filled in, "confirmed" stores it.
        if "confirmed" in request.POST and _recorded(form, viewer):
            messages.success(request, _("记下了。"))
            return redirect("operate:decide-app", code=item.app_code)
        if "back" not in request.POST and not form.errors:
            return render(request, "operate/decide_app_confirm.html", _confirm_context(item, form))
    context = _context(item) | {"form": form, "history": [_in_words(decision) for decision in history]}
    return render(request, "operate/decide_app.html", context, status=BAD_REQUEST if form.errors else 200)


def _recorded(form: DecisionForm, viewer: Viewer) -> bool:
    try:
        record_decision(decision=form.decision(email=viewer.email), seen=form.cleaned_data["seen"])
    except OvertakenError:
        form.add_error(None, _("刚才已有人登记了新的决定。请回到本页看过，再登记。"))
    except MergeRefusedError:
        form.add_error("merge_into", _("那个应用已定为停用或合并，不能并进去。"))
    else:
        return True
    return False


def _context(item: CatalogueItem) -> dict[str, Any]:
    home = names_of_regions([item.region_code]).get(item.region_code, item.region_code)
    return {"section": "operate", "is_demo": item.tree.is_demo, "item": item, "home": home}


def _confirm_context(item: CatalogueItem, form: DecisionForm) -> dict[str, Any]:
    words = _in_words(form.decision(email=""))
    kept = [(name, form.data.get(name, "")) for name in form.fields]
    return _context(item) | {"words": words, "kept": kept}


def _in_words(decision: CatalogueDecision) -> DecisionWords:
    return DecisionWords(decision=decision, about=about_words()[decision.about], state=state_words()[decision.state])
