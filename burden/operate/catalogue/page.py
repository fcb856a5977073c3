"""The catalogue at the desk: the list with its search, and one entry with its history."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from burden.access.scopes import Viewer
from burden.domain.sentences import said
from burden.intake.catalogue_plan import plan_of, text_of_value
from burden.intake.catalogue_store import ChangeRefusedError
from burden.models import CatalogueItem, TreeVersion, Wave
from burden.operate.catalogue.editing import retire, retired
from burden.operate.catalogue.filter_form import CatalogueFilterForm
from burden.operate.catalogue.history import history_of_item
from burden.operate.catalogue.search import entries_of, find_entries, lost_entries
from burden.operate.catalogue.words import field_words, kind_words, names_of_regions, value_in_words
from burden.operate.clean_ups.events import desk_tree
from burden.operate.named_apps.found import names_waiting
from burden.operate.views import operators_only

BAD_REQUEST = 400


@require_safe
@never_cache
@operators_only
def catalogue(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:  # noqa: ARG001  # decided by the role
    """Find entries by name, code, initials or department, and by what they lack."""
    tree = desk_tree()
    if tree is None:
        return render(request, "operate/catalogue.html", around(tree))
    form = CatalogueFilterForm(request.GET, tree=tree)
    question = form.question()
    found = find_entries(tree, question, page=request.GET.get("page", "1"))
    asked = last_released(tree)
    query = request.GET.copy()
    query.pop("page", None)
    context = around(tree) | {
        "form": form,
        "found": found,
        "kinds": [(words, found.kinds[kind]) for kind, words in kind_words().items() if found.kinds.get(kind)],
        "tree": tree,
        "is_empty": not entries_of(tree).exists(),
        "query": query.urlencode(),
        "asked": asked,
        "waiting": names_waiting(asked) if asked else 0,
    }
    return render(request, "operate/catalogue.html", context, status=BAD_REQUEST if form.errors else 200)


@require_safe
@never_cache
@operators_only
def catalogue_item(request: HttpRequest, code: str, *, viewer: Viewer) -> HttpResponse:  # noqa: ARG001  # likewise
    """Show one entry: every field, what it was merged with, and its history."""
    tree, item = found_item(code)
    places = names_of_regions([item.region_code])
    facts = [
        (words, value_in_words(name, text_of_value(getattr(item, name)), places=places))
        for name, words in field_words().items()
    ]
    group = entries_of(tree).filter(duplicate_group=item.duplicate_group).exclude(pk=item.pk)
    context = around(tree) | {
        "item": item,
        "facts": facts,
        "mates": group if item.duplicate_group else (),
        "is_lost": lost_entries(tree).filter(pk=item.pk).exists(),
        "tree": tree,
        "merged_from": item.merged_from.order_by("app_code"),
        "can_decide": item.kind in CatalogueItem.ON_A_PHONE,
        "history": history_of_item(item),
    }
    return render(request, "operate/catalogue_item.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@operators_only
def retire_item(request: HttpRequest, code: str, *, viewer: Viewer) -> HttpResponse:
    """Say what taking an entry out of use means, or bringing it back; do it."""
    tree, item = found_item(code)
    wanted = not item.is_retired
    if request.method == "POST":
        # The button says what was read: a page that somebody left open does not turn the other way round.
        wanted = request.POST.get("to") == "retired"
        try:
            retire(item, is_retired=wanted, email=viewer.email)
        except ChangeRefusedError as refusal:
            messages.error(request, said(refusal.problems[0].sentence, _))
            return redirect("operate:catalogue-retire", code=item.app_code)
        words = _("已停用：%(name)s。") if wanted else _("已恢复：%(name)s。")
        messages.success(request, words % {"name": item.name_zh})
        return redirect("operate:catalogue-item", code=item.app_code)
    problems = plan_of([retired(item, is_retired=wanted)], fields=("is_retired",)).problems
    refusals = [said(problem.sentence, _) for problem in problems]
    context = around(tree) | {"item": item, "is_out": item.is_retired, "refusals": refusals}
    return render(request, "operate/catalogue_retire.html", context)


def found_item(code: str) -> tuple[TreeVersion, CatalogueItem]:
    """Return the entry with this code and the edition it stands beside; Http404 where the desk has none."""
    tree = desk_tree()
    item = entries_of(tree).select_related("tree", "merged_into").filter(app_code=code).first() if tree else None
    if tree is None or item is None:
        raise Http404
    return tree, item


def last_released(tree: TreeVersion) -> Wave | None:
    """Return the last wave of this kind of tree whose answers' words operators may read."""
    return Wave.objects.filter(is_demo=tree.is_demo, state=Wave.State.RELEASED).order_by("-closes_on", "-pk").first()


def around(tree: TreeVersion | None) -> dict[str, Any]:
    """Return what every page of the catalogue shows around its own matter."""
    return {"section": "operate", "is_demo": tree is not None and tree.is_demo, "has_tree": tree is not None}
