"""The pages where an operator adds an entry by hand or changes one: form, a look before it is stored, stored."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from burden.access.scopes import Viewer
from burden.domain.sentences import said
from burden.intake.catalogue_plan import EntryProblem
from burden.intake.catalogue_store import ChangeRefusedError
from burden.models import CatalogueItem, TreeVersion
from burden.operate.catalogue.editing import (
    OvertakenEditError,
    add_entry,
    change_entry,
    preview_of,
)
from burden.operate.catalogue.form import CatalogueItemForm, initial_of
from burden.operate.catalogue.history import last_change_of
from burden.operate.catalogue.page import BAD_REQUEST, around, found_item
from burden.operate.catalogue.search import entries_of, lost_entries
from burden.operate.clean_ups.events import desk_tree
from burden.operate.views import operators_only

Item = CatalogueItem | None


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@operators_only
def new_item(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    """Show the empty form; show once more what was filled in; store it."""
    tree = desk_tree()
    if tree is None:
        return redirect("operate:catalogue")
    return _serve(request, tree, None, viewer)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@operators_only
def edit_item(request: HttpRequest, code: str, *, viewer: Viewer) -> HttpResponse:
    """Show the form of one entry; show what would change; store it."""
    tree, item = found_item(code)
    return _serve(request, tree, item, viewer)


def _serve(request: HttpRequest, tree: TreeVersion, item: Item, viewer: Viewer) -> HttpResponse:
    initial = (
        initial_of(item, tree) | {"seen": last_change_of(item)} if item else {"has_complaint_channel": True, "seen": 0}
    )
    form = CatalogueItemForm(request.POST if request.method == "POST" else None, tree=tree, item=item, initial=initial)
    # "back" returns to the form with what was filled in, "confirmed" stores it.
    if request.method == "POST" and form.is_valid() and "back" not in request.POST:
        entry = form.entry()
        preview = preview_of(entry, item)
        _refuse(form, preview.problems)
        if item is not None and not preview.lines:
            form.add_error(None, _("没有改动。"))
        if not form.errors and "confirmed" in request.POST:
            try:
                _store(form, entry, item, viewer)
            except OvertakenEditError:
                form = _as_of_now(request, tree, item)
            except ChangeRefusedError as refusal:
                _refuse(form, refusal.problems)
            else:
                messages.success(request, _("记下了：%(name)s。") % {"name": entry.name_zh})
                return redirect("operate:catalogue-item", code=entry.app_code)
        if not form.errors:
            kept = [(name, form.data[name]) for name in form.fields if name in form.data]
            context = around(tree) | {"item": item, "entry": entry, "preview": preview, "kept": kept}
            return render(request, "operate/catalogue_check.html", context)
    known = entries_of(tree)
    context = around(tree) | {
        "item": item,
        "form": form,
        "is_lost": item is not None and lost_entries(tree).filter(pk=item.pk).exists(),
        "tree": tree,
        "functions": known.exclude(function_category="")
        .values_list("function_category", flat=True)
        .order_by("function_category")
        .distinct(),
        "groups": known.exclude(duplicate_group="")
        .values_list("duplicate_group", flat=True)
        .order_by("duplicate_group")
        .distinct(),
    }
    return render(request, "operate/catalogue_form.html", context, status=BAD_REQUEST if form.errors else 200)


def _refuse(form: CatalogueItemForm, problems: Sequence[EntryProblem]) -> None:
    for problem in problems:
        name = "region" if problem.field == "region_code" else problem.field
        form.add_error(name if name in form.fields else None, said(problem.sentence, _))


def _store(form: CatalogueItemForm, entry: CatalogueItem, item: Item, viewer: Viewer) -> None:
    if item is None:
        add_entry(entry, email=viewer.email)
    else:
        change_entry(entry, seen=form.cleaned_data["seen"], email=viewer.email)


def _as_of_now(request: HttpRequest, tree: TreeVersion, item: Item) -> CatalogueItemForm:
    """Return the form as it was filled in, as if its writer had seen the last change: the next look shows both.

    Of a new entry the form says itself that its code was taken meanwhile.
    """
    data = request.POST.copy()
    data["seen"] = str(last_change_of(item) if item else 0)
    form = CatalogueItemForm(data, tree=tree, item=item)
    form.full_clean()
    if item is not None:
        form.add_error(None, _("刚才已有人改过这一项。您填的还在下面；再按一次，会列出与现在的不同。"))
    return form
